import { type KeyRing, parseKeyRing } from "./crypto.ts";
import { DomainError } from "./errors.ts";
import { log } from "./log.ts";
import { setClockOffset } from "./time.ts";

/** Who makes our access tokens, and for whom. */
export const TOKEN_ISSUER = "keyline";
export const TOKEN_AUDIENCE = "keyline-api";

/** What the variables and secrets of a deployment say, checked once per isolate. */
export interface Config {
  local: boolean;
  /** Without a trailing slash; every link in an answer starts with it, never with a Host header. */
  publicUrl: string;
  jwtKeys: KeyRing;
  encryptionKeys: KeyRing;
  operatorKey: string;
  openAi: {
    apiKey: string;
    baseUrl: string;
    textModel: string;
    embeddingModel: string | null;
    imageModel: string;
  } | null;
  /** host:port entries exempt from the outbound guard; local only. */
  outboundAllowHosts: string[];
  rateLimitScale: number;
  defaultPlan: string;
  /** Numbers of the shards that take new accounts. */
  newAccountShards: readonly number[];
  leaseMs: number;
  controlToken: string | null;
  /** The migration without which this local deployment is still starting; null: nobody waits for one. */
  lastMigration: string | null;
}

const LOCAL_ONLY = [
  "OUTBOUND_ALLOW_HOSTS",
  "RATE_LIMIT_SCALE",
  "LOCAL_OPEN_ACCESS",
  "PLATFORM_BASE_URLS",
  "DEFAULT_PLAN",
  "CLOCK_OFFSET_MS",
  "LEASE_SECONDS",
] as const;

const OPERATOR_KEY_LENGTH = 32;
/** Longer than the slowest provider call with its repair round (120 s). */
const LEASE_SECONDS = 180;

const known = new WeakMap<Env, Config>();

/** Throws `misconfigured`, naming the variable, when a secret is missing, short or a default. */
export function configOf(env: Env): Config {
  const config = known.get(env) ?? readConfig(env);
  known.set(env, config);
  return config;
}

function readConfig(env: Env): Config {
  const local = env.DEPLOYMENT === "local";
  const given = LOCAL_ONLY.filter((name) => env[name] !== undefined && env[name] !== "");
  if (!local && given.length > 0) log("warn", "local-only variables are ignored", { variables: given });
  const localVar = (name: (typeof LOCAL_ONLY)[number]) => (local ? env[name] || undefined : undefined);
  if (localVar("CLOCK_OFFSET_MS")) setClockOffset(positive("CLOCK_OFFSET_MS", localVar("CLOCK_OFFSET_MS"), 0));
  return {
    local,
    publicUrl: publicUrl(env.PUBLIC_URL),
    jwtKeys: keyRing("JWT_KEYS", env.JWT_KEYS),
    encryptionKeys: keyRing("ENCRYPTION_KEYS", env.ENCRYPTION_KEYS),
    operatorKey: operatorKey(env.OPERATOR_KEY),
    openAi: openAi(env),
    outboundAllowHosts:
      localVar("OUTBOUND_ALLOW_HOSTS")
        ?.split(",")
        .map((host) => host.trim()) ?? [],
    rateLimitScale: positive("RATE_LIMIT_SCALE", localVar("RATE_LIMIT_SCALE"), 1),
    defaultPlan: localVar("DEFAULT_PLAN") ?? "free",
    newAccountShards: shardNumbers(env.NEW_ACCOUNT_SHARDS || "1"),
    leaseMs: 1_000 * positive("LEASE_SECONDS", localVar("LEASE_SECONDS"), LEASE_SECONDS),
    controlToken: (local && env.LOCAL_CONTROL_TOKEN) || null,
    lastMigration: (local && env.LOCAL_LAST_MIGRATION) || null,
  };
}

function keyRing(name: string, text: string | undefined): KeyRing {
  const ring = parseKeyRing(text);
  if (typeof ring === "string") throw misconfigured(name, ring);
  return ring;
}

function operatorKey(text: string | undefined): string {
  if (!text) throw misconfigured("OPERATOR_KEY", "is missing");
  if (text.length < OPERATOR_KEY_LENGTH)
    throw misconfigured("OPERATOR_KEY", `is shorter than ${OPERATOR_KEY_LENGTH} characters`);
  if (new Set(text).size < 8) throw misconfigured("OPERATOR_KEY", "is no secret");
  return text;
}

function openAi(env: Env): Config["openAi"] {
  if (!env.OPENAI_API_KEY) return null;
  return {
    apiKey: env.OPENAI_API_KEY,
    baseUrl: env.OPENAI_BASE_URL,
    textModel: env.OPENAI_TEXT_MODEL,
    embeddingModel: env.OPENAI_EMBEDDING_MODEL || null,
    imageModel: env.OPENAI_IMAGE_MODEL,
  };
}

function publicUrl(text: string): string {
  if (!URL.canParse(text)) throw misconfigured("PUBLIC_URL", "must be the https address of this deployment");
  return text.replace(/\/+$/, "");
}

function positive(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isFinite(value) || value < 0) throw misconfigured(name, "must be a number that is not negative");
  return value;
}

function shardNumbers(text: string): number[] {
  if (!/^\d{1,2}(,\d{1,2})*$/.test(text.replaceAll(" ", "")))
    throw misconfigured("NEW_ACCOUNT_SHARDS", "must be numbers of shards, separated by commas");
  return text.split(",").map(Number);
}

const misconfigured = (name: string, why: string) =>
  new DomainError("misconfigured", `This deployment is not set up: ${name} ${why}.`, {
    variable: name,
    retryAfterSeconds: 60,
  });
