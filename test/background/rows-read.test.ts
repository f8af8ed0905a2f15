import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSystemContext, type Shard } from "../../src/context.ts";
import { newId } from "../../src/core/ids.ts";
import { DAY, HOUR, MINUTE, now, SECOND, setClockOffset } from "../../src/core/time.ts";
import type { Statement } from "../../src/db/guard.ts";
import { type SiteAddress, siteAddresses } from "../../src/db/tables/directory.ts";
import { refreshTokens, sessions as sessionTable } from "../../src/db/tables/identity.ts";
import { type JobRow, jobs } from "../../src/db/tables/jobs.ts";
import { publications } from "../../src/db/tables/publications.ts";
import * as sitePages from "../../src/domains/hosting/site-pages.system-queries.ts";
import * as accountQueries from "../../src/domains/identity/accounts.system-queries.ts";
import * as apiKeys from "../../src/domains/identity/api-keys.system-queries.ts";
import * as sessions from "../../src/domains/identity/sessions.system-queries.ts";
import * as jobQueries from "../../src/domains/jobs/jobs.queries.ts";
import * as jobSweeps from "../../src/domains/jobs/jobs.system-queries.ts";
import { countIllustrating, guardOnlyIllustrator } from "../../src/domains/media/images.queries.ts";
import * as publicationQueries from "../../src/domains/publications/publications.queries.ts";
import * as due from "../../src/domains/schedules/due.system-queries.ts";
import * as addresses from "../../src/domains/sites/addresses.system-queries.ts";
import type { SitePlace } from "../../src/domains/sites/addresses.ts";
import * as health from "../../src/domains/system/health.system-queries.ts";
import * as readiness from "../../src/domains/system/readiness.system-queries.ts";
import { forgetOldRows, forgetOldRowsOfDirectory } from "../../src/domains/system/retention.service.ts";
import * as retention from "../../src/domains/system/retention.system-queries.ts";
import { countGenerating, guardWritable } from "../../src/domains/writing/tasks.queries.ts";
import { meterD1 } from "../kit/d1-meter.ts";
import { type Furnished, furnishedAccount } from "../kit/furnished.ts";
import { ledgerCopied, tick } from "../kit/tasks.ts";

declare global {
  interface ImportMeta {
    /** Vite's: the modules that match, by their path. */
    glob(pattern: string | readonly string[], options: { eager: true }): Record<string, Record<string, unknown>>;
  }
}

const ROWS = 20_000;
/** When the oldest of them was over; the others follow, one each millisecond. */
const PAST = now() - DAY;
/** A moment before which this many of them were over. */
const after = (rows: number) => PAST + rows + 1;

const system = createSystemContext(env, (work) => void work.catch(() => {}));
const { directory } = system;
const [shard] = system.shards as [Shard];
const { db } = shard;
let place: SitePlace;
let owner: Furnished;
let accountId = 0;
let siteId = 0;
let contentId = 0;
let connectionId = 0;

/** Inserts `ROWS` rows, `n` from 1, with one statement. */
const fill = (table: string, values: Record<string, string>) =>
  env.DB.prepare(
    `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${ROWS})
     INSERT INTO ${table} (${Object.keys(values).join(", ")}) SELECT ${Object.values(values).join(", ")} FROM numbers`,
  ).run();

const JOB_TYPES = [
  "planner.auto_cluster",
  "writer.generate_content",
  "writer.generate_images",
  "writer.render_images",
  "publisher.publish",
];

