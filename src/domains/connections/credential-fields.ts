import type { Platform } from "../../db/tables/connections.ts";
import { profileOf } from "../../providers/platforms/profiles.ts";

/** What an answer shows about credentials. */
export interface CredentialSummary {
  configured: boolean;
  /** The user name at the platform. */
  username: string | null;
  /** Last four characters of the secret; null when it is so short that they would tell too much. */
  last4: string | null;
  /** They are stored but cannot be decrypted: enter them again. */
  needsReconnect: boolean;
}

const SHOWN_KEYS = ["configured", "last4", "needs_reconnect"];
/** `••••uvwx`, `****`: what a form shows in place of a secret. */
const MASKED = /^[*•●]{3,}.{0,4}$/u;
const SHORTEST_WITH_LAST4 = 12;

/**
 * What was really entered: without the keys that an answer shows in credentials, without masked values, and without the
 * nulls that stand for what a platform without credentials has not got.
 */
export const enteredCredentials = (
  platform: Platform,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).filter(
      ([key, value]) =>
        !SHOWN_KEYS.includes(key) &&
        value !== undefined &&
        !isMasked(value) &&
        !(value === null && profileOf(platform)?.fields === null),
    ),
  );

const isMasked = (value: unknown) => typeof value === "string" && MASKED.test(value.trim());

/** `credentials` as decrypted: `{}` for none, null when they could not be read. */
export function summarise(platform: Platform, credentials: unknown): CredentialSummary {
  const fields = profileOf(platform)?.fields;
  const text = (field: string | null | undefined) => (field ? readText(credentials, field) : null);
  const secret = text(fields?.secret)?.replace(/\s/g, "") ?? null;
  return {
    configured: secret !== null,
    username: text(fields?.user),
    last4: secret !== null && secret.length >= SHORTEST_WITH_LAST4 ? secret.slice(-4) : null,
    needsReconnect: credentials === null,
  };
}

/** One text of decrypted credentials, or null. */
export function readText(credentials: unknown, field: string): string | null {
  if (typeof credentials !== "object" || credentials === null) return null;
  const value: unknown = Object.entries(credentials).find(([key]) => key === field)?.[1];
  return typeof value === "string" ? value : null;
}

/** An address as identity: without the parts that do not name the site (`/wp-admin`, query, final slash). */
export function normaliseAddress(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname.replace(/\/(?:wp-admin|wp-json|wp-login\.php|index\.php)(?:\/.*)?$/, "").replace(/\/+$/, "");
}

/** `7|https://blog.example`: our site (0 for none) and the remote place. */
export const identityOf = (siteId: number | null, place: string): string => `${siteId ?? 0}|${place}`;

/** The remote place of an identity. */
export const placeOf = (identity: string): string => identity.slice(identity.indexOf("|") + 1);
