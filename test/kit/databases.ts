import { env } from "cloudflare:workers";

/** The second database, which vitest.config.ts binds beside `DB`. */
export const shard2 = env.SHARD_2 as D1Database;

/** Where the accounts of this run have their rows: the contract runs once more with all of them on the second database. */
export const tenants: D1Database = env.NEW_ACCOUNT_SHARDS === "2" ? shard2 : env.DB;

/** Puts an account on a plan without giving it that plan's credits: in the directory and in the copy on its shard. */
export async function putOnPlan(account: { id: number }, plan: string): Promise<void> {
  for (const database of new Set([env.DB, tenants]))
    await database.prepare("UPDATE accounts SET plan_slug = ? WHERE id = ?").bind(plan, account.id).run();
}

/** Keys of an account's pictures in R2, as their metadata names it. */
export async function keysOf({ uuid }: { uuid: string }): Promise<string[]> {
  const { objects } = await env.IMAGES.list({ prefix: "images/", include: ["customMetadata"] });
  return objects.filter(({ customMetadata }) => customMetadata?.account === uuid).map(({ key }) => key);
}
