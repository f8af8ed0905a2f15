import { type DemoAccount, makeApiKey } from "./account.ts";
import type { Article } from "./articles.ts";
import { bold, dim, fact, say } from "./screen.ts";

const JSON_BODY = "-H 'content-type: application/json'";
const AS_MEMBER = '-H "authorization: Bearer $TOKEN"';

/** How to go on with a server that is kept: where everything is, and commands that work as they stand, in this order. */
export async function showTour(account: DemoAccount, [article]: readonly Article[]): Promise<void> {
  const key = await makeApiKey(account);
  const { origin } = account.client;
  say();
  say(bold("The server goes on. Ctrl-C ends it and removes its data."));
  fact("Site", account.siteUrl);
  fact("Docs", `${origin}/api/docs/`);
  fact("E-mail", account.email);
  fact("Password", account.password);
  fact("API key", key);
  say();
  say(bold("Go on in another terminal:"));
  step("Sign in. The token is good for 15 minutes.", [
    `API=${origin}/api/v1`,
    `show() { node -pe "const answer = JSON.parse(fs.readFileSync(0)); answer.error ?? answer.$1"; }`,
    `TOKEN=$(curl -s $API/auth/login/ ${JSON_BODY} -d '${JSON.stringify({ email: account.email, password: account.password })}' \\`,
    "  | show data.access)",
  ]);
  if (article) forArticle(article);
  step("What was held, what it cost, what came back; and the ledger, recomputed.", [
    `curl -s "$API/billing/transactions/?page_size=5" ${AS_MEMBER} | show results`,
    `curl -s $API/billing/ledger/verify/ ${AS_MEMBER} | show data`,
  ]);
  step("A program takes the API key instead. It does content work; money and people need you, signed in.", [
    `curl -s $API/writer/content/ -H "authorization: ApiKey ${key}" | show count`,
  ]);
}

/** Reads an article, changes it, and puts the change on the schedule: what is live and unchanged would not go out again. */
function forArticle({ id, title }: Article): void {
  const renamed = JSON.stringify({ title: `${title}, edited` }).replaceAll("'", "\u2019");
  step("Read an article.", [`curl -s $API/writer/content/${id}/ ${AS_MEMBER} | show data.content_markdown`]);
  step("Edit it; the answer says what else an editor should look at.", [
    `curl -s $API/writer/content/${id}/update_content/ ${AS_MEMBER} ${JSON_BODY} \\`,
    `  -d '${renamed}' | show data.validation`,
  ]);
  step("Publish it again in a minute, then see what became of it.", [
    `curl -s $API/publisher/records/ ${AS_MEMBER} ${JSON_BODY} \\`,
    `  -d '{"content_id":${id},"destination":"site","scheduled_at":"'$(node -p 'new Date(Date.now() + 60000).toISOString()')'"}' | show data.status`,
    `curl -s "$API/publisher/publish/status/?content_id=${id}" ${AS_MEMBER} | show 'data.records[0]'`,
  ]);
}

function step(what: string, lines: readonly string[]): void {
  say();
  say(`  ${dim(`# ${what}`)}`);
  for (const line of lines) say(`  ${line}`);
}
