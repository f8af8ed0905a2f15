import type { ServiceContext } from "../../context.ts";
import { notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import type { Content } from "../../db/tables/content.ts";
import type { JobRow } from "../../db/tables/jobs.ts";
import type { Task } from "../../db/tables/writing.ts";
import type { Answer, Draft } from "../../providers/ai/ai.ts";
import { findPrices } from "../billing/prices.queries.ts";
import { priceOfTokens } from "../billing/prices.ts";
import { findHiddenDraft, insertContent, recountClusters, replaceTags, showDraft } from "../content/content.queries.ts";
import {
  contentSlug,
  derivedSummaries,
  MAX_TAGS,
  META_DESCRIPTION_LENGTH,
  META_TITLE_LENGTH,
  normalisedTags,
  renderedBody,
} from "../content/content-text.ts";
import { addTerms } from "../content/taxonomies.queries.ts";
import type { JobHandler, JobOutcome, RunningJob } from "../jobs/jobs.service.ts";
import { aiProvider } from "../settings/providers.service.ts";
import { draftInputOf } from "./draft-brief.service.ts";
import { type Brief, completeIdea, findBrief, releaseTask, updateTask } from "./tasks.queries.ts";

/** How the draft came about, kept in the content's metadata: a repeated run reads from it what the call cost. */
interface Origin {
  offline: boolean;
  model: string;
  tokens_in: number;
  tokens_out: number;
  /** While the content has this very meta title, nobody wrote one of their own: a new title replaces it. */
  generated_meta_title: string;
}

/**
 * Writes a task's draft. The answer is stored at once as a hidden row under the job's own id, so that a run after a crash
 * does not ask (and pay) again; it becomes visible in the batch that says the job is done.
 */
export const generateContentJob: JobHandler = {
  async run(ctx, job) {
    const taskId = Number(job.row.input.task_id);
    const [briefs, prices, drafts] = await ctx.db.batch([
      findBrief(ctx.db, ctx.tenant, taskId),
      findPrices(ctx.db),
      findHiddenDraft(ctx.db, ctx.accountId, job.row.id),
    ]);
    const brief = briefs[0];
    if (!brief) throw notFound("task", taskId);
    const content = drafts[0] ?? (await writeDraft(ctx, job, brief));
    const origin = content.metadata as unknown as Origin;
    const tokens = origin.tokens_in + origin.tokens_out;
    const credits = priceOfTokens(prices, "content_generation", tokens);
    return outcomeOf(ctx, brief, content, { origin, credits });
  },

  cancelled: (ctx, job) => [releaseTask(ctx.db, job, "queued", null, now())],

  failed: (ctx, job, message) => ({
    effects: [releaseTask(ctx.db, job, "failed", message, now())],
    notification: {
      type: "ai_content_failed",
      title: "Content not generated",
      message,
      siteId: job.siteId,
      metadata: { task_id: job.input.task_id },
    },
  }),
};

async function writeDraft(ctx: ServiceContext, job: RunningJob, brief: Brief): Promise<Content> {
  await job.report(10, "Writing the draft");
  const answer = await aiProvider(ctx).draft(draftInputOf(ctx, brief));
  await job.report(80, "Saving the draft");
  const [row] = await insertContent(ctx.db, hiddenRow(job.row, brief.task, answer));
  if (!row) throw new Error("the insert of a draft answered no row");
  return row;
}

function hiddenRow(job: JobRow, task: Task, { value: draft, usage }: Answer<Draft>) {
  const at = now();
  const body = renderedBody({ text: draft.markdown, format: "markdown", field: "draft" });
  const derived = derivedSummaries(draft.title, body.bodyHtml);
  const metaTitle = fitting(draft.metaTitle, META_TITLE_LENGTH) ?? derived.metaTitle;
  const metadata: Origin = {
    offline: draft.offline,
    model: usage.model,
    tokens_in: usage.tokensIn,
    tokens_out: usage.tokensOut,
    generated_meta_title: metaTitle,
  };
  return {
    ...body,
    uuid: job.id,
    accountId: job.accountId,
    siteId: task.siteId,
    sectorId: task.sectorId,
    clusterId: task.clusterId,
    taskId: task.id,
    title: draft.title,
    slug: contentSlug(draft.title, job.id),
    excerpt: draft.excerpt || derived.excerpt,
    metaTitle,
    metaDescription: fitting(draft.metaDescription, META_DESCRIPTION_LENGTH) ?? derived.metaDescription,
    primaryKeyword: draft.primaryKeyword,
    secondaryKeywords: draft.secondaryKeywords,
    tags: normalisedTags(draft.tags)
      .filter((tag) => tag.length <= 50)
      .slice(0, MAX_TAGS),
    contentType: task.contentType,
    contentStructure: task.contentStructure,
    status: "drafting" as const,
    shownStatus: "drafting" as const,
    metadata: { ...metadata },
    createdAt: at,
    updatedAt: at,
    deletedAt: at,
  };
}

const PLACEHOLDER = " It is a placeholder draft by the offline writer: edit it before real use.";

const fitting = (text: string, length: number) => (text !== "" && text.length <= length ? text : undefined);

function outcomeOf(
  ctx: ServiceContext,
  { task, cluster }: Brief,
  content: Content,
  { origin, credits }: { origin: Origin; credits: number },
): JobOutcome {
  const at = now();
  const { db, accountId } = ctx;
  const terms = [
    { type: "category" as const, name: cluster },
    ...content.tags.map((name) => ({ type: "tag" as const, name })),
  ];
  return {
    effects: [
      showDraft(db, accountId, content.id, at),
      ...replaceTags(db, accountId, content.id, content.tags),
      ...addTerms(db, accountId, task.siteId, content.id, terms, at),
      updateTask(db, accountId, task.id, { status: "completed", error: null, updatedAt: at }),
      ...(task.ideaId === null ? [] : [completeIdea(db, accountId, task.ideaId, at)]),
      recountClusters(db, accountId, [task.clusterId]),
    ],
    result: { task_id: task.id, content_id: content.id, content_uuid: content.uuid, word_count: content.wordCount },
    usage: [
      {
        operation: "content_generation",
        credits,
        tokensIn: origin.tokens_in,
        tokensOut: origin.tokens_out,
        model: origin.model,
        relatedType: "content",
        relatedId: content.id,
      },
    ],
    notification: {
      type: "ai_content_complete",
      title: "Content generated",
      message: `“${content.title}” is written: ${content.wordCount} words.${origin.offline ? PLACEHOLDER : ""}`,
      siteId: task.siteId,
      metadata: { count: 1, credits, task_id: task.id, content_id: content.id },
    },
  };
}
