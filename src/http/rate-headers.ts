import type { Context } from "hono";
import type { RateVerdict } from "../context.ts";
import { now } from "../core/time.ts";
import type { HttpEnv } from "./env.ts";

/** `X-RateLimit-*` (Reset in Unix seconds) and the IETF draft's `RateLimit` and `RateLimit-Policy` (reset in seconds from now). */
export function setRateHeaders(c: Context<HttpEnv>, { limit, remaining, resetAt }: RateVerdict): void {
  const seconds = Math.max(0, Math.ceil((resetAt - now()) / 1_000));
  c.header("X-RateLimit-Limit", String(limit));
  c.header("X-RateLimit-Remaining", String(remaining));
  c.header("X-RateLimit-Reset", String(Math.ceil(resetAt / 1_000)));
  c.header("RateLimit-Policy", `"minute";q=${limit};w=60`);
  c.header("RateLimit", `"minute";r=${remaining};t=${seconds}`);
}
