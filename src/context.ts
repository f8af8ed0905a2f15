import type { BatchResponse } from "drizzle-orm/batch";
import type { AccountObject } from "./account/account-object.ts";
import { type Config, configOf } from "./core/config.ts";
import { accountMoving, conflict, DomainError } from "./core/errors.ts";
import { newId } from "./core/ids.ts";
import { isoTime, now } from "./core/time.ts";
import { connectDirectory, connectShard, type Db, type DirectoryDb, type TenantDb } from "./db/client.ts";
import { databasesOf, type NamedDatabase } from "./db/databases.ts";
import { isGuardFailure, isUniqueViolation, type Statement } from "./db/guard.ts";
import { shardBindings } from "./db/shards.ts";
import type { ApiKey } from "./db/tables/api-keys.ts";
import type { AccountRef, Role } from "./db/tables/identity.ts";
import { directoryIdempotencyKeys, events as eventTable, idempotencyKeys } from "./db/tables/index.ts";
import { guardAtHome, type Tenant } from "./db/tenant.ts";
import type { AccountEvent, ProgressEvent, StoredEvent } from "./messages/events.ts";
import { type Message, queueOf } from "./messages/jobs.ts";
import type { SafeFetch } from "./providers/platforms/adapter.ts";
import { createSafeFetch } from "./providers/safe-fetch.ts";

export type { AccountObject } from "./account/account-object.ts";
export type { ImportPage, ObjectPage, ObjectRows } from "./account/export.ts";
export type { GatePrincipal } from "./account/gate.ts";
export type { IdempotencyVerdict } from "./account/idempotency.ts";
export type { Admission, AdmitRequest } from "./account/parts.ts";
export type { RateScope, RateVerdict } from "./account/rate-limit.ts";
export type { ApiKeyScope } from "./db/tables/api-keys.ts";
export type { AccountRef, Role } from "./db/tables/identity.ts";
/** What authentication needs of an API key's row, and whose it is. */
export interface CredentialRow
  extends Pick<ApiKey, "id" | "siteId" | "secretHash" | "scopes" | "expiresAt" | "revokedAt"> {
  account: AccountRef;
}

/** Who acts. `name` (`user:7`, `key:3`, `system`, `operator`) is what rows and the audit log keep. */
export type Actor =
  | { kind: "user"; name: string; userId: number; sessionId: string; role: Role; tokenExpiresAt: number }
  | { kind: "key"; name: string; keyId: number }
  | { kind: "system" | "operator"; name: string };

/** A database that holds accounts' own rows. */
export interface Shard {
  number: number;
  db: TenantDb;
}

/** What a service without an account may use: cron sweeps and public pages. */
export interface SystemContext {
  config: Config;
  directory: DirectoryDb;
  /** Those that are bound. */
  shards: readonly Shard[];
  /** Throws `shard_unavailable` for one that is not bound. */
  shard(number: number): TenantDb;
  /** Every database of the deployment, `DB` first: for what concerns all of them, such as a backup. */
  databases(): NamedDatabase[];
  images: R2Bucket;
  assets: Fetcher;
  /** The guarded door to hosts that users name. */
  fetch: SafeFetch;
  /** Sends a message; a queue that refuses throws. */
  enqueue(message: Message, delaySeconds?: number): Promise<void>;
  enqueueAll(messages: readonly Message[]): Promise<void>;
  /** Work that may go on after the answer. */
  defer(work: Promise<unknown>): void;
  accountObject(account: Pick<AccountRef, "uuid">): DurableObjectStub<AccountObject>;
  /** Gives accounts their numbers. It has a memory of its own, which a restored database does not turn back. */
  numbersObject(): DurableObjectStub<AccountObject>;
  /** Counts what is tried with one e-mail address, known or not, wherever it comes from. */
  emailObject(hash: string): DurableObjectStub<AccountObject>;
  /** The same deployment, acting for one account. Throws `shard_unavailable`. */
  forAccount(account: AccountRef): ServiceContext;
}

/** The one thing services receive. */
export interface ServiceContext extends SystemContext {
  accountId: number;
  ref: AccountRef;
  /** The account's shard. */
  db: TenantDb;
  tenant: Tenant;
  actor: Actor;
  account: DurableObjectStub<AccountObject>;
  /**
   * Writes everything in one batch of the shard: the statements, one row per event, and the proof that this POST's
   * Idempotency-Key took effect. Then tells the open sockets. Answers the statements' results. Throws `unavailable` while
   * the account moves to another shard.
   */
  commit<T extends readonly [Statement, ...Statement[]]>(
    statements: T,
    events?: readonly AccountEvent[],
  ): Promise<BatchResponse<T>>;
  /** The same for what changes in the directory alone. */
  commitDirectory<T extends readonly [Statement, ...Statement[]]>(statements: T): Promise<BatchResponse<T>>;
  /**
   * Writes to the directory, in one batch, what a `commit` on the shard is to follow. It bears no proof, since a repeat
   * has to complete it: so it must be such that it may be repeated. Throws `unavailable` as `commit` does.
   */
  claim<T extends readonly [Statement, ...Statement[]]>(statements: T): Promise<BatchResponse<T>>;
  /** Passing news for open sockets; nothing is stored. */
  progress(event: ProgressEvent): void;
}

export interface Caller {
  account: AccountRef;
  actor: Actor;
  siteIds: readonly number[] | null;
  /** Hash of the request's Idempotency-Key, if it has one. */
  idempotencyKey: string | null;
}

