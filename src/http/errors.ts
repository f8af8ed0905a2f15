import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { DomainError, type ErrorCode } from "../core/errors.ts";
import { log } from "../core/log.ts";
import { retryAfter } from "../core/retry-after.ts";
import type { HttpEnv } from "./env.ts";

interface Rendering {
  status: ContentfulStatusCode;
  code: string;
}

const same = (status: ContentfulStatusCode, code: string): [Rendering, Rendering] => [
  { status, code: code.toUpperCase() },
  { status, code },
];

/** Each internal code as v1 and as studio show it: status and word. */
const RENDERINGS: Record<ErrorCode, [v1: Rendering, studio: Rendering]> = {
  validation_error: [
    { status: 400, code: "VALIDATION_ERROR" },
    { status: 422, code: "validation_error" },
  ],
  bad_request: same(400, "bad_request"),
  authentication_required: [
    { status: 401, code: "AUTHENTICATION_REQUIRED" },
    { status: 401, code: "unauthorized" },
  ],
  invalid_credentials: [
    { status: 401, code: "INVALID_CREDENTIALS" },
    { status: 401, code: "unauthorized" },
  ],
  token_expired: [
    { status: 401, code: "TOKEN_EXPIRED" },
    { status: 401, code: "unauthorized" },
  ],
  invalid_api_key: [
    { status: 401, code: "INVALID_API_KEY" },
    { status: 401, code: "unauthorized" },
  ],
  insufficient_credits: same(402, "insufficient_credits"),
  permission_denied: same(403, "permission_denied"),
  account_suspended: same(403, "account_suspended"),
  module_disabled: same(403, "module_disabled"),
  limit_exceeded: same(403, "limit_exceeded"),
  not_found: same(404, "not_found"),
  method_not_allowed: same(405, "method_not_allowed"),
  conflict: same(409, "conflict"),
  idempotency_in_progress: same(409, "idempotency_in_progress"),
  idempotency_answer_lost: same(409, "idempotency_answer_lost"),
  run_already_active: same(409, "run_already_active"),
  already_published: same(409, "already_published"),
  already_publishing: same(409, "already_publishing"),
  precondition_failed: same(412, "precondition_failed"),
  payload_too_large: same(413, "payload_too_large"),
  unsupported_media_type: same(415, "unsupported_media_type"),
  idempotency_key_reused: same(422, "idempotency_key_reused"),
  rate_limited: same(429, "rate_limited"),
  platform_not_configured: same(400, "platform_not_configured"),
  content_too_long: same(400, "content_too_long"),
  platform_auth_failed: [
    { status: 502, code: "PLATFORM_AUTH_FAILED" },
    { status: 401, code: "auth_failed" },
  ],
  platform_rate_limited: [
    { status: 503, code: "PLATFORM_RATE_LIMITED" },
    { status: 429, code: "rate_limited" },
  ],
  publish_failed: same(502, "publish_failed"),
  provider_error: same(502, "provider_error"),
  misconfigured: same(503, "misconfigured"),
  unavailable: same(503, "unavailable"),
  internal_error: same(500, "internal_error"),
};

export const statusOf = (code: ErrorCode, surface: "v1" | "studio") => RENDERINGS[code][surface === "v1" ? 0 : 1];

/** v1: `{success:false, error, code, request_id, …details}`. */
export function renderV1(error: unknown, c: Context<HttpEnv>): Response {
  const { message, code, details } = domainError(error, c);
  const rendering = statusOf(code, "v1");
  const { retryAfterSeconds, what: _noun, ...shown } = details;
  return respond(c, rendering.status, retryAfterSeconds, {
    success: false,
    error: message,
    code: rendering.code,
    request_id: c.var.requestId,
    ...shown,
  });
}

/** studio: `{error:{code, message, request_id, …details}}`; a missing thing names its noun: `content_not_found`. */
export function renderStudio(error: unknown, c: Context<HttpEnv>): Response {
  const { message, code, details } = domainError(error, c);
  const rendering = statusOf(code, "studio");
  const { retryAfterSeconds, what, ...shown } = details;
  const word =
    code === "not_found" && typeof what === "string" ? `${what.replaceAll(" ", "_")}_not_found` : rendering.code;
  return respond(c, rendering.status, retryAfterSeconds, {
    error: { code: word, message, request_id: c.var.requestId, ...shown },
  });
}

/** Our own errors as they are, Hono's 4xx by status, anything else as a fixed text: its message stays in the log. */
function domainError(error: unknown, c: Context<HttpEnv>): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof HTTPException && error.status === 415)
    return new DomainError("unsupported_media_type", "Send the body as application/json.");
  if (error instanceof HTTPException && error.status < 500)
    return new DomainError("bad_request", "The request body is not valid JSON.");
  log("error", "request failed", { request_id: c.var.requestId, path: c.req.path, error });
  return new DomainError(
    "internal_error",
    "Something went wrong on our side. Try again; if it stays, report the request_id.",
  );
}

function respond(c: Context<HttpEnv>, status: ContentfulStatusCode, wait: number | undefined, body: object): Response {
  return c.json(body, status, wait === undefined ? {} : retryAfter(wait));
}
