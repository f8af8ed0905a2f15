import { errorExamples, generalCodes, type Surface } from "./error-examples.ts";

/** Name and meaning of each error response that the documents share. */
const ERRORS: Record<number, [name: string, description: string]> = {
  400: ["BadRequest", "The input cannot be accepted"],
  401: ["Unauthorized", "Not signed in, or the credential is no longer valid"],
  402: ["PaymentRequired", "Not enough credits; `required`, `available` and `operation` say more"],
  403: ["Forbidden", "The role, the plan or the account's state forbids it"],
  404: ["NotFound", "No such thing in this account"],
  405: ["MethodNotAllowed", "The path does not answer this method"],
  409: ["Conflict", "It contradicts what is there"],
  412: ["PreconditionFailed", "If-Match names an older version"],
  413: ["PayloadTooLarge", "The body is larger than 1 MB"],
  415: ["UnsupportedMediaType", "The content type is not accepted"],
  422: ["Unprocessable", "The Idempotency-Key was used with another body"],
  429: ["TooManyRequests", "Too many requests this minute; see Retry-After"],
  500: ["InternalError", "Our fault"],
  502: ["BadGateway", "A platform or AI provider failed"],
  503: ["Unavailable", "Not available now; see Retry-After"],
};

const header = (description: string, schema: object, example: unknown) => ({ description, schema, example });
const wholeNumber = { type: "integer", minimum: 0 } as const;
const text = (maxLength: number) => ({ type: "string", maxLength }) as const;

/** Every header that an answer may carry. */
export const HEADERS = {
  "X-Request-Id": header(
    "Name it when you report a problem",
    { type: "string", format: "uuid" },
    "5d1e9b1c-34a6-4c55-8d6c-0f2a7a0a8a3e",
  ),
  "X-RateLimit-Limit": header("Requests a minute that this class of operation allows", wholeNumber, 300),
  "X-RateLimit-Remaining": header("Requests left in this minute", wholeNumber, 299),
  "X-RateLimit-Reset": header("When the minute ends, Unix seconds", wholeNumber, 1795338060),
  RateLimit: header("IETF draft: requests left and seconds until the reset", text(100), '"minute";r=299;t=42'),
  "RateLimit-Policy": header("IETF draft: the limit and its window in seconds", text(100), '"minute";q=300;w=60'),
  "Retry-After": header("Seconds to wait before another try", { type: "integer", minimum: 1 }, 12),
  ETag: header("Version of the content, for If-Match and If-None-Match", text(64), '"4"'),
  "Idempotent-Replayed": header(
    "Present when this is the stored answer of an earlier request with the same Idempotency-Key",
    { type: "string", enum: ["true"] },
    "true",
  ),
};
type HeaderName = keyof typeof HEADERS;

const ALWAYS: HeaderName[] = [
  "X-Request-Id",
  "X-RateLimit-Limit",
  "X-RateLimit-Remaining",
  "X-RateLimit-Reset",
  "RateLimit",
  "RateLimit-Policy",
];

/** References to the headers of every answer and to those named. */
export const headerReferences = (more: readonly HeaderName[] = []) =>
  Object.fromEntries([...ALWAYS, ...more].map((name) => [name, { $ref: `#/components/headers/${name}` }]));

/** Request headers that the transformation adds to operations. */
export const PARAMETERS = {
  IdempotencyKey: {
    name: "Idempotency-Key",
    in: "header" as const,
    required: false,
    description: "Makes it safe to send the same request again: the second gets the first one's answer",
    schema: { type: "string", minLength: 1, maxLength: 255 } as const,
    example: "import-2026-11-22-01",
  },
  IfMatch: {
    name: "If-Match",
    in: "header" as const,
    required: false,
    description: "ETag of the version you changed; refused with 412 when it is no longer the current one",
    schema: text(64),
    example: '"4"',
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header" as const,
    required: false,
    description: "ETag of the version you have; answered with 304 when it is still the current one",
    schema: text(64),
    example: '"4"',
  },
};
export const parameterReference = (name: keyof typeof PARAMETERS) => ({ $ref: `#/components/parameters/${name}` });

const BEARER_AND_KEY = {
  bearer: {
    type: "http" as const,
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "Access token of a member, from register, login or token/refresh. 15 minutes.",
  },
  apiKey: {
    type: "apiKey" as const,
    in: "header" as const,
    name: "Authorization",
    description: "API key of a program. Write the word in front: `ApiKey ak_…`",
  },
};

export const SECURITY_SCHEMES = {
  v1: {
    ...BEARER_AND_KEY,
    operator: {
      type: "apiKey" as const,
      in: "header" as const,
      name: "Authorization",
      description: "The deployment's OPERATOR_KEY. Write the word in front: `Operator …`",
    },
  },
  studio: {
    ...BEARER_AND_KEY,
    ticket: {
      type: "apiKey" as const,
      in: "query" as const,
      name: "ticket",
      description: "Single-use ticket of POST /api/v1/auth/ws-ticket/, for the WebSocket only.",
    },
  },
};

const errorSchema = { $ref: "#/components/schemas/Error" };

/** The error response of a status with the examples of these codes; undefined for a status that no error has. */
export function errorResponse(surface: Surface, status: number, examples: ReturnType<typeof errorExamples>) {
  const [, meaning] = ERRORS[status] ?? [];
  if (meaning === undefined) return undefined;
  const description = status === 422 && surface === "studio" ? `${meaning}, or the input is not valid` : meaning;
  const headers = headerReferences(status === 429 || status === 503 ? ["Retry-After"] : []);
  return { description, headers, content: { "application/json": { schema: errorSchema, examples } } };
}

export const errorReference = (status: number) => ({ $ref: `#/components/responses/${ERRORS[status]?.[0]}` });

export const errorResponses = (surface: Surface) =>
  Object.fromEntries(
    Object.entries(ERRORS).flatMap(([status, [name]]) => {
      const response = errorResponse(surface, +status, errorExamples(surface, generalCodes(surface, +status)));
      return response ? [[name, response]] : [];
    }),
  );
