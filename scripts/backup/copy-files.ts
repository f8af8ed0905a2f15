import { createHash } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { bytesFile, type CopiedFile, FILES } from "./manifest.ts";
import type { Operator } from "./operator.ts";

/** What the source lists. */
export type ListedFile = Omit<CopiedFile, "sha256">;

/** What a deployment takes back in one call. */
const MAX_BYTES = 25_000_000;
const AT_A_TIME = 6;

/** Every file that a deployment lists, page by page. */
export async function* listFiles(operator: Operator, backupId: string): AsyncGenerator<ListedFile[]> {
  for (let after = ""; ; ) {
    const from: Record<string, string> = after === "" ? {} : { after };
    const { files } = await operator.get<{ files: ListedFile[] }>("backup/files", { backup_id: backupId, ...from });
    const last = files.at(-1);
    if (!last) return;
    yield files;
    after = last.key;
  }
}

/** Works on several at a time; the first failure ends it. */
export async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
}

/** Copies the files of R2 that are not there yet. A file never changes under its key. */
export async function copyFiles(
  operator: Operator,
  backupId: string,
  directory: string,
): Promise<{ count: number; bytes: number }> {
  await mkdir(path.join(directory, "files"), { recursive: true });
  const db = new DatabaseSync(path.join(directory, FILES));
  db.exec(
    "CREATE TABLE IF NOT EXISTS files (key TEXT PRIMARY KEY, bytes INTEGER NOT NULL, md5 TEXT, sha256 TEXT NOT NULL, metadata TEXT NOT NULL)",
  );
  const known = db.prepare("SELECT 1 FROM files WHERE key = ?");
  const insert = db.prepare("INSERT INTO files VALUES (?, ?, ?, ?, ?)");
  for await (const listed of listFiles(operator, backupId)) {
    const missing = listed.filter(({ key }) => !known.get(key));
    await sideBySide(missing, async (file) => {
      const bytes = await operator.download("backup/file", { backup_id: backupId, key: file.key });
      const sha256 = await store(directory, file, bytes);
      insert.run(file.key, file.bytes, file.md5, sha256, file.metadata);
    });
  }
  const counted = db.prepare("SELECT count(*) AS count, coalesce(sum(bytes), 0) AS bytes FROM files").get();
  db.close();
  return { count: Number(counted?.count), bytes: Number(counted?.bytes) };
}

async function store(directory: string, file: ListedFile, bytes: Buffer): Promise<string> {
  if (bytes.length > MAX_BYTES)
    throw new Error(`${file.key} has ${bytes.length} bytes; a restore takes files of at most ${MAX_BYTES}`);
  const md5 = createHash("md5").update(bytes).digest("hex");
  if (bytes.length !== file.bytes || (file.md5 !== null && md5 !== file.md5))
    throw new Error(`${file.key} did not arrive as it is stored. Call again.`);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const draft = path.join(directory, "files", `${createHash("sha256").update(file.key).digest("hex")}.draft`);
  await writeFile(draft, bytes);
  await rename(draft, path.join(directory, bytesFile(sha256)));
  return sha256;
}
