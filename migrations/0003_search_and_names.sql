-- A full-text index for each list with `?search=`; src/db/search.ts asks them and says how.
-- `<table>_search_rows` says what is indexed of a table: its live rows, with
--   account, site: the id as three private-use characters, one trigram, so that whose rows are searched is one look-up
--   status: its first three letters, for the same reason
--   text: each word with two spaces before it, so that its first one or two letters are trigrams too
-- Triggers keep the index. To build one anew: DELETE FROM <table>_search, then the INSERT … SELECT at the end of its part.
CREATE VIRTUAL TABLE sites_search USING fts5(account, site, text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIEW sites_search_rows AS SELECT id,
  char(57344 + account_id / 40960000 % 6400, 57344 + account_id / 6400 % 6400, 57344 + account_id % 6400) AS account,
  char(57344 + id / 40960000 % 6400, 57344 + id / 6400 % 6400, 57344 + id % 6400) AS site,
  '  ' || replace(name || ' ' || slug, ' ', '  ') AS text
FROM sites WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER sites_search_insert AFTER INSERT ON sites BEGIN
  INSERT INTO sites_search (rowid, account, site, text) SELECT id, account, site, text FROM sites_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER sites_search_update AFTER UPDATE OF name, slug, deleted_at ON sites
WHEN (old.name, old.slug, old.deleted_at) IS NOT (new.name, new.slug, new.deleted_at) BEGIN
  DELETE FROM sites_search WHERE rowid = old.id;
  INSERT INTO sites_search (rowid, account, site, text) SELECT id, account, site, text FROM sites_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER sites_search_delete AFTER DELETE ON sites BEGIN
  DELETE FROM sites_search WHERE rowid = old.id;
END;
--> statement-breakpoint
INSERT INTO sites_search (rowid, account, site, text) SELECT id, account, site, text FROM sites_search_rows;
--> statement-breakpoint
CREATE VIRTUAL TABLE clusters_search USING fts5(account, site, text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIEW clusters_search_rows AS SELECT id,
  char(57344 + account_id / 40960000 % 6400, 57344 + account_id / 6400 % 6400, 57344 + account_id % 6400) AS account,
  char(57344 + site_id / 40960000 % 6400, 57344 + site_id / 6400 % 6400, 57344 + site_id % 6400) AS site,
  '  ' || replace(name, ' ', '  ') AS text
FROM clusters WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER clusters_search_insert AFTER INSERT ON clusters BEGIN
  INSERT INTO clusters_search (rowid, account, site, text) SELECT id, account, site, text FROM clusters_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER clusters_search_update AFTER UPDATE OF name, site_id, deleted_at ON clusters
WHEN (old.name, old.site_id, old.deleted_at) IS NOT (new.name, new.site_id, new.deleted_at) BEGIN
  DELETE FROM clusters_search WHERE rowid = old.id;
  INSERT INTO clusters_search (rowid, account, site, text) SELECT id, account, site, text FROM clusters_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER clusters_search_delete AFTER DELETE ON clusters BEGIN
  DELETE FROM clusters_search WHERE rowid = old.id;
END;
--> statement-breakpoint
INSERT INTO clusters_search (rowid, account, site, text) SELECT id, account, site, text FROM clusters_search_rows;
--> statement-breakpoint
CREATE VIRTUAL TABLE keywords_search USING fts5(account, site, text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIEW keywords_search_rows AS SELECT id,
  char(57344 + account_id / 40960000 % 6400, 57344 + account_id / 6400 % 6400, 57344 + account_id % 6400) AS account,
  char(57344 + site_id / 40960000 % 6400, 57344 + site_id / 6400 % 6400, 57344 + site_id % 6400) AS site,
  '  ' || replace(keyword, ' ', '  ') AS text
FROM keywords WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER keywords_search_insert AFTER INSERT ON keywords BEGIN
  INSERT INTO keywords_search (rowid, account, site, text) SELECT id, account, site, text FROM keywords_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER keywords_search_update AFTER UPDATE OF keyword, site_id, deleted_at ON keywords
WHEN (old.keyword, old.site_id, old.deleted_at) IS NOT (new.keyword, new.site_id, new.deleted_at) BEGIN
  DELETE FROM keywords_search WHERE rowid = old.id;
  INSERT INTO keywords_search (rowid, account, site, text) SELECT id, account, site, text FROM keywords_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER keywords_search_delete AFTER DELETE ON keywords BEGIN
  DELETE FROM keywords_search WHERE rowid = old.id;
END;
--> statement-breakpoint
INSERT INTO keywords_search (rowid, account, site, text) SELECT id, account, site, text FROM keywords_search_rows;
--> statement-breakpoint
CREATE VIRTUAL TABLE content_ideas_search USING fts5(account, site, text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIEW content_ideas_search_rows AS SELECT id,
  char(57344 + account_id / 40960000 % 6400, 57344 + account_id / 6400 % 6400, 57344 + account_id % 6400) AS account,
  char(57344 + site_id / 40960000 % 6400, 57344 + site_id / 6400 % 6400, 57344 + site_id % 6400) AS site,
  '  ' || replace(title, ' ', '  ') AS text
FROM content_ideas WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER content_ideas_search_insert AFTER INSERT ON content_ideas BEGIN
  INSERT INTO content_ideas_search (rowid, account, site, text) SELECT id, account, site, text FROM content_ideas_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER content_ideas_search_update AFTER UPDATE OF title, site_id, deleted_at ON content_ideas
WHEN (old.title, old.site_id, old.deleted_at) IS NOT (new.title, new.site_id, new.deleted_at) BEGIN
  DELETE FROM content_ideas_search WHERE rowid = old.id;
  INSERT INTO content_ideas_search (rowid, account, site, text) SELECT id, account, site, text FROM content_ideas_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER content_ideas_search_delete AFTER DELETE ON content_ideas BEGIN
  DELETE FROM content_ideas_search WHERE rowid = old.id;
END;
--> statement-breakpoint
INSERT INTO content_ideas_search (rowid, account, site, text) SELECT id, account, site, text FROM content_ideas_search_rows;
--> statement-breakpoint
CREATE VIRTUAL TABLE tasks_search USING fts5(account, site, text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIEW tasks_search_rows AS SELECT id,
  char(57344 + account_id / 40960000 % 6400, 57344 + account_id / 6400 % 6400, 57344 + account_id % 6400) AS account,
  char(57344 + site_id / 40960000 % 6400, 57344 + site_id / 6400 % 6400, 57344 + site_id % 6400) AS site,
  '  ' || replace(title || ' ' || (SELECT coalesce(group_concat(value, ' '), '') FROM json_each(keywords)), ' ', '  ') AS text
FROM tasks WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER tasks_search_insert AFTER INSERT ON tasks BEGIN
  INSERT INTO tasks_search (rowid, account, site, text) SELECT id, account, site, text FROM tasks_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER tasks_search_update AFTER UPDATE OF title, keywords, site_id, deleted_at ON tasks
WHEN (old.title, old.keywords, old.site_id, old.deleted_at) IS NOT (new.title, new.keywords, new.site_id, new.deleted_at) BEGIN
  DELETE FROM tasks_search WHERE rowid = old.id;
  INSERT INTO tasks_search (rowid, account, site, text) SELECT id, account, site, text FROM tasks_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER tasks_search_delete AFTER DELETE ON tasks BEGIN
  DELETE FROM tasks_search WHERE rowid = old.id;
END;
--> statement-breakpoint
INSERT INTO tasks_search (rowid, account, site, text) SELECT id, account, site, text FROM tasks_search_rows;
--> statement-breakpoint
CREATE VIRTUAL TABLE taxonomies_search USING fts5(account, site, text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIEW taxonomies_search_rows AS SELECT id,
  char(57344 + account_id / 40960000 % 6400, 57344 + account_id / 6400 % 6400, 57344 + account_id % 6400) AS account,
  char(57344 + site_id / 40960000 % 6400, 57344 + site_id / 6400 % 6400, 57344 + site_id % 6400) AS site,
  '  ' || replace(name, ' ', '  ') AS text
FROM taxonomies WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER taxonomies_search_insert AFTER INSERT ON taxonomies BEGIN
  INSERT INTO taxonomies_search (rowid, account, site, text) SELECT id, account, site, text FROM taxonomies_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER taxonomies_search_update AFTER UPDATE OF name, site_id, deleted_at ON taxonomies
WHEN (old.name, old.site_id, old.deleted_at) IS NOT (new.name, new.site_id, new.deleted_at) BEGIN
  DELETE FROM taxonomies_search WHERE rowid = old.id;
  INSERT INTO taxonomies_search (rowid, account, site, text) SELECT id, account, site, text FROM taxonomies_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER taxonomies_search_delete AFTER DELETE ON taxonomies BEGIN
  DELETE FROM taxonomies_search WHERE rowid = old.id;
END;
--> statement-breakpoint
INSERT INTO taxonomies_search (rowid, account, site, text) SELECT id, account, site, text FROM taxonomies_search_rows;
--> statement-breakpoint
CREATE VIRTUAL TABLE content_search USING fts5(account, site, status, text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIEW content_search_rows AS SELECT id,
  char(57344 + account_id / 40960000 % 6400, 57344 + account_id / 6400 % 6400, 57344 + account_id % 6400) AS account,
  iif(site_id IS NULL, '', char(57344 + site_id / 40960000 % 6400, 57344 + site_id / 6400 % 6400, 57344 + site_id % 6400)) AS site,
  substr(shown_status, 1, 3) AS status,
  '  ' || replace(title, ' ', '  ') AS text
FROM content WHERE deleted_at IS NULL;
--> statement-breakpoint
CREATE TRIGGER content_search_insert AFTER INSERT ON content BEGIN
  INSERT INTO content_search (rowid, account, site, status, text) SELECT id, account, site, status, text FROM content_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER content_search_update AFTER UPDATE OF title, site_id, shown_status, deleted_at ON content
WHEN (old.title, old.site_id, old.shown_status, old.deleted_at) IS NOT (new.title, new.site_id, new.shown_status, new.deleted_at) BEGIN
  DELETE FROM content_search WHERE rowid = old.id;
  INSERT INTO content_search (rowid, account, site, status, text) SELECT id, account, site, status, text FROM content_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER content_search_delete AFTER DELETE ON content BEGIN
  DELETE FROM content_search WHERE rowid = old.id;
END;
--> statement-breakpoint
INSERT INTO content_search (rowid, account, site, status, text) SELECT id, account, site, status, text FROM content_search_rows;
--> statement-breakpoint
CREATE VIRTUAL TABLE seed_keywords_search USING fts5(text, content='', contentless_delete=1, tokenize='trigram remove_diacritics 1');
--> statement-breakpoint
CREATE VIEW seed_keywords_search_rows AS SELECT id,
  '  ' || replace(keyword, ' ', '  ') AS text
FROM seed_keywords WHERE is_active = 1;
--> statement-breakpoint
CREATE TRIGGER seed_keywords_search_insert AFTER INSERT ON seed_keywords BEGIN
  INSERT INTO seed_keywords_search (rowid, text) SELECT id, text FROM seed_keywords_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER seed_keywords_search_update AFTER UPDATE OF keyword, is_active ON seed_keywords
WHEN (old.keyword, old.is_active) IS NOT (new.keyword, new.is_active) BEGIN
  DELETE FROM seed_keywords_search WHERE rowid = old.id;
  INSERT INTO seed_keywords_search (rowid, text) SELECT id, text FROM seed_keywords_search_rows WHERE id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER seed_keywords_search_delete AFTER DELETE ON seed_keywords BEGIN
  DELETE FROM seed_keywords_search WHERE rowid = old.id;
END;
--> statement-breakpoint
INSERT INTO seed_keywords_search (rowid, text) SELECT id, text FROM seed_keywords_search_rows;

--> statement-breakpoint
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
--> statement-breakpoint
CREATE TRIGGER sectors_names_delete AFTER DELETE ON sectors BEGIN
  DELETE FROM sector_names WHERE account_id = old.account_id
    AND NOT EXISTS (SELECT 1 FROM sectors WHERE account_id = old.account_id);
END;
