import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import type { Statement } from "../../db/guard.ts";
import { creditUsage, type Operation } from "../../db/tables/billing.ts";
import type { JobRow } from "../../db/tables/jobs.ts";
import { type Tenant, within } from "../../db/tenant.ts";
import type { UsageLine } from "../jobs/usage-line.ts";

/** The usage log of a job, written with its result; once per operation, however often the batch is repeated. */
export const recordUsage = (db: TenantDb, job: JobRow, usage: readonly UsageLine[], now: number): Statement[] =>
  usage.map((line) =>
    db
      .insert(creditUsage)
      .values({
        accountId: job.accountId,
        jobId: job.id,
        siteId: job.siteId,
        operation: line.operation,
        creditsUsed: line.credits,
        tokensIn: line.tokensIn,
        tokensOut: line.tokensOut,
        model: line.model,
        relatedType: line.relatedType ?? null,
        relatedId: line.relatedId ?? null,
        metadata: {},
        createdAt: now,
      })
      .onConflictDoNothing(),
  );

/** Work from `from` up to, but not including, `to`, ms. */
export interface UsageFilter {
  operation?: Operation | undefined;
  siteId?: number | undefined;
  from?: number | undefined;
  to?: number | undefined;
}

const matching = (tenant: Tenant, filter: UsageFilter): SQL =>
  and(
    within(creditUsage, tenant),
    filter.operation ? eq(creditUsage.operation, filter.operation) : undefined,
    filter.siteId ? eq(creditUsage.siteId, filter.siteId) : undefined,
    filter.from === undefined ? undefined : gte(creditUsage.createdAt, filter.from),
    filter.to === undefined ? undefined : lt(creditUsage.createdAt, filter.to),
  ) as SQL;

/** The usage log, newest first, one page of it. */
export async function findUsage(db: TenantDb, tenant: Tenant, filter: UsageFilter & { limit: number; offset: number }) {
  const where = matching(tenant, filter);
  const [rows, totals] = await db.batch([
    db
      .select()
      .from(creditUsage)
      .where(where)
      .orderBy(desc(creditUsage.createdAt), desc(creditUsage.id))
      .limit(filter.limit)
      .offset(filter.offset),
    db.select({ total: sql<number>`count(*)` }).from(creditUsage).where(where),
  ]);
  return { rows, total: totals[0]?.total ?? 0 };
}

const sums = {
  credits: sql<number>`coalesce(sum(${creditUsage.creditsUsed}), 0)`,
  tokensIn: sql<number>`coalesce(sum(${creditUsage.tokensIn}), 0)`,
  tokensOut: sql<number>`coalesce(sum(${creditUsage.tokensOut}), 0)`,
  /** A job can have several operations: each row's job once. */
  jobs: sql<number>`count(DISTINCT ${creditUsage.jobId})`,
};

/** What the work of a time used: in all, by operation and by model, dearest first. One round trip. */
export async function summariseUsage(db: TenantDb, tenant: Tenant, filter: UsageFilter) {
  const where = matching(tenant, filter);
  const dearest = desc(sql`sum(${creditUsage.creditsUsed})`);
  const [all, byOperation, byModel] = await db.batch([
    db.select(sums).from(creditUsage).where(where),
    db
      .select({ operation: creditUsage.operation, ...sums })
      .from(creditUsage)
      .where(where)
      .groupBy(creditUsage.operation)
      .orderBy(dearest, creditUsage.operation),
    db
      .select({ model: creditUsage.model, ...sums })
      .from(creditUsage)
      .where(where)
      .groupBy(creditUsage.model)
      .orderBy(dearest, creditUsage.model)
      .limit(100),
  ]);
  return { total: all[0] ?? { credits: 0, tokensIn: 0, tokensOut: 0, jobs: 0 }, byOperation, byModel };
}
