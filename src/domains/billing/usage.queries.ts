import type { Db } from "../../db/client.ts";
import type { Statement } from "../../db/guard.ts";
import { creditUsage } from "../../db/tables/billing.ts";
import type { JobRow } from "../../db/tables/system.ts";
import type { UsageLine } from "../system/usage-line.ts";

/** The usage log of a job, written with its result; once per operation, however often the batch is repeated. */
export const recordUsage = (db: Db, job: JobRow, usage: readonly UsageLine[], now: number): Statement[] =>
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
