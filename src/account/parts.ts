import { Alarms } from "./alarms.ts";
import { Gate, type GatePrincipal, type GateVerdict } from "./gate.ts";
import { Idempotency, type IdempotencyClaim, type IdempotencyVerdict } from "./idempotency.ts";
import { Ledger } from "./ledger.ts";
import { Numbers } from "./numbers.ts";
import type { RateScope } from "./rate-limit.ts";
import { Sockets } from "./sockets.ts";
import { Tickets } from "./tickets.ts";

export interface AdmitRequest {
  scope: RateScope;
  /** Multiplies the limits; 1 in production. */
  scale: number;
  principal: GatePrincipal;
  idempotency: IdempotencyClaim | null;
}

export type Admission = GateVerdict & { idempotency: IdempotencyVerdict };

/** What an account object is made of; makes the tables that are missing. */
export const openParts = (ctx: DurableObjectState) => ({
  gate: new Gate(ctx.storage.sql),
  ledger: new Ledger(ctx.storage.sql),
  idempotency: new Idempotency(ctx.storage.sql),
  sockets: new Sockets(ctx),
  tickets: new Tickets(ctx.storage.sql),
  alarms: new Alarms(ctx.storage),
  numbers: new Numbers(ctx.storage.kv),
});
