import { readAtMost } from "../core/bytes.ts";
import { type OutboundOptions, type OutboundRefusal, refusalOf } from "./host-rules.ts";
import type { SafeFetch, SafeFetchInit } from "./platforms/adapter.ts";

export { checkOutboundUrl, type OutboundOptions } from "./host-rules.ts";

/**
 * `connection_refused` is the only failure on the way that proves nothing was sent. workerd words a refused connection
 * and a reset alike ("Network connection lost."), so there both are `network`; deployed, a refusal is an answer with 521.
 */
export type OutboundErrorKind = OutboundRefusal | "connection_refused" | "timeout" | "too_large" | "network";

/** An outbound call that has no answer to show. The message is ours, fit for the user. */
export class OutboundError extends Error {
  override name = "OutboundError";
  readonly kind: OutboundErrorKind;

  constructor(kind: OutboundErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

const DEFAULT_TIMEOUT_MS = 10_000;
const MAX_HOPS = 3;
/** 1 MB of decoded body, unless a call asks for more: far above what most answers hold, far below the isolate's memory. */
const MAX_BODY_BYTES = 1_048_576;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** A list of what may go to another origin, since credentials have many header names (`authorization`, `api-key`, …). */
const HARMLESS_HEADERS = new Set(["accept", "accept-language", "user-agent", "cache-control"]);

/**
 * The only way to a host that a user named. Every address, redirects included, passes the host rules; redirects are
 * followed for GET and HEAD only; time-out and size limit cover the body, which is complete when this answers.
 * The answer's `url` is the address that finally answered. Throws `OutboundError`.
 */
export function createSafeFetch(options: OutboundOptions): SafeFetch {
  return async (address, init = {}) => {
    const signal = AbortSignal.timeout(init.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    let url = permitted(address, options);
    let headers = new Headers({ "user-agent": "Keyline", ...init.headers });
    for (let hops = 0; ; hops++) {
      const response = await send(url, init, headers, signal);
      const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
      if (location === null) return await withBuffered(response, url, signal, init.maxBytes);

      await response.body?.cancel();
      const next = followed(url, location, init, hops, options);
      if (next.origin !== url.origin)
        headers = new Headers([...headers].filter(([name]) => HARMLESS_HEADERS.has(name)));
      url = next;
    }
  };
}

function permitted(address: string, options: OutboundOptions): URL {
  const refusal = refusalOf(address, options);
  if (refusal) throw new OutboundError(refusal.kind, refusal.message);
  return new URL(address);
}

function followed(from: URL, location: string, init: SafeFetchInit, hops: number, options: OutboundOptions): URL {
  const target = URL.parse(location, from.href);
  if (!target)
    throw new OutboundError("refused_by_guard", "The site redirects to something that is not a web address.");
  if (!isSafeMethod(init)) {
    // Repeating a write elsewhere, or as a GET, is not what was asked for.
    const place = cleanOrigin(target);
    throw new OutboundError("refused_by_guard", `The site redirects to ${place}: use that address instead.`);
  }
  if (hops === MAX_HOPS) throw new OutboundError("refused_by_guard", "The site redirects too many times.");
  if (from.protocol === "https:" && target.protocol === "http:") {
    throw new OutboundError("refused_by_guard", "The site redirects from https to http.");
  }
  return permitted(target.href, options);
}

const isSafeMethod = ({ method = "GET" }: SafeFetchInit) => ["GET", "HEAD"].includes(method.toUpperCase());

const cleanOrigin = (url: URL) => `${url.protocol}//${url.host}`.slice(0, 200);

async function send(url: URL, init: SafeFetchInit, headers: Headers, signal: AbortSignal): Promise<Response> {
  const { method = "GET", body = null } = init;
  try {
    return await fetch(url.href, { method, headers, body, signal, redirect: "manual" });
  } catch (error) {
    throw outboundError(error, signal);
  }
}

/** A copy whose body is already here, so that nobody waits, or is flooded, while reading it. */
async function withBuffered(
  response: Response,
  url: URL,
  signal: AbortSignal,
  maxBytes = MAX_BODY_BYTES,
): Promise<Response> {
  const body = response.body ? await readCapped(response.body, signal, maxBytes) : null;
  const headers = new Headers(response.headers);
  // They describe the bytes on the wire, which have been decoded.
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  const isBodyless = [204, 205, 304].includes(response.status);
  const copy = new Response(isBodyless ? null : body, { status: response.status, headers });
  return Object.defineProperty(copy, "url", { value: url.href });
}

async function readCapped(stream: ReadableStream<Uint8Array>, signal: AbortSignal, maxBytes: number) {
  const bytes = await readAtMost(stream, maxBytes).catch((error: unknown) => {
    throw outboundError(error, signal);
  });
  if (bytes) return bytes;
  throw new OutboundError("too_large", `The site's answer is larger than ${megabytes(maxBytes)}.`);
}

const megabytes = (bytes: number) => `${bytes / MAX_BODY_BYTES} MB`;

function outboundError(error: unknown, signal: AbortSignal): OutboundError {
  if (signal.aborted) return new OutboundError("timeout", "The site did not answer in time.", error);
  if (isConnectionRefused(error))
    return new OutboundError("connection_refused", "The site refuses connections.", error);
  return new OutboundError("network", "The connection to the site failed.", error);
}

/** Node's fetch puts the system's error code on the cause. */
function isConnectionRefused(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
}
