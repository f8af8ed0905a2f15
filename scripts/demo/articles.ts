import type { DemoAccount } from "./account.ts";
import { Problem } from "./problem.ts";
import type { Steps } from "./steps.ts";

export interface Article {
  id: number;
  title: string;
  word_count: number;
  status: string;
  metadata: Record<string, unknown>;
}

export interface PublishedArticle extends Article {
  /** Where it is live, one address for each destination. */
  urls: { destination: string; url: string }[];
}

interface Destination {
  destination: string;
  status: string;
  url: string | null;
  error: string | null;
}

/** Writes one article for each task. */
export async function writeArticles(
  account: DemoAccount,
  steps: Steps,
  tasks: readonly { id: number }[],
): Promise<Article[]> {
  await steps.run(
    "Articles",
    tasks.map(({ id }) => ({ path: `writer/tasks/${id}/generate_content/` })),
  );
  const written = await Promise.all(
    tasks.map(({ id }) => account.client.list<Article>(`writer/content/?task_id=${id}`)),
  );
  return written.flat();
}

export async function illustrate(steps: Steps, articles: readonly Article[]): Promise<void> {
  await steps.run(
    "Images",
    articles.map(({ id }) => ({ path: `writer/content/${id}/generate_images/`, body: {} })),
  );
}

/** Approves each article, as an editor would. */
export async function approve({ client }: DemoAccount, articles: readonly Article[]): Promise<void> {
  for (const { id } of articles) await client.put(`writer/content/${id}/`, { status: "approved" });
}

/** Publishes each article everywhere. Throws `Problem` when one of them is not live in one of the places. */
export async function publish(
  steps: Steps,
  articles: readonly Article[],
  destinations: string[],
): Promise<PublishedArticle[]> {
  const requests = articles.map(({ id }) => ({ path: "publisher/publish/", body: { content_id: id, destinations } }));
  const tasks = await steps.run("Publishing", requests);
  return articles.map((article, index) => {
    const outcomes = (tasks[index]?.result?.destinations ?? []) as Destination[];
    const urls = outcomes.map(({ destination, status, url, error }) => {
      if (status === "published" && url !== null) return { destination, url };
      throw new Problem(`“${article.title}” is ${status} at ${destination}${error ? `: ${error}` : "."}`);
    });
    return { ...article, urls };
  });
}

/**
 * Reads a published page as a visitor would. Throws `Problem` unless it answers 200, bears the article's title, and its
 * og:image is a PNG.
 */
export async function checkPage({ title }: Article, url: string): Promise<void> {
  const page = await fetch(url);
  const html = await page.text();
  const wrong = (what: string) => new Problem(`${url} ${what}.`);
  if (page.status !== 200) throw wrong(`answers ${page.status}`);
  const shown = unescaped(/<title>([^<]*)<\/title>/.exec(html)?.[1] ?? "");
  const heading = unescaped(/<h1[^>]*>([^<]*)<\/h1>/.exec(html)?.[1] ?? "");
  if (!shown.includes(title) && heading.trim() !== title) throw wrong(`has the title “${shown}”, not “${title}”`);
  const image = unescaped(/<meta property="og:image" content="([^"]*)"/.exec(html)?.[1] ?? "");
  if (image === "") throw wrong("has no og:image");
  const picture = await fetch(image);
  await picture.body?.cancel();
  const type = picture.headers.get("content-type") ?? "";
  if (picture.status !== 200 || type !== "image/png")
    throw wrong(`has an og:image that answers ${picture.status} ${type}`);
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };
const unescaped = (text: string) => text.replace(/&([#\w]+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
