import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { MINUTE, setClockOffset } from "../../src/core/time.ts";
import type { Post, PostImage, SafeFetch } from "../../src/providers/platforms/adapter.ts";
import { WordPressCredentials, wordpress } from "../../src/providers/platforms/wordpress.ts";
import { createSafeFetch } from "../../src/providers/safe-fetch.ts";
import type { Fault } from "../fakes/wordpress-control.ts";
import type { LoggedRequest, SiteSettings, StoredMedia, StoredPost, StoredTerm } from "../fakes/wordpress-site.ts";

const FAKE = env.FAKE_WORDPRESS_URL;
const CLOSED = "127.0.0.1:1";
const door = createSafeFetch({ allowHosts: [new URL(FAKE).host, CLOSED], ownHosts: [] });
/** Gives up soon, so that a test of silence is short. */
const hasty: SafeFetch = (url, init) => door(url, { ...init, timeoutMs: 400 });

interface State {
  posts: StoredPost[];
  media: StoredMedia[];
  terms: StoredTerm[];
  requests: LoggedRequest[];
}

/** A WordPress of its own, and what a test does to it. */
function newSite(changes: Partial<WordPressCredentials> = {}) {
  const name = crypto.randomUUID();
  const control = (verb: string, body: unknown) =>
    fetch(`${FAKE}/__control/${name}/${verb}`, { method: "POST", body: JSON.stringify(body) });
  const credentials: WordPressCredentials = {
    site_url: `${FAKE}/sites/${name}`,
    username: "editor",
    application_password: "abcd efgh ijkl mnop qrst uvwx",
    ...changes,
  };
  return {
    credentials,
    url: `${FAKE}/sites/${name}`,
    fail: (fault: Fault) => control("faults", fault),
    set: (settings: Partial<SiteSettings>) => control("settings", settings),
    state: async (): Promise<State> => (await fetch(`${FAKE}/__control/${name}/state`)).json(),
    /** As an editor in the WordPress dashboard would. */
    rest: async (method: string, path: string, body?: unknown) => {
      const authorization = `Basic ${btoa("editor:abcdefghijklmnopqrstuvwx")}`;
      const init = body
        ? { body: JSON.stringify(body), headers: { "content-type": "application/json", authorization } }
        : { headers: { authorization } };
      return fetch(`${FAKE}/sites/${name}/wp-json/wp/v2${path}`, { method, ...init });
    },
  };
}

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);
const image = (changes: Partial<PostImage> = {}): PostImage => ({
  url: "https://keyline.test/media/0c1f.png",
  alt: "A cup of espresso & a spoon",
  mimeType: "image/png",
  width: 1_200,
  height: 630,
  fileName: "cover.png",
  read: async () => PNG,
  ...changes,
});

const article = (changes: Partial<Post> = {}): Post => ({
  contentId: 1,
  revision: 1,
  wordCount: 4,
  type: "post",
  title: "How to pull an espresso",
  html: "<p>Grind fine, tamp level.</p>",
  markdown: "Grind fine, tamp level.",
  excerpt: "Grind fine.",
  metaTitle: "Espresso",
  metaDescription: "How to pull an espresso at home",
  slug: "how-to-pull-an-espresso-1a2b3c4d",
  categories: ["Coffee"],
  tags: ["espresso", "at home"],
  canonicalUrl: null,
  featuredImage: null,
  status: "publish",
  remoteId: null,
  ...changes,
});

/** Publishes and answers the remote post's id. */
async function published(credentials: WordPressCredentials, post = article()): Promise<string> {
  const outcome = await wordpress.publish(post, credentials, door);
  if (outcome.kind !== "succeeded") throw new Error(`not published: ${JSON.stringify(outcome)}`);
  return outcome.platformPostId;
}

