import { checkProposal } from "../../clustering/clustering.ts";
import type { ClusteringInput, ClusteringResult, KeywordInput } from "../../clustering/clustering-types.ts";
import type { Answer } from "./ai.ts";
import { addUsage, ask, type ChatModel, type Reply } from "./openai-chat.ts";
import { type AnswerLimits, keywordBatches, topicsOf } from "./openai-estimate.ts";
import { clusteringMessages, type KnownTopic } from "./openai-messages.ts";
import { folded } from "./openai-wording.ts";
import { CLUSTERING, type ClusteringAnswer } from "./schemas.ts";

/**
 * The model proposes, `checkProposal` decides: every keyword once, what was left out reported, existing clusters reused.
 * Long lists go in batches: the first one alone, the others side by side, which are shown the clusters it brought.
 */
export async function clusterByModel(
  chat: ChatModel,
  input: ClusteringInput,
  limits: AnswerLimits,
  signal: AbortSignal,
): Promise<Answer<ClusteringResult>> {
  const propose = (keywords: KeywordInput[], known: KnownTopic[]) =>
    ask(chat, {
      messages: clusteringMessages(input, keywords, known),
      form: CLUSTERING,
      maxTokens: limits.clustering(keywords),
      signal,
      check: (answer) => faultsOf(answer, keywords),
    });

  const [firstBatch = [], ...otherBatches] = keywordBatches(input.keywords);
  const existing = topicsOf(input);
  const first = await propose(firstBatch, existing);
  const known = [...existing, ...first.value.clusters];
  const others = await Promise.all(otherBatches.map((batch) => propose(batch, known)));

  const replies = [first, ...others];
  const proposed = replies.flatMap(({ value }) => value.clusters).map(toProposal);
  const result = checkProposal(input, proposed, `model:${chat.model}`);
  return { value: withReasons(result, input, replies), usage: replies.map(({ usage }) => usage).reduce(addUsage) };
}

const toProposal = (cluster: ClusteringAnswer["clusters"][number]) => ({
  name: cluster.name,
  description: cluster.description,
  keywords: cluster.keywords.map((keyword) => ({ keyword, reason: cluster.reason })),
});

/** The model's own reasons for what it could not place. */
function withReasons(
  result: ClusteringResult,
  input: ClusteringInput,
  replies: Reply<ClusteringAnswer>[],
): ClusteringResult {
  const given = new Map(
    replies.flatMap(({ value }) => value.outliers).map(({ keyword, reason }) => [folded(keyword), reason]),
  );
  const texts = new Map(input.keywords.map(({ id, keyword }) => [id, folded(keyword)]));
  const outliers = result.outliers.map((outlier) => ({
    ...outlier,
    reason: given.get(texts.get(outlier.keywordId) ?? "") || outlier.reason,
  }));
  return { ...result, outliers };
}

/** An answer that places less than half of the list is no answer; single omissions are reported as outliers instead. */
function faultsOf(answer: ClusteringAnswer, keywords: KeywordInput[]): string[] {
  const wanted = new Set(keywords.map(({ keyword }) => folded(keyword)));
  const named = [
    ...answer.clusters.flatMap((cluster) => cluster.keywords),
    ...answer.outliers.map(({ keyword }) => keyword),
  ];
  const placed = new Set(named.map(folded).filter((keyword) => wanted.has(keyword)));
  return placed.size * 2 >= wanted.size
    ? []
    : [`Only ${placed.size} of the ${wanted.size} keywords came back as they are spelled in the list.`];
}
