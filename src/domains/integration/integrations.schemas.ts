import { z } from "@hono/zod-openapi";
import { isoTime, isoTimeOrNull } from "../../core/time.ts";
import { type Connection, connections, PLATFORMS } from "../../db/tables/connections.ts";
import { BooleanQuery, readOnlyKeys } from "../../http/envelope.ts";
import { idFilter, line, listQuery } from "../../http/fields.ts";
import type { ConnectionQuery } from "../connections/connections.queries.ts";
import { type CredentialSummary, placeOf } from "../connections/credential-fields.ts";
import { PlatformName } from "../connections/platforms.schemas.ts";

const SYNC_STATUSES = connections.syncStatus.enumValues;

const Name = line(100, "Name shown in lists; the remote address when absent", "Company blog");

const IsActive = z.boolean().openapi({ description: "False: nothing is published over it", example: true });

const SyncEnabled = z
  .boolean()
  .openapi({ description: "True: the platform's posts and terms are kept in step", example: false });

const Config = z.record(z.string().max(64), z.unknown()).openapi({
  description: "Settings of this integration, up to 16 KB; never put secrets here",
  example: { content_types: { post: { enabled: true } } },
});

/** Not checked further here: each platform knows its own fields, and says which one is wrong. */
const field = (max: number, description: string, example: string) =>
  z.string().trim().max(max).nullable().openapi({ description, example }).optional();

const CREDENTIALS = {
  site_url: field(2_048, "Address of the WordPress site, as a visitor types it", "https://blog.example.com"),
  username: field(200, "WordPress user who publishes: author, editor or administrator", "editor"),
  application_password: field(
    200,
    "Application password of that user (Users > Profile); stored encrypted, never shown again",
    "abcd efgh ijkl mnop qrst uvwx",
  ),
  credentials: z
    .record(z.string().max(64), z.union([z.string().max(4_096), z.boolean(), z.null()]))
    .openapi({
      description: "The same fields in one object, or the fields of another platform",
      example: { site_url: "https://blog.example.com", username: "editor", application_password: "abcd efgh ijkl" },
    })
    .optional(),
};

const OWN_RECORD = [
  ...(["id", "sync_status", "last_sync_at", "sync_error", "healthy", "health_code", "checked_at"] as const),
  ...(["created_at", "updated_at"] as const),
] as const;

export const CreateIntegrationBody = z
  .object({
    site_id: z.int().positive().openapi({ description: "Site that it belongs to", example: 1 }),
    platform: PlatformName,
    name: Name.nullable().optional(),
    ...CREDENTIALS,
    config: Config.default({}),
    is_active: IsActive.default(true),
    sync_enabled: SyncEnabled.default(false),
    ...readOnlyKeys(...OWN_RECORD),
  })
  .strict()
  .openapi("CreateIntegrationBody");

export const UpdateIntegrationBody = z
  .object({
    name: Name.nullable().optional(),
    ...CREDENTIALS,
    config: Config.nullable().optional(),
    is_active: IsActive.optional(),
    sync_enabled: SyncEnabled.optional(),
    ...readOnlyKeys(...OWN_RECORD, "site_id", "platform"),
  })
  .strict()
  .openapi("UpdateIntegrationBody");

export const ListIntegrationsQuery = listQuery<ConnectionQuery>({
  site_id: idFilter("Only integrations of this site"),
  platform: PlatformName.optional(),
  is_active: BooleanQuery.optional().openapi({ description: "Only those switched on, or off", example: "true" }),
  sync_enabled: BooleanQuery.optional().openapi({ description: "Only those that sync, or do not", example: "true" }),
});

