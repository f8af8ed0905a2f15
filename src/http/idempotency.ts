import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AccountObject, IdempotencyVerdict } from "../context.ts";
import type { Config } from "../core/config.ts";
import { seal, sha256, unseal } from "../core/crypto.ts";
import { DomainError } from "../core/errors.ts";
import { HOUR, MINUTE } from "../core/time.ts";
import type { Identity } from "./authenticate.ts";
import type { HttpEnv } from "./env.ts";

const KEPT_MS = 24 * HOUR;
const KEPT_SECRET_MS = 10 * MINUTE;

/** The claim of a POST's Idempotency-Key within account, method and route; null without the header. */
export async function claimOf(c: Context<HttpEnv>, identity: Identity | null, body: Uint8Array<ArrayBuffer>) {
  const given = c.req.header("idempotency-key");
  if (c.req.method !== "POST" || given === undefined) return null;
  if (given.length === 0 || given.length > 255) {
    throw new DomainError("bad_request", "Idempotency-Key must have 1 to 255 characters.");
  }
  const { pathname, search } = new URL(c.req.url);
  const path = pathname.replace(/\/$/, "");
  const key = await sha256(JSON.stringify([identity?.account.id ?? "open", c.req.method, path, given]));
  // `?dry_run=true` and the real thing have the same body and are not the same request
  return { key, fingerprint: await sha256(`${search}\n${await sha256(body)}`) };
}

/** The stored answer of the first request with this key, or null when this is the first. */
export async function answerOf(
  c: Context<HttpEnv>,
  verdict: IdempotencyVerdict,
  config: Config,
  claim: { key: string },
): Promise<Response | null> {
  if (verdict.kind !== "replay") return null;
  const { status, body, sealed } = verdict.answer;
  const text = sealed ? await unseal(config.encryptionKeys, body, claim.key) : body;
  const headers = { "Content-Type": "application/json", "Idempotent-Replayed": "true", "Cache-Control": "no-store" };
  // safe: only statuses that were answered once are stored
  return c.body(text ?? "", status as ContentfulStatusCode, headers);
}

/** Keeps 2xx, and the 409 and 422 that came after execution; anything else frees the key for another try. */
export async function keepAnswer(
  c: Context<HttpEnv>,
  object: DurableObjectStub<AccountObject>,
  claim: { key: string },
  secret: boolean,
  config: Config,
): Promise<void> {
  const status = c.res.status;
  const validation = c.error instanceof DomainError && c.error.code === "validation_error";
  const kept = (status >= 200 && status < 300) || status === 409 || (status === 422 && !validation);
  if (!kept) return object.finish(claim.key, null, 0);
  const text = await c.res.clone().text();
  const body = secret ? await seal(config.encryptionKeys, text, claim.key) : text;
  await object.finish(claim.key, { status, body, sealed: secret }, secret ? KEPT_SECRET_MS : KEPT_MS);
}
