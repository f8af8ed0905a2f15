import type { Context, MiddlewareHandler } from "hono";
import { type Admission, createContext, type RateScope } from "../context.ts";
import { type Config, configOf } from "../core/config.ts";
import { sameText } from "../core/crypto.ts";
import { accountMoving, DomainError } from "../core/errors.ts";
import { secondsUntil } from "../core/retry-after.ts";
import { now } from "../core/time.ts";
import { forgetKey, type Identity, identify } from "./authenticate.ts";
import { readBody } from "./body.ts";
import type { HttpEnv } from "./env.ts";
import { answerOf, claimOf, keepAnswer } from "./idempotency.ts";
import { authorisationRefusal, type Permission } from "./permissions.ts";
import { setRateHeaders } from "./rate-headers.ts";

export type { Permission } from "./permissions.ts";

export interface Access {
  permission: Permission;
  rate: RateScope;
  secretAnswer: boolean;
  /** Absent: 1 MB. */
  maxBodyBytes?: number | undefined;
}

/**
 * The way in of every route: who is it, is the body bearable, does the account's object admit it, may the role do this.
 * A read runs beside the gate's answer and is thrown away when the gate refuses; a write waits for it.
 */
export function access(rule: Access): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const config = configOf(c.env);
    const { identity, refusal: unauthorised } = await identifyCaller(c, config, rule.permission);
    const reads = c.req.method === "GET" || c.req.method === "HEAD";
    const { claim, refusal = unauthorised } = reads
      ? NO_CLAIM
      : await claimRequest(c, rule, identity, unauthorised !== null);
    const admitting = admit(c, config, rule, identity, claim);
    if (!reads || refusal) enter(c, (await admitting).admission, claim !== null);
    if (refusal) throw refusal;
    const replay = claim ? await answerOf(c, (await admitting).admission.idempotency, config, claim) : null;
    if (replay) return replay;
    setContext(c, reads ? identity : (await admitting).identity, claim?.key ?? null);
    await next();
    if (rule.permission !== "open") c.header("Cache-Control", "no-store");
    if (reads) {
      const admitted = await admitting;
      enter(c, admitted.admission, false);
      // the answer comes from the database that the account has left
      if (admitted.identity !== identity) await c.var.answerAgain();
    }
    if (claim) await keepAnswer(c, objectFor(c, identity), claim, rule.secretAnswer, config);
    return undefined;
  };
}

interface Claimed {
  claim: Awaited<ReturnType<typeof claimOf>>;
  refusal?: DomainError;
}

const NO_CLAIM: Claimed = { claim: null };

/** Reads the body and claims the Idempotency-Key. What is wrong with them is answered after the gate, which has to count it. */
async function claimRequest(
  c: Context<HttpEnv>,
  rule: Access,
  identity: Identity | null,
  unauthorised: boolean,
): Promise<Claimed> {
  try {
    const body = await readBody(c, unauthorised ? undefined : rule.maxBodyBytes);
    return { claim: unauthorised ? null : await claimOf(c, identity, body) };
  } catch (error) {
    if (error instanceof DomainError) return { claim: null, refusal: error };
    throw error;
  }
}

async function identifyCaller(c: Context<HttpEnv>, config: Config, permission: Permission) {
  if (permission === "operator") return { identity: null, refusal: await operatorRefusal(c, config) };
  if (permission === "open") return { identity: null, refusal: null };
  try {
    const identity = await identify(c, config);
    if (identity) return { identity, refusal: authorisationRefusal(permission, identity) };
    return { identity, refusal: signInFirst() };
  } catch (error) {
    if (error instanceof DomainError) return { identity: null, refusal: error };
    throw error;
  }
}

const signInFirst = () => new DomainError("authentication_required", "Sign in, or send an API key.");

async function operatorRefusal(c: Context<HttpEnv>, config: Config): Promise<DomainError | null> {
  const [, key] = /^operator (.+)$/i.exec(c.req.header("authorization") ?? "") ?? [];
  const matches = await sameText(key ?? "", config.operatorKey);
  if (key !== undefined && matches) return null;
  return new DomainError("authentication_required", "Send Authorization: Operator <OPERATOR_KEY>.");
}

/** The account's object, or the object of the caller's address while there is no account. */
const objectFor = (c: Context<HttpEnv>, identity: Identity | null) =>
  c.env.ACCOUNT.getByName(
    identity ? `account:${identity.account.uuid}` : `ip:${networkOf(c.req.header("cf-connecting-ip") ?? "127.0.0.1")}`,
  );

