import { Buffer } from "node:buffer";
import type { ImageGenerateParamsNonStreaming } from "openai/resources/images";
import { cutAt } from "../../core/words.ts";
import { ProviderError } from "../ai/ai.ts";
import { connectOpenAi, OPERATION_MS, type OpenAiConnection, toProviderError } from "../ai/openai-client.ts";
import { GeneratedImages } from "../ai/schemas.ts";
import { tokensOf } from "../ai/tokens.ts";
import type { SafeFetch } from "../platforms/adapter.ts";
import { OutboundError } from "../safe-fetch.ts";
import type { ImageProvider, ImageQuality, ImageRequest } from "./images.ts";

export interface OpenAiImagesConfig extends OpenAiConnection {
  /** `gpt-image-…`, `dall-e-…`, or whatever a compatible server calls its own. */
  imageModel: string;
}

/** The limit of a stored image; a larger answer is not read to its end. */
const MAX_BYTES = 10 * 1024 * 1024;
const DOWNLOAD_MS = 30_000;

/**
 * Pictures by a server's image model, within 120 s. Some servers answer with an address instead of the bytes: it is
 * fetched through `safeFetch` only, because the server chose it. Throws `ProviderError`.
 */
export function createOpenAiImages(config: OpenAiImagesConfig, safeFetch: SafeFetch): ImageProvider {
  const client = connectOpenAi({ timeoutMs: OPERATION_MS, ...config });
  return {
    name: "openai",
    async generate(request) {
      const parameters = imageParameters(config.imageModel, request);
      let raw: unknown;
      try {
        raw = await client.images.generate(parameters, { signal: AbortSignal.timeout(OPERATION_MS) });
      } catch (error) {
        throw toProviderError(error);
      }
      const answer = GeneratedImages.safeParse(raw);
      const image = answer.data?.data[0];
      if (!answer.success || !image) throw unusable();
      return {
        bytes: image.b64_json ? decode(image.b64_json) : await download(image.url, safeFetch),
        wordless: null,
        alt: null,
        usage: {
          tokensIn: answer.data.usage?.input_tokens ?? tokensOf(parameters.prompt),
          tokensOut: answer.data.usage?.output_tokens ?? 0,
          model: config.imageModel,
        },
      };
    },
  };
}

/**
 * The parameters a model takes, by its family: the tiers basic, quality and premium become its own qualities, width and
 * height the nearest shape it paints. Sizes, qualities and prompt lengths as in the API reference of `images/generations`.
 */
export function imageParameters(model: string, request: ImageRequest): ImageGenerateParamsNonStreaming {
  const { quality } = request;
  if (/gpt-image/.test(model)) {
    const size = byShape(request, { wide: "1536x1024", square: "1024x1024", tall: "1024x1536" });
    const tier = ({ basic: "low", quality: "medium", premium: "high" } as const)[quality];
    return { model, prompt: cutAt(request.prompt, 32_000), n: 1, size, quality: tier, output_format: "webp" };
  }
  const common = { model, n: 1, response_format: "b64_json" } as const;
  if (/dall-e-3/.test(model)) {
    const size = byShape(request, { wide: "1792x1024", square: "1024x1024", tall: "1024x1792" });
    const tier = quality === "premium" ? "hd" : "standard";
    return { ...common, prompt: cutAt(request.prompt, 4000), size, quality: tier };
  }
  if (/dall-e-2/.test(model)) {
    const size = quality === "basic" ? "512x512" : "1024x1024";
    return { ...common, prompt: cutAt(request.prompt, 1000), size };
  }
  return { ...common, prompt: cutAt(request.prompt, 4000), size: ownSize(request, quality) };
}

function byShape<T>({ width, height }: ImageRequest, shapes: { wide: T; square: T; tall: T }): T {
  if (width > height * 1.2) return shapes.wide;
  return height > width * 1.2 ? shapes.tall : shapes.square;
}

/** Open models paint best at about one megapixel in multiples of 64; the basic tier takes a quarter of that. */
function ownSize({ width, height }: ImageRequest, quality: ImageQuality): string {
  const pixels = quality === "basic" ? 512 * 512 : 1024 * 1024;
  const scale = Math.sqrt(pixels / (width * height));
  const side = (length: number) => Math.max(64, Math.round((length * scale) / 64) * 64);
  return `${side(width)}x${side(height)}`;
}

function decode(base64: string): Uint8Array {
  if (base64.length > (MAX_BYTES / 3) * 4 + 4) throw unusable();
  const bytes = new Uint8Array(Buffer.from(base64, "base64"));
  if (bytes.length === 0) throw unusable();
  return bytes;
}

async function download(url: string | null | undefined, safeFetch: SafeFetch): Promise<Uint8Array> {
  if (!url) throw unusable();
  let response: Response;
  try {
    response = await safeFetch(url, { timeoutMs: DOWNLOAD_MS, maxBytes: MAX_BYTES });
  } catch (error) {
    if (error instanceof OutboundError && error.kind === "too_large")
      throw new ProviderError("The picture of the image model is larger than 10 MB.", false);
    throw new ProviderError("The picture could not be fetched from the address the image model gave.", true);
  }
  if (!response.ok) throw new ProviderError("The picture is not at the address the image model gave.", true);
  return new Uint8Array(await response.arrayBuffer());
}

const unusable = () => new ProviderError("The image model's answer holds no usable picture.", false);
