import type { z } from "zod";
import { readRetryAfter } from "../../core/retry-after.ts";
import { now } from "../../core/time.ts";
import { cutAtWord } from "../../core/words.ts";
import { OutboundError } from "../safe-fetch.ts";
import type { Outcome } from "./adapter.ts";

export type Succeeded = Extract<Outcome, { kind: "succeeded" }>;
export type Failure = Exclude<Outcome, Succeeded>;

/**
 * Whether the call is the one that makes or changes the post. Only then can a missing answer be `unknown`; the calls
 * before it (reads, terms, uploads) leave at worst a leftover, so the same loss is `retryable`.
 */
export type Effect = "prepares" | "publishes";

/** What a platform said, read once. */
export interface Answer {
  status: number;
  headers: Headers;
  /** The parsed JSON; undefined when the answer is something else, such as a firewall's page. */
  body: unknown;
  /** The address that answered, after redirects. */
  url: string;
  effect: Effect;
}

/** A call that did not bring what was asked for, already judged. `status` is null when nothing came back. */
export class CallFailure extends Error {
  override name = "CallFailure";
  readonly failure: Failure;
  readonly status: number | null;

  constructor(failure: Failure, status: number | null, cause?: unknown) {
    super(failure.message, { cause });
    this.failure = failure;
    this.status = status;
  }
}

/** Runs an adapter's calls and answers what came of them. Only a `CallFailure` is an outcome; anything else is a fault of ours. */
export async function attempt(work: () => Promise<Omit<Succeeded, "kind">>): Promise<Outcome> {
  try {
    return { kind: "succeeded", ...(await work()) };
  } catch (error) {
    if (error instanceof CallFailure) return error.failure;
    throw error;
  }
}

/** Sends one call and reads its answer, whatever its status. Throws `CallFailure` when no answer came. */
export async function ask(effect: Effect, send: () => Promise<Response>): Promise<Answer> {
  try {
    const response = await send();
    const body = parseJson(await response.text());
    return { status: response.status, headers: response.headers, body, url: response.url, effect };
  } catch (error) {
    if (error instanceof OutboundError) throw new CallFailure(missingAnswer(error, effect), null, error);
    throw error;
  }
}

/** The body of a 2xx answer that fits `schema`. Throws `CallFailure` for everything else. */
export function expectAnswer<T>(answer: Answer, schema: z.ZodType<T>): T {
  if (answer.status < 200 || answer.status > 299) throw new CallFailure(refusedAnswer(answer), answer.status);
  const parsed = schema.safeParse(answer.body);
  if (!parsed.success) throw new CallFailure(unreadableAnswer(answer), answer.status, parsed.error);
  return parsed.data;
}

function missingAnswer(error: OutboundError, effect: Effect): Failure {
  const { kind, message } = error;
  if (kind === "refused_by_guard" || kind === "invalid_url") return { kind: "rejected", reason: "refused", message };
  if (kind === "connection_refused") return { kind: "retryable", message };
  return effect === "publishes"
    ? { kind: "unknown", message: `${message} ${MAY_BE_LIVE}` }
    : { kind: "retryable", message };
}
const MAY_BE_LIVE = "The post may be live.";

/** Made by the network in front of a site that was not reached: refused, unreachable, TLS failed, no such name (Cloudflare 5xx). */
const NEVER_REACHED = new Set([521, 523, 525, 526, 530]);

function refusedAnswer({ status, headers, body, effect }: Answer): Failure {
  const message = describe(status, body);
  if (status === 401 || (status === 403 && body !== undefined)) {
    return { kind: "rejected", reason: "auth_failed", message };
  }
  if (status === 403) {
    // Not the platform's own word: new credentials would not help.
    return {
      kind: "rejected",
      reason: "refused",
      message: `${message} A firewall or security plugin may be in the way.`,
    };
  }
  if (status === 429 || status === 503) {
    const wait = readRetryAfter(headers, now());
    return { kind: "retryable", message, ...(wait !== undefined && { retryAfterSeconds: wait }) };
  }
  if (NEVER_REACHED.has(status)) return { kind: "retryable", message };
  // 408: the server gave up waiting; how much of the request it acted on is not known.
  if (status >= 500 || status === 408) {
    return effect === "publishes"
      ? { kind: "unknown", message: `${message} ${MAY_BE_LIVE}` }
      : { kind: "retryable", message };
  }
  return { kind: "rejected", reason: "refused", message };
}

/** A success that cannot be read: after the publishing call the post may well exist. */
function unreadableAnswer({ status, effect }: Answer): Failure {
  const message = `The platform answered ${status}, but not with the data expected.`;
  return effect === "publishes"
    ? { kind: "unknown", message: `${message} ${MAY_BE_LIVE}` }
    : { kind: "rejected", reason: "refused", message };
}

function describe(status: number, body: unknown): string {
  const said = remoteMessage(body);
  return said ? `The platform answered ${status}: ${said}` : `The platform answered ${status}.`;
}

const MAX_MESSAGE = 200;

/** The platform's own sentence (`message` or `error`), without markup or control characters, at most 200 characters. */
function remoteMessage(body: unknown): string {
  if (typeof body !== "object" || body === null) return "";
  const said = ["message", "error"].map((key) => Reflect.get(body, key)).find((value) => typeof value === "string");
  return typeof said === "string" ? cleanText(said, MAX_MESSAGE) : "";
}

/** Text from outside made fit to show: no markup, no control characters, one line, at most `max` characters. */
export function cleanText(text: string, max: number): string {
  const plain = text.slice(0, max * 10).replace(/<[^>]*>/g, " ");
  return cutAtWord(plain.replace(/[\p{C}\p{Z}\s]+/gu, " ").trim(), max, "…");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
