import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DatabaseCopy, rowHash, type Table } from "./database-copy.ts";

/** A file of the backup, and how many rows its tables have. */
export interface Part {
  file: string;
  bytes: number;
  sha256: string;
  rows: Record<string, number>;
}

/** What a backup is. It is written last: a folder without it holds half a backup. */
export interface Manifest {
  format: 1;
  backup_id: string;
  source: string;
  /** Release that made it. */
  version: string;
  /** What was stored before `started_at` is in it; nothing that was stored after `finished_at` is. */
  started_at: string;
  finished_at: string;
  migrations: string[];
  key_check: string;
  databases: { name: string; tables: Table[]; hashes: Record<string, string> }[];
  parts: Part[];
  files: { count: number; bytes: number };
}

export const MANIFEST = "manifest.json";
export const OBJECTS = "objects.sqlite";
export const FILES = "files.sqlite";
export const databaseFile = (name: string): string => `${name}.sqlite`;
/** Where the bytes of a file are: a file is named by what it holds. */
export const bytesFile = (sha256: string): string => path.join("files", sha256);

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Describes a finished file. */
export async function partOf(directory: string, file: string, rows: Record<string, number>): Promise<Part> {
  return { file, rows, ...(await measure(path.join(directory, file))) };
}

async function measure(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** Writes the manifest with its own hash, in one step and onto the disk. */
export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  const body = JSON.stringify(manifest, null, 2);
  const draft = path.join(directory, `${MANIFEST}.draft`);
  await writeFile(draft, `${JSON.stringify({ sha256: hashOf(body), manifest }, null, 2)}\n`);
  const file = await open(draft, "r+");
  await file.sync();
  await file.close();
  await rename(draft, path.join(directory, MANIFEST));
}

/** A backup whose every part was looked at. */
export interface Verified {
  manifest: Manifest;
  /** Of the manifest. */
  sha256: string;
}

/** Looks at all of it: sizes, hashes, counts, foreign keys. Throws, and names it, when anything is not as it was. */
export async function verifyBackup(directory: string): Promise<Verified> {
  const verified = await readManifest(directory);
  const { parts, databases } = verified.manifest;
  const wanted = [...databases.map(({ name }) => databaseFile(name)), OBJECTS, FILES];
  for (const file of wanted) {
    const part = parts.find((known) => known.file === file);
    if (!part) throw new Error(`${MANIFEST} does not name ${file}, which a backup has`);
    await verifyFile(directory, file, part);
  }
  for (const { name, tables } of databases) verifyDatabase(directory, name, tables, parts);
  await verifyFiles(directory, verified.manifest.files);
  return verified;
}

async function readManifest(directory: string): Promise<Verified> {
  const text = await readFile(path.join(directory, MANIFEST), "utf8").catch(() => undefined);
  if (text === undefined)
    throw new Error(`${directory} has no ${MANIFEST}: it is no backup, or one that was cut short`);
  try {
    const { sha256, manifest } = JSON.parse(text) as Verified;
    if (hashOf(JSON.stringify(manifest, null, 2)) === sha256) return { sha256, manifest };
  } catch {
    // what cannot be read was changed
  }
  throw new Error(`${MANIFEST} is not as it was written: it was altered or cut short`);
}

async function verifyFile(directory: string, file: string, known: { bytes: number; sha256: string }): Promise<void> {
  const size = await stat(path.join(directory, file)).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) throw new Error(`${file} is missing`);
  if (size !== known.bytes)
    throw new Error(`${file} was cut short or altered: ${size} bytes instead of ${known.bytes}`);
  if ((await measure(path.join(directory, file))).sha256 !== known.sha256)
    throw new Error(`${file} was altered: its SHA-256 is another`);
}

function verifyDatabase(directory: string, name: string, tables: Table[], parts: Part[]): void {
  const copy = new DatabaseCopy(path.join(directory, databaseFile(name)), tables);
  const known = parts.find(({ file }) => file === databaseFile(name))?.rows;
  const counted = copy.counts();
  const broken = copy.dangling()[0];
  copy.close();
  const wrong = tables.find((table) => table.name in counted && counted[table.name] !== known?.[table.name]);
  if (wrong)
    throw new Error(`${databaseFile(name)} has ${counted[wrong.name]} rows of ${wrong.name}, not the known number`);
  if (broken) throw new Error(`${databaseFile(name)} has a row of ${broken.table} without its ${broken.parent}`);
}

async function verifyFiles(directory: string, known: Manifest["files"]): Promise<void> {
  const files = readFiles(directory);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (files.length !== known.count || bytes !== known.bytes)
    throw new Error(`${FILES} lists ${files.length} files, not ${known.count}`);
  for (const file of files) await verifyFile(directory, bytesFile(file.sha256), file);
}

/** A file of R2 in the backup. */
export interface CopiedFile {
  key: string;
  bytes: number;
  md5: string | null;
  sha256: string;
  metadata: string;
}

export function readFiles(directory: string): CopiedFile[] {
  const db = new DatabaseSync(path.join(directory, FILES), { readOnly: true });
  // safe: the columns of the table that `copyFiles` makes
  const rows = db.prepare("SELECT key, bytes, md5, sha256, metadata FROM files ORDER BY key").all();
  db.close();
  return rows as unknown as CopiedFile[];
}

/** The hash of each table, as its rows are sent. */
export function hashTables(copy: DatabaseCopy): Record<string, string> {
  return Object.fromEntries(
    copy.tables.map((table) => {
      const hash = rowHash();
      for (const page of copy.pages(table)) hash.add(page);
      return [table.name, hash.end()];
    }),
  );
}
