import { ERROR_CODES, type ErrorCode } from "../core/errors.ts";
import { statusOf } from "../http/errors.ts";

export type Surface = "v1" | "studio";

const REQUEST_ID = "5d1e9b1c-34a6-4c55-8d6c-0f2a7a0a8a3e";

/** A sentence for each code, as the API words it, and the facts that stand beside it. */
const SENTENCES: Record<ErrorCode, string | [sentence: string, facts: Record<string, unknown>]> = {
  validation_error: [
    "volume: must be at most 100000000",
    { errors: [{ path: "volume", message: "must be at most 100000000" }] },
  ],
  bad_request: "The request body is not valid JSON.",
  authentication_required: "Sign in, or send an API key.",
  invalid_credentials: "The e-mail address or the password is wrong.",
  token_expired: "The access token has expired. Get a new one from POST /api/v1/auth/token/refresh/.",
  invalid_api_key: "The API key is unknown, revoked or expired. Make a new one with POST /api/v1/auth/api-keys/.",
  insufficient_credits: [
    "This needs up to 42 credits; 17 are available.",
    { required: 42, available: 17, operation: "content_generation" },
  ],
  permission_denied: "This needs one of the roles owner, admin, editor; your role is viewer.",
  account_suspended: "This account is suspended. Ask the operator of this service.",
  module_disabled: "The module writer is switched off for this account.",
  limit_exceeded: "Your plan allows 200 keywords.",
  not_found: "Content not found: 7",
  method_not_allowed: "This path answers GET and POST only.",
  conflict: "It contradicts what is there.",
  idempotency_in_progress: "The first request with this Idempotency-Key is still running.",
  idempotency_answer_lost:
    "This Idempotency-Key has already taken effect, but its answer was lost. Look the result up with a GET.",
  run_already_active: "A run of this site is already active.",
  already_published: "This content is already published there, unchanged.",
  already_publishing: "This content is being published there at this moment.",
  precondition_failed: "If-Match names version 3; the current version is 4.",
  payload_too_large: "The request body is larger than 1000000 bytes. Send less at a time.",
  unsupported_media_type: "Send the body as application/json.",
  idempotency_key_reused: "This Idempotency-Key was used with another body. Use a new key for a new request.",
  rate_limited: "Too many requests: 300 a minute are allowed here. Try again in 12 s.",
  platform_not_configured: "No account of this platform is connected.",
  content_too_long: "The text is 412 characters long; the platform takes 300.",
  platform_auth_failed: "The platform refused the credentials. Connect it again.",
  platform_rate_limited: "The platform takes no more requests at the moment.",
  publish_failed: "The platform could not publish this.",
  provider_error: "The AI provider did not answer.",
  misconfigured: "This deployment is not set up: OPERATOR_KEY is missing.",
  unavailable: "A backup is being loaded into this deployment. Try again in 30 s.",
  shard_unavailable: [
    "The database of this account, shard 2, cannot be reached. Its data is safe; try again later.",
    { shard: 2 },
  ],
  internal_error: "Something went wrong on our side. Try again; if it stays, report the request_id.",
};

/** Codes that only some operations answer: shown where the operation declares them (`x-error-codes`). */
const SPECIFIC: readonly ErrorCode[] = [
  "invalid_credentials",
  "module_disabled",
  "limit_exceeded",
  "run_already_active",
  "already_published",
  "already_publishing",
  "platform_not_configured",
  "content_too_long",
  "platform_auth_failed",
  "platform_rate_limited",
];

/** Codes that any operation with this status may answer. */
export const generalCodes = (surface: Surface, status: number): ErrorCode[] =>
  ERROR_CODES.filter((code) => statusOf(code, surface).status === status && !SPECIFIC.includes(code));

export const codesOf = (surface: Surface, status: number, declared: readonly string[]): ErrorCode[] =>
  ERROR_CODES.filter((code) => statusOf(code, surface).status === status && declared.includes(code));

/** `examples` of a media type: one for each code, named as it is on the wire. */
export function errorExamples(surface: Surface, codes: readonly ErrorCode[]) {
  return Object.fromEntries(
    codes.map((code) => {
      const given = SENTENCES[code];
      const [sentence, facts] = typeof given === "string" ? [given, {}] : given;
      const word = code === "not_found" && surface === "studio" ? "content_not_found" : statusOf(code, surface).code;
      return [word, { summary: sentence, value: exampleBody(surface, word, sentence, facts) }];
    }),
  );
}

const exampleBody = (surface: Surface, code: string, message: string, facts: Record<string, unknown>) =>
  surface === "v1"
    ? { success: false, error: message, code, request_id: REQUEST_ID, ...facts }
    : { error: { code, message, request_id: REQUEST_ID, ...facts } };
