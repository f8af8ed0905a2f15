/**
 * The operator's commands against a running Keyline:
 *   npm run admin -- plan      --account ID --plan free|starter|growth|scale [--reason TEXT]
 *   npm run admin -- grant     --account ID --credits N --reason TEXT
 *   npm run admin -- suspend   --account ID [--reason TEXT]
 *   npm run admin -- unsuspend --account ID
 * `--url URL` says where (default http://127.0.0.1:8787); OPERATOR_KEY comes from the environment or from .dev.vars.
 */
import { parseArgs } from "node:util";
import { readDevVars } from "./local/variables.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    account: { type: "string" },
    plan: { type: "string" },
    credits: { type: "string" },
    reason: { type: "string" },
    url: { type: "string", default: process.env.KEYLINE_URL ?? "http://127.0.0.1:8787" },
  },
});

/** Each command's route under `system/operator/` and its part of the body. Undefined parts are left out of the JSON. */
const COMMANDS: Record<string, { route: string; needs: ("plan" | "credits" | "reason")[]; suspended?: boolean }> = {
  plan: { route: "plan", needs: ["plan"] },
  grant: { route: "grant", needs: ["credits", "reason"] },
  suspend: { route: "suspend", needs: [], suspended: true },
  unsuspend: { route: "suspend", needs: [], suspended: false },
};

const [name = ""] = positionals;
const command = COMMANDS[name];
if (!command) fail(`Say what to do: ${Object.keys(COMMANDS).join(", ")}`);
const account = Number(values.account);
if (!Number.isInteger(account) || account < 1) fail("--account ID is missing: the number of the account");
for (const option of command.needs) if (values[option] === undefined) fail(`${name} needs --${option}`);
const credits = values.credits === undefined ? undefined : Number(values.credits);
if (credits !== undefined && !Number.isInteger(credits)) fail("--credits is a whole number");

const key = process.env.OPERATOR_KEY ?? (await readDevVars()).OPERATOR_KEY;
if (!key) fail("OPERATOR_KEY is neither in the environment nor in .dev.vars");

const answer = await fetch(`${values.url.replace(/\/$/, "")}/api/v1/system/operator/${command.route}/`, {
  method: "POST",
  headers: { authorization: `Operator ${key}`, "content-type": "application/json" },
  body: JSON.stringify({
    account_id: account,
    plan: values.plan,
    credits,
    reason: values.reason,
    suspended: command.suspended,
  }),
}).catch((error: Error) => fail(`${values.url} cannot be reached: ${error.cause ?? error.message}`));
console.log(await answer.text());
process.exitCode = answer.ok ? 0 : 1;

function fail(message: string): never {
  console.error(`admin: ${message}`);
  process.exit(2);
}
