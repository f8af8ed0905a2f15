import { z } from "zod";
import { CONTENT_STRUCTURES, CONTENT_TYPES } from "../../core/content-kinds.ts";
import type { ImagePrompts } from "./ai.ts";

/**
 * What a language model has to answer, by operation. Bounds are wide where a good answer may overshoot and is cut
 * afterwards (titles, descriptions), narrow where a wrong value would be stored.
 */

const INTENTS = ["informational", "commercial", "transactional", "navigational"] as const;

const line = (maximum: number) => z.string().trim().min(1).max(maximum);
const lines = (maximum: number, each = 200) => z.array(line(each)).max(maximum);

export const ClusteringAnswer = z.object({
  clusters: z
    .array(
      z.object({
        name: line(255),
        description: z.string().trim().max(1000),
        reason: z.string().trim().max(500),
        keywords: lines(1000, 500),
      }),
    )
    .max(500),
  outliers: z.array(z.object({ keyword: line(500), reason: z.string().trim().max(500) })).max(1000),
});
export type ClusteringAnswer = z.infer<typeof ClusteringAnswer>;

const Section = z.object({ heading: line(300), points: lines(12, 500) });

export const IdeasAnswer = z.object({
  ideas: z
    .array(
      z.object({
        title: line(255),
        description: line(2000),
        outline: z.array(Section).min(1).max(20),
        content_type: z.enum(CONTENT_TYPES),
        content_structure: z.enum(CONTENT_STRUCTURES),
        intent: z.enum(INTENTS),
        keywords: lines(50, 500),
        word_count: z.int().min(100).max(10_000),
      }),
    )
    .min(1)
    .max(50),
});
export type IdeasAnswer = z.infer<typeof IdeasAnswer>;

export const DraftAnswer = z.object({
  title: line(500),
  /** 512 KB is the limit of a content body. */
  markdown: z.string().trim().min(1).max(512_000),
  excerpt: z.string().trim().max(2000),
  meta_title: z.string().trim().max(500),
  meta_description: z.string().trim().max(1000),
  secondary_keywords: lines(50),
  tags: lines(20, 100),
  categories: lines(10, 100),
});
export type DraftAnswer = z.infer<typeof DraftAnswer>;

const ImagePrompt = z.object({ prompt: line(4000), alt: line(500) });

export const ImagePromptsAnswer = z.object({
  featured: ImagePrompt,
  in_article: z.array(ImagePrompt.extend({ heading: z.string().trim().max(500) })).max(20),
}) satisfies z.ZodType<{ featured: ImagePrompts["featured"] }>;
export type ImagePromptsAnswer = z.infer<typeof ImagePromptsAnswer>;

/** A schema under the name that the server is told. */
export interface AnswerForm<T> {
  name: "clustering" | "ideas" | "draft" | "image_prompts";
  schema: z.ZodType<T>;
}

export const CLUSTERING: AnswerForm<ClusteringAnswer> = { name: "clustering", schema: ClusteringAnswer };
export const IDEAS: AnswerForm<IdeasAnswer> = { name: "ideas", schema: IdeasAnswer };
export const DRAFT: AnswerForm<DraftAnswer> = { name: "draft", schema: DraftAnswer };
export const IMAGE_PROMPTS: AnswerForm<ImagePromptsAnswer> = { name: "image_prompts", schema: ImagePromptsAnswer };

/** Strict structured output knows only these; lengths and ranges are left to our own check of the answer. */
const STRICT_KEYWORDS = new Set(["type", "properties", "required", "items", "enum", "additionalProperties"]);

const jsonSchemas = new Map<string, Record<string, unknown>>();

/** The JSON schema of a form as strict structured output takes it: every property required, no others allowed. */
export function jsonSchemaOf<T>(form: AnswerForm<T>): Record<string, unknown> {
  const known = jsonSchemas.get(form.name);
  if (known) return known;
  const schema = strict(z.toJSONSchema(form.schema)) as Record<string, unknown>;
  jsonSchemas.set(form.name, schema);
  return schema;
}

function strict(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strict);
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => STRICT_KEYWORDS.has(key))
      .map(([key, value]) => [key, key === "properties" ? strictProperties(value) : strict(value)]),
  );
}

/** Below `properties` the keys are names of ours, not keywords of JSON schema. */
const strictProperties = (properties: unknown): unknown =>
  Object.fromEntries(Object.entries(properties ?? {}).map(([name, value]) => [name, strict(value)]));

/** What a chat completion must look like before anything in it is read. Servers may leave the usage out. */
export const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
  usage: z
    .object({ prompt_tokens: z.int().nonnegative(), completion_tokens: z.int().nonnegative() })
    .nullish()
    .catch(null),
});

export const EmbeddingList = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()).min(1).max(8192) })),
  usage: z.object({ prompt_tokens: z.int().nonnegative() }).nullish().catch(null),
});

export const GeneratedImages = z.object({
  data: z.array(z.object({ b64_json: z.string().nullish(), url: z.string().nullish() })).min(1),
  usage: z.object({ input_tokens: z.int().nonnegative(), output_tokens: z.int().nonnegative() }).nullish().catch(null),
});

export const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });
