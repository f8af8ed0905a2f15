/**
 * `npm run backup -- --out DIR [--url URL | --state DIR]`: copies a deployment into a folder. See HELP.
 */
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { copyDatabase, type SourceDatabase } from "./backup/copy-database.ts";
import { copyFiles } from "./backup/copy-files.ts";
import { copyObjects } from "./backup/copy-objects.ts";
import type { DatabaseCopy } from "./backup/database-copy.ts";
import { withDeployment } from "./backup/deployment.ts";
import {
  databaseFile,
  FILES,
  hashTables,
  MANIFEST,
  type Manifest,
  OBJECTS,
  type Part,
  partOf,
  verifyBackup,
  writeManifest,
} from "./backup/manifest.ts";
import type { Operator } from "./backup/operator.ts";

const HELP = `npm run backup -- --out DIR [--url URL | --state DIR]

Copies a deployment into the folder DIR: the rows of every D1 database, what each account's Durable Object keeps (ledger,
revocations, idempotency answers, wake-ups), and the files in R2. It goes on serving meanwhile.

  --out DIR    an empty folder, or one whose backup was cut short: that one is gone on with
  --url URL    where the deployment is (default: KEYLINE_URL, else http://127.0.0.1:8787)
  --state DIR  a local deployment that nobody serves at the moment, by its folder

OPERATOR_KEY comes from the environment or from .dev.vars. The secrets of the deployment are not in the backup: without its
ENCRYPTION_KEYS the credentials in it cannot be read.

The backup stands for no single moment: everything stored before it began is in it, nothing stored after its end is, and of
what was stored between them whatever is needed for the rest to fit together. ${MANIFEST} is written last.
`;

/** What the first call is told, and later ones go on with. */
interface Plan {
  source: string;
  backup_id: string;
  started_at: string;
  version: string;
  migrations: string[];
  key_check: string;
  databases: SourceDatabase[];
}

const say = (line: string): void => console.log(line);

const { values } = parseArgs({
  options: {
    out: { type: "string" },
    url: { type: "string" },
    state: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help || values.out === undefined) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const out = path.resolve(values.out);

try {
  if (existsSync(path.join(out, MANIFEST))) throw new Error(`${out} holds a finished backup: name another folder`);
  await mkdir(out, { recursive: true, mode: 0o700 });
  await withDeployment(values, async (operator, source) => {
    const plan = await planOf(operator, source);
    await writeManifest(out, await copy(operator, plan));
  });
  await verifyBackup(out);
  say(`The backup in ${out} is complete.`);
} catch (error) {
  console.error(`backup: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

async function planOf(operator: Operator, source: string): Promise<Plan> {
  const file = path.join(out, "plan.json");
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known !== undefined) return JSON.parse(known) as Plan;
  const plan: Plan = { source, ...(await operator.post<Omit<Plan, "source">>("backup", {})) };
  await writeFile(`${file}.draft`, JSON.stringify(plan));
  await rename(`${file}.draft`, file);
  return plan;
}

async function copy(operator: Operator, plan: Plan): Promise<Manifest> {
  const copies: { name: string; database: DatabaseCopy }[] = [];
  for (const source of plan.databases)
    copies.push({ name: source.name, database: await copyDatabase(operator, plan.backup_id, source, out, say) });
  const objects = await copyObjects(operator, plan.backup_id, accountIds(copies[0]?.database), out);
  say(`objects: ${objects.accounts} accounts`);
  const files = await copyFiles(operator, plan.backup_id, out);
  say(`files: ${files.count}, ${files.bytes} bytes`);
  const parts: Part[] = [];
  const databases: Manifest["databases"] = [];
  for (const { name, database } of copies) {
    databases.push({ name, tables: database.tables, hashes: hashTables(database) });
    const counts = database.counts();
    database.close();
    parts.push(await partOf(out, databaseFile(name), counts));
  }
  parts.push(await partOf(out, OBJECTS, objects), await partOf(out, FILES, { files: files.count }));
  const { databases: _sources, ...plain } = plan;
  return { format: 1, ...plain, finished_at: new Date().toISOString(), databases, parts, files };
}

/** Accounts are rows of the first database. */
function accountIds(database: DatabaseCopy | undefined): number[] {
  const rows = database?.db.prepare("SELECT id FROM accounts ORDER BY id").all() ?? [];
  return rows.map(({ id }) => Number(id));
}
