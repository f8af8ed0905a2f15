import type { TokenUsage } from "../ai/ai.ts";

export type ImageQuality = "basic" | "quality" | "premium";

export interface ImageRequest {
  prompt: string;
  /** Title of the article: a rendered cover shows it. A model that paints ignores this and the next two. */
  title: string;
  /** Smaller line of a rendered cover: the site's name. */
  subtitle: string;
  /** The heading that an in-article picture stands below; null for the cover. */
  heading: string | null;
  width: number;
  height: number;
  quality: ImageQuality;
}

export interface ImageResult {
  bytes: Uint8Array;
  /** The same picture, as large, without its words, for where they would stand twice; null when it has none. */
  wordless: Uint8Array | null;
  /** What a rendered picture shows, of which a description of its prompt knows nothing; null: keep that one. */
  alt: string | null;
  usage: TokenUsage;
}

/** Makes one picture. Throws `ProviderError`. The bytes are not trusted: `inspectImage` reads them before they are stored. */
export interface ImageProvider {
  readonly name: "openai" | "offline";
  generate(request: ImageRequest): Promise<ImageResult>;
}
