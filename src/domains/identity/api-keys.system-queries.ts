import { eq } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { apiKeys } from "../../db/tables/api-keys.ts";

/** A credential look-up: there is no account yet, the key's row says which. */
export async function findApiKeyByPrefix(db: TenantDb, prefix: string) {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.prefix, prefix)).limit(1);
  return row;
}
