import { clusterOffline, textsToCompare } from "../../../clustering/clustering.ts";
import type { ClusteringInput } from "../../../clustering/clustering-types.ts";
import { tokenize } from "../../../clustering/text.ts";
import { loadVectors, type Vectors } from "../../../clustering/vectors.ts";
import {
  type AiProvider,
  type Answer,
  type Estimator,
  type IdeasInput,
  type ProposedIdea,
  ProviderError,
} from "../ai.ts";
import { bytesOf, tokensOf } from "../tokens.ts";
import { writeDraft } from "./draft.ts";
import { proposeIdeas } from "./ideas.ts";
import { writeImagePrompts } from "./image-prompts.ts";

const MODEL = "offline";
const VECTORS = "/vectors.bin";

/** Read once in a Worker's life; the value and not its promise, which must not outlive the request that made it. */
let vectors: Vectors | undefined;

/**
 * The provider without a model: everything is computed here from the input, so the same input gives the same answer.
 * `load` reads a file of the assets, e.g. `/fonts/inter-latin-700.ttf`. Prompts are not read and not counted.
 */
export function offlineProvider(load: (path: string) => Promise<ArrayBuffer>): AiProvider {
  return {
    name: "offline",
    estimate,
    async cluster(input) {
      return answer(input, clusterOffline(input, await readVectors(load)));
    },
    async ideas(input) {
      return answer(input, ideasFor(input));
    },
    async draft(input) {
      return answer(input, writeDraft(input));
    },
    async imagePrompts(input) {
      return answer(input, writeImagePrompts(input));
    },
  };
}

/** Tokens of the whole call. Except for clustering the call itself is the cheapest exact estimate: it takes about 1 ms. */
const estimate: Estimator = {
  clustering: (input) => tokensIn(input) + Math.ceil(clusteringBytes(input) / 4),
  ideas: (input) => tokensIn(input) + tokensOut(() => ideasFor(input)),
  draft: (input) => tokensIn(input) + tokensOut(() => writeDraft(input)),
  imagePrompts: (input) => tokensIn(input) + tokensOut(() => writeImagePrompts(input)),
};

/** A call that cannot be answered costs nothing; it is the call that says why. */
function tokensOut(call: () => unknown): number {
  try {
    return tokensOf(call());
  } catch (error) {
    if (error instanceof ProviderError) return 0;
    throw error;
  }
}

const tokensIn = (input: { prompt: string }) => tokensOf({ ...input, prompt: "" });

const answer = <T>(input: { prompt: string }, value: T): Answer<T> => ({
  value,
  usage: { tokensIn: tokensIn(input), tokensOut: tokensOf(value), model: MODEL },
});

function ideasFor(input: IdeasInput): ProposedIdea[] {
  if (input.cluster.keywords.length === 0)
    throw new ProviderError("the cluster has no keywords to build ideas on", false);
  const ideas = proposeIdeas(input);
  if (ideas.length === 0)
    throw new ProviderError("the site already has a page for every idea from this cluster", false);
  return ideas;
}

async function readVectors(load: (path: string) => Promise<ArrayBuffer>): Promise<Vectors> {
  if (vectors) return vectors;
  try {
    vectors = loadVectors(await load(VECTORS));
  } catch (error) {
    throw new ProviderError(`the word vectors cannot be read: ${String(error)}`, true);
  }
  return vectors;
}

/** The fixed parts of a member or outlier, and of a cluster, as JSON: the longest wording and a 16-digit id. */
const MEMBER_BYTES = 130;
const CLUSTER_BYTES = 200;
/** Changing a letter's case can lengthen it, at most threefold ("ΐ" in capitals is three letters). */
const CASE_GROWTH = 3;

/**
 * The longest answer that clustering can give, in bytes: each keyword once with a reason that lists its words and quotes the
 * longest text there is; a new cluster for every two keywords, named and described with its own keywords; and as
 * many of the existing clusters as there are keywords.
 */
function clusteringBytes(input: ClusteringInput): number {
  const longest = Math.max(0, ...textsToCompare(input).map(bytesOf));
  const members = input.keywords.map(({ keyword }) => {
    const words = tokenize(keyword);
    const reason = bytesOf(words.join(" ")) + words.length * 6 + longest;
    return MEMBER_BYTES + reason + bytesOf(keyword) * (2 * CASE_GROWTH + 1);
  });
  const existing = input.existing
    .map(({ name }) => CLUSTER_BYTES + bytesOf(name) * 2)
    .toSorted((left, right) => right - left)
    .slice(0, input.keywords.length);
  return CLUSTER_BYTES + (CLUSTER_BYTES / 2) * input.keywords.length + sum(members) + sum(existing);
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
