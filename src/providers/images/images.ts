import type { TokenUsage } from "../ai/ai.ts";

export type ImageQuality = "basic" | "quality" | "premium";

export interface ImageRequest {
  prompt: string;
  /** Text a rendered cover may show; a model that paints ignores it. */
  title: string;
  /** Smaller line of a rendered cover: the site's name. */
  subtitle: string;
  width: number;
  height: number;
  quality: ImageQuality;
}

export interface ImageResult {
  bytes: Uint8Array;
  usage: TokenUsage;
}

/** Makes one picture. Throws `ProviderError`. The bytes are not trusted: `inspectImage` reads them before they are stored. */
export interface ImageProvider {
  readonly name: "openai" | "offline";
  generate(request: ImageRequest): Promise<ImageResult>;
}