export const Integration = z
  .object({
    id: z.int().openapi({ description: "Id of the integration", example: 1 }),
    site_id: z.int().openapi({ description: "Site that it belongs to", example: 1 }),
    platform: z.enum(PLATFORMS).openapi({ description: "Platform", example: "wordpress" }),
    name: z.string().max(100).openapi({ description: "Name shown in lists", example: "Company blog" }),
    site_url: z
      .string()
      .max(2_048)
      .nullable()
      .openapi({ description: "Remote address; null for the hosted site", example: "https://blog.example.com" }),
    credentials: z
      .object({
        configured: z.boolean().openapi({ description: "Whether a secret is stored", example: true }),
        username: z.string().max(200).nullable().openapi({ description: "User at the platform", example: "editor" }),
        last4: z
          .string()
          .max(4)
          .nullable()
          .openapi({ description: "Last four characters of the secret, if it is long enough", example: "uvwx" }),
        needs_reconnect: z
          .boolean()
          .openapi({ description: "The stored credentials cannot be read: enter them again", example: false }),
      })
      .openapi({ description: "What is known of the credentials, which are never shown" }),
    config: z
      .record(z.string().max(64), z.unknown())
      .openapi({ description: "Settings", example: { content_types: { post: { enabled: true } } } }),
    is_active: z.boolean().openapi({ description: "False: nothing is published over it", example: true }),
    sync_enabled: z.boolean().openapi({ description: "Whether it syncs", example: false }),
    sync_status: z.enum(SYNC_STATUSES).openapi({ description: "Where its sync is", example: "idle" }),
    last_sync_at: z.string().nullable().openapi({ description: "UTC", example: null }),
    sync_error: z.string().max(2_000).nullable().openapi({ description: "Why the last sync failed", example: null }),
    healthy: z
      .boolean()
      .nullable()
      .openapi({ description: "Verdict of the last test; null before the first", example: true }),
    health_code: z.string().max(64).nullable().openapi({ description: "Its code", example: "ok" }),
    checked_at: z.string().nullable().openapi({ description: "When it was tested; UTC", example: null }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    updated_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
  })
  .openapi("Integration");

export const ConnectionHealth = z
  .object({
    healthy: z.boolean().openapi({ description: "Whether we could publish there now", example: false }),
    code: z.string().max(64).openapi({ description: "For programs", example: "auth_failed" }),
    message: z
      .string()
      .max(1_000)
      .openapi({ description: "What to do", example: "Create a new application password." }),
    details: z.record(z.string().max(64), z.unknown()).openapi({
      description: "Facts beside the code: status, missing, roles",
      example: { missing: ["upload_files"] },
    }),
  })
  .openapi("ConnectionHealth");

/** A connection with the summary in place of its credentials. */
interface Shown extends Omit<Connection, "credentials"> {
  credentials: CredentialSummary;
}

export const presentIntegration = (row: Shown): z.infer<typeof Integration> => ({
  id: row.id,
  // only those of a site are shown here
  site_id: row.siteId ?? 0,
  platform: row.platform,
  name: row.displayName,
  site_url: row.platform === "site" ? null : placeOf(row.identity),
  credentials: {
    configured: row.credentials.configured,
    username: row.credentials.username,
    last4: row.credentials.last4,
    needs_reconnect: row.credentials.needsReconnect,
  },
  config: row.config,
  is_active: row.enabled,
  sync_enabled: row.syncEnabled,
  sync_status: row.syncStatus,
  last_sync_at: isoTimeOrNull(row.lastSyncAt),
  sync_error: row.syncError,
  healthy: row.healthy,
  health_code: row.healthCode,
  checked_at: isoTimeOrNull(row.checkedAt),
  created_at: isoTime(row.createdAt),
  updated_at: isoTime(row.updatedAt),
});

/** Credentials as they came: one by one, or in an object, or both, the single ones first. */
export function credentialsOf(input: z.infer<typeof UpdateIntegrationBody>) {
  const { site_url, username, application_password, credentials = {} } = input;
  const single = Object.entries({ site_url, username, application_password }).filter(
    ([, value]) => value !== undefined,
  );
  return { values: { ...credentials, ...Object.fromEntries(single) }, path: single.length > 0 ? "" : "credentials." };
}
