import { createRoute, OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import type { RateScope } from "../context.ts";
import { DomainError, type ErrorCode } from "../core/errors.ts";
import { access, type Permission } from "./access.ts";
import { emptyBodyAsObject, refuseBody } from "./body.ts";
import type { HttpEnv } from "./env.ts";
import { errorResponses } from "./error-responses.ts";
import { messageOf } from "./validation-messages.ts";

export type Router = OpenAPIHono<HttpEnv>;

z.config({ customError: messageOf });

/** The only place that makes a router: one validation hook, and paths that work with and without a trailing slash. */
export const createRouter = (): Router =>
  new OpenAPIHono<HttpEnv>({
    strict: false,
    defaultHook: (result) => {
      if (result.success) return;
      const errors = result.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
      const first = errors[0];
      throw new DomainError(
        "validation_error",
        first?.path ? `${first.path}: ${first.message}` : (first?.message ?? "Invalid input"),
        { errors },
      );
    },
  });

interface RouteSpec extends RouteConfig {
  /** Who may call: a route without it does not compile. */
  permission: Permission;
  rate: RateScope;
  /** The answer holds a secret that is shown once: its stored copy is encrypted and short-lived. */
  secretAnswer?: boolean;
  /** Another limit than 1 MB for the body, of callers that are let in. */
  maxBodyBytes?: number;
  /** Error codes beyond those that every route of its kind can answer. */
  fails?: readonly ErrorCode[];
  middleware?: never;
  operationId: string;
  summary: string;
}

/** A spec as `createRoute` would type it: what handlers read their input and output types from. */
type RouteOf<S extends RouteSpec> = Omit<
  S,
  "permission" | "rate" | "secretAnswer" | "maxBodyBytes" | "fails" | "middleware"
> & {
  path: S["path"];
  method: S["method"];
  responses: S["responses"];
  middleware: [MiddlewareHandler<HttpEnv>];
  getRoutingPath(): string;
};

/**
 * `createRoute` with what every endpoint of ours has: access control, its errors in the document, and no query parameter
 * or body beside those that it names.
 */
export function route<const S extends RouteSpec>(spec: S): RouteOf<S> {
  const { permission, rate, secretAnswer = false, maxBodyBytes, fails = [], ...config } = spec as RouteSpec;
  const built = createRoute({
    ...config,
    request: inputOf(config),
    responses: { ...errorResponses(permission, config, fails), ...config.responses },
    security: SECURITY[permission] ?? [{ bearer: [] }, { apiKey: [] }],
    "x-permission": permission,
    "x-rate-limit": rate,
    "x-error-codes": fails,
    middleware: [access({ permission, rate, secretAnswer, maxBodyBytes }), ...bodyChecks(config)],
  } as RouteConfig);
  // safe: the same spec, with error responses added; createRoute's own generics cannot see through the spread
  return built as unknown as RouteOf<S>;
}

const NO_QUERY = z.object({}).strict();

/** A POST whose schema has something to say about every field that is absent may come without a body. */
function takesNothing({ method, request }: RouteConfig): boolean {
  const media = request?.body?.content["application/json"];
  const schema = media && "schema" in media ? media.schema : undefined;
  return method === "post" && schema instanceof z.ZodType && schema.safeParse({}).success;
}

/** The input that a route takes. A body that is not optional is required: a missing one would skip validation. */
const inputOf = (config: RouteConfig): RouteConfig["request"] => ({
  query: NO_QUERY,
  ...config.request,
  ...(config.request?.body && takesNothing(config) && { body: { ...config.request.body, required: false } }),
});

function bodyChecks(config: RouteConfig): MiddlewareHandler<HttpEnv>[] {
  if (config.method === "get") return [];
  if (!config.request?.body) return [refuseBody];
  return takesNothing(config) ? [emptyBodyAsObject] : [];
}

const SECURITY: Partial<Record<Permission, Record<string, string[]>[]>> = {
  open: [],
  operator: [{ operator: [] }],
  member: [{ bearer: [] }],
  money: [{ bearer: [] }],
  account: [{ bearer: [] }],
  webhook: [{ apiKey: [] }],
};
