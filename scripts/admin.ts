/**
 * The operator's commands against a running Keyline:
 *   npm run admin -- plan      --account ID --plan free|starter|growth|scale [--reason TEXT]
 *   npm run admin -- grant     --account ID --credits N --reason TEXT
 *   npm run admin -- suspend   --account ID [--reason TEXT]
 *   npm run admin -- unsuspend --account ID
 *   npm run admin -- shard     --account ID --to SHARD   (moves it to another database; may be stopped and run again)
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
    to: { type: "string" },
    url: { type: "string", default: process.env.KEYLINE_URL ?? "http://127.0.0.1:8787" },
  },
});

/** Each command's route under `system/operator/` and its part of the body. Undefined parts are left out of the JSON. */
const COMMANDS: Record<
  string,
  { route: string; needs: ("plan" | "credits" | "reason" | "to")[]; suspended?: boolean }
> = {
  plan: { route: "plan", needs: ["plan"] },
  grant: { route: "grant", needs: ["credits", "reason"] },
  suspend: { route: "suspend", needs: [], suspended: true },
  shard: { route: "move", needs: ["to"] },
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

const to = values.to === undefined ? undefined : Number(values.to);
if (to !== undefined && !Number.isInteger(to)) fail("--to is the number of a shard");

const parts = { account_id: account, plan: values.plan, credits, reason: values.reason, suspended: command.suspended };
let answer = await call({ ...parts, to_shard: to });
if (command.route === "move") answer = await untilMoved(answer);
console.log(await answer.text());
process.exitCode = answer.ok ? 0 : 1;

function call(json: object): Promise<Response> {
  return fetch(`${values.url.replace(/\/$/, "")}/api/v1/system/operator/${command?.route}/`, {
    method: "POST",
    headers: { authorization: `Operator ${key}`, "content-type": "application/json" },
    body: JSON.stringify(json),
  }).catch((error: Error) => fail(`${values.url} cannot be reached: ${error.cause ?? error.message}`));
}

/** The part of a move's answer that is read here. */
interface Move {
  done: boolean;
  phase: string;
  rows: number;
  waiting_for: number;
}

/** A move is made of small steps, each a call of its own; what it is doing is shown on standard error. */
async function untilMoved(answer: Response): Promise<Response> {
  for (let [last, phase] = [answer, ""]; ; last = await call({ account_id: account, to_shard: to })) {
    const wait = Number(last.headers.get("retry-after") ?? 0);
    if (last.status === 429) await seconds(wait);
    if (!last.ok && last.status !== 429) return last;
    if (!last.ok) continue;
    const { data } = (await last.clone().json()) as { data: Move };
    if (data.done) return last;
    if (data.phase !== phase) console.error(`${data.phase} …`);
    phase = data.phase;
    if (data.waiting_for > 0) await seconds(1);
  }
}

function seconds(count: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1_000 * count));
}

function fail(message: string): never {
  console.error(`admin: ${message}`);
  process.exit(2);
}
