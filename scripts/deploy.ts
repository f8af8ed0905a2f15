/**
 * `npm run deploy -- --public-url https://… [--secrets-file FILE] [--plan]`: brings Keyline into a Cloudflare account.
 * Makes what is missing there, applies the migrations, says which secrets are missing, and uploads. Safe to repeat.
 * `--plan` prints the commands and runs none. wrangler finds the database by its name: no id is written anywhere.
 */
import { spawnSync } from "node:child_process";
import { parseArgs } from "node:util";
import { unstable_readConfig } from "wrangler";
import { bin, ROOT, wrangler } from "./local/paths.ts";

const REQUIRED_SECRETS = ["JWT_KEYS", "ENCRYPTION_KEYS", "OPERATOR_KEY"];

const { values } = parseArgs({
  options: {
    "public-url": { type: "string" },
    "secrets-file": { type: "string" },
    plan: { type: "boolean", default: false },
  },
});

const config = unstable_readConfig({ config: `${ROOT}/wrangler.toml` }, { hideWarnings: true });
const publicUrl = values["public-url"] ?? String(config.vars.PUBLIC_URL);
if (!values.plan && (!publicUrl.startsWith("https://") || new URL(publicUrl).hostname.endsWith(".example"))) {
  fail("Say where it will be reached: --public-url https://… (or PUBLIC_URL in wrangler.toml)");
}

/** What the account must have, each as the command that looks for it and the one that makes it. */
const queues = [...(config.queues.producers ?? []), ...(config.queues.consumers ?? [])].flatMap(
  ({ queue }) => queue ?? [],
);
const buckets = (config.r2_buckets as { bucket_name?: string }[]).flatMap(({ bucket_name }) => bucket_name ?? []);
const resources = [
  ...config.d1_databases.map(({ database_name = "" }) => ({
    find: ["d1", "info", database_name],
    make: ["d1", "create", database_name, "--update-config=false"],
  })),
  ...[...new Set(queues)].map((name) => ({ find: ["queues", "info", name], make: ["queues", "create", name] })),
  ...buckets.map((name) => ({
    find: ["r2", "bucket", "info", name],
    make: ["r2", "bucket", "create", name, "--update-config=false"],
  })),
];
// The directory comes last, so that no account is sent to a shard without tables.
const migrations = config.d1_databases
  .toReversed()
  .map(({ binding }: { binding: string }) => ["d1", "migrations", "apply", binding, "--remote"]);
const upload = ["deploy", "--var", `PUBLIC_URL:${publicUrl}`];
if (values["secrets-file"] !== undefined) upload.push("--secrets-file", values["secrets-file"]);

if (values.plan) {
  show(["whoami"]);
  for (const { find, make } of resources) console.log(`wrangler ${find.join(" ")} || wrangler ${make.join(" ")}`);
  for (const migrate of migrations) show(migrate);
  show(
    ["secret", "list", "--format", "json"],
    `# must name ${REQUIRED_SECRETS.join(", ")}, or --secrets-file must give them`,
  );
  show(upload);
} else {
  await deploy();
}

async function deploy(): Promise<void> {
  const { code, output } = await wrangler(["whoami"]);
  if (code !== 0 || /not authenticated/i.test(output)) {
    fail("No Cloudflare account: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID");
  }
  for (const { find, make } of resources) {
    if ((await wrangler(find)).code === 0) continue;
    console.log(`making ${make.slice(0, -1).join(" ")} …`);
    runVisibly(make);
  }
  for (const migrate of migrations) runVisibly(migrate);
  await requireSecrets();
  runVisibly(upload);
}

/** A Worker that does not exist yet has no secrets: then they must come with the first upload. */
async function requireSecrets(): Promise<void> {
  const { code, output } = await wrangler(["secret", "list", "--format", "json"]);
  const listed = code === 0 ? output : "";
  const missing = REQUIRED_SECRETS.filter((name) => !listed.includes(`"${name}"`));
  for (const name of REQUIRED_SECRETS) console.log(`secret ${name}: ${missing.includes(name) ? "missing" : "set"}`);
  if (missing.length === 0 || values["secrets-file"] !== undefined) return;
  fail(
    [
      "Make the missing secrets, and keep the file somewhere safe (without the keys, stored credentials cannot be read):",
      "  node scripts/setup.mjs --secrets > ../keyline-secrets.env",
      `  npm run deploy -- --public-url ${publicUrl} --secrets-file ../keyline-secrets.env`,
      "or one by one: npx wrangler secret put NAME. OPENAI_API_KEY is optional.",
    ].join("\n"),
  );
}

function show(args: string[], comment = ""): void {
  console.log(`wrangler ${args.join(" ")} ${comment}`.trimEnd());
}

function runVisibly(args: string[]): void {
  const { status } = spawnSync(bin("wrangler"), args, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) fail(`wrangler ${args.join(" ")} failed`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
