import { DurableObject } from "cloudflare:workers";
import { DAY, now } from "../core/time.ts";
import type { ProgressEvent, StoredEvent } from "../messages/events.ts";
import type { Errand } from "../messages/jobs.ts";
import { Alarms } from "./alarms.ts";
import { Gate, type GatePrincipal, type GateVerdict } from "./gate.ts";
import { Idempotency, type IdempotencyClaim, type IdempotencyVerdict, type StoredAnswer } from "./idempotency.ts";
import { type HoldState, Ledger } from "./ledger.ts";
import { foldEntries } from "./ledger-folding.ts";
import type { RateScope } from "./rate-limit.ts";
import { type SocketPrincipal, Sockets } from "./sockets.ts";
import { Tickets } from "./tickets.ts";

export interface AdmitRequest {
  scope: RateScope;
  /** Multiplies the limits; 1 in production. */
  scale: number;
  principal: GatePrincipal;
  idempotency: IdempotencyClaim | null;
}

export type Admission = GateVerdict & { idempotency: IdempotencyVerdict };

/** New ledger entries are copied to D1 this long after they were made: many entries, one job. */
const COPY_DELAY_MS = 2_000;

/** What a wake-up asks for; the answer comes from a queue consumer, which may read D1. */
const ERRANDS = {
  copy_ledger: "billing.copy_ledger",
  check_holds: "billing.check_holds",
  fire_due: "publisher.fire_due",
} as const;

/** One per account: the only place where an account's requests meet. Delegates; decides nothing itself. */
export class AccountObject extends DurableObject<Env> {
  readonly #gate: Gate;
  readonly #ledger: Ledger;
  readonly #idempotency: Idempotency;
  readonly #sockets: Sockets;
  readonly #tickets: Tickets;
  readonly #alarms: Alarms;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const sql = ctx.storage.sql;
    this.#gate = new Gate(sql);
    this.#ledger = new Ledger(sql);
    this.#idempotency = new Idempotency(sql);
    this.#sockets = new Sockets(ctx);
    this.#tickets = new Tickets(sql);
    this.#alarms = new Alarms(ctx.storage);
  }

  /** Asked once on every request: rate limit, revocation, account status, and the claim of an Idempotency-Key. */
  async admit(request: AdmitRequest): Promise<Admission> {
    const verdict = this.#gate.admit(request.scope, request.principal, request.scale, now());
    if (request.principal.kind === "open") await this.#alarms.set("forget", now() + DAY);
    const fresh = { kind: "fresh" } as const;
    const claimed = verdict.refusal === null && request.idempotency !== null;
    return {
      ...verdict,
      idempotency: claimed ? this.#idempotency.claim(request.idempotency as IdempotencyClaim, now()) : fresh,
    };
  }

  finish(key: string, answer: StoredAnswer | null, ttl: number): void {
    this.#idempotency.finish(key, answer, ttl, now());
  }

  revokeSession(sessionId: string): void {
    this.#gate.revokeSession(sessionId, now());
    this.#sockets.close(sessionId, "signed out");
  }

  revokeUser(userId: number): void {
    this.#gate.revokeUser(userId, now());
    this.#sockets.close(`user:${userId}`, "your rights have changed: sign in again");
  }

  revokeKey(keyId: number): void {
    this.#gate.revokeKey(keyId, now());
    this.#sockets.close(`key:${keyId}`, "key revoked");
  }

  setSuspended(suspended: boolean): void {
    this.#gate.setSuspended(suspended, now());
    if (suspended) this.#sockets.closeAll("account suspended");
  }

  async subscribe(planCredits: number): Promise<void> {
    this.#ledger.subscribe(planCredits, now());
    await this.#ledgerChanged();
  }

  async grant(id: string, amount: number, description: string): Promise<void> {
    this.#ledger.grant(id, amount, description, now());
    await this.#ledgerChanged();
  }

  async hold(
    id: string,
    amount: number,
    expiresAt: number,
    description: string,
  ): Promise<{ state: HoldState; available: number }> {
    const state = this.#ledger.hold(id, amount, expiresAt, description, now());
    if (state === "held") await this.#alarms.set("check_holds", expiresAt);
    await this.#ledgerChanged();
    return { state, available: this.#ledger.balance(now()).available };
  }

  async settle(id: string, cost: number) {
    const taken = this.#ledger.settle(id, cost, now());
    await this.#ledgerChanged();
    return { taken, balance: this.#ledger.balance(now()) };
  }

  async release(id: string): Promise<void> {
    this.#ledger.release(id, now());
    await this.#ledgerChanged();
  }

  balance() {
    return this.#ledger.balance(now());
  }

  verify() {
    return this.#ledger.verify();
  }

  expiredHolds() {
    return this.#ledger.expiredHolds(now());
  }

  uncopiedEntries(limit: number) {
    return this.#ledger.uncopied(limit);
  }

  async markCopied(lastSequence: number): Promise<void> {
    this.#ledger.markCopied(lastSequence);
    await this.#alarms.set("fold_ledger", now() + DAY);
  }

  publish(events: StoredEvent[]): void {
    this.#sockets.publish(events, now());
  }

  /** Makes events known that a resuming socket asks for; open sockets are not told again. */
  remember(events: StoredEvent[]): void {
    this.#sockets.remember(events);
  }

  progress(event: ProgressEvent): void {
    this.#sockets.progress(event, now());
  }

  issueTicket(hash: string, principal: SocketPrincipal): void {
    this.#tickets.issue(hash, principal, now());
  }

  redeemTicket(hash: string): SocketPrincipal | null {
    return this.#tickets.redeem(hash, now());
  }

  /** The on-time clock of schedules: wakes at `dueAt` and asks for what is due then. */
  async wakeAt(dueAt: number): Promise<void> {
    await this.#alarms.set("fire_due", dueAt);
  }

  /** The WebSocket upgrade, and nothing else. The Worker has decided who this is and replaces both headers. */
  override fetch(request: Request): Response {
    if (!this.#sockets.hasRoom()) return new Response(null, { status: 429 });
    const principal = JSON.parse(request.headers.get("x-keyline-principal") ?? "null") as SocketPrincipal;
    const webSocket = this.#sockets.accept(principal, request.headers.get("x-keyline-since"));
    return new Response(null, { status: 101, webSocket });
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    const size = typeof message === "string" ? message.length : message.byteLength;
    if (size > 4_096) socket.close(1009, "clients only send ping");
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    socket.close(code === 1005 || code === 1006 ? 1000 : code);
  }

  /** Enqueues, folds or forgets; a send that throws leaves the wake-up standing and the platform calls again. */
  override async alarm(): Promise<void> {
    for (const kind of this.#alarms.due(now())) {
      if (kind === "forget") return this.ctx.storage.deleteAll();
      if (kind === "fold_ledger") foldEntries(this.ctx.storage, now());
      else await this.env.PUBLISH_JOBS.send(this.#errand(kind));
      await this.#alarms.done(kind);
    }
  }

  #errand(kind: keyof typeof ERRANDS): Errand {
    return { type: ERRANDS[kind], accountId: Number(this.ctx.id.name?.replace("account:", "")) };
  }

  async #ledgerChanged(): Promise<void> {
    if (this.#ledger.uncopied(1).length > 0) await this.#alarms.set("copy_ledger", now() + COPY_DELAY_MS);
  }
}
