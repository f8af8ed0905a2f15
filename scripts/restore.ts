/**
 * `npm run restore -- --from DIR [--url URL | --state DIR]`: loads a backup into an empty deployment. See HELP.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { withDeployment } from "./backup/deployment.ts";
import { compareRows, loadFiles, loadObjects, loadRows, placeKey } from "./backup/load.ts";
import { type Verified, verifyBackup } from "./backup/manifest.ts";
import type { Operator } from "./backup/operator.ts";

const HELP = `npm run restore -- --from DIR [--url URL | --state DIR] [--other-keys]

Loads the backup in the folder DIR into a deployment that has its tables and no account yet. All of the backup is looked at
before anything is written: one that was cut short or altered is refused. Until the end nobody else gets in (503). When it is
cut short, call it again: it goes on. At the end every table is read back and compared.

  --from DIR    what \`npm run backup\` made
  --url URL     where the deployment is (default: KEYLINE_URL, else http://127.0.0.1:8787)
  --state DIR   a local deployment that nobody serves at the moment, by its folder
  --other-keys  load it although the ENCRYPTION_KEYS there cannot read the credentials in it

OPERATOR_KEY comes from the environment or from .dev.vars; the one of the deployment that is restored into.
`;

const say = (line: string): void => console.log(line);

const { values } = parseArgs({
  options: {
    from: { type: "string" },
    url: { type: "string" },
    state: { type: "string" },
    "other-keys": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
if (values.help || values.from === undefined) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const from = path.resolve(values.from);

try {
  const backup = await verifyBackup(from);
  say(`The backup of ${backup.manifest.source}, ${backup.manifest.started_at}, is complete.`);
  await withDeployment(values, (operator) => load(operator, backup));
  say("The deployment is restored.");
} catch (error) {
  console.error(`restore: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

interface Started {
  tables: { database: string; table: string; highest: number }[];
  rows_closed: boolean;
}

/** Rows before files before objects: when an account's object wakes, all that it may ask for is there. */
async function load(operator: Operator, { manifest, sha256 }: Verified): Promise<void> {
  const { backup_id, migrations, key_check, databases } = manifest;
  const { tables, rows_closed } = await operator.post<Started>("restore", {
    backup_id,
    manifest: sha256,
    migrations,
    databases: databases.map(({ name }) => name),
    key_check,
    accept_other_keys: values["other-keys"],
  });
  const progress = new Map(tables.map(({ database, table, highest }) => [placeKey(database, table), highest]));
  if (!rows_closed) {
    say(`rows: ${await loadRows(operator, manifest, from, progress)} loaded`);
    await compareRows(operator, manifest);
    say("rows: read back, every table is the same");
  }
  say(`files: ${await loadFiles(operator, manifest, from)} loaded`);
  say(`objects: ${await loadObjects(operator, manifest, from)} accounts loaded`);
  await operator.post("restore/finish", { backup_id });
}
