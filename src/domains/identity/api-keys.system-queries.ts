import { eq } from "drizzle-orm";
import type { DirectoryDb } from "../../db/client.ts";
import { apiKeys } from "../../db/tables/api-keys.ts";
import { accounts } from "../../db/tables/identity.ts";

/** A credential look-up: there is no account yet, the key's row says which. */
export async function findApiKeyByPrefix(db: DirectoryDb, prefix: string) {
  const [row] = await db
    .select({ key: apiKeys, account: { id: accounts.id, uuid: accounts.uuid, shard: accounts.shard } })
    .from(apiKeys)
    .innerJoin(accounts, eq(accounts.id, apiKeys.accountId))
    .where(eq(apiKeys.prefix, prefix))
    .limit(1);
  return row && { ...row.key, account: row.account };
}
