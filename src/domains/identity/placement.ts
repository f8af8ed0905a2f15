import { type Account, MOVING_STATUSES, type SETTLED_STATUSES } from "../../db/tables/identity.ts";

/** The shard of a new account: one of `shards`, chosen by its uuid, so that they fill alike. */
export function shardFor(uuid: string, shards: readonly number[]): number {
  const place = Number.parseInt(uuid.slice(0, 8), 16) % shards.length;
  const shard = shards[place];
  if (shard === undefined) throw new Error("there is no shard for new accounts");
  return shard;
}

type Status = Account["status"];

export const isMoving = (status: Status): status is Exclude<Status, (typeof SETTLED_STATUSES)[number]> =>
  MOVING_STATUSES.some((moving) => moving === status);
