import { env, exports } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createContext, createSystemContext, type ServiceContext } from "../../src/context.ts";
import { setClockOffset } from "../../src/core/time.ts";
import type { Connection } from "../../src/db/tables/connections.ts";
import { siteAdapter } from "../../src/domains/hosting/site-adapter.service.ts";
import { siteArticle } from "../../src/domains/hosting/site-pages.service.ts";
import { deliver as deliverTo } from "../../src/domains/publications/delivery.service.ts";
import type { Post } from "../../src/providers/platforms/adapter.ts";
import { call, newAccount, ORIGIN, type TestAccount } from "../kit/account.ts";

interface HostedSite {
  account: TestAccount;
  ctx: ServiceContext;
  siteId: number;
  slug: string;
}

let made = 0;

/** An account with one hosted site, as its rows; how a site is made is another domain's test. */
async function hostedSite(name = "Coffee notes"): Promise<HostedSite> {
  const account = await newAccount();
  const slug = `coffee-${Date.now()}-${made++}`;
  const { meta } = await env.DB.prepare(
    `INSERT INTO sites (account_id, name, slug, domain, description, site_type, hosting_type, public_slug, is_active, created_at, updated_at)
     VALUES (?, ?, ?, ?, 'On grinders and water', 'blog', 'hosted', ?, 1, 1, 1)`,
  )
    .bind(account.id, name, slug, `${slug}.example`, slug)
    .run();
  const caller = {
    accountId: account.id,
    actor: { kind: "system", name: "system" },
    siteIds: null,
    idempotencyKey: null,
  } as const;
  return { account, ctx: createContext(env, () => {}, caller), siteId: meta.last_row_id, slug };
}

/** A content row of the site. */
async function article({ account, siteId }: HostedSite, title: string): Promise<number> {
  const { meta } = await env.DB.prepare(
    `INSERT INTO content (uuid, account_id, site_id, title, slug, body_format, secondary_keywords, tags, content_type, content_structure, status, shown_status, word_count, metadata, created_at, updated_at)
     VALUES (?, ?, ?, ?, 'x', 'html', '[]', '[]', 'post', 'article', 'ready', 'ready', 480, '{}', 1, 1)`,
  )
    .bind(crypto.randomUUID(), account.id, siteId, title)
    .run();
  return meta.last_row_id;
}

const post = (given: Partial<Post> = {}): Post => ({
  contentId: 0,
  revision: 1,
  wordCount: 480,
  type: "post",
  title: "Choosing a grinder",
  html: "<h2>Burrs</h2><p>Steel or ceramic.</p>",
  markdown: "",
  excerpt: "Steel or ceramic?",
  metaTitle: "",
  metaDescription: "What matters in a grinder",
  slug: "choosing-a-grinder-1a2b3c4d",
  categories: ["Equipment"],
  tags: ["grinders"],
  canonicalUrl: null,
  featuredImage: null,
  status: "publish",
  remoteId: null,
  ...given,
});

const publish = (site: HostedSite, contentId: number, given: Partial<Post> = {}) =>
  siteAdapter(site.ctx, site.siteId).publish(post({ contentId, ...given }), {}, site.ctx.fetch);

async function publishMany(site: HostedSite, count: number): Promise<void> {
  for (let number = 1; number <= count; number++)
    await publish(site, await article(site, `Article ${number}`), {
      title: `Article ${number}`,
      slug: `article-${number}`,
      html: `<p>Text ${number}</p>`,
    });
}

const read = (path: string, init: RequestInit = {}) => exports.default.fetch(`${ORIGIN}${path}`, init);

async function viewsOf(contentId: number): Promise<number | null> {
  return env.DB.prepare("SELECT views FROM site_pages WHERE content_id = ?").bind(contentId).first<number>("views");
}

