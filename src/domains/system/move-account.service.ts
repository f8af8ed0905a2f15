import type { SystemContext } from "../../context.ts";
import { conflict, invalid, notFound } from "../../core/errors.ts";
import { now } from "../../core/time.ts";
import { isGuardFailure, type Statement } from "../../db/guard.ts";
import { DIRECTORY_SHARD, startIds } from "../../db/shards.ts";
import type { AccountMove } from "../../db/tables/directory.ts";
import type { Account } from "../../db/tables/identity.ts";
import { tenantTables } from "../../db/tenant-tables.ts";
import { recordDirectoryAudit } from "../audit/audit.queries.ts";
import { bringCopy } from "../identity/account-copies.service.ts";
import {
  type AccountValues,
  copyAccount,
  findAccount,
  guardUnchanged,
  updateAccount,
} from "../identity/accounts.queries.ts";
import { isMoving } from "../identity/placement.ts";
import { leaveLines, unparkJobs } from "../jobs/jobs.queries.ts";
import { unparkPublications } from "../publications/publications.queries.ts";
import {
  copyMove,
  deleteCopy,
  deleteMove,
  findMove,
  guardMove,
  insertMove,
  updateMove,
} from "./account-moves.queries.ts";
import { calledBack, isCallable, MOST_RESTARTS, newMove, nextPhase, restarted } from "./account-moves.ts";
import { TABLE_WORK, workThroughTables } from "./move-phases.service.ts";
import { countHeld } from "./move-rows.queries.ts";

export interface MoveReport {
  /** How the move stands; null when it is over. */
  move: AccountMove | null;
  /** Pieces of work that have begun and are waited for. */
  waitingFor: number;
}

const OVER: MoveReport = { move: null, waitingFor: 0 };

/**
 * Leads an account's move to another shard one step on; the first call begins it. To be called until `move` is null: at
 * any moment it may stop, and go on later. A move back to where the account still is calls it off. Throws `not_found`,
 * `validation_error` (no such shard), `conflict` (it moves elsewhere), `shard_unavailable`.
 */
export async function moveAccount(system: SystemContext, accountId: number, toShard: number): Promise<MoveReport> {
  const { directory } = system;
  const [[account], [move]] = await directory.batch([
    findAccount(directory, accountId),
    findMove(directory, accountId),
  ]);
  if (!account) throw notFound("account", accountId);
  if (!move && account.shard !== toShard) return begin(system, account, toShard);
  if (!move) {
    // whatever its object believed, after a restore of the directory for one
    await tell(system, account, now());
    return OVER;
  }
  if (move.toShard === toShard) {
    await spread(system, account);
    return step(system, account, move);
  }
  if (move.fromShard !== toShard || !isCallable(move.phase))
    throw conflict(`The account is on its way to shard ${move.toShard}, in the phase ${move.phase}.`);
  const entry = audit(system, account, "account.move_called_back", { from: move.toShard, to: toShard });
  return saved(system, move, calledBack(move, tenantTables().length), entry);
}

async function begin(system: SystemContext, account: Account, toShard: number): Promise<MoveReport> {
  if (!system.shards.some(({ number }) => number === toShard))
    throw invalid("to_shard", `No database is bound as SHARD_${toShard}.`);
  // throws for an account whose own database is away
  system.shard(account.shard);
  const { directory } = system;
  const { status, shard } = account;
  if (isMoving(status)) throw new Error(`account ${account.id} is ${status} without a move`);
  const move = newMove(account.id, shard, toShard, now());
  const statements = [
    guardUnchanged(directory, account),
    insertMove(directory, move),
    change(system, account, { status: "draining", statusAfterMove: status }),
    audit(system, account, "account.move_begun", { from: shard, to: toShard }),
  ] as const;
  const report = await unlessOvertaken(system, account.id, async () => {
    await directory.batch(statements);
    return move;
  });
  if (!report.move) throw conflict("The account has changed at this very moment. Try again.");
  return report;
}

function step(system: SystemContext, account: Account, move: AccountMove): Promise<MoveReport> {
  if (move.phase === "draining") return drain(system, account, move);
  if (move.phase === "switching") return switchOver(system, account, move);
  if (move.phase === "resuming") return resume(system, account, move);
  return workOnTables(system, account, move);
}

/** Puts the account's row where it must be: whoever reads or writes by an older one is refused. */
async function spread(system: SystemContext, account: Account): Promise<void> {
  if (account.copyDue) await bringCopy(system, account);
  await tell(system, account);
}

/** Tells the account's object where the directory says that the account is. */
const tell = (system: SystemContext, account: Account, saidAt = account.updatedAt) =>
  system.accountObject(account).place({ shard: account.shard, moving: isMoving(account.status), saidAt });

/** Nobody is let in any more; what has begun ends. Then nobody may write. */
async function drain(system: SystemContext, account: Account, move: AccountMove): Promise<MoveReport> {
  const held = await countHeld(system.shard(move.fromShard), account.id, now());
  if (held > 0) return { move, waitingFor: held };
  return enter(system, account, move, { status: "moving" });
}

