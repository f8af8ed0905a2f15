import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { accountId, flag, id, json, time } from "../columns.ts";

export const OPERATIONS = [
  "clustering",
  "idea_generation",
  "content_generation",
  "image_prompt_extraction",
  "image_generation",
  "linking",
  "optimization",
  "adaptation",
] as const;

export const TRANSACTION_TYPES = ["purchase", "subscription", "refund", "deduction", "adjustment"] as const;

/** What the account's ledger did: each entry moves credits between two of its accounts (`account/ledger.ts`). */
export const ENTRY_KINDS = ["grant", "hold", "settle", "release", "lapse", "opening"] as const;

export const LEDGER_ACCOUNTS = ["issued", "plan", "bonus", "held", "spent", "lapsed"] as const;

/** Prices are rows: a price change is data, not a release. */
export const creditPrices = sqliteTable("credit_prices", {
  operation: text("operation", { enum: OPERATIONS }).primaryKey(),
  displayName: text("display_name").notNull(),
  /** Cost = ceil((tokens in + out) / tokensPerCredit), at least minimum; null where pictures are priced by quality. */
  tokensPerCredit: integer("tokens_per_credit"),
  minimumCredits: integer("minimum_credits").notNull(),
  /** Credits a picture, by quality. */
  basicCredits: integer("basic_credits"),
  qualityCredits: integer("quality_credits"),
  premiumCredits: integer("premium_credits"),
  isActive: flag("is_active").notNull().default(true),
});

/** History of the account's ledger, copied from its Durable Object under the same ids. Never decides anything. */
export const creditTransactions = sqliteTable(
  "credit_transactions",
  {
    id: text("id").primaryKey(),
    accountId: accountId(),
    /** Order inside the account's ledger. */
    sequence: integer("sequence").notNull(),
    entryKind: text("entry_kind", { enum: ENTRY_KINDS }).notNull(),
    transactionType: text("transaction_type", { enum: TRANSACTION_TYPES }).notNull(),
    debitAccount: text("debit_account", { enum: LEDGER_ACCOUNTS }).notNull(),
    creditAccount: text("credit_account", { enum: LEDGER_ACCOUNTS }).notNull(),
    /** Credits moved, always positive. */
    amount: integer("amount").notNull(),
    /** Change of what the account may spend: amount, -amount, or 0 (a settlement moves credits already held). */
    availableChange: integer("available_change").notNull(),
    /** What the account could spend after this entry. */
    balanceAfter: integer("balance_after").notNull(),
    description: text("description").notNull(),
    /** The job, grant or period it belongs to. */
    referenceId: text("reference_id"),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("credit_transactions_by_sequence").on(t.accountId, t.sequence),
    index("credit_transactions_by_type").on(t.accountId, t.transactionType, t.sequence),
    index("credit_transactions_by_reference").on(t.accountId, t.referenceId),
  ],
);

/** One row a paid job: what it used and what that cost. */
export const creditUsage = sqliteTable(
  "credit_usage",
  {
    id: id(),
    accountId: accountId(),
    jobId: text("job_id").notNull(),
    siteId: integer("site_id"),
    operation: text("operation", { enum: OPERATIONS }).notNull(),
    creditsUsed: integer("credits_used").notNull(),
    tokensIn: integer("tokens_in").notNull(),
    tokensOut: integer("tokens_out").notNull(),
    model: text("model").notNull(),
    relatedType: text("related_type"),
    relatedId: integer("related_id"),
    metadata: json<Record<string, unknown>>("metadata").notNull(),
    createdAt: time("created_at").notNull(),
  },
  (t) => [
    uniqueIndex("credit_usage_by_job").on(t.accountId, t.jobId, t.operation),
    index("credit_usage_by_time").on(t.accountId, t.createdAt, t.id),
    index("credit_usage_by_operation").on(t.accountId, t.operation, t.createdAt, t.id),
    index("credit_usage_by_site").on(t.accountId, t.siteId, t.createdAt, t.id),
  ],
);

export type Operation = (typeof OPERATIONS)[number];
export type CreditPrice = typeof creditPrices.$inferSelect;
export type CreditTransaction = typeof creditTransactions.$inferSelect;
export type CreditUsage = typeof creditUsage.$inferSelect;
