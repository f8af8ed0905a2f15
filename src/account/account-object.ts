import { DurableObject } from "cloudflare:workers";
import { DAY, MINUTE, now } from "../core/time.ts";
import type { ProgressEvent, StoredEvent } from "../messages/events.ts";
import { errandOf } from "./alarms.ts";
import { exportPage, type ImportPage, importPage } from "./export.ts";
import type { Placement } from "./gate.ts";
import type { StoredAnswer } from "./idempotency.ts";
import type { HoldState } from "./ledger.ts";
import { foldEntries } from "./ledger-folding.ts";
import { type Admission, type AdmitRequest, openParts } from "./parts.ts";
import type { SocketPrincipal } from "./sockets.ts";

/** New ledger entries are copied to D1 this long after they were made: many entries, one job. */
const COPY_DELAY_MS = 2_000;

/** Holds that were looked at, and are still held, are looked at again after this long. */
const SECOND_LOOK_MS = 10 * MINUTE;

/** One per account: the only place where an account's requests meet. Delegates; decides nothing itself. */
export class AccountObject extends DurableObject<Env> {
  #parts: ReturnType<typeof openParts>;
  /** The storage was emptied: its tables are made again by the next request, not before. */
  #forgotten = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#parts = openParts(ctx);
  }

  /** Asked once on every request: rate limit, revocation, account status, and the claim of an Idempotency-Key. */
  async admit(request: AdmitRequest): Promise<Admission> {
    if (this.#forgotten) this.#parts = openParts(this.ctx);
    this.#forgotten = false;
    const verdict = this.#parts.gate.admit(request.scope, request.principal, request.scale, now());
    if (request.principal.kind === "open") await this.#parts.alarms.set("forget", now() + DAY);
    const claim = verdict.refusal === null ? request.idempotency : null;
    return { ...verdict, idempotency: claim ? this.#parts.idempotency.claim(claim, now()) : { kind: "fresh" } };
  }

  finish(key: string, answer: StoredAnswer | null, ttl: number): void {
    this.#parts.idempotency.finish(key, answer, ttl, now());
  }

  revokeSession(sessionId: string): void {
    this.#parts.gate.revokeSession(sessionId, now());
    this.#hangUp(sessionId, "signed out");
  }

  revokeUser(userId: number): void {
    this.#parts.gate.revokeUser(userId, now());
    this.#hangUp(`user:${userId}`, "your rights have changed: sign in again");
  }

  /** `prefix` is the key's own: after a restore its number may be given to another key. */
  revokeKey(keyId: number, prefix: string): void {
    this.#parts.gate.revokeKey(prefix, now());
    this.#hangUp(`key:${keyId}`, "key revoked");
  }

  /** Sockets, and the tickets that would open more. */
  #hangUp(tag: string, reason: string): void {
    this.#parts.tickets.withdraw(tag);
    this.#parts.sockets.close(tag, reason);
  }

  /**
   * Where the account lives, and whether it is on its way: then nobody gets in. Once it has arrived, everything that its
   * background work could not do meanwhile is asked for again.
   */
  async place(placement: Placement): Promise<void> {
    if (!this.#parts.gate.place(placement) || placement.moving) return;
    await this.#parts.alarms.set("fire_due", now());
    await this.#watchHolds();
    await this.#ledgerChanged();
  }

  /** The number of a new account: one more than the last, and than `floor`, the largest that the directory has. */
  nextNumber(floor: number): number {
    return this.#parts.numbers.next(floor);
  }

  setSuspended(suspended: boolean): void {
    this.#parts.gate.setSuspended(suspended, now());
    if (!suspended) return;
    this.#parts.tickets.withdrawAll();
    this.#parts.sockets.closeAll("account suspended");
  }

  async subscribe(planCredits: number): Promise<void> {
    this.#parts.ledger.subscribe(planCredits, now());
    await this.#ledgerChanged();
  }

  async grant(id: string, amount: number, description: string): Promise<void> {
    this.#parts.ledger.grant(id, amount, description, now());
    await this.#ledgerChanged();
  }

  async hold(
    id: string,
    amount: number,
    expiresAt: number,
    description: string,
  ): Promise<{ state: HoldState; available: number }> {
    const state = this.#parts.ledger.hold(id, amount, expiresAt, description, now());
    await this.#watchHolds();
    await this.#ledgerChanged();
    return { state, available: this.#parts.ledger.balance(now()).available };
  }

  async settle(id: string, cost: number) {
    const taken = this.#parts.ledger.settle(id, cost, now());
    await this.#ledgerChanged();
    return { taken, balance: this.#parts.ledger.balance(now()) };
  }

  async release(id: string): Promise<void> {
    this.#parts.ledger.release(id, now());
    await this.#ledgerChanged();
  }

  /** Also turns the month, which makes entries to be copied. */
  async balance() {
    const balance = this.#parts.ledger.balance(now());
    await this.#ledgerChanged();
    return balance;
  }

  verify() {
    return this.#parts.ledger.verify();
  }

  expiredHolds() {
    return this.#parts.ledger.expiredHolds(now());
  }

  uncopiedEntries(limit: number) {
    return this.#parts.ledger.uncopied(limit);
  }

  async markCopied(lastSequence: number): Promise<void> {
    this.#parts.ledger.markCopied(lastSequence);
    await this.#parts.alarms.set("fold_ledger", now() + DAY);
  }

  publish(events: StoredEvent[]): void {
    this.#parts.sockets.publish(events, now());
  }

  /** Makes events known that a resuming socket asks for; open sockets are not told again. */
  remember(events: StoredEvent[]): void {
    this.#parts.sockets.remember(events);
  }

  progress(event: ProgressEvent): void {
    this.#parts.sockets.progress(event, now());
  }

  issueTicket(hash: string, principal: SocketPrincipal): void {
    this.#parts.tickets.issue(hash, principal, now());
  }

  redeemTicket(hash: string): SocketPrincipal | null {
    return this.#parts.tickets.redeem(hash, now());
  }

  /** The on-time clock of schedules: wakes at `dueAt` and asks for what is due then. */
  async wakeAt(dueAt: number): Promise<void> {
    await this.#parts.alarms.set("fire_due", dueAt);
  }

  /** A page of all that is kept here, for a backup. */
  exportPage(after: string | null) {
    return exportPage(this.ctx.storage.sql, after);
  }

  /** Puts a page of a backup in, and wakes up when what is in it wants to. */
  async importPage(page: ImportPage) {
    const imported = importPage(this.ctx.storage, page);
    if (imported) await this.#ledgerChanged();
    if (imported) await this.#parts.alarms.arm();
    return { imported, verdict: this.verify() };
  }

  /** The WebSocket upgrade, and nothing else. The Worker has decided who this is and replaces both headers. */
  override fetch(request: Request): Response {
    if (!this.#parts.sockets.hasRoom()) return new Response(null, { status: 429 });
    const principal = JSON.parse(request.headers.get("x-keyline-principal") ?? "null") as SocketPrincipal;
    const webSocket = this.#parts.sockets.accept(principal, request.headers.get("x-keyline-since"));
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
    for (const kind of this.#parts.alarms.due(now())) {
      if (kind === "forget") {
        this.#forgotten = true;
        return this.ctx.storage.deleteAll();
      }
      if (kind === "fold_ledger") foldEntries(this.ctx.storage, now());
      else await this.env.PUBLISH_JOBS.send(errandOf(kind, this.ctx.id.name ?? ""));
      this.#parts.alarms.done(kind);
      if (kind === "check_holds") await this.#watchHolds();
    }
    await this.#parts.alarms.arm();
  }

  /** While anything is held, somebody will look whether its job still lives. */
  async #watchHolds(): Promise<void> {
    const expiry = this.#parts.ledger.firstExpiry();
    if (expiry !== null) await this.#parts.alarms.set("check_holds", Math.max(expiry, now() + SECOND_LOOK_MS));
  }

  async #ledgerChanged(): Promise<void> {
    if (this.#parts.ledger.uncopied(1).length > 0) await this.#parts.alarms.set("copy_ledger", now() + COPY_DELAY_MS);
  }
}
