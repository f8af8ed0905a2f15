import { type RouteConfig, z } from "@hono/zod-openapi";
import type { ErrorCode } from "../core/errors.ts";
import { statusOf } from "./errors.ts";
import type { Permission } from "./permissions.ts";

/** v1's error body. */
const ErrorBody = z
  .object({
    success: z.literal(false).openapi({ description: "Always false", example: false }),
    error: z
      .string()
      .max(2_000)
      .openapi({ description: "What is wrong and what to do, for people", example: "Keyword not found: 7" }),
    code: z.string().max(64).openapi({ description: "What is wrong, for programs", example: "NOT_FOUND" }),
    request_id: z
      .uuid()
      .openapi({ description: "Name it when you report a problem", example: "5d1e9b1c-34a6-4c55-8d6c-0f2a7a0a8a3e" }),
    errors: z
      .array(
        z.object({
          path: z.string().max(256).openapi({ description: "Where, dotted", example: "volume" }),
          message: z.string().max(1_000).openapi({ description: "What to change", example: "must be at most 100" }),
        }),
      )
      .max(1_000)
      .optional()
      .openapi({ description: "Each thing wrong with the input" }),
  })
  .openapi("Error");

const MEANING: Partial<Record<number, string>> = {
  400: "The input cannot be accepted",
  401: "Not signed in, or the credential is no longer valid",
  402: "Not enough credits; `required`, `available` and `operation` say more",
  403: "The role, the plan or the account's state forbids it",
  404: "No such thing in this account",
  409: "It contradicts what is there",
  412: "If-Match names an older version",
  413: "The body is larger than 1 MB",
  415: "The content type is not accepted",
  422: "The Idempotency-Key was used with another body",
  429: "Too many requests this minute; see Retry-After",
  502: "A platform or AI provider failed",
  503: "Not available now; see Retry-After",
};

/** Every error that a route of this kind can answer, for the document. */
export function errorResponses(permission: Permission, config: RouteConfig, fails: readonly ErrorCode[]) {
  const statuses = new Set<number>([400, 429, 500, 503, ...fails.map((code) => statusOf(code, "v1").status)]);
  if (permission !== "open") statuses.add(401);
  if (permission !== "open" && permission !== "operator") statuses.add(403);
  if (config.path.includes("{")) statuses.add(404);
  if (config.request?.body) for (const status of [413, 415]) statuses.add(status);
  if (config.method === "post") for (const status of [409, 422]) statuses.add(status);
  const entry = (status: number) => ({
    description: MEANING[status] ?? "Our fault",
    content: { "application/json": { schema: ErrorBody } },
  });
  return Object.fromEntries([...statuses].sort().map((status) => [status, entry(status)]));
}