describe("publish to WordPress", () => {
  it("makes the post with its terms and its picture, at an address that a visitor can open", async () => {
    const site = newSite();
    const outcome = await wordpress.publish(article({ featuredImage: image() }), site.credentials, door);
    const { posts, media, terms } = await site.state();

    expect(outcome).toEqual({
      kind: "succeeded",
      platformPostId: String(posts[0]?.id),
      url: `${site.url}/how-to-pull-an-espresso-1a2b3c4d/`,
      metadata: { status: "publish", slug: "how-to-pull-an-espresso-1a2b3c4d", updated: false },
    });
    const id = (name: string) => terms.find((term) => term.name === name)?.id;
    expect(posts).toMatchObject([
      {
        title: "How to pull an espresso",
        content: "<p>Grind fine, tamp level.</p>",
        excerpt: "Grind fine.",
        categories: [id("Coffee")],
        tags: [id("espresso"), id("at home")],
        featuredMedia: media[0]?.id,
      },
    ]);
    expect(media).toMatchObject([{ altText: "A cup of espresso & a spoon", mimeType: "image/png", size: PNG.length }]);
    const page = await fetch(`${site.url}/how-to-pull-an-espresso-1a2b3c4d/`);
    expect(await page.text()).toContain("<h1>How to pull an espresso</h1>");
  });

  it("makes a page of a page, which has no terms", async () => {
    const site = newSite();
    const outcome = await wordpress.publish(article({ type: "page" }), site.credentials, door);
    expect(outcome).toMatchObject({ kind: "succeeded", url: `${site.url}/${article().slug}/` });
    expect(await wordpress.find(article({ type: "page" }), site.credentials, door)).toMatchObject({ kind: "found" });
    const { posts, terms } = await site.state();
    expect(posts).toMatchObject([{ type: "page", slug: article().slug, tags: [], categories: [] }]);
    expect(terms.map((term) => term.name)).toEqual(["Uncategorized"]);
  });

  it("leaves a draft a draft, and a post without categories to the site's default", async () => {
    const site = newSite();
    const outcome = await wordpress.publish(article({ status: "draft", categories: [] }), site.credentials, door);
    expect(outcome).toMatchObject({ kind: "succeeded", metadata: { status: "draft" } });
    expect((await site.state()).posts).toMatchObject([{ status: "draft", categories: [1] }]);
  });

  it("uses terms that exist, however they are written, and asks once for a name given twice", async () => {
    const site = newSite();
    await site.rest("POST", "/tags", { name: "Espresso" });
    await site.rest("POST", "/categories", { name: "Coffee" });
    await published(site.credentials, article({ tags: ["espresso", "ESPRESSO "] }));
    const { posts, terms } = await site.state();
    expect(terms.map((term) => term.name)).toEqual(["Uncategorized", "Espresso", "Coffee"]);
    expect(posts).toMatchObject([{ tags: [2], categories: [3] }]);
  });

  it("makes no more than four calls at a time, however many terms there are", async () => {
    const site = newSite();
    let [open, most] = [0, 0];
    const counted: SafeFetch = async (url, init) => {
      most = Math.max(most, ++open);
      return door(url, init).finally(() => open--);
    };
    const names = (noun: string) => Array.from({ length: 20 }, (_, n) => `${noun} ${n}`);
    const post = article({ tags: names("tag"), categories: names("category"), featuredImage: image() });
    expect(await wordpress.publish(post, site.credentials, counted)).toMatchObject({ kind: "succeeded" });
    expect(most).toBe(4);
    const [saved] = (await site.state()).posts;
    expect([saved?.tags.length, saved?.categories.length]).toEqual([20, 20]);
  });

  it("does not begin to save when the calls before took so long that its claim may be over", async () => {
    const site = newSite();
    const slow: SafeFetch = async (url, init) => {
      if (url.includes("/tags")) setClockOffset(2 * MINUTE + 1);
      return door(url, init);
    };
    expect(await wordpress.publish(article(), site.credentials, slow)).toMatchObject({ kind: "retryable" });
    setClockOffset(0);
    expect((await site.state()).posts).toEqual([]);
  });

  it("lets an author use a category that exists, and says what to do about one that does not", async () => {
    const site = newSite({ username: "author" });
    await site.rest("POST", "/categories", { name: "Coffee & Tea" });
    expect(await wordpress.publish(article({ categories: ["coffee & tea"] }), site.credentials, door)).toMatchObject({
      kind: "succeeded",
    });
    const outcome = await wordpress.publish(article({ slug: "b", categories: ["New"] }), site.credentials, door);
    expect(outcome).toMatchObject({
      kind: "rejected",
      reason: "auth_failed",
      message: expect.stringContaining('"New"'),
    });
    expect((await site.state()).posts).toHaveLength(1);
  });

  it("does not upload a picture that an earlier try has uploaded", async () => {
    const site = newSite();
    await site.fail({ match: "POST /wp/v2/posts", fault: "status", status: 503 });
    const post = article({ featuredImage: image() });
    expect(await wordpress.publish(post, site.credentials, door)).toMatchObject({ kind: "retryable" });
    await published(site.credentials, post);
    const { media, posts } = await site.state();
    expect(media).toHaveLength(1);
    expect(posts[0]?.featuredMedia).toBe(media[0]?.id);

    await published(
      site.credentials,
      article({ featuredImage: image({ url: "https://keyline.test/media/77aa.png" }) }),
    );
    expect((await site.state()).media).toHaveLength(2);
  });

  it("does not try again with a picture that WordPress refuses for good, although it answers 500", async () => {
    const site = newSite();
    const svg = image({ read: async () => new TextEncoder().encode("<svg/>") });
    const outcome = await wordpress.publish(article({ featuredImage: svg }), site.credentials, door);
    expect(outcome).toMatchObject({ kind: "rejected", reason: "refused" });
    const tiff = image({ mimeType: "image/tiff" });
    expect(await wordpress.publish(article({ featuredImage: tiff }), site.credentials, door)).toMatchObject({
      kind: "rejected",
      reason: "refused",
    });
    expect((await site.state()).posts).toEqual([]);
  });

  it("confirms an article of half a megabyte, which PHP writes as three times as much", async () => {
    const site = newSite();
    const html = `<p>${"Кофе молоть дома. ".repeat(16_000)}</p>`;
    const remoteId = await published(site.credentials, article({ html }));
    const changed = article({ html: `${html}<p>И пить.</p>`, remoteId });
    expect(await wordpress.find(changed, site.credentials, door)).toEqual({ kind: "absent" });
    await published(site.credentials, changed);
    expect(await wordpress.find(changed, site.credentials, door)).toMatchObject({ kind: "found" });
  });

  it("works without readable permalinks, and from the address of the dashboard", async () => {
    const site = newSite();
    await site.set({ prettyPermalinks: false });
    const credentials = { ...site.credentials, site_url: `${site.url}/wp-admin/profile.php` };
    expect(await wordpress.publish(article({ featuredImage: image() }), credentials, door)).toMatchObject({
      kind: "succeeded",
      url: expect.stringMatching(/\/\?p=\d+$/),
    });
    expect(await wordpress.check(credentials, door)).toMatchObject({ healthy: true, code: "ok" });
    expect(await wordpress.find(article(), credentials, door)).toMatchObject({ kind: "found" });
  });
});

