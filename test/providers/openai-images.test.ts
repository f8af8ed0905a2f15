import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ProviderError } from "../../src/providers/ai/ai.ts";
import type { ImageRequest } from "../../src/providers/images/images.ts";
import { createOpenAiImages, imageParameters } from "../../src/providers/images/openai-images.ts";
import type { SafeFetch } from "../../src/providers/platforms/adapter.ts";
import { OutboundError } from "../../src/providers/safe-fetch.ts";

/** A door that notes where it was used; what it guards against is tested where it is made. */
function door() {
  const visited: string[] = [];
  const open: SafeFetch = async (url) => {
    visited.push(url);
    return fetch(url);
  };
  return { visited, open };
}

const request = (changes: Partial<ImageRequest> = {}): ImageRequest => ({
  prompt: "An espresso machine on a wooden table, morning light",
  title: "Espresso",
  subtitle: "Bean Corner",
  heading: null,
  width: 1200,
  height: 800,
  quality: "quality",
  ...changes,
});

function images(imageModel: string, open: SafeFetch, timeoutMs = 5000) {
  const baseUrl = `${env.FAKE_OPENAI_URL}/t/${crypto.randomUUID()}/v1`;
  return createOpenAiImages({ apiKey: "test-key", baseUrl, imageModel, timeoutMs }, open);
}

/** Width and height from a PNG's first chunk. */
function pngSize(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  expect(view.getUint32(0)).toBe(0x89504e47);
  return [view.getUint32(16), view.getUint32(20)];
}

describe("pictures", () => {
  it("come as bytes in the nearest shape, with usage", async () => {
    const { open, visited } = door();
    const { bytes, usage } = await images("gpt-image-1", open).generate(request());
    expect(pngSize(bytes)).toEqual([1536, 1024]);
    expect(usage).toMatchObject({ tokensOut: 1056, model: "gpt-image-1" });
    expect(visited).toEqual([]);
  });

  it("that come as an address are fetched through the guarded door", async () => {
    const { open, visited } = door();
    const { bytes } = await images("url-painter", open).generate(request({ quality: "basic" }));
    expect(pngSize(bytes)).toEqual([640, 448]);
    expect(visited).toHaveLength(1);
  });

  it("behind an address that the door refuses are a failure", async () => {
    const refuse: SafeFetch = async () => {
      throw new Error("blocked: 127.0.0.1");
    };
    const error = await images("url-painter", refuse)
      .generate(request())
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ProviderError);
    expect(String(error)).not.toContain("127.0.0.1");
  });

  it("larger than 10 MB are given up for good, and only they", async () => {
    const asked: unknown[] = [];
    const flooded: SafeFetch = async (_url, init) => {
      asked.push(init?.maxBytes);
      throw new OutboundError("too_large", "The site's answer is larger than 10 MB.");
    };
    await expect(images("url-painter", flooded).generate(request())).rejects.toMatchObject({ retryable: false });
    expect(asked).toEqual([10 * 1024 * 1024]);
  });

  it("that the rules of the model forbid are not tried again", async () => {
    const error = await images("dall-e-3", door().open)
      .generate(request({ prompt: "forbidden things" }))
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ retryable: false, message: expect.stringMatching(/content rules/) });
  });

  it.each([
    ["gpt-image-1", "basic", { size: "1536x1024", quality: "low" }],
    ["gpt-image-1", "premium", { size: "1536x1024", quality: "high" }],
    ["dall-e-3", "quality", { size: "1792x1024", quality: "standard" }],
    ["dall-e-3", "premium", { size: "1792x1024", quality: "hd" }],
    ["dall-e-2", "basic", { size: "512x512" }],
    ["flux-schnell", "quality", { size: "1280x832" }],
  ] as const)("tiers of %s: %s", (model, quality, expected) => {
    expect(imageParameters(model, request({ quality }))).toMatchObject(expected);
  });
});
