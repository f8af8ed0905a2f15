-- Names that lists show beside their rows, {"id": "name"} in one row: read row by row they would be a row for each one shown.
-- Triggers keep them. Of the library, which only migrations change, and of an account's sectors.
CREATE TABLE library_names (id INTEGER PRIMARY KEY CHECK (id = 1), industries TEXT NOT NULL, sectors TEXT NOT NULL);
--> statement-breakpoint
INSERT INTO library_names SELECT 1,
  (SELECT json_group_object(id, name) FROM industries),
  (SELECT json_group_object(id, name) FROM industry_sectors);
--> statement-breakpoint
CREATE TRIGGER industries_names_insert AFTER INSERT ON industries BEGIN
  UPDATE library_names SET industries = (SELECT json_group_object(id, name) FROM industries);
END;
--> statement-breakpoint
CREATE TRIGGER industries_names_update AFTER UPDATE OF id, name ON industries BEGIN
  UPDATE library_names SET industries = (SELECT json_group_object(id, name) FROM industries);
END;
--> statement-breakpoint
CREATE TRIGGER industries_names_delete AFTER DELETE ON industries BEGIN
  UPDATE library_names SET industries = (SELECT json_group_object(id, name) FROM industries);
END;
--> statement-breakpoint
CREATE TRIGGER industry_sectors_names_insert AFTER INSERT ON industry_sectors BEGIN
  UPDATE library_names SET sectors = (SELECT json_group_object(id, name) FROM industry_sectors);
END;
--> statement-breakpoint
CREATE TRIGGER industry_sectors_names_update AFTER UPDATE OF id, name ON industry_sectors BEGIN
  UPDATE library_names SET sectors = (SELECT json_group_object(id, name) FROM industry_sectors);
END;
--> statement-breakpoint
CREATE TRIGGER industry_sectors_names_delete AFTER DELETE ON industry_sectors BEGIN
  UPDATE library_names SET sectors = (SELECT json_group_object(id, name) FROM industry_sectors);
END;
--> statement-breakpoint
CREATE TABLE sector_names (account_id INTEGER PRIMARY KEY, names TEXT NOT NULL);
--> statement-breakpoint
INSERT INTO sector_names SELECT account_id, json_group_object(id, name) FROM sectors GROUP BY account_id;
--> statement-breakpoint
CREATE TRIGGER sectors_names_insert AFTER INSERT ON sectors BEGIN
  INSERT INTO sector_names SELECT account_id, json_group_object(id, name) FROM sectors WHERE account_id = new.account_id
  GROUP BY account_id
  ON CONFLICT (account_id) DO UPDATE SET names = excluded.names;
END;
--> statement-breakpoint
CREATE TRIGGER sectors_names_update AFTER UPDATE OF name ON sectors BEGIN
  INSERT INTO sector_names SELECT account_id, json_group_object(id, name) FROM sectors WHERE account_id = new.account_id
  GROUP BY account_id
  ON CONFLICT (account_id) DO UPDATE SET names = excluded.names;
END;
