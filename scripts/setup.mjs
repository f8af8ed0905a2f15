/**
 * Makes a fresh clone runnable: packages, local secrets, assets. Plain JavaScript, because it runs on whatever Node is
 * installed; everything after it runs on the Node of node_modules/.bin. Does nothing, quickly, when nothing is missing.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const at = (/** @type {string[]} */ ...parts) => path.join(ROOT, ...parts);
const say = (/** @type {string} */ text) => process.stderr.write(`setup: ${text}\n`);

if (Number(process.versions.node.split(".")[0]) < 20) {
  say(`Node ${process.versions.node} is too old: Keyline needs 20 or newer (https://nodejs.org).`);
  process.exit(1);
}

if (process.argv.includes("--secrets")) {
  process.stdout.write(`${freshSecrets().join("\n")}\n`);
  process.exit(0);
}

installPackages();
makeDevVars();
// Does nothing when `.assets/` is newer than what it is made of.
run(at("node_modules", ".bin", "node"), [at("scripts", "build-assets.ts")]);

/** `npm ci`, when the lockfile is not the one that was installed last. */
function installPackages() {
  const stamp = at("node_modules", ".keyline-lockfile");
  const lockfile = readFileSync(at("package-lock.json"), "utf8");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockfile) return;
  // Packages that somebody installed by hand after the lockfile last changed are as good.
  const installed = at("node_modules", ".package-lock.json");
  const current = existsSync(installed) && statSync(installed).mtimeMs >= statSync(at("package-lock.json")).mtimeMs;
  if (!current) {
    say("installing the packages of package-lock.json (npm ci), about half a minute …");
    // Without node_modules/.bin in front: npm must not run on the Node that it is about to replace.
    const PATH = (process.env.PATH ?? "").split(path.delimiter).filter((entry) => !entry.includes("node_modules"));
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { PATH: PATH.join(path.delimiter) });
  }
  writeFileSync(stamp, lockfile);
}

/** `.dev.vars` with secrets of this machine's own; an existing file is left alone. */
function makeDevVars() {
  if (existsSync(at(".dev.vars"))) return;
  const lines = [
    "# Made by scripts/setup.mjs for this machine. Never commit it; delete it to get new secrets.",
    "DEPLOYMENT=local",
    ...freshSecrets(),
  ];
  writeFileSync(at(".dev.vars"), `${lines.join("\n")}\n`, { mode: 0o600, flag: "wx" });
  say("made .dev.vars with fresh secrets");
}

/** The three secrets that a deployment needs, as lines of a variables file. `--secrets` prints them for a real one. */
function freshSecrets() {
  const secret = () => randomBytes(32).toString("base64url");
  const keyRing = () => JSON.stringify({ current: "k1", keys: { k1: secret() } });
  return [`JWT_KEYS='${keyRing()}'`, `ENCRYPTION_KEYS='${keyRing()}'`, `OPERATOR_KEY=${secret()}`];
}

/** @param {string} program @param {string[]} args @param {Record<string, string>} env */
function run(program, args, env = {}) {
  const { status, error } = spawnSync(program, args, {
    cwd: ROOT,
    stdio: ["ignore", 2, 2],
    env: { ...process.env, ...env },
    shell: process.platform === "win32",
  });
  if (error || status !== 0) {
    say(`${program} ${args.join(" ")} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`);
    process.exit(1);
  }
}
