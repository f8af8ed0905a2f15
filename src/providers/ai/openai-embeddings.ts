import type { OpenAI } from "openai";
import { ProviderError, type TokenUsage } from "./ai.ts";
import { connectOpenAi, OPERATION_MS, type OpenAiConnection, toProviderError } from "./openai-client.ts";
import { EmbeddingList } from "./schemas.ts";
import { tokensOf } from "./tokens.ts";

/** Texts in one request; servers take up to 2,048, but bodies grow by some 20 KB a text in the answer. */
const TEXTS_A_REQUEST = 256;

export interface Embeddings {
  /** One vector per text, in its order, all of one length; not normalised. */
  vectors: Float32Array[];
  usage: TokenUsage;
}
export type Embed = (texts: string[]) => Promise<Embeddings>;

/** Vectors by a server's embedding model. The function throws `ProviderError` as the text models do. */
export function createOpenAiEmbeddings(connection: OpenAiConnection & { embeddingModel: string }): Embed {
  const client = connectOpenAi(connection);
  return async (texts) => {
    const signal = AbortSignal.timeout(OPERATION_MS);
    const vectors: Float32Array[] = [];
    let tokensIn = 0;
    for (let start = 0; start < texts.length; start += TEXTS_A_REQUEST) {
      const part = texts.slice(start, start + TEXTS_A_REQUEST);
      const answer = await embedOnce(client, connection.embeddingModel, part, signal);
      vectors.push(...answer.vectors);
      tokensIn += answer.tokens;
    }
    if (vectors.some((vector) => vector.length !== vectors[0]?.length)) throw unusable();
    return { vectors, usage: { tokensIn, tokensOut: 0, model: connection.embeddingModel } };
  };
}

async function embedOnce(client: OpenAI, model: string, input: string[], signal: AbortSignal) {
  let raw: unknown;
  try {
    // asked for as numbers: not every compatible server knows the client's default, base64
    raw = await client.embeddings.create({ model, input, encoding_format: "float" }, { signal });
  } catch (error) {
    throw toProviderError(error);
  }
  const parsed = EmbeddingList.safeParse(raw);
  if (!parsed.success) throw unusable();
  const byIndex = new Map(parsed.data.data.map((item) => [item.index, item.embedding]));
  const vectors = input.map((_, index) => {
    const embedding = byIndex.get(index);
    if (!embedding) throw unusable();
    return Float32Array.from(embedding);
  });
  return { vectors, tokens: parsed.data.usage?.prompt_tokens ?? tokensOf(input.join("")) };
}

const unusable = () => new ProviderError("The embedding model's answer does not fit what was asked.", false);
