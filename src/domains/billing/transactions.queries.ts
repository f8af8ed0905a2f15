import { and, desc, eq, getTableColumns, lte, sql } from "drizzle-orm";
import type { TenantDb } from "../../db/client.ts";
import { insertRows } from "../../db/json-rows.ts";
import { equals, found, list, type QueryOf } from "../../db/list.ts";
import { pageFrom, sliceOf, totalOf } from "../../db/page.ts";
import { type CreditTransaction, creditTransactions } from "../../db/tables/billing.ts";
import type { Tenant } from "../../db/tenant.ts";

const COLUMNS = getTableColumns(creditTransactions);

const TRANSACTIONS = list({
  table: creditTransactions,
  columns: COLUMNS,
  scope: ({ accountId }: Tenant) => eq(creditTransactions.accountId, accountId),
  filters: {
    transaction_type: equals(creditTransactions.transactionType),
    reference_id: equals(creditTransactions.referenceId),
  },
});

export type TransactionQuery = QueryOf<typeof TRANSACTIONS>;

/** The history of the account's ledger, newest first by their number there: what is copied so far, seconds behind the balance. */
export async function findTransactions(db: TenantDb, tenant: Tenant, query: TransactionQuery) {
  const { where, cut } = TRANSACTIONS.read(tenant, query);
  const newestFirst = sql`ORDER BY ${desc(creditTransactions.sequence)} ${sliceOf(cut)}`;
  const page = pageFrom(db, creditTransactions, COLUMNS, sql`FROM ${creditTransactions} WHERE ${where} ${newestFirst}`);
  return found(await db.batch([page, totalOf(db, creditTransactions, where)]));
}

/**
 * Adds copies of ledger entries, however many, as one statement with one parameter. Those that are there already stay
 * as they are; a sequence number that another entry has is an error.
 */
export const insertTransactions = (db: TenantDb, rows: readonly CreditTransaction[]) =>
  insertRows(db, creditTransactions, rows).onConflictDoNothing({ target: creditTransactions.id });

/** Up to which entry of its ledger an account has copies; 0 when it has none. */
export async function findHighestSequence(db: TenantDb, accountId: number): Promise<number> {
  const [row] = await db
    .select({ highest: sql<number>`coalesce(max(${creditTransactions.sequence}), 0)` })
    .from(creditTransactions)
    .where(eq(creditTransactions.accountId, accountId));
  return row?.highest ?? 0;
}

/** Credits moved between each pair of ledger accounts by the copies up to a sequence number, and how many they are. */
export const sumTransactions = (db: TenantDb, accountId: number, throughSequence: number) =>
  db
    .select({
      debit: creditTransactions.debitAccount,
      credit: creditTransactions.creditAccount,
      amount: sql<number>`sum(${creditTransactions.amount})`,
      availableChange: sql<number>`sum(${creditTransactions.availableChange})`,
      entries: sql<number>`count(*)`,
    })
    .from(creditTransactions)
    .where(and(eq(creditTransactions.accountId, accountId), lte(creditTransactions.sequence, throughSequence)))
    .groupBy(creditTransactions.debitAccount, creditTransactions.creditAccount);