describe("publish again", () => {
  it("updates the remote post and leaves its address alone", async () => {
    const site = newSite();
    const remoteId = await published(site.credentials);
    const changed = article({ title: "Espresso, better", slug: "another-slug", tags: [], remoteId });
    expect(await wordpress.publish(changed, site.credentials, door)).toMatchObject({
      kind: "succeeded",
      platformPostId: remoteId,
      url: `${site.url}/how-to-pull-an-espresso-1a2b3c4d/`,
      metadata: { updated: true },
    });
    expect((await site.state()).posts).toMatchObject([{ title: "Espresso, better", tags: [] }]);
  });

  it("updates what is there as it is when a post became a page", async () => {
    const site = newSite();
    const remoteId = await published(site.credentials);
    const page = article({ type: "page", title: "Espresso, a page", remoteId });
    expect(await published(site.credentials, page)).toBe(remoteId);
    expect((await site.state()).posts).toMatchObject([{ type: "post", title: "Espresso, a page" }]);
    expect(await wordpress.find(page, site.credentials, door)).toMatchObject({ kind: "found" });
  });

  it("makes the post anew when it was deleted there, and takes it out of the trash when it lies there", async () => {
    const site = newSite();
    const first = await published(site.credentials);
    await site.rest("DELETE", `/posts/${first}?force=true`);
    const second = await published(site.credentials, article({ remoteId: first }));
    expect(second).not.toBe(first);

    await site.rest("DELETE", `/posts/${second}`);
    expect(await published(site.credentials, article({ remoteId: second }))).toBe(second);
    expect((await site.state()).posts).toMatchObject([{ status: "publish", slug: article().slug }]);
  });

  it("adopts the post that has our slug already, in whatever status", async () => {
    const site = newSite();
    const existing = await site.rest("POST", "/posts", { title: "old", slug: article().slug, status: "draft" });
    const { id } = await existing.json<{ id: number }>();
    expect(await published(site.credentials)).toBe(String(id));
    expect((await site.state()).posts).toMatchObject([{ status: "publish", title: "How to pull an espresso" }]);
  });

  it("reports a slug that somebody else took between our look and our call", async () => {
    const site = newSite();
    const raced: SafeFetch = async (url, init) => {
      if (init?.method === "POST" && new URL(url).pathname.endsWith("/posts")) {
        await site.rest("POST", "/posts", { title: "other", slug: article().slug, status: "publish" });
      }
      return door(url, init);
    };
    const outcome = await wordpress.publish(article(), site.credentials, raced);
    expect(outcome).toMatchObject({
      kind: "succeeded",
      metadata: { slug: `${article().slug}-2`, slug_conflict: true },
    });
  });

  it("reports what WordPress dropped without a word", async () => {
    const site = newSite();
    const vanishing: SafeFetch = async (url, init) => {
      if (init?.method === "POST" && new URL(url).pathname.endsWith("/posts")) {
        const { media, terms } = await site.state();
        await site.rest("DELETE", `/media/${media[0]?.id}?force=true`);
        await site.rest("DELETE", `/tags/${terms.find((term) => term.taxonomy === "post_tag")?.id}?force=true`);
      }
      return door(url, init);
    };
    const outcome = await wordpress.publish(article({ featuredImage: image() }), site.credentials, vanishing);
    expect(outcome).toMatchObject({ kind: "succeeded", metadata: { dropped: ["tags", "featured_media"] } });
  });
});

