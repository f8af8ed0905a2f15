import type { ServiceContext } from "../../context.ts";
import { now } from "../../core/time.ts";
import { cutAt } from "../../core/words.ts";
import type { JobRow } from "../../db/tables/jobs.ts";
import { ProviderError, type TokenUsage } from "../../providers/ai/ai.ts";
import { findPrices } from "../billing/prices.queries.ts";
import { priceOfTokens } from "../billing/prices.ts";
import { recountIdeas } from "../clusters/clusters.queries.ts";
import type { JobHandler, JobOutcome, RunningJob } from "../jobs/jobs.service.ts";
import { aiProvider, promptFor } from "../settings/providers.service.ts";
import { ideaReads } from "./generate-ideas.service.ts";
import { ideaRow, ideasInput } from "./idea-generation.ts";
import { insertIdeas } from "./ideas.queries.ts";

/** Makes page ideas for clusters; clusters that are gone or have lost their keywords are left out. */
export const generateIdeasJob: JobHandler = { run, failed };

type Skipped = { cluster_id: number; reason: string };

async function run(ctx: ServiceContext, { row, report, step }: RunningJob): Promise<JobOutcome> {
  const ids = row.input.cluster_ids as number[];
  const [clusters, keywords, ideaTitles, contentTitles, prices] = await ctx.db.batch([
    ...ideaReads(ctx, ids),
    findPrices(ctx.db),
  ]);
  const provider = aiProvider(ctx);
  const given = { count: Number(row.input.ideas_per_cluster), prompt: promptFor(ctx, "ideas") };
  const titles = [...ideaTitles, ...contentTitles].map(({ title }) => title);
  const made: ReturnType<typeof ideaRow>[] = [];
  const skipped: Skipped[] = ids
    .filter((id) => !clusters.some((cluster) => cluster.id === id))
    .map((id) => ({ cluster_id: id, reason: "The cluster was deleted meanwhile." }));
  const used: TokenUsage[] = [];
  for (const [place, cluster] of clusters.entries()) {
    await report(Math.round((90 * place) / clusters.length), cutAt(`Ideas for ${cluster.name}`, 200));
    const existingTitles = [...titles, ...made.map(({ title }) => title)];
    const input = ideasInput(cluster, keywords, { ...given, existingTitles });
    const ask = async () => ({ value: await provider.ideas(input) });
    const answer = await step(`cluster/${cluster.id}`, ask).catch(asReason);
    if (typeof answer === "string") {
      skipped.push({ cluster_id: cluster.id, reason: answer });
      continue;
    }
    made.push(...answer.value.slice(0, given.count).map((idea) => ideaRow(cluster, idea)));
    used.push(answer.usage);
  }
  if (made.length === 0) throw new ProviderError(skipped[0]?.reason ?? "There is nothing to make ideas of.", false);
  const tokens = { tokensIn: sumOf(used, "tokensIn"), tokensOut: sumOf(used, "tokensOut") };
  const credits = priceOfTokens(prices, "idea_generation", tokens.tokensIn + tokens.tokensOut);
  const mapped = [...new Set(made.map(({ clusterId }) => clusterId))];
  const at = now();
  return {
    effects: [
      ...insertIdeas(ctx.db, ctx.accountId, made, at),
      recountIdeas(ctx.db, ctx.accountId, mapped, at, { status: "mapped" }),
    ],
    result: { ideas_created: made.length, clusters_mapped: mapped.length, skipped },
    usage: [{ operation: "idea_generation", credits, ...tokens, model: used[0]?.model ?? provider.name }],
    notification: {
      type: "ai_ideas_complete",
      title: "Ideas generated",
      message: `${made.length} ideas for ${mapped.length} clusters.`,
      siteId: row.siteId,
      metadata: { count: made.length, credits },
    },
  };
}

/** One cluster that cannot be answered does not spoil the others; what may work later is tried again as a whole. */
function asReason(error: unknown): string {
  if (error instanceof ProviderError && !error.retryable) return error.message;
  throw error;
}

const sumOf = (used: readonly TokenUsage[], key: "tokensIn" | "tokensOut") =>
  used.reduce((sum, usage) => sum + usage[key], 0);

function failed(_ctx: ServiceContext, row: JobRow, message: string): ReturnType<JobHandler["failed"]> {
  return {
    effects: [],
    notification: {
      type: "ai_ideas_failed",
      title: "Idea generation failed",
      message: `${message} Nothing was charged.`,
      siteId: row.siteId,
      metadata: { count: 0, credits: 0, task_id: row.id },
    },
  };
}
