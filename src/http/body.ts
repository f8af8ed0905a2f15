import type { Context, MiddlewareHandler } from "hono";
import { readAtMost } from "../core/bytes.ts";
import { DomainError } from "../core/errors.ts";
import type { HttpEnv } from "./env.ts";

/** The largest request body, JSON, CSV and forms alike, where a route does not name another. */
export const MAX_BODY_BYTES = 1_000_000;

/**
 * Reads the whole body, counted on the stream and not by Content-Length, and puts it back for the validators. Reading it
 * even when the request will be refused keeps the connection usable.
 */
export async function readBody(c: Context<HttpEnv>, maxBytes = MAX_BODY_BYTES): Promise<Uint8Array<ArrayBuffer>> {
  if (!c.req.raw.body) return new Uint8Array();
  const bytes = await readAtMost(c.req.raw.body, maxBytes);
  if (!bytes)
    throw new DomainError(
      "payload_too_large",
      `The request body is larger than ${maxBytes} bytes. Send less at a time.`,
    );
  c.req.raw = new Request(c.req.raw, { body: bytes });
  return bytes;
}

const EMPTY_OBJECT = "{}";

/** For a body that may be absent: without a byte it counts as `{}`, whatever its content type says. */
export const emptyBodyAsObject: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if ((await c.req.raw.clone().arrayBuffer()).byteLength === 0) {
    const headers = new Headers(c.req.raw.headers);
    headers.set("content-type", "application/json");
    c.req.raw = new Request(c.req.raw, { headers, body: EMPTY_OBJECT });
  }
  await next();
};

/** For a route that takes no body: what it would ignore is refused, `{}` says as much as nothing. */
export const refuseBody: MiddlewareHandler<HttpEnv> = async (c, next) => {
  const text = (await c.req.text()).replace(/\s/g, "");
  if (text !== "" && text !== EMPTY_OBJECT)
    throw new DomainError("validation_error", "This operation takes no body. Send none, or {}.");
  await next();
};
