import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import { digits } from "../../http/envelope.ts";
import type { StartedBackup as Started, StoredFile } from "./backup.ts";

const name = (description: string, example: string, longest = 64) =>
  z.string().min(1).max(longest).openapi({ description, example });

export const BackupId = z
  .uuid()
  .openapi({ description: "Id of the backup", example: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11" });
export const AccountNumber = digits(z.int().positive()).openapi({ description: "Id of the account", example: 1 });
export const DatabaseName = name("Binding of the database", "DB");
export const TableName = name("Table", "keywords");
export const FileKey = name("Key of the file in R2", "accounts/1/images/0d5a9a5e.png", 1_024);
export const FileMetadata = z
  .string()
  .max(16_384)
  .openapi({ description: "JSON of its HTTP and custom metadata", example: '{"httpMetadata":{}}' });
export const KeyCheck = name("Can be opened with this deployment's ENCRYPTION_KEYS", "v1.k1.aXY.Y2lwaGVy", 1_024);

const Value = z.union([z.string().max(2_000_000), z.number(), z.null()]);
export const Rows = z
  .array(z.array(Value).max(101))
  .max(1_000)
  .openapi({ description: "Rows: the rowid, then each column as it is stored", example: [[1, "espresso", 2_400]] });

const Columns = z
  .array(z.string().max(64))
  .max(100)
  .openapi({ description: "Names of columns", example: ["id", "keyword", "volume"] });

const CopiedDatabase = z.object({
  name: DatabaseName,
  schema: z
    .array(z.string().max(100_000))
    .max(1_000)
    .openapi({ description: "SQL that makes the tables", example: ["CREATE TABLE plans (slug TEXT PRIMARY KEY)"] }),
  tables: z
    .array(z.object({ name: TableName, columns: Columns }))
    .max(500)
    .openapi({ description: "Its tables, parents before their children" }),
});

export const StartedBackup = z
  .object({
    backup_id: BackupId,
    started_at: z
      .string()
      .openapi({ description: "What was stored before this is in the backup", example: "2026-11-22T09:00:00Z" }),
    version: name("Release that runs", "0.1.0"),
    migrations: z
      .array(z.string().max(256))
      .max(1_000)
      .openapi({ description: "Migrations that the databases have", example: ["0000_tables.sql"] }),
    key_check: KeyCheck,
    databases: z.array(CopiedDatabase).max(100).openapi({ description: "Every D1 database of the deployment" }),
  })
  .openapi("StartedBackup");

export const presentStarted = (started: Started): z.infer<typeof StartedBackup> => ({
  backup_id: started.id,
  started_at: isoTime(started.startedAt),
  version: started.version,
  migrations: started.migrations,
  key_check: started.keyCheck,
  databases: started.databases.map(({ name, schema, tables }) => ({
    name,
    schema,
    tables: tables.map((table) => ({ name: table.name, columns: [...table.columns] })),
  })),
});

export const RowsQuery = z
  .object({
    backup_id: BackupId,
    database: DatabaseName,
    table: TableName,
    after: digits(z.int().min(0)).openapi({ description: "Rowid after which the page begins; 0 at first", example: 0 }),
  })
  .strict();

export const CopiedRows = z.object({ rows: Rows }).openapi("CopiedRows");

export const LookUpRowsBody = z
  .object({
    backup_id: BackupId,
    database: DatabaseName,
    table: TableName,
    columns: Columns,
    values: z
      .array(z.array(Value).max(100))
      .max(100)
      .openapi({ description: "For each row the values of these columns", example: [[1]] }),
  })
  .strict()
  .openapi("LookUpRowsBody", {
    example: {
      backup_id: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11",
      database: "DB",
      table: "keywords",
      columns: ["rowid"],
      values: [[1]],
    },
  });

export const ObjectQuery = z
  .object({
    backup_id: BackupId,
    account_id: AccountNumber,
    after: z.string().max(256).optional().openapi({ description: "`next` of the page before", example: "entries:500" }),
  })
  .strict();

export const ObjectTables = z
  .array(z.object({ table: TableName, columns: Columns, rows: Rows.max(1_000_000) }))
  .max(100)
  .openapi({ description: "Rows of the object's tables" });

export const CopiedObject = z
  .object({
    tables: ObjectTables,
    next: z.string().max(256).nullable().openapi({ description: "Where the next page begins", example: null }),
    mark: z.int().openapi({ description: "Pages that differ in it are of different moments", example: 12 }),
  })
  .openapi("CopiedObject");

export const FilesQuery = z
  .object({
    backup_id: BackupId,
    after: z.string().max(1_024).optional().openapi({ description: "Key after which the page begins", example: "a" }),
  })
  .strict();

export const CopiedFiles = z
  .object({
    files: z
      .array(
        z.object({
          key: FileKey,
          bytes: z.int().openapi({ description: "Size", example: 20_480 }),
          md5: name("MD5 of its bytes, hex", "d41d8cd98f00b204e9800998ecf8427e").nullable(),
          metadata: FileMetadata,
        }),
      )
      .max(1_000)
      .openapi({ description: "Files in the order of their keys; none: that was all" }),
  })
  .openapi("CopiedFiles");

export const presentFiles = (files: StoredFile[]): z.infer<typeof CopiedFiles> => ({ files });

export const FileQuery = z.object({ backup_id: BackupId, key: FileKey }).strict();