describe("when the call that makes the post goes wrong", () => {
  const CREATE = "POST /wp/v2/posts";
  const cases: { fault: Fault; kind: string; posts: number; fetch?: SafeFetch }[] = [
    { fault: { match: CREATE, fault: "drop_after" }, kind: "unknown", posts: 1 },
    { fault: { match: CREATE, fault: "drop_before" }, kind: "unknown", posts: 0 },
    { fault: { match: CREATE, fault: "reset" }, kind: "unknown", posts: 0 },
    { fault: { match: CREATE, fault: "timeout" }, kind: "unknown", posts: 0, fetch: hasty },
    { fault: { match: CREATE, fault: "html", status: 200 }, kind: "unknown", posts: 0 },
    { fault: { match: CREATE, fault: "status", status: 500 }, kind: "unknown", posts: 0 },
    { fault: { match: CREATE, fault: "status", status: 502 }, kind: "unknown", posts: 0 },
    { fault: { match: CREATE, fault: "html", status: 504 }, kind: "unknown", posts: 0 },
    { fault: { match: CREATE, fault: "html", status: 503 }, kind: "retryable", posts: 0 },
    { fault: { match: CREATE, fault: "status", status: 521 }, kind: "retryable", posts: 0 },
    { fault: { match: CREATE, fault: "html", status: 403 }, kind: "rejected", posts: 0 },
    { fault: { match: CREATE, fault: "slow", delayMs: 300 }, kind: "succeeded", posts: 1 },
  ];
  it.each(cases)("$fault.fault $fault.status: $kind, $posts posts", async ({ fault, kind, posts, fetch = door }) => {
    const site = newSite();
    await site.fail(fault);
    const outcome = await wordpress.publish(article(), site.credentials, fetch);
    expect(outcome.kind).toBe(kind);
    expect((await site.state()).posts).toHaveLength(posts);
  });

  it("waits as long as it is asked to, but not for ever", async () => {
    const site = newSite();
    await site.fail({ match: CREATE, fault: "status", status: 429, retryAfter: 30 });
    await site.fail({ match: CREATE, fault: "status", status: 503, retryAfter: 864_000 });
    const publish = () => wordpress.publish(article(), site.credentials, door);
    expect(await publish()).toMatchObject({ kind: "retryable", retryAfterSeconds: 30 });
    expect(await publish()).toMatchObject({ kind: "retryable", retryAfterSeconds: 3_600 });
  });

  it("finds the post after a lost answer, and a second publish does not make a second one", async () => {
    const site = newSite();
    await site.fail({ match: CREATE, fault: "drop_after" });
    expect(await wordpress.publish(article(), site.credentials, door)).toMatchObject({ kind: "unknown" });
    const [post] = (await site.state()).posts;
    expect(await wordpress.find(article(), site.credentials, door)).toEqual({
      kind: "found",
      post: {
        platformPostId: String(post?.id),
        url: `${site.url}/${article().slug}/`,
        metadata: { status: "publish", slug: article().slug },
      },
    });
    expect(await published(site.credentials)).toBe(String(post?.id));
    expect((await site.state()).posts).toHaveLength(1);
  });

  it("shows of an error page no more than a short clean sentence", async () => {
    const site = newSite();
    await site.fail({ match: CREATE, fault: "status", status: 400 });
    const outcome = await wordpress.publish(article(), site.credentials, door);
    expect(outcome).toEqual({
      kind: "rejected",
      reason: "refused",
      message: "The platform answered 400: There has been a critical error on this website.",
    });
  });
});

