import { sql } from "drizzle-orm";
import type { DirectoryDb, TenantDb } from "../../db/client.ts";
import { events } from "../../db/tables/events.ts";
import { directoryIdempotencyKeys, idempotencyKeys } from "../../db/tables/idempotency.ts";

export const deleteExpiredRows = (db: TenantDb, eventsBefore: number, keysBefore: number, limit: number) =>
  db.batch([
    db
      .delete(events)
      .where(sql`${events.id} IN (SELECT id FROM events WHERE created_at < ${eventsBefore} LIMIT ${limit})`),
    db
      .delete(idempotencyKeys)
      .where(sql`rowid IN (SELECT rowid FROM idempotency_keys WHERE created_at < ${keysBefore} LIMIT ${limit})`),
  ]);

export const deleteExpiredProofs = (db: DirectoryDb, before: number, limit: number) =>
  db
    .delete(directoryIdempotencyKeys)
    .where(sql`rowid IN (SELECT rowid FROM directory_idempotency_keys WHERE created_at < ${before} LIMIT ${limit})`);
