import type { DemoAccount } from "./account.ts";
import { Refused } from "./client.ts";
import { Problem } from "./problem.ts";
import type { Steps } from "./steps.ts";

export interface Cluster {
  id: number;
  name: string;
  keywords_count: number;
  volume: number;
  /** Its keywords, most searched for first. */
  keywords: string[];
}

interface Keyword {
  keyword: string;
  volume: number | null;
  cluster_id: number | null;
}

interface Idea {
  id: number;
  title: string;
  cluster_id: number | null;
}

/** Ideas are made for more clusters than there are articles, so that there is a choice; up to 10 a request. */
const CLUSTERS_WITH_IDEAS = 3;

const place = ({ siteId, sectorId }: DemoAccount) => `site_id=${siteId}&sector_id=${sectorId}`;

/** What became of the rows of a CSV; the fields that the demo reads. */
export interface ImportReport {
  created: number;
  skipped: number;
  errors: { row: number; column: string; message: string }[];
}

/** So many of the file's mistakes are shown. */
const MISTAKES = 3;

/** Imports a keyword list. Throws `Problem` with the file's first mistakes when none of it can be used. */
export async function importKeywords(account: DemoAccount, csv: string, csvName: string): Promise<ImportReport> {
  try {
    return await account.client.postCsv<ImportReport>(`planner/keywords/import/?${place(account)}`, csv);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 400) throw error;
    const mistakes = error.errors.map(({ path, message }) => `${path.replace(".", ", ")}: ${message}`);
    throw new Problem(`${csvName} cannot be imported. ${error.message}`, firstOf(mistakes).join("\n"));
  }
}

/** What is wrong with a file, as lines for a person: the first mistakes, and how many more there are. */
export const mistakesOf = ({ errors }: ImportReport): string[] =>
  firstOf(errors.map(({ row, column, message }) => `row ${row}, ${column}: ${message}`));

function firstOf(mistakes: readonly string[]): string[] {
  const more = mistakes.length - MISTAKES;
  return more > 0 ? [...mistakes.slice(0, MISTAKES), `and ${more} more`] : [...mistakes];
}

const LONGER_LIST = "Give a longer list with --keywords: related phrases, 20 or more.";

/** Clusters the imported keywords. Answers the clusters, most searched for first, and the keywords that fit nowhere. */
export async function clusterKeywords(account: DemoAccount, steps: Steps) {
  const body = { site_id: account.siteId, sector_id: account.sectorId };
  await steps.run("Clusters", [{ path: "planner/clusters/auto_cluster/", body }]).catch((error) => {
    throw error instanceof Refused && error.status === 400 ? new Problem(error.message, LONGER_LIST) : error;
  });
  const [found, keywords] = await Promise.all([
    account.client.list<Cluster>(`planner/clusters/?${place(account)}`),
    account.client.list<Keyword>(`planner/keywords/?${place(account)}&ordering=-volume`),
  ]);
  const clusters = found
    .map((cluster) => ({ ...cluster, keywords: textsOf(keywords.filter((row) => row.cluster_id === cluster.id)) }))
    .sort((a, b) => b.volume - a.volume);
  if (clusters.length === 0) throw new Problem("No cluster was found in these keywords.", LONGER_LIST);
  return { clusters, outliers: textsOf(keywords.filter((row) => row.cluster_id === null)) };
}

const textsOf = (rows: readonly Keyword[]) => rows.map((row) => row.keyword);

/** Makes ideas for the largest clusters and turns the best of them into writing tasks. */
export async function planArticles(account: DemoAccount, steps: Steps, clusters: readonly Cluster[], articles: number) {
  const ids = clusters.slice(0, Math.max(CLUSTERS_WITH_IDEAS, articles)).map((cluster) => cluster.id);
  await steps.run("Ideas", [{ path: "planner/clusters/generate_ideas/", body: { ids } }]);
  const ideas = await account.client.list<Idea>(`planner/ideas/?${place(account)}&status=new`);
  const chosen = inTurn(ids.map((id) => ideas.filter((idea) => idea.cluster_id === id).reverse())).slice(0, articles);
  await account.client.post("planner/ideas/create_tasks/", { ids: chosen.map((idea) => idea.id) });
  const tasks = await account.client.list<{ id: number; title: string }>(`writer/tasks/?${place(account)}`);
  return { ideas, tasks: tasks.reverse() };
}

/** The first of each list, then the second of each, and so on: every cluster has its turn. */
function inTurn<T>(lists: readonly T[][]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}
