import { z } from "@hono/zod-openapi";
import { isoTime } from "../../core/time.ts";
import {
  BackupId,
  DatabaseName,
  FileKey,
  FileMetadata,
  KeyCheck,
  ObjectTables,
  Rows,
  TableName,
} from "./backup.schemas.ts";
import type { Progress } from "./backup.ts";

const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .max(64)
  .openapi({
    description: "SHA-256, hex",
    example: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  });

export const StartRestoreBody = z
  .object({
    backup_id: BackupId,
    manifest: Sha256,
    migrations: z
      .array(z.string().max(256))
      .max(1_000)
      .openapi({ description: "Migrations that the backup's databases had", example: ["0000_tables.sql"] }),
    databases: z
      .array(DatabaseName)
      .min(1)
      .max(100)
      .openapi({ description: "Databases in the backup", example: ["DB"] }),
    key_check: KeyCheck,
    accept_other_keys: z
      .boolean()
      .default(false)
      .openapi({ description: "Load it although stored credentials cannot be read here", example: false }),
  })
  .strict()
  .openapi("StartRestoreBody");

export const StartedRestore = z
  .object({
    backup_id: BackupId,
    tables: z
      .array(
        z.object({
          database: DatabaseName,
          table: TableName,
          highest: z.int().openapi({ description: "Highest rowid that is there", example: 0 }),
        }),
      )
      .max(50_000)
      .openapi({ description: "What is there already: a restore goes on behind it" }),
    rows_closed: z.boolean().openapi({
      description: "Objects were loaded already, after the last row; no row can come any more",
      example: false,
    }),
  })
  .openapi("StartedRestore");

export const presentStarted = (
  backupId: string,
  started: { tables: Progress[]; rowsClosed: boolean },
): z.infer<typeof StartedRestore> => ({
  backup_id: backupId,
  tables: started.tables,
  rows_closed: started.rowsClosed,
});

export const WriteRowsBody = z
  .object({ backup_id: BackupId, database: DatabaseName, table: TableName, rows: Rows })
  .strict()
  .openapi("WriteRowsBody");

export const WriteObjectBody = z
  .object({
    backup_id: BackupId,
    account_id: z.int().positive().openapi({ description: "Id of the account", example: 1 }),
    tables: ObjectTables,
    last: z.boolean().openapi({ description: "True with the last page: the object is awake then", example: true }),
  })
  .strict()
  .openapi("WriteObjectBody", {
    example: { backup_id: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11", account_id: 1, tables: [], last: true },
  });

export const WrittenObject = z
  .object({
    balanced: z.boolean().openapi({ description: "The ledger adds up", example: true }),
    entries: z.int().openapi({ description: "Entries of its ledger", example: 12 }),
  })
  .openapi("WrittenObject");

export const WriteFileQuery = z
  .object({ backup_id: BackupId, key: FileKey, sha256: Sha256, metadata: FileMetadata })
  .strict();

export const RestoreBody = z.object({ backup_id: BackupId }).strict().openapi("RestoreBody");

export const Written = z
  .object({ written: z.int().openapi({ description: "Rows or bytes that were sent", example: 500 }) })
  .openapi("Written");

export const FinishedRestore = z
  .object({
    backup_id: BackupId,
    finished_at: z.string().openapi({ description: "When everybody was let in", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("FinishedRestore");

export const presentFinished = (backupId: string, at: number): z.infer<typeof FinishedRestore> => ({
  backup_id: backupId,
  finished_at: isoTime(at),
});
