import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

/** Any of our databases: what the toolkit of `src/db` takes, and queries of what each database has (plans, prices, the library). */
export type Db = DrizzleD1Database;

declare const part: unique symbol;

/** What finds things before an account is known: accounts, people, sign-ins, keys, public addresses. */
export type DirectoryDb = Db & { readonly [part]: "directory" };

/** The shard that holds an account's own rows. The compiler refuses one kind where a query asks for the other. */
export type TenantDb = Db & {
  readonly [part]: "tenant";
  /** Its number, which the account's row names. */
  readonly shard: number;
};

// safe, both: the mark exists for the compiler only; who connects says what the binding is

export const connectDirectory = (binding: D1Database): DirectoryDb => drizzle(binding) as unknown as DirectoryDb;

export const connectShard = (binding: D1Database, shard: number): TenantDb =>
  Object.assign(drizzle(binding), { shard }) as unknown as TenantDb;