describe("when a call before it goes wrong", () => {
  const steps = [
    "GET /wp/v2/posts",
    "POST /wp/v2/tags",
    "POST /wp/v2/categories",
    "GET /wp/v2/media",
    "POST /wp/v2/media",
  ];
  const faults: Fault["fault"][] = ["status", "drop_before", "drop_after", "timeout"];
  const cases = steps.flatMap((match) => faults.map((fault) => ({ match, fault })));
  it.each(cases)("$match $fault: retryable, no post, and the next try succeeds", async (fault) => {
    const site = newSite();
    await site.fail(fault);
    const post = article({ featuredImage: image() });
    const outcome = await wordpress.publish(post, site.credentials, fault.fault === "timeout" ? hasty : door);
    expect(outcome.kind).toBe("retryable");
    expect((await site.state()).posts).toEqual([]);
    await published(site.credentials, post);
    const { posts, media, terms } = await site.state();
    expect({ posts: posts.length, media: media.length, terms: terms.length }).toEqual({ posts: 1, media: 1, terms: 4 });
  });

  it.each([200, 403, 404])("a page with %i in place of an answer: rejected, nothing sent", async (status) => {
    const site = newSite();
    await site.fail({ match: "GET /wp/v2/posts", fault: "html", status, times: 9 });
    expect(await wordpress.publish(article(), site.credentials, door)).toMatchObject({
      kind: "rejected",
      reason: "refused",
    });
    expect((await site.state()).requests.every(({ method }) => method !== "POST")).toBe(true);
  });

  it("is down: retryable", async () => {
    const { credentials } = newSite({ site_url: `http://${CLOSED}/` });
    expect((await wordpress.publish(article(), credentials, door)).kind).toBe("retryable");
    expect((await wordpress.find(article(), credentials, door)).kind).toBe("undecidable");
  });

  it("is not allowed: rejected, and nothing leaves", async () => {
    const { credentials } = newSite({ site_url: "https://169.254.169.254/latest" });
    expect(await wordpress.publish(article(), credentials, door)).toMatchObject({
      kind: "rejected",
      reason: "refused",
    });
  });
});

