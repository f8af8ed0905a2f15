import { eq, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { type Account, accounts, plans, users } from "../../db/tables/identity.ts";

export const findAccount = (db: TenantDb, accountId: number) =>
  db.select().from(accounts).where(eq(accounts.id, accountId)).limit(1);

/** A statement of its own: in a D1 batch a join's columns of the same name overwrite each other. */
export const findPlanOf = (db: TenantDb, accountId: number) =>
  db
    .select()
    .from(plans)
    .where(eq(plans.slug, sql`(SELECT ${accounts.planSlug} FROM ${accounts} WHERE ${accounts.id} = ${accountId})`))
    .limit(1);

export const updateAccount = (db: TenantDb, accountId: number, values: Partial<Account>) =>
  db.update(accounts).set(values).where(eq(accounts.id, accountId)).returning();

export const insertAccount = (db: TenantDb, row: typeof accounts.$inferInsert) =>
  db.insert(accounts).values(row).returning();

/** The account's id while it is being made in the same batch: found by its slug, which is unique. */
export const idOfAccount = (slug: string) => sql<number>`(SELECT id FROM accounts WHERE slug = ${slug})`;

export const insertUser = (
  db: TenantDb,
  row: Omit<typeof users.$inferInsert, "accountId">,
  accountId: ReturnType<typeof idOfAccount>,
) =>
  db
    .insert(users)
    .values({ ...row, accountId })
    .returning();

/** The owner's id while it is being made in the same batch. */
export const idOfUser = (email: string) => sql<number>`(SELECT id FROM users WHERE email = ${email})`;
