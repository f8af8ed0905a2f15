import { expect } from "vitest";
import { type Body, Client } from "./client.ts";
import type { Served } from "./served.ts";

const KEYWORDS = ["coffee grinder", "coffee beans", "tea pot", "tea cup"];
/** A row that waits to be tried again is sent by the cron when its delay (here at most 30 s) is 30 s over. */
const PAST_A_DELAY_MS = 61_000;
/** How far the server's clock was moved; it is one for all accounts. */
const clocks = new WeakMap<Served, number>();
let opened = 0;

/** What is shown of an account's credits, ledger and log. */
export interface Books {
  credits: number;
  used: number;
  logged: number;
}

/** An account of the free plan (500 credits) with a site, a sector and four new keywords; faults do not reach other accounts. */
export class Newsroom {
  readonly client: Client;
  readonly place: { site_id: number; sector_id: number };
  readonly keywords: number[];

  private constructor(client: Client, place: { site_id: number; sector_id: number }, keywords: number[]) {
    this.client = client;
    this.place = place;
    this.keywords = keywords;
  }

  static async open(server: Served): Promise<Newsroom> {
    const client = await Client.register(server, `owner-${opened++}@example.com`);
    const site = await client.create("/auth/sites/", { name: `Newsroom ${opened}` });
    const sector = await client.create("/auth/sectors/", { site_id: site.id, name: "Hot drinks" });
    const place = { site_id: site.id, sector_id: sector.id };
    const keywords: number[] = [];
    for (const keyword of KEYWORDS)
      keywords.push((await client.create("/planner/keywords/", { ...place, keyword })).id as number);
    return new Newsroom(client, place, keywords);
  }

  /** A cluster of its own with two keywords. */
  async cluster(name: string): Promise<number> {
    const { id } = await this.client.create("/planner/clusters/", { ...this.place, name });
    for (const keyword of [`${name} guide`, `${name} prices`]) {
      const row = await this.client.create("/planner/keywords/", { ...this.place, keyword });
      await this.client.call("PUT", `/planner/keywords/${row.id}/`, { cluster_id: id });
    }
    return id as number;
  }

  async task(title = "Grinder guide"): Promise<number> {
    const cluster_id = await this.cluster(`Cluster for ${title}`);
    const brief = { content_type: "post", content_structure: "guide", keywords: ["coffee grinder"], word_count: 300 };
    return (await this.client.create("/writer/tasks/", { ...this.place, ...brief, cluster_id, title })).id as number;
  }

  /** An article with two headings for pictures. */
  async article(): Promise<number> {
    const content_html = "<h2>Burr or blade</h2><p>Even grounds.</p><h2>What it costs</h2><p>A budget.</p>";
    const article = { site_id: this.place.site_id, title: "Choosing a grinder", content_html };
    return (await this.client.create("/writer/content/", article)).id as number;
  }

  /** Starts a task and waits for its end; where it waits to be tried again, the clock goes on and the cron runs. */
  async run(route: string, json: unknown = {}): Promise<Body> {
    return this.ended(await this.client.start(route, json));
  }

  async ended(taskId: string): Promise<Body> {
    let tried = 0;
    for (const end = Date.now() + 20_000; Date.now() < end; ) {
      const task = await this.look(taskId);
      if (["done", "failed", "cancelled"].includes(task.status)) return task;
      if (task.status === "queued" && task.attempts > tried) {
        tried = task.attempts;
        const { server } = this.client;
        clocks.set(server, (clocks.get(server) ?? 0) + PAST_A_DELAY_MS);
        await this.client.moveClock(clocks.get(server) ?? 0);
        await this.client.tick();
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`waited 20 s for task ${taskId}`);
  }

  look = async (taskId: string): Promise<Body> => (await this.client.get(`/system/tasks/${taskId}/`)).body.data;
  count = async (route: string): Promise<number> => (await this.client.get(route)).body.count;

  /** What was told about AI work. */
  async notifications(): Promise<Body[]> {
    return (await this.client.get("/notifications/?notification_type=ai_task&page_size=100")).body.results;
  }

  /** What the account has and has used. Waits until nothing is held, and expects the ledger to agree. */
  async books(): Promise<Books> {
    const balance = () => this.client.get("/billing/balance/").then(({ body }) => body.data);
    await expect.poll(async () => (await balance()).held_credits, { timeout: 5_000 }).toBe(0);
    const proof = (await this.client.get("/billing/ledger/verify/")).body.data;
    const { credits, credits_used_this_month: used } = await balance();
    const agreeing = { balanced: true, copy_agrees: true, available_balance: credits };
    expect(proof).toMatchObject({ ...agreeing, totals: { held: 0, spent: used } });
    return { credits, used, logged: await this.count("/billing/usage/") };
  }
}
