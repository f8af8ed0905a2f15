import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

/** Any of our databases: what the toolkit of `src/db` takes. */
export type Db = DrizzleD1Database;

declare const part: unique symbol;

/** What finds things before an account is known: accounts, addresses, keys, plans, the library. */
export type DirectoryDb = Db & { readonly [part]: "directory" };

/** The shard that holds an account's own rows. The compiler refuses one kind where a query asks for the other. */
export type TenantDb = Db & { readonly [part]: "tenant" };

export const connect = <D extends DirectoryDb | TenantDb>(binding: D1Database): D =>
  // safe: the mark exists for the compiler only; who connects says what the binding is
  drizzle(binding) as unknown as D;
