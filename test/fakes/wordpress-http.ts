import type { IncomingHttpHeaders } from "node:http";
import type { Site, User } from "./wordpress-site.ts";

/** One REST request as its handler sees it. */
export interface Call {
  site: Site;
  user: User | null;
  method: string;
  /** Below the namespace: `/posts/12`. */
  route: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

export interface Reply {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** WordPress's error: `{code, message, data: {status, …}}` (WP_Error turned into a response by WP_REST_Server). */
export class RestError extends Error {
  readonly code: string;
  readonly status: number;
  readonly data: Record<string, unknown>;

  constructor(status: number, code: string, message: string, data: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.data = data;
  }

  get reply(): Reply {
    return {
      status: this.status,
      body: { code: this.code, message: this.message, data: { status: this.status, ...this.data } },
    };
  }
}

/** 401 for a visitor, 403 for a user (`rest_authorization_required_code`). */
export const forbidden = (user: User | null, code: string, message: string) =>
  new RestError(user ? 403 : 401, code, message);

export type Parameters = Record<string, unknown>;

/** Query and body together; the body wins. Only JSON and form bodies hold parameters. */
export function parameters({ query, headers, bytes }: Call): Parameters {
  const type = headers["content-type"] ?? "";
  const fromQuery: Parameters = Object.fromEntries(query);
  if (type.startsWith("application/x-www-form-urlencoded")) {
    return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(bytes.toString())) };
  }
  if (!type.startsWith("application/json") || bytes.length === 0) return fromQuery;
  try {
    return { ...fromQuery, ...JSON.parse(bytes.toString()) };
  } catch {
    throw new RestError(400, "rest_invalid_json", "Invalid JSON body passed.", {
      json_error_code: 4,
      json_error_message: "Syntax error",
    });
  }
}

/** What is wrong with one parameter. */
export interface Invalid {
  code: string;
  message: string;
  data?: unknown;
}

/** Throws `rest_invalid_param` naming every bad parameter; entries that are null are fine. */
export function refuseInvalid(checked: Record<string, Invalid | null>): void {
  const bad = Object.entries(checked).filter((entry): entry is [string, Invalid] => entry[1] !== null);
  if (bad.length === 0) return;
  throw new RestError(400, "rest_invalid_param", `Invalid parameter(s): ${bad.map(([name]) => name).join(", ")}`, {
    params: Object.fromEntries(bad.map(([name, invalid]) => [name, invalid.message])),
    details: Object.fromEntries(bad.map(([name, { code, message, data = null }]) => [name, { code, message, data }])),
  });
}

export const notOneOf = (name: string, value: unknown, allowed: string[]): Invalid | null =>
  value === undefined || allowed.includes(String(value))
    ? null
    : {
        code: "rest_not_in_enum",
        message: `${name} is not one of ${allowed.slice(0, -1).join(", ")}, and ${allowed.at(-1)}.`,
      };

/** A list of whole numbers, as JSON or as `1,2,3`. */
export function notIntegers(name: string, value: unknown): Invalid | null {
  const wrong = asList(value).findIndex((item) => !/^-?\d+$/.test(String(item)));
  if (wrong < 0) return null;
  const param = `${name}[${wrong}]`;
  return { code: "rest_invalid_type", message: `${param} is not of type integer.`, data: { param } };
}

export const notInteger = (name: string, value: unknown): Invalid | null =>
  value === undefined || /^-?\d+$/.test(String(value))
    ? null
    : { code: "rest_invalid_type", message: `${name} is not of type integer.`, data: { param: name } };

export function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return typeof value === "string"
    ? value.split(/[\s,]+/).filter(Boolean)
    : value === undefined || value === null
      ? []
      : [value];
}

export const asIds = (value: unknown): number[] => asList(value).map(Number);

/** One page of a list with the totals WordPress puts in the headers. `rows` are in order already. */
export function listReply<T>(rows: T[], { query }: Call, present: (row: T) => unknown): Reply {
  const perPage = bounded(query, "per_page", 10, 100);
  const page = bounded(query, "page", 1, Number.MAX_SAFE_INTEGER);
  const pages = Math.ceil(rows.length / perPage);
  if (page > pages && rows.length > 0) {
    const message = "The page number requested is larger than the number of pages available.";
    throw new RestError(400, "rest_post_invalid_page_number", message);
  }
  return {
    status: 200,
    body: rows.slice((page - 1) * perPage, page * perPage).map(present),
    headers: { "X-WP-Total": String(rows.length), "X-WP-TotalPages": String(pages) },
  };
}

function bounded(query: URLSearchParams, name: string, fallback: number, max: number): number {
  const text = query.get(name);
  if (text === null) return fallback;
  const value = Number(text);
  const message = `${name} must be between 1 (inclusive) and ${max} (inclusive)`;
  refuseInvalid({
    [name]: notInteger(name, text) ?? (value < 1 || value > max ? { code: "rest_out_of_bounds", message } : null),
  });
  return value;
}

/** Which properties to keep; `true` keeps all that lie below. */
interface Kept {
  [name: string]: true | Kept;
}

/**
 * `_fields=id,title.raw` on an answer that is no error: only these, nested ones by dots, in each item of a list
 * (`rest_filter_response_fields`, which WordPress runs over every route and method).
 */
export function filtered(reply: Reply, query: URLSearchParams): Reply {
  const fields = (query.get("_fields") ?? "").split(",").map((field) => field.trim());
  const kept: Kept = {};
  for (const field of fields.filter(Boolean)) keep(kept, field.split("."));
  if (Object.keys(kept).length === 0) return reply;
  const { body } = reply;
  return { ...reply, body: Array.isArray(body) ? body.map((item) => intersect(item, kept)) : intersect(body, kept) };
}

function keep(kept: Kept, [name = "", ...below]: string[]): void {
  const known = kept[name];
  if (known === true) return;
  if (below.length === 0) {
    kept[name] = true;
    return;
  }
  const inner = known ?? {};
  kept[name] = inner;
  keep(inner, below);
}

function intersect(value: unknown, kept: Kept): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    const below = kept[name];
    return below ? [[name, below === true ? inner : intersect(inner, below)]] : [];
  });
  return Object.fromEntries(entries);
}