/**
 * What one caller can be told apart by: an IPv4 address, or the first 64 bits of an IPv6 address, within which a customer
 * has all addresses (RFC 6177). Leading zeros are left out and `::` is written out, so one network has one name.
 */
function networkOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const groups = (part: string) => part.split(":").filter((group) => group !== "");
  const [start, end] = address.toLowerCase().split("::").map(groups);
  const left = start ?? [];
  const zeros = end === undefined ? 0 : Math.max(0, 8 - left.length - end.length);
  const all = [...left, ...Array<string>(zeros).fill("0"), ...(end ?? [])];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

type Claim = { key: string; fingerprint: string } | null;

/** Asks the gate. A key that this isolate remembers with the shard before a move is looked up anew, once. */
async function admit(c: Context<HttpEnv>, config: Config, rule: Access, identity: Identity | null, claim: Claim) {
  const admission = await askGate(c, config, rule, identity, claim);
  if (admission.refusal !== "moved" || identity?.principal.kind !== "key") return { identity, admission };
  forgetKey(identity.principal.prefix);
  const found = await identify(c, config);
  return { identity: found, admission: await askGate(c, config, rule, found, claim) };
}

function askGate(c: Context<HttpEnv>, config: Config, rule: Access, identity: Identity | null, idempotency: Claim) {
  const principal = identity?.principal ?? { kind: "open" as const };
  const claim = idempotency && { key: idempotency.key, fingerprint: idempotency.fingerprint };
  return objectFor(c, identity).admit({
    scope: rule.rate,
    scale: config.rateLimitScale,
    principal,
    idempotency: claim,
  });
}

/** Puts the gate's answer on the response; throws what it refuses. */
function enter(c: Context<HttpEnv>, admission: Admission, keyed: boolean): void {
  setRateHeaders(c, admission);
  const wait = secondsUntil(admission.resetAt, now());
  if (admission.refusal === "rate_limited") {
    throw new DomainError(
      "rate_limited",
      `Too many requests: ${admission.limit} a minute are allowed here. Try again in ${wait} s.`,
      { retryAfterSeconds: wait },
    );
  }
  if (admission.refusal === "suspended")
    throw new DomainError("account_suspended", "This account is suspended. Ask the operator of this service.");
  if (admission.refusal === "revoked")
    throw new DomainError("authentication_required", "This sign-in or key is no longer valid. Sign in again.");
  if (admission.refusal === "moving") throw accountMoving();
  if (admission.refusal === "moved")
    throw new DomainError(
      "token_expired",
      "The access token is from before a move of this account. Get a new one from POST /api/v1/auth/token/refresh/.",
    );
  if (!keyed) return;
  if (admission.idempotency.kind === "in_progress") {
    throw new DomainError("idempotency_in_progress", "The first request with this Idempotency-Key is still running.", {
      retryAfterSeconds: 1,
    });
  }
  if (admission.idempotency.kind === "reused") {
    throw new DomainError(
      "idempotency_key_reused",
      "This Idempotency-Key was used with another body. Use a new key for a new request.",
    );
  }
}

function setContext(c: Context<HttpEnv>, identity: Identity | null, idempotencyKey: string | null): void {
  if (identity) c.set("ctx", createContext(c.env, c.var.system.defer, { ...identity, idempotencyKey }));
}

const GENERAL = { permission: "open", rate: "general", secretAnswer: false } as const;

/** For answers outside `route` that know no caller: an unknown path, a ticket. Counts against the caller's address. */
export async function admitAddress(c: Context<HttpEnv>): Promise<void> {
  enter(c, await askGate(c, configOf(c.env), GENERAL, null, null), false);
}

/** For a route outside `route`, the WebSocket: who it is, counted and allowed to do this. Throws what `access` would answer. */
export async function admitCaller(
  c: Context<HttpEnv>,
  permission: Exclude<Permission, "open" | "operator">,
): Promise<Identity> {
  const config = configOf(c.env);
  const { identity, refusal } = await identifyCaller(c, config, permission);
  const admitted = await admit(c, config, GENERAL, identity, null);
  enter(c, admitted.admission, false);
  if (refusal || !admitted.identity) throw refusal ?? signInFirst();
  return admitted.identity;
}
