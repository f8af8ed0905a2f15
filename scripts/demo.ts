/** `npm run demo`: a list of keywords becomes published, illustrated articles, through the public API alone. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { connectWordPress, type DemoAccount, openAccount } from "./demo/account.ts";
import { approve, checkPage, illustrate, type PublishedArticle, publish, writeArticles } from "./demo/articles.ts";
import { balanceOf, proveLedger, spendingOf } from "./demo/money.ts";
import { type DemoOptions, readOptions, USAGE } from "./demo/options.ts";
import {
  type Cluster,
  clusterKeywords,
  type ImportReport,
  importKeywords,
  mistakesOf,
  planArticles,
} from "./demo/planning.ts";
import { Problem } from "./demo/problem.ts";
import { bold, complain, dim, fact, good, plural, say, table } from "./demo/screen.ts";
import { Steps } from "./demo/steps.ts";
import { TaskWatch } from "./demo/tasks.ts";
import { showTour } from "./demo/tour.ts";
import { CACHE } from "./local/paths.ts";
import { type Runtime, startRuntime } from "./local/runtime.ts";

const LOG_FILE = path.join(CACHE, "demo.log");
const log: string[] = [];
let runtime: Runtime | undefined;
let state: string | undefined;
let tidied: Promise<void> | undefined;
let interrupted = () => {};

async function demonstrate(options: DemoOptions): Promise<void> {
  const began = Date.now();
  const plan = planFor(options);
  say(bold("Keyline demo: from a list of keywords to published articles"));
  say();
  runtime = await start(options, plan);
  const account = await openAccount(runtime.url, options);
  const watch = new TaskWatch(account.client);
  await watch.open();
  const steps = new Steps(account.client, watch);
  const before = await balanceOf(account.client);
  fact("Server", `${runtime.url}  ${dim("a real Worker, its data in a temporary folder")}`);
  fact("Account", `${account.email}  ${dim(`${before.plan} plan, ${before.credits.toLocaleString("en")} credits`)}`);
  if (plan !== "free")
    fact("", `This much does not fit the free plan (200 keywords, 500 credits): it runs on ${plan}.`);
  if (options.wordpress) {
    await connectWordPress(account, options.wordpress);
    fact("WordPress", `${options.wordpress.url}  ${dim("connected and tested")}`);
  }
  const articles = await produce(account, steps, options);
  watch.close();
  fact(
    "Events",
    watch.heard > 0
      ? `${watch.heard} heard on the WebSocket while it worked`
      : "none heard on the WebSocket; tasks were looked up",
  );
  await report(account, steps, articles, before.credits);
  const seconds = ((Date.now() - began) / 1_000).toFixed(1);
  say();
  say(good(`Done in ${seconds} s: ${plural(articles.length, "article")} live.`));
  if (options.keep) await keepServing(account, articles);
}

async function produce(account: DemoAccount, steps: Steps, options: DemoOptions): Promise<PublishedArticle[]> {
  const imported = await importKeywords(account, options.csv, options.csvName);
  const rows = plural(options.rows, "row");
  fact("Keywords", `${imported.created} of ${rows} imported from ${options.csvName}${leftOut(imported)}`);
  for (const mistake of mistakesOf(imported)) fact("", dim(mistake));
  const { clusters, outliers } = await clusterKeywords(account, steps);
  fact("Clusters", `${plural(clusters.length, "cluster")}; ${plural(outliers.length, "keyword")} without a place`);
  showClusters(clusters, outliers);
  const { ideas, tasks } = await planArticles(account, steps, clusters, options.articles);
  fact("Ideas", `${plural(ideas.length, "idea")}; ${plural(tasks.length, "task")} made of them`);
  const written = await writeArticles(account, steps, tasks);
  const words = written.reduce((sum, article) => sum + article.word_count, 0);
  const offline = written.every((article) => article.metadata.offline === true);
  fact(
    "Articles",
    `${plural(written.length, "draft")}, ${words.toLocaleString("en")} words${offline ? dim("  by the built-in offline writer") : ""}`,
  );
  if (offline) fact("", "Placeholder drafts: edit them before real use. Here they go out unread.");
  await illustrate(steps, written);
  await approve(account, written);
  fact("Images", "made for every article; all approved");
  const destinations = options.wordpress ? ["site", "wordpress"] : ["site"];
  const published = await publish(steps, written, destinations);
  for (const article of published)
    for (const { url } of article.urls.filter(({ destination }) => destination === "site"))
      await checkPage(article, url);
  fact("Published", `${plural(published.length, "article")}; every hosted page, its title and its picture checked`);
  for (const { urls } of published) for (const { url } of urls) say(`  ${url}`);
  return published;
}

function leftOut({ skipped, errors }: ImportReport): string {
  const unreadable = new Set(errors.map(({ row }) => row)).size;
  const parts = [skipped > 0 && `${skipped} there twice`, unreadable > 0 && `${unreadable} not readable`];
  const said = parts.filter((part) => part !== false);
  return said.length === 0 ? "" : dim(`  ${said.join(", ")}`);
}

function showClusters(clusters: readonly Cluster[], outliers: readonly string[]): void {
  const columns = [
    { title: "Cluster", width: 30 },
    { title: "Keywords", right: true },
    { title: "Volume", right: true },
    { title: "For example", width: 60 },
  ];
  const row = ({ name, keywords_count, volume, keywords }: Cluster) => [
    name,
    String(keywords_count),
    volume.toLocaleString("en"),
    keywords.slice(0, 3).join(", "),
  ];
  say();
  table(columns, clusters.map(row));
  if (outliers.length > 0)
    say(`  ${dim(`Without a place: ${outliers.slice(0, 6).join(", ")}${outliers.length > 6 ? ", …" : ""}`)}`);
  say();
}

async function report(
  account: DemoAccount,
  steps: Steps,
  articles: readonly PublishedArticle[],
  before: number,
): Promise<void> {
  const { transactions, balance } = await proveLedger(account.client);
  const spent = steps.costs.reduce((sum, { credits }) => sum + credits, 0);
  say();
  const rows = steps.costs.map(({ step, credits, seconds }) => [step, String(credits), seconds.toFixed(1)]);
  table([{ title: "Step" }, { title: "Credits", right: true }, { title: "Seconds", right: true }], rows);
  say();
  if (before - balance !== spent)
    throw new Problem(
      `The tasks name ${spent} credits, but the balance fell by ${before - balance}.`,
      "Please report this.",
    );
  fact(
    "Credits",
    `${before.toLocaleString("en")} before, ${balance.toLocaleString("en")} after: ${spent} spent, ${(spent / articles.length).toFixed(1)} an article`,
  );
  fact("", dim(await spendingOf(account.client)));
  fact("Ledger", `balanced; its ${plural(transactions, "transaction")} add up to the balance`);
}

/** The smallest plan whose keywords and credits hold what was asked for. */
function planFor({ rows, articles }: DemoOptions): string {
  if (rows <= 200 && articles <= 3) return "free";
  if (rows <= 500) return "starter";
  return rows <= 2_000 ? "growth" : "scale";
}

