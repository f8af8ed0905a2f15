import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { HttpEnv } from "./env.ts";

/** A number in a path or query, which is text: digits and nothing else, so neither "" nor "1e3" is one. */
export const digits = <T extends z.ZodType>(number: T) =>
  z.preprocess((text) => (typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : text), number);

/** An id in a path. */
export const IdParam = z.object({
  id: digits(z.number().int().positive()).openapi({ description: "Id of the resource", example: 1 }),
});

export const PageQuery = {
  page: digits(z.number().int().min(1).max(1_000_000))
    .default(1)
    .openapi({ description: "Page number, from 1", example: 1 }),
  page_size: digits(z.number().int().min(1).max(100))
    .default(20)
    .openapi({ description: "Results a page, at most 100", example: 20 }),
};

/** `true` or `false` in a query string. */
export const BooleanQuery = z.enum(["true", "false"]).transform((text) => text === "true");

/** `?search=` of a list; `what` says where it looks. `src/db/search.ts` does what this promises. */
export const searchQuery = (what: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .openapi({
      description: `Only those with all of these words in ${what}, in any order; case and accents are ignored. A word of three letters or more is found anywhere, a shorter one where a word begins. At most 100 characters`,
      example: "grinder",
    });

/** The request body. Required, or a missing one would skip validation; `route` makes it optional where `{}` will do. */
export const body = <S extends z.ZodType>(schema: S, description = "Request body") => ({
  body: { required: true as const, description, content: { "application/json": { schema } } },
});

/** v1's success envelope around one thing. */
export const ok = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: {
    "application/json": {
      schema: z.object({
        success: z.literal(true).openapi({ description: "Always true", example: true }),
        data: schema,
        message: z.string().max(1_000).optional().openapi({ description: "A sentence for people", example: "Saved." }),
      }),
    },
  },
});

/** v1's page of things. */
export const page = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: {
    "application/json": {
      schema: z.object({
        count: z.int().openapi({ description: "All matching rows", example: 100 }),
        next: z.string().max(2_048).nullable().openapi({ description: "Address of the next page", example: null }),
        previous: z
          .string()
          .max(2_048)
          .nullable()
          .openapi({ description: "Address of the page before", example: null }),
        results: z.array(schema).max(100).openapi({ description: "This page's rows" }),
      }),
    },
  },
});

/** Limit and offset of a page, as services take them. */
export const slice = (query: { page: number; page_size: number }) => ({
  limit: query.page_size,
  offset: (query.page - 1) * query.page_size,
});

/** Builds v1's page; `next` and `previous` start with the deployment's own address. */
export function paginate<Row, Shown>(
  c: Context<HttpEnv>,
  query: { page: number; page_size: number },
  found: { rows: Row[]; total: number },
  present: (row: Row) => Shown,
) {
  const url = new URL(c.req.url);
  const link = (number: number) => {
    url.searchParams.set("page", String(number));
    return `${c.var.system.config.publicUrl}${url.pathname}${url.search}`;
  };
  return {
    count: found.total,
    next: query.page * query.page_size < found.total ? link(query.page + 1) : null,
    previous: query.page > 1 ? link(query.page - 1) : null,
    results: found.rows.map(present),
  };
}

/** v1's success envelope. */
export const success = <T>(data: T, message?: string) =>
  message === undefined ? { success: true as const, data } : { success: true as const, data, message };

/** The answer to a request that started a job. */
export const QueuedJob = z
  .object({
    task_id: z.uuid().openapi({
      description: "Look it up at /api/v1/system/tasks/{task_id}/",
      example: "0d5a9a5e-6a8f-4a39-9d7b-3f1f0f6f1c11",
    }),
    status: z.literal("queued").openapi({ description: "Always queued", example: "queued" }),
    estimated_credits: z
      .int()
      .openapi({ description: "Credits held for it; what is not used comes back", example: 12 }),
  })
  .openapi("QueuedTask");

const ReadOnly = z.unknown().optional().openapi({ description: "Read-only: accepted and ignored", example: null });

/** Keys of an answer that a client may send back with a body: accepted, never read. Spread it into a strict object. */
export const readOnlyKeys = <K extends string>(...keys: K[]) =>
  Object.fromEntries(keys.map((key) => [key, ReadOnly])) as Record<K, typeof ReadOnly>;