beforeAll(async () => {
  owner = await furnishedAccount();
  await ledgerCopied(owner.account);
  accountId = owner.account.id;
  siteId = owner.site.id;
  place = (await addresses.findPlace(directory, { siteId })) as SitePlace;
  const [published] = await db.select().from(publications).limit(1);
  if (!published) throw new Error("nothing is published");
  ({ contentId, connectionId } = published);
  const at = `${PAST} + n`;
  const account = String(accountId);
  const types = `CASE n % ${JOB_TYPES.length} ${JOB_TYPES.map((type, i) => `WHEN ${i} THEN '${type}'`).join(" ")} END`;
  await fill("jobs", {
    ...{
      id: "'past-' || n",
      account_id: account,
      type: types,
      queue: "CASE n % 5 WHEN 4 THEN 'publish' ELSE 'ai' END",
    },
    ...{ state: "'done'", input: `'{"content_id":${contentId},"publications":[]}'`, subject: String(contentId) },
    ...{ max_attempts: "3", attempts: "1", run_after: at, requested_by: "'user:1'", settled_at: at, finished_at: at },
    ...{ created_at: at, updated_at: at, lease_until: at },
  });
  await fill("job_steps", {
    ...{ account_id: account, job_id: "'past-' || n", name: "'only'", position: "0", value: "'1'" },
    ...{ credits: "0", tokens_in: "0", tokens_out: "0", finished_at: at },
  });
  await fill("publications", {
    ...{ uuid: "'past-' || n", account_id: account, site_id: String(siteId), content_id: String(contentId) },
    ...{ connection_id: String(connectionId), platform: "'site'", content_revision: "n + 1000", state: "'published'" },
    ...{ due_at: at, look_at: at, remote_key: "'key'", requested_by: "'user:1'", metadata: "'{}'" },
    ...{ created_at: at, updated_at: at },
  });
  await fill("publication_attempts", {
    ...{ account_id: account, publication_id: `(SELECT id FROM publications WHERE uuid = 'past-' || n)`, number: "1" },
    ...{ started_at: at, finished_at: at, outcome: "'succeeded'", progress: "'[]'" },
  });
  await fill("events", {
    ...{ uuid: "'past-' || n", account_id: account, type: "'task_queued'", payload: "'{}'", created_at: at },
  });
  await fill("sessions", {
    ...{ id: "'past-' || n", account_id: account, user_id: String(owner.account.userId), created_at: at },
    ...{ revoked_at: at, revoked_reason: "'logout'" },
  });
  await fill("refresh_tokens", {
    ...{ token_hash: "'past-' || n", account_id: account, session_id: "'past-' || n", created_at: at },
    ...{ expires_at: at, used_at: at },
  });
  await fill("idempotency_keys", { account_id: account, key_hash: "'past-' || n", created_at: at });
  await fill("directory_idempotency_keys", { account_id: account, key_hash: "'past-' || n", created_at: at });
  await fill("notifications", {
    ...{ account_id: account, notification_type: "'system_info'", severity: "'info'", title: "'t'", message: "'m'" },
    ...{ metadata: "'{}'", job_id: "'past-' || n", created_at: at },
  });
  await fill("audit_entries", {
    ...{ account_id: account, actor: "'user:1'", action: "'session.login'", details: "'{}'", created_at: at },
  });
  await fill("directory_audit_entries", {
    ...{ account_id: account, actor: "'user:1'", action: "'session.login'", details: "'{}'", created_at: at },
  });
}, 120_000);

/** Something that is weighed: what it does, and what must be there before. It answers how many rows it answered or changed. */
interface Case {
  before?: () => Promise<unknown>;
  act: () => Promise<number>;
}

const lengthOf = (rows: readonly unknown[]) => rows.length;
const one = (row: unknown) => (row === undefined ? 0 : 1);
const held = (guard: () => Statement) => () => db.batch([guard()]).then(() => 1);

/** A job of the owner as it stands in the table. */
async function newJob(values: Partial<typeof jobs.$inferInsert>): Promise<JobRow> {
  const at = now();
  const common = {
    accountId,
    type: "planner.auto_cluster",
    queue: "ai",
    requestedBy: "user:1",
    maxAttempts: 3,
  } as const;
  const times = { runAfter: at, leaseUntil: at + HOUR, createdAt: at, updatedAt: at };
  const [row] = await db
    .insert(jobs)
    .values({ id: newId(), state: "queued", ...common, ...times, input: {}, ...values })
    .returning();
  return row as JobRow;
}

const newJobs = (count: number, values: Partial<typeof jobs.$inferInsert>) =>
  Promise.all(Array.from({ length: count }, () => newJob(values)));

/** What is not over in this table must not be in the way of the next test. */
const endAll = () =>
  env.DB.batch([
    env.DB.prepare(
      "UPDATE jobs SET state = 'cancelled', finished_at = ?1, settled_at = ?1 WHERE finished_at IS NULL",
    ).bind(now()),
    env.DB.prepare("DELETE FROM job_turns"),
    env.DB.prepare("UPDATE publications SET state = 'published', lease_until = NULL WHERE state <> 'published'"),
  ]);

/** `tables`: in how many each row is looked for. */
const forgets = (forget: retention.Forget, tables = 1): Record<string, Case> => ({
  "nothing is old": { act: async () => tables * (await forget(db, PAST, 500)) },
  "some is old": { act: async () => tables * (await forget(db, after(40), 500)) },
  "more is old than fits": { act: async () => tables * (await forget(db, after(500), 50)) },
});

const schedule = (uuids: string) => () =>
  env.DB.prepare("UPDATE publications SET state = 'scheduled' WHERE uuid LIKE ?").bind(uuids).run();

const sought = () => ({ key: { siteId }, place });
let job: JobRow;
const addressOfOwner = async () => {
  const [address] = await directory.select().from(siteAddresses).where(eq(siteAddresses.siteId, siteId));
  return address as SiteAddress;
};
const makes = (values: () => Partial<typeof jobs.$inferInsert>) => async () => {
  job = await newJob(values());
};