describe("publishing on a hosted site", () => {
  it("writes the page, the next version and the event, and finds them again by their revision", async () => {
    const site = await hostedSite();
    const contentId = await article(site, "Choosing a grinder");
    const adapter = siteAdapter(site.ctx, site.siteId);
    const find = (given: Partial<Post> = {}) => adapter.find(post({ contentId, ...given }), {}, site.ctx.fetch);
    expect(await find()).toEqual({ kind: "absent", certain: true });
    expect(await publish(site, contentId)).toEqual({
      kind: "succeeded",
      platformPostId: String(contentId),
      url: `${ORIGIN}/sites/${site.slug}/choosing-a-grinder-1a2b3c4d/`,
    });
    expect(await find()).toMatchObject({ kind: "found", post: { platformPostId: String(contentId) } });
    expect(await find({ revision: 2 })).toEqual({ kind: "absent", certain: true });
    expect((await read(`/sites/${site.slug}/choosing-a-grinder-1a2b3c4d/`)).status).toBe(200);
    const event = await env.DB.prepare("SELECT payload FROM events WHERE account_id = ? AND type = 'site_deployed'")
      .bind(site.account.id)
      .first<string>("payload");
    expect(JSON.parse(event ?? "{}")).toEqual({ site_id: site.siteId, version: 1, items: 1 });
  });

  it("keeps views and the first day when the article is published again, and counts versions", async () => {
    const site = await hostedSite();
    const contentId = await article(site, "One");
    await publish(site, contentId);
    await env.DB.prepare("UPDATE site_pages SET views = 7, published_at = 1000 WHERE content_id = ?")
      .bind(contentId)
      .run();
    await publish(site, contentId, { title: "Another title" });
    const row = await env.DB.prepare("SELECT views, published_at, title, version FROM site_pages WHERE content_id = ?")
      .bind(contentId)
      .first();
    expect(row).toEqual({ views: 7, published_at: 1000, title: "Another title", version: 2 });
    const { body } = await site.account.call(`/api/v1/publisher/deployments/?site_id=${site.siteId}`);
    expect(body.results.map((each: Record<string, unknown>) => [each.version, each.metadata])).toEqual([
      [2, { content_id: contentId, action: "update" }],
      [1, { content_id: contentId, action: "publish" }],
    ]);
  });

  it("gives two publishes that meet two versions", async () => {
    const site = await hostedSite();
    const [first, second] = [await article(site, "One"), await article(site, "Two")];
    await Promise.all([publish(site, first, { slug: "one" }), publish(site, second, { slug: "two" })]);
    const { body } = await site.account.call("/api/v1/publisher/deployments/");
    expect(body.results.map((each: { version: number }) => each.version)).toEqual([2, 1]);
  });

  it("sanitises what it stores", async () => {
    const site = await hostedSite();
    await publish(site, await article(site, "Bad"), {
      slug: "bad",
      title: "<script>alert(1)</script>",
      html: '<p onclick="x()">Hello<script>alert(2)</script><a href="javascript:alert(3)">link</a></p>',
    });
    const html = await (await read(`/sites/${site.slug}/bad/`)).text();
    expect(html).toContain("Hello");
    expect(html).not.toMatch(/onclick|alert\(2\)|javascript:|<script>alert/);
  });

  it.each([
    ["hosting is off", "UPDATE sites SET public_slug = NULL WHERE id = ?", /Hosting is off/],
    ["the site is not active", "UPDATE sites SET is_active = 0 WHERE id = ?", /not active/],
    ["the site was deleted", "UPDATE sites SET deleted_at = 5 WHERE id = ?", /Hosting is off/],
  ])("refuses with a sentence when %s", async (_name, change, sentence) => {
    const site = await hostedSite();
    const contentId = await article(site, "One");
    await env.DB.prepare(change).bind(site.siteId).run();
    expect(await publish(site, contentId)).toMatchObject({
      kind: "rejected",
      reason: "refused",
      message: expect.stringMatching(sentence),
    });
  });

  it("refuses a draft: everything on a hosted site is public", async () => {
    const site = await hostedSite();
    const connection = { platform: "site", siteId: site.siteId, credentials: null, uuid: "any" } as Connection;
    const draft = post({ contentId: await article(site, "One"), status: "draft" });
    expect(await deliverTo(site.ctx, connection, draft)).toMatchObject({ kind: "rejected", reason: "refused" });
  });

  it("answers 410 once the page was taken down, and 200 when it is published again", async () => {
    const site = await hostedSite();
    const contentId = await article(site, "One");
    await publish(site, contentId, { slug: "one" });
    expect((await read(`/sites/${site.slug}/one/`)).status).toBe(200);
    const takeDown = () => siteAdapter(site.ctx, site.siteId).retract(String(contentId), {}, site.ctx.fetch);
    expect(await takeDown()).toEqual({ kind: "retracted" });
    const gone = await read(`/sites/${site.slug}/one/`);
    expect([gone.status, gone.headers.get("content-type")]).toEqual([410, "text/html; charset=utf-8"]);
    expect(await (await read(`/sites/${site.slug}/`)).text()).not.toContain("/one/");
    expect(await takeDown()).toEqual({ kind: "retracted" });
    const { body } = await site.account.call("/api/v1/publisher/deployments/?page_size=1");
    expect(body.results[0].metadata).toEqual({ content_id: contentId, action: "remove" });
    await publish(site, contentId, { slug: "one" });
    expect((await read(`/sites/${site.slug}/one/`)).status).toBe(200);
  });
});

