import type { ServiceContext } from "../../context.ts";
import { seal, unseal } from "../../core/crypto.ts";
import { DomainError, type FieldError, invalid } from "../../core/errors.ts";
import type { Connection, Platform } from "../../db/tables/connections.ts";
import type { CredentialFields, PlatformProfile } from "../../providers/platforms/adapter.ts";
import { profileOf } from "../../providers/platforms/profiles.ts";
import { checkOutboundUrl } from "../../providers/safe-fetch.ts";
import { enteredCredentials, identityOf, normaliseAddress, readText } from "./credential-fields.ts";
import { notAvailable } from "./platform-names.ts";

/** Credentials as entered: some or all fields, and where they stood in the input (`credentials.`), to name the field. */
export interface EnteredCredentials {
  values: Readonly<Record<string, unknown>>;
  path: string;
}

/** What a sealed text is bound to: a row copied to another account, or to another connection, does not open. */
const sealContext = (accountId: number, uuid: string) => `${accountId}|connection:${uuid}|credentials`;

/** Encrypts credentials for the connection with this uuid; the answer is what its row stores. */
export const sealCredentials = (ctx: ServiceContext, uuid: string, credentials: unknown): Promise<string> =>
  seal(ctx.config.encryptionKeys, JSON.stringify(credentials), sealContext(ctx.accountId, uuid));

/**
 * The stored credentials, still to be checked with the adapter's schema: `{}` where none are stored, null where they
 * cannot be decrypted (the key is gone, or the row was tampered with), so that the platform must be connected again.
 */
export async function openCredentials(
  ctx: ServiceContext,
  connection: Pick<Connection, "uuid" | "credentials">,
): Promise<unknown> {
  if (connection.credentials === null) return {};
  const context = sealContext(ctx.accountId, connection.uuid);
  try {
    const text = await unseal(ctx.config.encryptionKeys, connection.credentials, context);
    return text === null ? null : JSON.parse(text);
  } catch {
    // not even the form of a sealed text
    return null;
  }
}

interface Target {
  uuid: string;
  siteId: number | null;
  platform: Platform;
  /** Decrypted credentials that the entered ones complete; `{}` for a new connection. */
  stored: unknown;
}

/**
 * Checks what was entered and answers what the row keeps of it, and the remote place that it names. Throws
 * `validation_error` naming the field, `platform_not_configured` for a platform that cannot be connected yet.
 */
export async function prepareCredentials(
  ctx: ServiceContext,
  target: Target,
  entered: EnteredCredentials,
): Promise<{ credentials: string | null; identity: string; place: string }> {
  const { uuid, siteId, platform } = target;
  const values = enteredCredentials(platform, entered.values);
  const profile = connectable(platform);
  const { fields } = profile;
  if (!fields) {
    const [field] = Object.keys(values);
    if (field) throw invalid(entered.path + field, "The hosted site needs no credentials.");
    return { credentials: null, identity: identityOf(siteId, platform), place: HOSTED_SITE };
  }
  const credentials = parse(profile, { ...(target.stored ?? {}), ...values }, entered.path);
  const place = checkedPlace(ctx, fields, credentials, entered.path);
  refuseMovedSecret(fields, target.stored, place, values, entered.path);
  const kept = { ...credentials, [fields.place.field]: place };
  return { credentials: await sealCredentials(ctx, uuid, kept), identity: identityOf(siteId, place), place };
}

/** The name of the one place that needs no credentials. */
const HOSTED_SITE = "Hosted site";

function connectable(platform: Platform): PlatformProfile {
  const profile = profileOf(platform);
  if (profile) return profile;
  throw new DomainError("platform_not_configured", notAvailable(platform), { platform });
}

function parse(profile: PlatformProfile, values: Record<string, unknown>, path: string): Record<string, unknown> {
  const parsed = profile.credentials.safeParse(values);
  // safe: every profile's schema is an object
  if (parsed.success) return parsed.data as Record<string, unknown>;
  const errors = parsed.error.issues.flatMap((issue): FieldError[] => {
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({ path: path + key, message: `${profile.platform} has no such credential.` }));
    const field = issue.path.join(".");
    const missing = readText(values, field) === null;
    return [{ path: path + field, message: missing ? `${profile.platform} needs it, as text.` : issue.message }];
  });
  const [first] = errors;
  throw new DomainError("validation_error", first ? `${first.path}: ${first.message}` : "Invalid credentials", {
    errors,
  });
}

/** The remote place as identity; an address must be one that may be called, now as at every call. */
function checkedPlace(ctx: ServiceContext, { place }: CredentialFields, credentials: unknown, path: string): string {
  const text = readText(credentials, place.field) ?? "";
  if (place.kind === "handle") return text.toLowerCase();
  const { outboundAllowHosts, publicUrl } = ctx.config;
  const refusal = checkOutboundUrl(text, { allowHosts: outboundAllowHosts, ownHosts: [new URL(publicUrl).host] });
  if (refusal) throw invalid(path + place.field, refusal);
  return normaliseAddress(text);
}

/** Whoever may edit a connection must not be able to have its stored secret sent to a place of their own. */
function refuseMovedSecret(
  fields: CredentialFields,
  stored: unknown,
  place: string,
  values: Record<string, unknown>,
  path: string,
): void {
  const before = readText(stored, fields.place.field);
  if (before === null || before === place || readText(values, fields.secret) !== null) return;
  throw invalid(
    path + fields.secret,
    `Enter it again: ${fields.place.field} changed, and it is only sent where it belongs.`,
  );
}
