import { and, eq } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { auditEntries } from "../../db/tables/audit.ts";
import { type Account, accounts, plans } from "../../db/tables/identity.ts";

export const findAccount = (db: TenantDb, accountId: number) =>
  db.select().from(accounts).where(eq(accounts.id, accountId)).limit(1);

export const findPlan = (db: TenantDb, slug: string) => db.select().from(plans).where(eq(plans.slug, slug)).limit(1);

export const updateAccount = (db: TenantDb, accountId: number, values: Partial<Account>) =>
  db.update(accounts).set(values).where(eq(accounts.id, accountId)).returning();

/** The record of one act, by what it was about. */
export const findAudit = (db: TenantDb, accountId: number, action: string, target: string) =>
  db
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.accountId, accountId), eq(auditEntries.action, action), eq(auditEntries.target, target)))
    .limit(1);
