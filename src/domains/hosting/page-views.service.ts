import type { SystemContext } from "../../context.ts";
import { now, SECOND } from "../../core/time.ts";
import { resolveSettled } from "../identity/account-refs.service.ts";
import { addViews } from "./site-pages.system-queries.ts";

/** Views of so long a time are written at once: a page with its body is one row, and each write rewrites it. */
const WINDOW_MS = SECOND;

const seen = new Map<number, [accountId: number, pageId: number, views: number]>();
let flushAt = 0;

/**
 * Counts one reading of a page, after the answer. Readings are collected in the isolate for a second; those of an
 * isolate that dies within that second are lost, which a view count can bear and a reader's waiting cannot.
 */
export function countView(system: SystemContext, { accountId, pageId }: { accountId: number; pageId: number }): void {
  const known = seen.get(pageId);
  if (known) known[2] += 1;
  else seen.set(pageId, [accountId, pageId, 1]);
  if (flushAt > now()) return;
  flushAt = now() + WINDOW_MS;
  system.defer(scheduler.wait(WINDOW_MS).then(() => flush(system)));
}

async function flush(system: SystemContext): Promise<void> {
  flushAt = 0;
  const views = [...seen.values()];
  seen.clear();
  const accounts = await resolveSettled(
    system,
    views.map(([accountId]) => accountId),
  );
  const shardOf = (accountId: number) => accounts.get(accountId)?.shard;
  await Promise.all(
    system.shards.map(({ number, db }) => {
      const here = views.filter(([accountId]) => shardOf(accountId) === number);
      return here.length > 0 && addViews(db, here);
    }),
  );
}
