import type { createRouter } from "../http/router.ts";
import {
  errorReference,
  errorResponse,
  errorResponses,
  HEADERS,
  headerReferences,
  PARAMETERS,
  parameterReference,
  SECURITY_SCHEMES,
} from "./components.ts";
import { codesOf, errorExamples, generalCodes, type Surface } from "./error-examples.ts";

export type ApiDocument = ReturnType<ReturnType<typeof createRouter>["getOpenAPI31Document"]>;
type PathItem = NonNullable<ApiDocument["paths"]>[string];
type Operation = NonNullable<PathItem["get"]>;
type Responses = NonNullable<Operation["responses"]>;

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
type Method = (typeof METHODS)[number];

/**
 * Adds, in this one place, what no route says for itself: full paths (v1's with a trailing slash), the headers of every
 * answer and request, the shared error responses with their examples, security schemes.
 */
export function completeDocument(document: ApiDocument, surface: Surface): ApiDocument {
  const paths: Record<string, PathItem> = {};
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    const shown = surface === "v1" ? `/api/v1${path.replace(/\/$/, "")}/` : `/api${path.replace(/\/$/, "")}`;
    paths[shown] = { ...paths[shown], ...completeItem(withTimeFormat(item), surface) };
  }
  const { schemas: given = {}, ...components } = document.components ?? {};
  const schemas = withTimeFormat(given);
  return {
    ...document,
    paths,
    components: {
      ...components,
      schemas: surface === "studio" ? { ...schemas, Error: STUDIO_ERROR } : schemas,
      headers: HEADERS as NonNullable<ApiDocument["components"]>["headers"] & object,
      parameters: { ...components.parameters, ...PARAMETERS },
      responses: errorResponses(surface) as Responses,
      securitySchemes: SECURITY_SCHEMES[surface],
    },
  };
}

/** Every field that ends in `_at` is a time of ours: says so, where the schema only says string. */
function withTimeFormat<T>(part: T, key = ""): T {
  if (Array.isArray(part)) return part.map((item) => withTimeFormat(item)) as T;
  if (part === null || typeof part !== "object") return part;
  const entries = Object.entries(part).map(([name, value]) => [name, withTimeFormat(value, name)]);
  const copy = Object.fromEntries(entries);
  const isText = [copy.type].flat().includes("string");
  if (key.endsWith("_at") && isText && copy.format === undefined) copy.format = "date-time";
  return copy;
}

const completeItem = (item: PathItem, surface: Surface): PathItem =>
  Object.fromEntries(
    Object.entries(item).map(([key, value]) =>
      METHODS.includes(key as Method) ? [key, completeOperation(key as Method, value, surface)] : [key, value],
    ),
  );

function completeOperation(method: Method, operation: Operation, surface: Surface): Operation {
  const { "x-error-codes": declared = [], ...shown } = operation;
  const responses = { ...operation.responses };
  const takesInput = operation.requestBody !== undefined || (operation.parameters ?? []).length > 0;
  if (surface === "studio" && takesInput) responses["422"] ??= errorReference(422);
  const versioned = responses["412"] !== undefined || responses["304"] !== undefined;
  for (const [status, response] of Object.entries(responses)) {
    responses[status] =
      +status >= 400
        ? sharedError(surface, +status, declared)
        : completeAnswer(response, [
            ...(method === "post" ? (["Idempotent-Replayed"] as const) : []),
            ...(versioned ? (["ETag"] as const) : []),
          ]);
  }
  const parameters = [...(operation.parameters ?? [])];
  if (method === "post") parameters.push(parameterReference("IdempotencyKey"));
  if (responses["412"] !== undefined) parameters.push(parameterReference("IfMatch"));
  if (responses["304"] !== undefined) parameters.push(parameterReference("IfNoneMatch"));
  return { ...shown, parameters: withoutRepeats(parameters), responses };
}

/** A route that describes one of these headers itself gives way to the shared description. */
function withoutRepeats(parameters: NonNullable<Operation["parameters"]>) {
  const added = parameters.flatMap((parameter) => ("$ref" in parameter ? [parameter.$ref] : []));
  const names = Object.entries(PARAMETERS).flatMap(([key, { name }]) =>
    added.includes(`#/components/parameters/${key}`) ? [name.toLowerCase()] : [],
  );
  return parameters.filter((parameter) => "$ref" in parameter || !names.includes(parameter.name.toLowerCase()));
}

function sharedError(surface: Surface, status: number, declared: readonly string[]) {
  const specific = codesOf(surface, status, declared).filter((code) => !generalCodes(surface, status).includes(code));
  if (specific.length === 0) return errorReference(status);
  const codes = [...generalCodes(surface, status), ...specific];
  return errorResponse(surface, status, errorExamples(surface, codes)) ?? errorReference(status);
}

function completeAnswer(answer: Responses[string], more: Parameters<typeof headerReferences>[0]) {
  if ("$ref" in answer) return answer;
  const headers = { ...headerReferences(more), ...answer.headers };
  const media = answer.content?.["application/json"];
  const schema = media?.schema;
  const data = schema && !("$ref" in schema) ? schema.properties?.data : undefined;
  if (!data || "$ref" in data || data.description !== undefined) return { ...answer, headers };
  // v1's envelope: what is inside is what the answer is about.
  const described = {
    ...schema,
    properties: { ...schema?.properties, data: { description: answer.description, ...data } },
  };
  return { ...answer, headers, content: { ...answer.content, "application/json": { ...media, schema: described } } };
}

const STUDIO_ERROR = {
  type: "object" as const,
  required: ["error"],
  properties: {
    error: {
      type: "object" as const,
      description: "What went wrong",
      required: ["code", "message", "request_id"],
      properties: {
        code: {
          type: "string" as const,
          maxLength: 64,
          description: "What is wrong, for programs",
          example: "content_not_found",
        },
        message: {
          type: "string" as const,
          maxLength: 2_000,
          description: "What is wrong and what to do, for people",
          example: "Content not found: a1b2c3d4-e5f6-7890-abcd-ef1234567890",
        },
        request_id: {
          type: "string" as const,
          format: "uuid",
          description: "Name it when you report a problem",
          example: "5d1e9b1c-34a6-4c55-8d6c-0f2a7a0a8a3e",
        },
        errors: {
          type: "array" as const,
          maxItems: 1_000,
          description: "Each thing wrong with the input",
          items: {
            type: "object" as const,
            properties: {
              path: { type: "string" as const, maxLength: 256, description: "Where, dotted", example: "title" },
              message: {
                type: "string" as const,
                maxLength: 1_000,
                description: "What to change",
                example: "must have at most 300 characters",
              },
            },
          },
        },
      },
    },
  },
};