/** What each query does at its most usual. A query over all accounts that is not named here fails the test below. */
const BUDGETS: Record<string, Record<string, Case>> = {
  findPublicSite: { found: { act: async () => one((await sitePages.findPublicSite(db, sought())).site) } },
  findIndex: {
    found: { act: async () => lengthOf((await sitePages.findIndex(db, sought(), { limit: 20, offset: 0 })).rows) },
  },
  findArticle: { found: { act: async () => one((await sitePages.findArticle(db, sought(), "grinders", 10)).site) } },
  findFeed: { found: { act: async () => lengthOf((await sitePages.findFeed(db, sought(), 20)).rows) } },
  findSitemap: { found: { act: async () => lengthOf((await sitePages.findSitemap(db, sought(), 1_000)).rows) } },
  findDefinition: {
    found: {
      act: async () =>
        lengthOf((await sitePages.findDefinition(db, sought(), { limit: 20, offset: 0, links: 50 })).rows),
    },
  },
  addViews: { "one page": { act: async () => (await sitePages.addViews(db, [[accountId, 1, 1]])).meta.changes } },
  findApiKeyByPrefix: { unknown: { act: async () => one(await apiKeys.findApiKeyByPrefix(directory, "unknown")) } },
  findCredentials: { found: { act: async () => one(await sessions.findCredentials(directory, owner.account.email)) } },
  findRefreshToken: { found: { act: async () => one(await sessions.findRefreshToken(directory, "past-19999")) } },
  findPlace: { found: { act: async () => one(await addresses.findPlace(directory, { siteId })) } },
  findUnfinishedAddresses: {
    none: { act: async () => lengthOf(await addresses.findUnfinishedAddresses(directory, [1, 2], now(), 100)) },
  },
  findSiteAt: { found: { act: async () => lengthOf(await addresses.findSiteAt(db, await addressOfOwner())) } },
  dropClaim: {
    finished: { act: async () => (await addresses.dropClaim(directory, await addressOfOwner())).meta.changes },
  },
  findRef: { found: { act: async () => lengthOf(await accountQueries.findRef(directory, { id: accountId })) } },
  findSettledRefs: {
    found: { act: async () => lengthOf(await accountQueries.findSettledRefs(directory, [accountId])) },
  },
  findLastNumber: { found: { act: async () => lengthOf(await accountQueries.findLastNumber(directory)) } },
  findCopiesDue: { none: { act: async () => lengthOf(await accountQueries.findCopiesDue(directory, [1, 2], 100)) } },
  findReadiness: { ready: { act: async () => one(await readiness.findReadiness(db, null)) } },
  findUsedShards: { found: { act: async () => lengthOf(await health.findUsedShards(directory)) } },
  findOldestTurn: {
    "nobody waits": { act: async () => one(await health.findOldestTurn(db, now())) },
    "many wait": {
      before: () => waitingAccounts(300),
      act: async () => one(await health.findOldestTurn(db, now())),
    },
  },
  claimNextJob: {
    "nobody waits": { act: async () => one((await jobSweeps.claimNextJob(db, "ai", now(), now() + MINUTE)).job) },
    "many wait": {
      before: () => waitingAccounts(300),
      act: async () => one((await jobSweeps.claimNextJob(db, "ai", now(), now() + MINUTE)).job),
    },
  },
  claimUnsentJobs: {
    "all have messages": { act: async () => lengthOf(await jobSweeps.claimUnsentJobs(db, now(), now() + MINUTE, 200)) },
    "some are overdue": {
      before: () => Promise.all([newJobs(30, { leaseUntil: 5 }), newJobs(30, { leaseUntil: null })]),
      act: async () => lengthOf(await jobSweeps.claimUnsentJobs(db, now(), now() + MINUTE, 200)),
    },
  },
  claimLapsedJobs: {
    "all are held": { act: async () => lengthOf(await jobSweeps.claimLapsedJobs(db, now(), now() + MINUTE, 200)) },
    "some have lapsed": {
      before: () => Promise.all([newJobs(30, { state: "running", leaseUntil: 5 }), newJobs(30, { leaseUntil: 5 })]),
      act: async () => lengthOf(await jobSweeps.claimLapsedJobs(db, now(), now() + MINUTE, 200)),
    },
  },
  findUnsettledJobs: {
    "all is settled": { act: async () => lengthOf(await jobSweeps.findUnsettledJobs(db, now(), 200)) },
    "some is owed": {
      before: () => newJobs(30, { state: "done", finishedAt: now() - HOUR }),
      act: async () => lengthOf(await jobSweeps.findUnsettledJobs(db, now(), 200)),
    },
  },
  claimForgottenPublications: {
    "nothing is due": {
      act: async () => lengthOf(await due.claimForgottenPublications(db, now(), now() + MINUTE, 100)),
    },
    "some is due": {
      before: schedule("past-1234%"),
      act: async () => lengthOf(await due.claimForgottenPublications(db, now(), now() + MINUTE, 100)),
    },
  },
  findLapsedPublications: {
    "nothing lapsed": { act: async () => lengthOf(await due.findLapsedPublications(db, now(), 100)) },
    "some lapsed": {
      before: () =>
        env.DB.prepare(
          "UPDATE publications SET state = 'unconfirmed', lease_until = 7 WHERE uuid LIKE 'past-12%'",
        ).run(),
      act: async () => lengthOf(await due.findLapsedPublications(db, now(), 100)),
    },
  },
  forgetAttempts: forgets(retention.forgetAttempts),
  forgetAuditEntries: forgets(retention.forgetAuditEntries),
  forgetEvents: forgets(retention.forgetEvents),
  forgetIdempotencyKeys: forgets(retention.forgetIdempotencyKeys),
  forgetNotifications: forgets(retention.forgetNotifications, 2),
  forgetJobs: forgets(retention.forgetJobs, 3),
  forgetRefreshTokens: forgets(retention.forgetRefreshTokens, 2),
  forgetSessions: forgets(retention.forgetSessions, 2),
  forgetDirectoryAuditEntries: forgets(retention.forgetDirectoryAuditEntries),
  forgetDirectoryKeys: forgets(retention.forgetDirectoryKeys),

  guardNew: {
    held: { before: makes(() => ({ state: "new" })), act: held(() => jobQueries.guardNew(db, accountId, job.id)) },
  },
  guardHeld: { held: { before: makes(() => ({ state: "running" })), act: held(() => jobQueries.guardHeld(db, job)) } },
  guardCancellable: {
    held: { before: makes(() => ({})), act: held(() => jobQueries.guardCancellable(db, accountId, job.id)) },
  },
  guardUnsettled: {
    held: { before: makes(() => ({ state: "done" })), act: held(() => jobQueries.guardUnsettled(db, job)) },
  },
  guardOnlyJob: {
    "beside many about others": {
      before: () => Promise.all([newJobs(100, { subject: 1_000_000 }), newJob({ subject: contentId })]),
      act: held(() => jobQueries.guardOnlyJob(db, accountId, "planner.auto_cluster", contentId)),
    },
  },
  guardWritable: {
    held: {
      before: makes(() => ({ type: "writer.generate_content", subject: 1_000_000 })),
      act: held(() => guardWritable(db, accountId, 1_000_000)),
    },
  },
  countGenerating: { none: { act: async () => lengthOf(await countGenerating(db, accountId, contentId)) } },
  guardOnlyIllustrator: {
    held: {
      before: makes(() => ({ type: "writer.render_images", subject: contentId, input: { image_ids: [1] } })),
      act: held(() => guardOnlyIllustrator(db, accountId, contentId, [1])),
    },
  },
  countIllustrating: { none: { act: async () => lengthOf(await countIllustrating(db, accountId, contentId, null)) } },
  disarmPublications: {
    "beside what is over": {
      before: schedule("past-77"),
      act: async () =>
        (await publicationQueries.disarmPublications(db, accountId, newId(), ["past-77"], now())).meta.changes,
    },
  },
  findDue: {
    "nothing is due": { act: async () => lengthOf((await publicationQueries.findDue(db, accountId, now(), 100)).ids) },
    "some is due": {
      before: schedule("past-1234%"),
      act: async () => lengthOf((await publicationQueries.findDue(db, accountId, now(), 100)).ids),
    },
  },
};

