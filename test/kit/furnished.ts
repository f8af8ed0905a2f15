import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { newAccount, type TestAccount } from "./account.ts";
import { runTask } from "./tasks.ts";

// biome-ignore lint/suspicious/noExplicitAny: what the API answered is read as it comes
type Json = any;

const create = async (account: TestAccount, path: string, json: unknown): Promise<Json> => {
  const { status, body } = await account.call(`/api/v1${path}`, { json });
  expect({ path, status, body }).toMatchObject({ status: 201 });
  return body.data;
};

/** An account with one row of each kind. */
export interface Furnished {
  account: TestAccount;
  /** Id of a row, by the path under which `{id}` shows it. */
  rows: Record<string, string>;
  site: Json;
  place: { site_id: number; sector_id: number };
}

export async function furnishedAccount(): Promise<Furnished> {
  const account = await newAccount();
  const site = await create(account, "/auth/sites/", { name: "Contract" });
  const sector = await create(account, "/auth/sectors/", { site_id: site.id, name: "Coffee" });
  const place = { site_id: site.id, sector_id: sector.id };
  const keyword = await create(account, "/planner/keywords/", { ...place, keyword: "coffee grinder" });
  const cluster = await create(account, "/planner/clusters/", { ...place, name: "Grinders" });
  const brief = { content_type: "post", content_structure: "guide", word_count: 300, keywords: ["coffee grinder"] };
  const idea = {
    ...place,
    cluster_id: cluster.id,
    title: "Grinder ideas",
    content_type: "post",
    content_structure: "guide",
  };
  await create(account, "/planner/ideas/", idea);
  const task = await create(account, "/writer/tasks/", {
    ...place,
    ...brief,
    cluster_id: cluster.id,
    title: "Grinder guide",
  });
  const article = { site_id: site.id, title: "Grinders", content_html: "<p>Grind fresh.</p>" };
  const content = await create(account, "/writer/content/", article);
  await account.call(`/api/v1/writer/content/${content.id}/`, { method: "PUT", json: { status: "approved" } });
  const record = await create(account, "/publisher/records/", { content_id: content.id, destination: "site" });
  const address = `${env.FAKE_WORDPRESS_URL}/sites/contract`;
  const wordpress = { platform: "wordpress", site_url: address, username: "editor", application_password: "x" };
  const integration = await create(account, "/integration/", { site_id: site.id, ...wordpress });
  const key = await create(account, "/auth/api-keys/", { name: "Contract" });
  await runTask(account, `/api/v1/writer/tasks/${task.id}/generate_content/`, {});
  const job = (await account.call("/api/v1/system/tasks/")).body.results[0];
  const notification = (await account.call("/api/v1/notifications/")).body.results[0];
  const rows = {
    "/planner/keywords/": String(keyword.id),
    "/writer/tasks/": String(task.id),
    "/writer/content/": String(content.id),
    "/publisher/records/": String(record.id),
    "/integration/": String(integration.id),
    "/auth/api-keys/": String(key.id),
    "/system/tasks/": job.task_id as string,
    "/notifications/": String(notification.id),
  };
  return { account, rows, site, place };
}
