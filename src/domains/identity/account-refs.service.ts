import type { AccountRef, SystemContext } from "../../context.ts";
import { now, SECOND } from "../../core/time.ts";
import { findRef, findSettledRefs } from "./accounts.system-queries.ts";

/**
 * How long an isolate believes that an account is where it was. What is done with an older belief finds the account away:
 * claims and commits ask the database itself.
 */
const REMEMBERED_MS = 10 * SECOND;
const MOST_REMEMBERED = 1_000;

const remembered = new Map<number | string, { ref: AccountRef; until: number }>();

function remember(ref: AccountRef): AccountRef {
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  for (const name of [ref.id, ref.uuid]) remembered.set(name, { ref, until: now() + REMEMBERED_MS });
  return ref;
}

/** The account by its number or by its object's name; undefined for one that does not exist, or not any more. */
export async function resolveAccount(
  system: SystemContext,
  account: { id: number } | { uuid: string },
): Promise<AccountRef | undefined> {
  const known = remembered.get("id" in account ? account.id : account.uuid);
  if (known && known.until > now()) return known.ref;
  const [ref] = await findRef(system.directory, account);
  return ref && remember(ref);
}

/** Where these accounts are; without those that are on their way between two shards. One round trip. */
export async function resolveSettled(system: SystemContext, ids: readonly number[]): Promise<Map<number, AccountRef>> {
  const refs = ids.length === 0 ? [] : await findSettledRefs(system.directory, [...new Set(ids)]);
  return new Map(refs.map((ref) => [ref.id, ref]));
}