/** So many accounts in the line of the AI queue, each with ten jobs that are ready. */
async function waitingAccounts(count: number): Promise<void> {
  const numbers = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count * 10})`;
  const at = now() - SECOND;
  await env.DB.batch([
    env.DB.prepare(
      `${numbers} INSERT OR IGNORE INTO accounts (id, uuid, name, slug, plan_slug, created_at, updated_at)
       SELECT 1000 + n % ${count}, 'waiting-' || (n % ${count}), 'n', 'waiting-' || (n % ${count}), 'free', 1, 1 FROM numbers`,
    ),
    env.DB.prepare(
      `${numbers} INSERT INTO jobs (id, account_id, type, queue, state, input, max_attempts, run_after, lease_until, requested_by, created_at, updated_at)
       SELECT hex(randomblob(16)), 1000 + n % ${count}, 'planner.auto_cluster', 'ai', 'queued', '{}', 3, ${at} + n % 7, ${at + HOUR}, 'user:1', 1, 1 FROM numbers`,
    ),
    env.DB.prepare(
      `${numbers} INSERT OR IGNORE INTO job_turns SELECT 'ai', 1000 + n % ${count}, ${at} + n % 11 FROM numbers`,
    ),
  ]);
}

/**
 * Every function that a room exports for the sweeps and other callers without an account, and every guard of the jobs. An
 * operator's copy of everything reads everything: `backup` and `restore` are not among them.
 */
const enumerated = async (): Promise<string[]> => {
  const files = import.meta.glob(
    ["../../src/domains/**/*.system-queries.ts", "!../../src/domains/system/{backup,restore}.system-queries.ts"],
    { eager: true },
  );
  const names = Object.values(files).flatMap((file) => Object.keys(file));
  return [...names, ...Object.keys(jobQueries).filter((name) => name.startsWith("guard"))];
};

describe("rows read, with 20,000 jobs, publications, attempts, events and sessions that are over", () => {
  it("is known of each query without an account, and of each guard of a job", async () => {
    const names = await enumerated();
    expect(names.length).toBeGreaterThan(25);
    expect(names.filter((name) => !(name in BUDGETS))).toEqual([]);
  });

  it.each(Object.keys(BUDGETS))("by %s is at most twice what it answers and writes, and twenty", async (name) => {
    const over: unknown[] = [];
    for (const [when, { before, act }] of Object.entries(BUDGETS[name] ?? {})) {
      await before?.();
      const { value: rows, reading } = await meterD1(env.DB, act);
      const { rowsRead, rowsWritten } = reading;
      if (rowsRead > 2 * (rows + rowsWritten) + 20) over.push({ name, when, rows, rowsRead, rowsWritten });
      await endAll();
    }
    expect(over).toEqual([]);
  });

  it("by a whole minute's run that finds nothing stays under a hundred", async () => {
    await tick();
    const { reading } = await meterD1(env.DB, tick);
    expect(reading.statements).toBeGreaterThan(10);
    expect(reading.rowsRead).toBeLessThan(100);
  });
});

describe("after 400 days", () => {
  const count = async (table: string) => Number(await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first("n"));

  afterAll(() => setClockOffset(0));

  it("one minute's run has forgotten all of it, and nothing younger, open or referred to", async () => {
    const old = { state: "done", finishedAt: PAST, settledAt: PAST } as const;
    const parent = await newJob(old);
    const middle = await newJob({ ...old, parentId: parent.id });
    await endAll();
    setClockOffset(401 * DAY);
    const young = { state: "done", finishedAt: now() - 89 * DAY, settledAt: now() } as const;
    const child = await newJob({ ...young, parentId: middle.id });
    const owing = await newJob({ ...old });
    await env.DB.prepare("UPDATE jobs SET settled_at = NULL WHERE id = ?").bind(owing.id).run();
    const waiting = await newJob({ createdAt: PAST });
    await env.DB.prepare(
      `INSERT INTO job_steps (account_id, job_id, name, position, value, credits, tokens_in, tokens_out, finished_at)
       VALUES (?1, ?2, 'paid', 0, '1', 3, 1, 1, ?3)`,
    )
      .bind(accountId, waiting.id, PAST)
      .run();
    const signedIn = { id: "signed-in", accountId, userId: owner.account.userId, createdAt: PAST };
    await db.insert(sessionTable).values(signedIn);
    const token = (tokenHash: string, expiresAt: number) => ({
      tokenHash,
      accountId,
      sessionId: "signed-in",
      createdAt: PAST,
      expiresAt,
    });
    await db.insert(refreshTokens).values([token("spent", PAST), token("live", now() + DAY)]);

    const start = performance.now();
    await Promise.all([forgetOldRows(system, shard), forgetOldRowsOfDirectory(system)]);
    console.info(`all forgotten after ${Math.round(performance.now() - start)} ms`);

    const left = await db.select().from(jobs).orderBy(jobs.createdAt);
    expect(left.map(({ id }) => id).sort()).toEqual([child.id, owing.id, waiting.id].sort());
    expect(left.find(({ id }) => id === child.id)?.parentId).toBeNull();
    expect(await count("job_steps")).toBe(1);
    expect(await db.select({ id: sessionTable.id }).from(sessionTable)).toEqual([{ id: "signed-in" }]);
    expect(await db.select({ hash: refreshTokens.tokenHash }).from(refreshTokens)).toEqual([{ hash: "live" }]);
    for (const table of [
      ...["publication_attempts", "events", "notifications", "idempotency_keys", "audit_entries"],
      ...["directory_idempotency_keys", "directory_audit_entries"],
    ])
      expect({ table, rows: await count(table) }).toEqual({ table, rows: 0 });
    expect(await count("publications")).toBeGreaterThan(ROWS);
  });
});