async function workOnTables(system: SystemContext, account: Account, move: AccountMove): Promise<MoveReport> {
  const phase = TABLE_WORK[move.phase];
  if (!phase) throw new Error(`nothing is done with tables while ${move.phase}`);
  if (phase.writes) await copyMoveTo(system, move, move[phase.writes]);
  const done = await workThroughTables(system, move, phase.work);
  const tables = tenantTables().length;
  if ("differs" in done) {
    if (move.restarts < MOST_RESTARTS) return saved(system, move, restarted(move, tables));
    throw conflict(`Rows of ${done.differs} change again and again while they are copied. Find out who writes them.`);
  }
  if (!done.isOver) return saved(system, move, done.move);
  if (move.phase === "removing") return finish(system, account, move);
  if (move.phase === "clearing") await prepareShard(system, account, move);
  return saved(system, move, nextPhase(done.move, tables));
}

/** The account's row goes before all others, which refer to it. It says that the account lives elsewhere. */
async function prepareShard(system: SystemContext, account: Account, { toShard }: AccountMove): Promise<void> {
  if (toShard === DIRECTORY_SHARD) return;
  const db = system.shard(toShard);
  await db.batch([copyAccount(db, account), ...startIds(db)]);
}

async function copyMoveTo(system: SystemContext, move: AccountMove, shard: number): Promise<void> {
  if (shard !== DIRECTORY_SHARD) await copyMove(system.shard(shard), move);
}

/** From here on the account lives on the new shard. */
function switchOver(system: SystemContext, account: Account, move: AccountMove): Promise<MoveReport> {
  const { fromShard: from, toShard: to, sums } = move;
  const rows = Object.values(sums).reduce((sum, table) => sum + table.rows, 0);
  const entry = audit(system, account, "account.move_switched", { from, to, rows });
  return enter(system, { ...account, shard: to }, move, { shard: to }, entry);
}

/** The account has its status back, and is let in. */
async function resume(system: SystemContext, account: Account, move: AccountMove): Promise<MoveReport> {
  const values = { status: account.statusAfterMove ?? account.status, statusAfterMove: null };
  const report = await enter(system, account, move, values);
  await wakeWork(system, account.id);
  return report;
}

/** Meanwhile its work was claimed by nobody, and has left every line. Nothing of a suspended account is woken. */
async function wakeWork(system: SystemContext, accountId: number): Promise<void> {
  const [account] = await findAccount(system.directory, accountId);
  if (account?.status !== "active") return;
  const { db, account: object } = system.forAccount(account);
  await db.batch([...unparkJobs(db, accountId, now()), unparkPublications(db, accountId)]);
  await object.wakeAt(now());
}

/** The next phase, for which the account's row changes. */
async function enter(
  system: SystemContext,
  account: Account,
  move: AccountMove,
  values: Omit<AccountValues, "updatedAt">,
  ...others: Statement[]
): Promise<MoveReport> {
  const next = nextPhase(move, tenantTables().length);
  const report = await saved(system, move, next, change(system, account, values), ...others);
  const [changed] = await findAccount(system.directory, account.id);
  if (changed) await spread(system, changed);
  return report;
}

async function finish(system: SystemContext, account: Account, move: AccountMove): Promise<MoveReport> {
  const { fromShard: from, toShard: to, sums } = move;
  const { directory } = system;
  // once more: the call that let it in may have ended before it could
  await wakeWork(system, account.id);
  await leaveLines(system.shard(from), account.id);
  for (const shard of [from, to].filter((number) => number !== DIRECTORY_SHARD)) {
    const db = system.shard(shard);
    await copyMove(db, move);
    if (shard === from) await deleteCopy(db, move);
    await deleteMove(db, move);
  }
  const entry = audit(system, account, "account.moved", { from, to, sums });
  return unlessOvertaken(system, account.id, async () => {
    await directory.batch([guardMove(directory, move), deleteMove(directory, move), entry]);
    return null;
  });
}

const change = ({ directory }: SystemContext, account: Account, values: Omit<AccountValues, "updatedAt">) =>
  updateAccount(directory, account, { ...values, updatedAt: now() });

const audit = ({ directory }: SystemContext, account: Account, action: string, details: Record<string, unknown>) =>
  recordDirectoryAudit(directory, { accountId: account.id, actor: "operator", action, details, createdAt: now() });

/** Writes where the move is, with what belongs to it. */
function saved(
  system: SystemContext,
  move: AccountMove,
  next: AccountMove,
  ...others: Statement[]
): Promise<MoveReport> {
  const { directory } = system;
  const later = { ...next, updatedAt: Math.max(now(), move.updatedAt + 1) };
  return unlessOvertaken(system, move.accountId, async () => {
    await directory.batch([guardMove(directory, move), updateMove(directory, later), ...others]);
    return later;
  });
}

/** Whoever finds that another caller was faster has changed nothing, and tells how the move stands. */
async function unlessOvertaken(
  { directory }: SystemContext,
  accountId: number,
  write: () => Promise<AccountMove | null>,
): Promise<MoveReport> {
  try {
    return { move: await write(), waitingFor: 0 };
  } catch (error) {
    if (!isGuardFailure(error)) throw error;
    const [current] = await findMove(directory, accountId);
    return { move: current ?? null, waitingFor: 0 };
  }
}
