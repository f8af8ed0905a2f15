/** Every failure the domain throws on purpose. Each surface maps a code to its own word and status. */
export const ERROR_CODES = [
  "validation_error",
  "bad_request",
  "authentication_required",
  "invalid_credentials",
  "token_expired",
  "invalid_api_key",
  "insufficient_credits",
  "permission_denied",
  "account_suspended",
  "module_disabled",
  "limit_exceeded",
  "not_found",
  "method_not_allowed",
  "conflict",
  "idempotency_in_progress",
  "idempotency_answer_lost",
  "run_already_active",
  "already_published",
  "already_publishing",
  "precondition_failed",
  "payload_too_large",
  "unsupported_media_type",
  "idempotency_key_reused",
  "rate_limited",
  "platform_not_configured",
  "content_too_long",
  "platform_auth_failed",
  "platform_rate_limited",
  "publish_failed",
  "provider_error",
  "misconfigured",
  "internal_error",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** One thing wrong with an input: `path` is dotted (`keywords.3.volume`), `message` says what to do. */
export interface FieldError {
  path: string;
  message: string;
}

/** Extra facts for the caller, shown beside the code. `retryAfterSeconds` becomes the Retry-After header. */
export interface ErrorDetails {
  errors?: FieldError[];
  retryAfterSeconds?: number;
  [key: string]: unknown;
}

/** The only error services throw on purpose. A surface decides how it looks on the wire. */
export class DomainError extends Error {
  override name = "DomainError";
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** A row that does not exist, or belongs to another account: the two must look the same. `what` is the noun. */
export const notFound = (what: string, id: string | number) =>
  new DomainError("not_found", `${what.charAt(0).toUpperCase()}${what.slice(1)} not found: ${id}`, { what });

/** An input that parses but cannot be accepted. */
export const invalid = (path: string, message: string) =>
  new DomainError("validation_error", message, { errors: [{ path, message }] });

export const conflict = (message: string, code: ErrorCode = "conflict", details: ErrorDetails = {}) =>
  new DomainError(code, message, details);