type Defer = (work: Promise<unknown>) => void;

const connected = new WeakMap<Env, { directory: DirectoryDb; shards: Shard[] }>();

/** Without state: an isolate makes them once. */
function connectedTo(env: Env) {
  const known = connected.get(env) ?? {
    directory: connectDirectory(env.DB),
    shards: [...shardBindings(env)].map(([number, binding]) => ({ number, db: connectShard(binding, number) })),
  };
  connected.set(env, known);
  return known;
}

export function createSystemContext(env: Env, defer: Defer): SystemContext {
  const config = configOf(env);
  const queue = (message: Message) => (queueOf(message.type) === "ai" ? env.AI_JOBS : env.PUBLISH_JOBS);
  const { directory, shards } = connectedTo(env);
  const system: SystemContext = {
    config,
    directory,
    shards,
    shard: (number) => shards.find((shard) => shard.number === number)?.db ?? refuseShard(number),
    databases: () => databasesOf(env),
    images: env.IMAGES,
    assets: env.ASSETS,
    fetch: createSafeFetch({ allowHosts: config.outboundAllowHosts, ownHosts: [new URL(config.publicUrl).host] }),
    enqueue: async (message, delaySeconds = 0) => {
      await queue(message).send(message, { delaySeconds });
    },
    enqueueAll: async (messages) => {
      for (const binding of [env.AI_JOBS, env.PUBLISH_JOBS]) {
        const bodies = messages.filter((message) => queue(message) === binding).map((body) => ({ body }));
        for (let i = 0; i < bodies.length; i += 100) await binding.sendBatch(bodies.slice(i, i + 100));
      }
    },
    defer,
    accountObject: ({ uuid }) => env.ACCOUNT.getByName(`account:${uuid}`),
    numbersObject: () => env.ACCOUNT.getByName("directory"),
    emailObject: (hash) => env.ACCOUNT.getByName(`email:${hash}`),
    forAccount: (account) =>
      createContext(env, defer, {
        account,
        actor: { kind: "system", name: "system" },
        siteIds: null,
        idempotencyKey: null,
      }),
  };
  return system;
}

export function createContext(env: Env, defer: Defer, caller: Caller): ServiceContext {
  const system = createSystemContext(env, defer);
  const { account: ref, actor, siteIds } = caller;
  const { directory } = system;
  const db = system.shard(ref.shard);
  const account = system.accountObject(ref);
  let unmarked = caller.idempotencyKey;
  /** `proof` makes the key's row; without a key, or when it is written already, there is none. */
  const run = async (on: Db, statements: readonly Statement[], proof: (keyHash: string) => Statement) => {
    const results = await runBatch(on, unmarked === null ? statements : [...statements, proof(unmarked)]);
    unmarked = null;
    return results;
  };
  return {
    ...system,
    accountId: ref.id,
    ref,
    db,
    tenant: { accountId: ref.id, siteIds },
    actor,
    account,
    async commit(statements, events = []) {
      const stored = events.map((event) => storedEvent(event));
      const batch = [guardAtHome(db, ref), ...statements, ...eventStatements(db, ref.id, events, stored)];
      const results = await run(db, batch, (keyHash) => keyStatement(db, idempotencyKeys, ref.id, keyHash));
      if (stored.length > 0) defer(account.publish(stored));
      // safe: D1 answers a batch in its order, and the statements stand behind the guard
      return results.slice(1, 1 + statements.length) as never;
    },
    async claim(statements) {
      const results = await runBatch(directory, [guardAtHome(directory, ref), ...statements]);
      // safe: as above
      return results.slice(1) as never;
    },
    async commitDirectory(statements) {
      const results = await run(directory, statements, (keyHash) =>
        keyStatement(directory, directoryIdempotencyKeys, ref.id, keyHash),
      );
      // safe: as above
      return results.slice(0, statements.length) as never;
    },
    progress: (event) => defer(account.progress(event)),
  };
}

const storedEvent = (event: AccountEvent): StoredEvent => ({ ...event, id: newId(), at: isoTime(now()) });

const eventStatements = (
  db: TenantDb,
  accountId: number,
  events: readonly AccountEvent[],
  stored: readonly StoredEvent[],
) =>
  events.map(({ type, ...payload }, index) =>
    db.insert(eventTable).values({ uuid: stored[index]?.id ?? newId(), accountId, type, payload, createdAt: now() }),
  );

const keyStatement = (
  db: Db,
  table: typeof idempotencyKeys | typeof directoryIdempotencyKeys,
  accountId: number,
  keyHash: string,
) => db.insert(table).values({ accountId, keyHash, createdAt: now() });

async function runBatch(db: Db, batch: readonly Statement[]): Promise<unknown[]> {
  try {
    return await db.batch(batch as [Statement, ...Statement[]]);
  } catch (error) {
    if (isGuardFailure(error, "account at home")) throw accountMoving();
    if (!isUniqueViolation(error, "idempotency_keys.account_id")) throw error;
    const message =
      "This Idempotency-Key has already taken effect, but its answer was lost. Look the result up with a GET.";
    throw conflict(message, "idempotency_answer_lost");
  }
}

function refuseShard(shard: number): never {
  const message = `The database of this account, shard ${shard}, cannot be reached. Its data is safe; try again later.`;
  throw new DomainError("shard_unavailable", message, { shard, retryAfterSeconds: 60 });
}
