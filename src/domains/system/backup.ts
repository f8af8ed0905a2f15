/** What a backup is made of. Its form is that of the database: times are milliseconds, flags 0 and 1. */

/** A row: its rowid, then its columns. All our columns hold text or numbers. */
export type CopiedRow = (string | number | null)[];

/** A table of one of the databases. */
export interface Place {
  backupId: string;
  database: string;
  table: string;
}

/** What there is to copy. */
export interface StartedBackup {
  id: string;
  startedAt: number;
  version: string;
  migrations: string[];
  keyCheck: string;
  databases: { name: string; schema: string[]; tables: { name: string; columns: readonly string[] }[] }[];
}

/** A file of R2. */
export interface StoredFile {
  key: string;
  bytes: number;
  /** Hex; null for a file that was uploaded in parts. */
  md5: string | null;
  /** JSON of its HTTP and custom metadata. */
  metadata: string;
}

/** The highest rowid of a table that is being restored: it goes on behind it. */
export interface Progress {
  database: string;
  table: string;
  highest: number;
}

/** Audit entries about the deployment itself are of none of its accounts. */
export const NO_ACCOUNT = 0;

/** What is sealed with the deployment's ENCRYPTION_KEYS: who can open it can read the credentials in the copy. */
export const KEY_CHECK = "keyline backup";
export const keyCheckContext = (backupId: string): string => `backup|${backupId}`;