async function start(options: DemoOptions, plan: string): Promise<Runtime> {
  state = await mkdtemp(path.join(tmpdir(), "keyline-demo-"));
  const variables: Record<string, string> = { DEFAULT_PLAN: plan };
  if (options.wordpress && isOwnMachine(options.wordpress.url))
    variables.OUTBOUND_ALLOW_HOSTS = hostAndPort(options.wordpress.url);
  const started = await startRuntime({ state, variables, cron: true, log: (line) => log.push(line) });
  // The runtime's own handlers would leave before the data is closed and the folder removed.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.removeAllListeners(signal).once(signal, () => interrupt());
  return started;
}

const isOwnMachine = (url: string) => ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
const hostAndPort = (url: string) => {
  const { hostname, port, protocol } = new URL(url);
  return `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
};

async function interrupt(): Promise<void> {
  interrupted();
  await tidyUp();
  process.exit(process.exitCode ?? 130);
}

async function keepServing(account: DemoAccount, articles: readonly PublishedArticle[]): Promise<void> {
  await showTour(account, articles);
  await new Promise<void>((resolve) => {
    interrupted = () => {
      process.exitCode = 0;
      resolve();
    };
  });
}

function tidyUp(): Promise<void> {
  tidied ??= (async () => {
    await runtime?.close();
    if (state !== undefined) await rm(state, { recursive: true, force: true });
  })();
  return tidied;
}

/** What went wrong, and what to do: never a stack trace. */
async function explain(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  complain(`The demo stopped: ${message}`, error instanceof Problem ? error.advice : "");
  if (log.length === 0) return;
  await mkdir(CACHE, { recursive: true });
  await writeFile(LOG_FILE, `${log.join("\n")}\n`);
  complain(`What the server logged is in ${path.relative(process.cwd(), LOG_FILE)}.`);
}

try {
  const options = await readOptions(process.argv.slice(2));
  if (options === null) say(USAGE);
  else await demonstrate(options);
} catch (error) {
  await explain(error);
  process.exitCode = 1;
}
await tidyUp();
process.exit();