describe("public pages", () => {
  it("show the article with its canonical address, cover and neighbours, under a strict policy", async () => {
    const site = await hostedSite();
    await publish(site, await article(site, "Water"), { slug: "water", title: "Water matters", categories: ["Other"] });
    await publish(site, await article(site, "Kettles"), { slug: "kettles", title: "Kettles" });
    const cover = {
      url: `${ORIGIN}/media/0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11.png`,
      alt: "A grinder",
      mimeType: "image/png",
      fileName: "grinder.png",
      width: 1200,
      height: 630,
      read: async () => new Uint8Array(),
    };
    await publish(site, await article(site, "Grinder"), { slug: "grinder", featuredImage: cover });
    for (const path of [`/sites/${site.slug}/grinder/`, `/sites/${site.slug}/grinder`]) {
      const answer = await read(path);
      const html = await answer.text();
      expect(answer.status).toBe(200);
      expect(html).toContain(`<link rel="canonical" href="${ORIGIN}/sites/${site.slug}/grinder/"/>`);
      expect(html).toContain(`${ORIGIN}/media/0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11.png`);
      expect(html.indexOf("Kettles</a>")).toBeLessThan(html.indexOf("Water matters</a>"));
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("referrer-policy")).toBe("strict-origin-when-cross-origin");
      expect(answer.headers.get("cache-control")).toBe("public, max-age=60, stale-while-revalidate=300");
      expect(answer.headers.get("x-counts")).toBeNull();
    }
  });

  it("answer 304 to the current tag, also a weakened one, and 200 after the next publish", async () => {
    const site = await hostedSite();
    const contentId = await article(site, "One");
    await publish(site, contentId, { slug: "one" });
    const etag = (await read(`/sites/${site.slug}/one/`)).headers.get("etag") ?? "";
    expect(etag).toMatch(/^"1-/);
    for (const tag of [etag, `W/${etag}`]) {
      const again = await read(`/sites/${site.slug}/one/`, { headers: { "if-none-match": tag } });
      expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    }
    await publish(site, contentId, { slug: "one", title: "New words" });
    const changed = await read(`/sites/${site.slug}/one/`, { headers: { "if-none-match": etag } });
    expect([changed.status, (await changed.text()).includes("New words")]).toEqual([200, true]);
  });

  it("show a publish to the very next reader although the page was cached", async () => {
    const site = await hostedSite();
    const contentId = await article(site, "One");
    for (let round = 1; round <= 5; round++) {
      await publish(site, contentId, { slug: "one", title: `Round ${round}` });
      for (let reader = 0; reader < 3; reader++)
        expect(await (await read(`/sites/${site.slug}/one/`)).text()).toContain(`Round ${round}`);
    }
  });

  it("are paged by twelve, newest first, and 404 beyond the end", async () => {
    const site = await hostedSite();
    await publishMany(site, 13);
    const first = await (await read(`/sites/${site.slug}/?utm_source=x`)).text();
    expect(first).toContain(`/sites/${site.slug}/article-13/`);
    expect(first).not.toContain(`/sites/${site.slug}/article-1/`);
    expect(first).toContain(`<link rel="next" href="${ORIGIN}/sites/${site.slug}/?page=2"/>`);
    const second = await (await read(`/sites/${site.slug}/?page=2`)).text();
    expect(second).toContain(`/sites/${site.slug}/article-1/`);
    expect((await read(`/sites/${site.slug}/?page=3`)).status).toBe(404);
    expect((await read(`/sites/${site.slug}/?page=nonsense`)).status).toBe(200);
  });

  it("have a feed, a sitemap and robots.txt", async () => {
    const site = await hostedSite();
    await publishMany(site, 2);
    const feed = await read(`/sites/${site.slug}/feed.xml`);
    expect(feed.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    const entries = await feed.text();
    expect(entries.match(/<entry>/g)).toHaveLength(2);
    expect(entries).toContain("&lt;p&gt;Text 2&lt;/p&gt;");
    const sitemap = await (await read(`/sites/${site.slug}/sitemap.xml`)).text();
    expect(sitemap.match(/<loc>[^<]+<\/loc>/g)).toEqual([
      `<loc>${ORIGIN}/sites/${site.slug}/</loc>`,
      `<loc>${ORIGIN}/sites/${site.slug}/article-2/</loc>`,
      `<loc>${ORIGIN}/sites/${site.slug}/article-1/</loc>`,
    ]);
    expect(await (await read(`/sites/${site.slug}/robots.txt`)).text()).toContain(
      `Sitemap: ${ORIGIN}/sites/${site.slug}/sitemap.xml`,
    );
  });

  it("answer HEAD without a body", async () => {
    const site = await hostedSite();
    await publishMany(site, 1);
    const answer = await read(`/sites/${site.slug}/article-1/`, { method: "HEAD" });
    expect([answer.status, await answer.text(), answer.headers.get("etag") !== null]).toEqual([200, "", true]);
  });

  it.each([
    "/sites/",
    "/sites/nobody-here/",
    "/sites/nobody-here/x/",
    "/sites/nobody-here/feed.xml",
    "/sites/a/b/c/d/",
  ])("answer %s with a page, never with JSON", async (path) => {
    const answer = await read(path);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(await answer.text()).toContain("<!doctype html>");
  });

  it.each([
    ["hosting is switched off", "UPDATE sites SET public_slug = NULL, updated_at = 9 WHERE id = ?"],
    ["the site is deactivated", "UPDATE sites SET is_active = 0, updated_at = 9 WHERE id = ?"],
    [
      "the account is suspended",
      "UPDATE accounts SET status = 'suspended' WHERE id = (SELECT account_id FROM sites WHERE id = ?)",
    ],
  ])("are gone when %s", async (_name, change) => {
    const site = await hostedSite();
    await publishMany(site, 1);
    await env.DB.prepare(change).bind(site.siteId).run();
    expect((await read(`/sites/${site.slug}/article-1/`)).status).toBe(404);
    expect((await call(`/api/v1/publisher/site-definition/?site_id=${site.siteId}`)).status).toBe(404);
  });

  it("count readers, of cached pages and returning ones too, but neither HEAD nor prefetch", async () => {
    const site = await hostedSite();
    const contentId = await article(site, "One");
    await publish(site, contentId, { slug: "one" });
    const address = `/sites/${site.slug}/one/`;
    const etag = (await read(address)).headers.get("etag") ?? "";
    await (await read(address)).text();
    await read(address, { headers: { "if-none-match": etag } });
    await read(address, { method: "HEAD" });
    await (await read(address, { headers: { "sec-purpose": "prefetch" } })).text();
    await vi.waitFor(async () => expect(await viewsOf(contentId)).toBe(3), { timeout: 5_000, interval: 200 });
  });
});

describe("the cache of public pages", () => {
  afterEach(() => setClockOffset(0));

  /** A site whose last publish is long enough ago that this isolate trusts its memory again. */
  async function settledSite() {
    const site = await hostedSite();
    const contentId = await article(site, "One");
    await publish(site, contentId, { slug: "one", title: "First words" });
    setClockOffset(11_000);
    return { site, contentId, address: `/sites/${site.slug}/one/` };
  }

  /** A change behind the cache's back: whoever still sees the old words was answered from the cache. */
  const rewrite = (contentId: number) =>
    env.DB.prepare("UPDATE site_pages SET title = 'Written behind its back' WHERE content_id = ?")
      .bind(contentId)
      .run();

  it("makes a page in one round trip and then answers without the database", async () => {
    const { site, contentId } = await settledSite();
    let trips = 0;
    const DB = new Proxy(env.DB, {
      get(target, name) {
        if (name === "batch") trips += 1;
        const value = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const deferred: Promise<unknown>[] = [];
    const system = createSystemContext({ ...env, DB }, (work) => deferred.push(work));
    const first = await siteArticle(system, site.slug, "one");
    await Promise.all(deferred);
    expect(trips).toBe(1);
    await rewrite(contentId);
    const second = await siteArticle(system, site.slug, "one");
    expect(trips).toBe(1);
    expect(await new Response(second.body).text()).toBe(first.body);
    expect([second.etag, second.counts]).toEqual([first.etag, first.counts]);
  });

  it("is passed by the next publish at once, and by any change elsewhere within five seconds", async () => {
    const { site, contentId, address } = await settledSite();
    const text = async () => (await read(address)).text();
    expect(await text()).toContain("First words");
    await rewrite(contentId);
    await vi.waitFor(async () => expect(await text()).toContain("First words"));

    await publish(site, contentId, { slug: "one", title: "Second words" });
    expect(await text()).toContain("Second words");

    setClockOffset(22_000);
    expect(await text()).toContain("Second words");
    await env.DB.prepare("UPDATE sites SET name = 'Renamed elsewhere', updated_at = 2 WHERE id = ?")
      .bind(site.siteId)
      .run();
    expect(await text()).not.toContain("Renamed elsewhere");
    setClockOffset(28_000);
    expect(await text()).toContain("Renamed elsewhere");
  });

  it("counts the readers it answers", async () => {
    const { contentId, address } = await settledSite();
    for (let reader = 0; reader < 4; reader++) await (await read(address)).text();
    await vi.waitFor(async () => expect(await viewsOf(contentId)).toBe(4), { timeout: 5_000, interval: 200 });
  });
});

describe("GET /api/v1/publisher/site-definition/", () => {
  it("answers the site and its pages by id, public name or domain, without a sign-in", async () => {
    const site = await hostedSite();
    await publishMany(site, 3);
    const definitions = await Promise.all(
      [`site_id=${site.siteId}`, `slug=${site.slug}`, `domain=${site.slug.toUpperCase()}.EXAMPLE`].map((name) =>
        call(`/api/v1/publisher/site-definition/?${name}&page_size=2`),
      ),
    );
    for (const { status, body } of definitions) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ count: 3, previous: null, version: 3 });
      expect(body.site).toEqual({
        id: site.siteId,
        name: "Coffee notes",
        slug: site.slug,
        domain: `${site.slug}.example`,
        url: `${ORIGIN}/sites/${site.slug}/`,
      });
      expect(body.navigation).toEqual([
        { title: "Coffee notes", slug: "", order: 0 },
        { title: "Article 3", slug: "article-3", order: 1 },
        { title: "Article 2", slug: "article-2", order: 2 },
        { title: "Article 1", slug: "article-1", order: 3 },
      ]);
      expect(body.results.map((each: { html: string }) => each.html)).toEqual(["<p>Text 3</p>", "<p>Text 2</p>"]);
      expect(JSON.stringify(body)).not.toMatch(/account|prompt|metadata"|content_id|views/);
    }
    const next = await call(definitions[0]?.body.next.slice(ORIGIN.length));
    expect(next.body.results.map((each: { slug: string }) => each.slug)).toEqual(["article-1"]);
  });

  it("answers 304 while the version stands", async () => {
    const site = await hostedSite();
    const contentId = await article(site, "One");
    await publish(site, contentId);
    const path = `/api/v1/publisher/site-definition/?slug=${site.slug}`;
    const etag = (await call(path)).headers.get("etag") ?? "";
    expect((await call(path, { headers: { "if-none-match": etag } })).status).toBe(304);
    await publish(site, contentId);
    expect((await call(path, { headers: { "if-none-match": etag } })).status).toBe(200);
  });

  it.each(["", "?site_id=1&slug=a", "?slug=a&domain=b.example", "?page=1"])(
    "asks for exactly one name: %s",
    async (query) => {
      expect((await call(`/api/v1/publisher/site-definition/${query}`)).status).toBe(400);
    },
  );

  it("answers 404 for an unknown site", async () => {
    expect((await call("/api/v1/publisher/site-definition/?slug=nobody-here")).body.code).toBe("NOT_FOUND");
  });
});

describe("GET /api/v1/publisher/deployments/", () => {
  it("lists the account's own, filtered", async () => {
    const [mine, other] = [await hostedSite(), await hostedSite()];
    await publishMany(mine, 2);
    await publishMany(other, 1);
    const counted = async (query: string) =>
      (await mine.account.call(`/api/v1/publisher/deployments/${query}`)).body.count;
    expect(await counted("")).toBe(2);
    expect(await counted(`?site_id=${mine.siteId}&status=completed`)).toBe(2);
    expect(await counted("?status=failed")).toBe(0);
    expect(await counted(`?site_id=${other.siteId}`)).toBe(0);
    expect((await call("/api/v1/publisher/deployments/")).status).toBe(401);
  });
});
