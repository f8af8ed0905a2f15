import type { BatchResponse } from "drizzle-orm/batch";
import type { AccountObject } from "./account/account-object.ts";
import { type Config, configOf } from "./core/config.ts";
import { conflict } from "./core/errors.ts";
import { newId } from "./core/ids.ts";
import { isoTime, now } from "./core/time.ts";
import { connect, type TenantDb } from "./db/client.ts";
import { databasesOf, type NamedDatabase } from "./db/databases.ts";
import { isUniqueViolation, type Statement } from "./db/guard.ts";
import type { ApiKey } from "./db/tables/api-keys.ts";
import type { Role } from "./db/tables/identity.ts";
import { events as eventTable, idempotencyKeys } from "./db/tables/index.ts";
import type { Tenant } from "./db/tenant.ts";
import type { AccountEvent, ProgressEvent, StoredEvent } from "./messages/events.ts";
import { type Message, queueOf } from "./messages/jobs.ts";
import type { SafeFetch } from "./providers/platforms/adapter.ts";
import { createSafeFetch } from "./providers/safe-fetch.ts";

export type { AccountObject, Admission, AdmitRequest } from "./account/account-object.ts";
export type { ImportPage, ObjectPage, ObjectRows } from "./account/export.ts";
export type { GatePrincipal } from "./account/gate.ts";
export type { IdempotencyVerdict } from "./account/idempotency.ts";
export type { RateScope, RateVerdict } from "./account/rate-limit.ts";
export type { ApiKeyScope } from "./db/tables/api-keys.ts";
export type { Role } from "./db/tables/identity.ts";
/** What authentication needs of an API key's row. */
export type CredentialRow = Pick<
  ApiKey,
  "id" | "accountId" | "siteId" | "secretHash" | "scopes" | "expiresAt" | "revokedAt"
>;

/** Who acts. `name` (`user:7`, `key:3`, `system`, `operator`) is what rows and the audit log keep. */
export type Actor =
  | { kind: "user"; name: string; userId: number; sessionId: string; role: Role; tokenExpiresAt: number }
  | { kind: "key"; name: string; keyId: number }
  | { kind: "system" | "operator"; name: string };

/** What a service without an account may use: cron sweeps and public pages. */
export interface SystemContext {
  config: Config;
  db: TenantDb;
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
  accountObject(accountId: number): DurableObjectStub<AccountObject>;
  /** Counts what is tried with one e-mail address, known or not, wherever it comes from. */
  emailObject(hash: string): DurableObjectStub<AccountObject>;
  /** The same deployment, acting for one account. */
  forAccount(accountId: number): ServiceContext;
}

/** The one thing services receive. */
export interface ServiceContext extends SystemContext {
  accountId: number;
  tenant: Tenant;
  actor: Actor;
  account: DurableObjectStub<AccountObject>;
  /**
   * Writes everything in one D1 batch: the statements, one row per event, and the proof that this POST's
   * Idempotency-Key took effect. Then tells the open sockets. Answers the statements' results.
   */
  commit<T extends readonly [Statement, ...Statement[]]>(
    statements: T,
    events?: readonly AccountEvent[],
  ): Promise<BatchResponse<T>>;
  /** Passing news for open sockets; nothing is stored. */
  progress(event: ProgressEvent): void;
}

export interface Caller {
  accountId: number;
  actor: Actor;
  siteIds: readonly number[] | null;
  /** Hash of the request's Idempotency-Key, if it has one. */
  idempotencyKey: string | null;
}

type Defer = (work: Promise<unknown>) => void;

export function createSystemContext(env: Env, defer: Defer): SystemContext {
  const config = configOf(env);
  const queue = (message: Message) => (queueOf(message.type) === "ai" ? env.AI_JOBS : env.PUBLISH_JOBS);
  const system: SystemContext = {
    config,
    db: connect(env.DB),
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
    accountObject: (accountId) => env.ACCOUNT.getByName(`account:${accountId}`),
    emailObject: (hash) => env.ACCOUNT.getByName(`email:${hash}`),
    forAccount: (accountId) =>
      createContext(env, defer, {
        accountId,
        actor: { kind: "system", name: "system" },
        siteIds: null,
        idempotencyKey: null,
      }),
  };
  return system;
}

export function createContext(env: Env, defer: Defer, caller: Caller): ServiceContext {
  const system = createSystemContext(env, defer);
  const account = system.accountObject(caller.accountId);
  let unmarked = caller.idempotencyKey;
  return {
    ...system,
    accountId: caller.accountId,
    tenant: { accountId: caller.accountId, siteIds: caller.siteIds },
    actor: caller.actor,
    account,
    async commit(statements, events = []) {
      const stored = events.map((event) => storedEvent(event));
      const batch: Statement[] = [...statements, ...eventStatements(system.db, caller.accountId, events, stored)];
      if (unmarked !== null) batch.push(keyStatement(system.db, caller.accountId, unmarked));
      const results = await runBatch(system.db, batch);
      unmarked = null;
      if (stored.length > 0) defer(account.publish(stored));
      // safe: D1 answers a batch in its order, and the statements stand first
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

const keyStatement = (db: TenantDb, accountId: number, keyHash: string) =>
  db.insert(idempotencyKeys).values({ accountId, keyHash, createdAt: now() });

async function runBatch(db: TenantDb, batch: Statement[]): Promise<unknown[]> {
  try {
    return await db.batch(batch as [Statement, ...Statement[]]);
  } catch (error) {
    if (!isUniqueViolation(error, "idempotency_keys.account_id")) throw error;
    const message =
      "This Idempotency-Key has already taken effect, but its answer was lost. Look the result up with a GET.";
    throw conflict(message, "idempotency_answer_lost");
  }
}
