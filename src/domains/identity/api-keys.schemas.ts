import { z } from "@hono/zod-openapi";
import { isoTime, isoTimeOrNull } from "../../core/time.ts";
import { API_KEY_SCOPES, type ApiKey as ApiKeyRow } from "../../db/tables/api-keys.ts";
import { readOnlyKeys } from "../../http/envelope.ts";
import { idField, line, listQuery, momentField } from "../../http/fields.ts";
import type { ApiKeyQuery } from "./api-keys.queries.ts";

export const ListApiKeysQuery = listQuery<ApiKeyQuery>({});

const Scopes = z
  .array(z.enum(API_KEY_SCOPES))
  .min(1, "Give at least one scope")
  .max(API_KEY_SCOPES.length)
  .transform((scopes) => [...new Set(scopes)]);

export const CreateApiKeyBody = z
  .object({
    name: line(100, "What the key is for", "WordPress plugin"),
    site_id: idField("The one site it may act for; null for the whole account").nullable().optional(),
    scopes: Scopes.default([...API_KEY_SCOPES]).openapi({
      description: "What it may do",
      example: ["read", "content", "publish", "webhook"],
    }),
    expires_at: momentField("When it ends, with an offset; null for never", "2027-01-31T00:00:00Z")
      .nullable()
      .optional(),
    ...readOnlyKeys("id", "prefix", "created_at", "revoked_at"),
  })
  .strict()
  .openapi("CreateApiKeyBody");

export const ApiKey = z
  .object({
    id: z.int().openapi({ description: "Id of the key", example: 1 }),
    name: z.string().max(100).openapi({ description: "What it is for", example: "WordPress plugin" }),
    prefix: z.string().max(8).openapi({ description: "Its public part: ak_<prefix>_…", example: "Q7mX2pLd" }),
    site_id: z.int().nullable().openapi({ description: "Its one site; null for all", example: 1 }),
    scopes: z
      .array(z.enum(API_KEY_SCOPES))
      .max(4)
      .openapi({ description: "What it may do", example: ["read"] }),
    created_at: z.string().openapi({ description: "UTC", example: "2026-11-22T09:00:00Z" }),
    expires_at: z.string().nullable().openapi({ description: "UTC; null for never", example: "2027-01-31T00:00:00Z" }),
    revoked_at: z.string().nullable().openapi({ description: "UTC; null while it lives", example: null }),
  })
  .openapi("ApiKey");

export const CreatedApiKey = ApiKey.extend({
  key: z.string().max(64).openapi({
    description: "The key itself, for the Authorization header. Shown once",
    example: "ak_Q7mX2pLd_…",
  }),
}).openapi("CreatedApiKey");

export const presentApiKey = (row: ApiKeyRow): z.infer<typeof ApiKey> => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  site_id: row.siteId,
  scopes: row.scopes,
  created_at: isoTime(row.createdAt),
  expires_at: isoTimeOrNull(row.expiresAt),
  revoked_at: isoTimeOrNull(row.revokedAt),
});