describe("credentials", () => {
  it.each([false, true])(
    "refuses a wrong password, also where WordPress takes it for a visitor's (strict: %s)",
    async (strict) => {
      const site = newSite({ application_password: "wrong" });
      await site.set({ strictAuthentication: strict });
      const outcome = await wordpress.publish(article({ featuredImage: image() }), site.credentials, door);
      expect(outcome).toMatchObject({ kind: "rejected", reason: "auth_failed" });
      const again = await wordpress.publish(article({ remoteId: "4" }), site.credentials, door);
      expect(again).toMatchObject({ kind: "rejected" });
      expect(await wordpress.find(article(), site.credentials, door)).toMatchObject({ kind: "undecidable" });
      expect(await wordpress.check(site.credentials, door)).toMatchObject({ healthy: false, code: "auth_failed" });
      expect((await site.state()).requests.every(({ method }) => method === "GET")).toBe(true);
    },
  );

  it("takes a contributor for one who may not publish", async () => {
    const site = newSite({ username: "contributor" });
    expect(await wordpress.check(site.credentials, door)).toMatchObject({
      healthy: false,
      code: "insufficient_rights",
      details: { user: "contributor", roles: ["contributor"], missing: ["publish_posts", "upload_files"] },
    });
    const outcome = await wordpress.publish(article({ categories: [] }), site.credentials, door);
    expect(outcome).toMatchObject({ kind: "rejected", reason: "auth_failed" });
  });

  it("accepts the password without its spaces and a name beyond ASCII, and no unknown key", async () => {
    const site = newSite({ application_password: "abcdefghijklmnopqrstuvwx" });
    expect(await wordpress.check(site.credentials, door)).toMatchObject({ healthy: true, code: "ok" });
    const strange = { ...site.credentials, username: "Zoë 日本" };
    expect(await wordpress.check(strange, door)).toMatchObject({ code: "auth_failed" });
    expect(WordPressCredentials.safeParse(site.credentials).success).toBe(true);
    expect(WordPressCredentials.safeParse({ ...site.credentials, extra: 1 }).success).toBe(false);
  });
});

describe("check a connection", () => {
  const ME = "GET /wp/v2/users/me";
  const cases: { fault: Fault; code: string }[] = [
    { fault: { match: ME, fault: "html", status: 200 }, code: "not_wordpress" },
    { fault: { match: ME, fault: "html", status: 403 }, code: "not_wordpress" },
    { fault: { match: ME, fault: "html", status: 401 }, code: "auth_failed" },
    { fault: { match: ME, fault: "html", status: 503 }, code: "unreachable" },
    { fault: { match: ME, fault: "status", status: 429 }, code: "rate_limited" },
    { fault: { match: ME, fault: "reset" }, code: "unreachable" },
    { fault: { match: ME, fault: "timeout" }, code: "timeout" },
  ];
  it.each(cases)("$fault.fault $fault.status: $code", async ({ fault, code }) => {
    const site = newSite();
    await site.fail({ ...fault, times: 9 });
    expect(await wordpress.check(site.credentials, hasty)).toMatchObject({ healthy: false, code });
  });

  it("tells what is wrong with an address", async () => {
    const check = (site_url: string) => wordpress.check(newSite({ site_url }).credentials, hasty);
    expect(await check(`http://${CLOSED}`)).toMatchObject({ code: "unreachable" });
    expect(await check("https://127.0.0.1.nip.io")).toMatchObject({ code: "refused_by_guard" });
    expect(await check("http://example.com")).toMatchObject({
      code: "refused_by_guard",
      message: expect.stringContaining("https"),
    });
    expect(await check(`${FAKE}/nothing`)).toMatchObject({ code: "not_wordpress" });
  });

  it("does not follow a site that answers from another host with the password", async () => {
    const sent: [string, string | undefined][] = [];
    const elsewhere: SafeFetch = async (url, init) => {
      sent.push([new URL(url).hostname, init?.headers?.authorization]);
      return Object.defineProperty(Response.json({}), "url", {
        value: "https://www.example.com/wp-json/wp/v2/users/me",
      });
    };
    const { credentials } = newSite({ site_url: "https://example.com" });
    expect(await wordpress.check(credentials, elsewhere)).toMatchObject({
      code: "moved",
      message: "The site answers from https://www.example.com: enter that address in the connection.",
    });
    expect(sent.map(([host]) => host)).toEqual(["example.com"]);
  });
});

