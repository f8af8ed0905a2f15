import { desc, getTableColumns, lt, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import type { Statement } from "../../db/guard.ts";
import { atLeast, equals, list, notWalked, type Paged, type QueryOf } from "../../db/list.ts";
import { creditUsage } from "../../db/tables/billing.ts";
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

const USAGE = list({
  table: creditUsage,
  columns: getTableColumns(creditUsage),
  scope: (tenant: Tenant) => within(creditUsage, tenant),
  filters: {
    operation_type: equals(creditUsage.operation),
    site_id: equals(creditUsage.siteId),
    start_date: atLeast(creditUsage.createdAt),
    end_date: notWalked((end: number) => lt(creditUsage.createdAt, end)),
  },
  newest: () => creditUsage.createdAt,
});

export type UsageQuery = QueryOf<typeof USAGE>;

/** Work from `start_date` up to, but not including, `end_date`, ms. */
export type UsageFilter = Omit<UsageQuery, keyof Paged>;

/** The usage log, newest first. */
export const findUsage = (db: TenantDb, tenant: Tenant, query: UsageQuery) => USAGE.find(db, tenant, query);

const sums = {
  credits: sql<number>`coalesce(sum(${creditUsage.creditsUsed}), 0)`,
  tokensIn: sql<number>`coalesce(sum(${creditUsage.tokensIn}), 0)`,
  tokensOut: sql<number>`coalesce(sum(${creditUsage.tokensOut}), 0)`,
  /** A job can have several operations: each row's job once. */
  jobs: sql<number>`count(DISTINCT ${creditUsage.jobId})`,
};

/** What the work of a time used: in all, by operation and by model, dearest first. One round trip. */
export async function summariseUsage(db: TenantDb, tenant: Tenant, filter: UsageFilter) {
  const { where } = USAGE.read(tenant, filter);
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