describe("find", () => {
  it("takes a draft for absent when the post was to be public", async () => {
    const site = newSite();
    const remoteId = await published(site.credentials, article({ status: "draft" }));
    expect(await wordpress.find(article({ status: "draft", remoteId }), site.credentials, door)).toMatchObject({
      kind: "found",
    });
    expect(await wordpress.find(article({ remoteId }), site.credentials, door)).toEqual({ kind: "absent" });
  });

  it("is absent where there is no post, or only a trashed one", async () => {
    const site = newSite();
    expect(await wordpress.find(article(), site.credentials, door)).toEqual({ kind: "absent" });
    await site.rest("DELETE", `/posts/${await published(site.credentials)}`);
    expect(await wordpress.find(article(), site.credentials, door)).toEqual({ kind: "absent" });
  });

  it.each(["status", "html", "drop_before", "reset", "timeout"] as const)(
    "is undecidable when the read fails: %s",
    async (fault) => {
      const site = newSite();
      await published(site.credentials);
      await site.fail({ match: "GET /wp/v2/posts", fault, times: 9 });
      expect((await wordpress.find(article(), site.credentials, hasty)).kind).toBe("undecidable");
    },
  );

  it("tells an update that arrived from one that did not", async () => {
    const site = newSite();
    const remoteId = await published(site.credentials);
    const changed = article({ html: "<p>Changed.</p>", remoteId });
    expect(await wordpress.find(changed, site.credentials, door)).toEqual({ kind: "absent" });
    await site.fail({ match: `POST /wp/v2/posts/${remoteId}`, fault: "drop_after" });
    expect(await wordpress.publish(changed, site.credentials, door)).toMatchObject({ kind: "unknown" });
    expect(await wordpress.find(changed, site.credentials, door)).toMatchObject({
      kind: "found",
      post: { platformPostId: remoteId },
    });
  });

  it("does not take the old text for the new one where only the slug leads to the post", async () => {
    const site = newSite();
    await published(site.credentials);
    const changed = article({ title: "Espresso, revised" });
    await site.fail({ match: "POST /wp/v2/posts/*", fault: "drop_before" });
    expect(await wordpress.publish(changed, site.credentials, door)).toMatchObject({ kind: "unknown" });
    expect(await wordpress.find(changed, site.credentials, door)).toEqual({ kind: "absent" });
    await published(site.credentials, changed);
    expect(await wordpress.find(changed, site.credentials, door)).toMatchObject({ kind: "found" });
    expect((await site.state()).posts).toMatchObject([{ title: "Espresso, revised" }]);
  });

  it("knows the title of an author, whose & WordPress escapes", async () => {
    const site = newSite({ username: "author" });
    const post = article({ title: "Coffee & tea", categories: [] });
    await published(site.credentials, post);
    expect((await site.state()).posts).toMatchObject([{ title: "Coffee &amp; tea" }]);
    expect(await wordpress.find(post, site.credentials, door)).toMatchObject({ kind: "found" });
  });
});
