import { conflict } from "../../core/errors.ts";
import type { PublicationState } from "../../db/tables/publications.ts";

/**
 * Who may follow whom. A publication moves only along these arrows, and each move is one conditional
 * UPDATE that names the state it leaves.
 *
 *   scheduled ─▶ claimed ─▶ sending ─▶ published | rejected | unconfirmed | scheduled (refused before acceptance)
 *   unconfirmed ─▶ reconciling ─▶ published | absent | needs_human | unconfirmed (look again later)
 *   absent ─▶ scheduled: only where the platform makes a second send harmless
 *   scheduled ─▶ cancelled (taken back) | missed (its time is long past); published ─▶ retracted (taken down)
 *   rejected | missed | cancelled | retracted ─▶ scheduled: a new wish, as a new attempt
 *   published ─▶ scheduled: a draft left there is to become public, or the connection leads to another place now
 */
const NEXT: Record<PublicationState, readonly PublicationState[]> = {
  scheduled: ["scheduled", "claimed", "cancelled", "missed"],
  claimed: ["sending", "scheduled", "cancelled", "missed", "rejected"],
  sending: ["published", "rejected", "unconfirmed", "scheduled", "reconciling"],
  unconfirmed: ["reconciling"],
  reconciling: ["published", "absent", "needs_human", "unconfirmed"],
  absent: ["scheduled"],
  needs_human: ["published", "scheduled", "cancelled"],
  rejected: ["scheduled", "cancelled"],
  published: ["retracted", "scheduled"],
  cancelled: ["scheduled"],
  missed: ["scheduled", "cancelled"],
  retracted: ["scheduled"],
};

/** Throws an Error for a move that no arrow allows: a mistake in the code, never in a request. */
export function expectMove(from: PublicationState, to: PublicationState): void {
  if (!NEXT[from].includes(to)) throw new Error(`a publication cannot go from ${from} to ${to}`);
}

/** Nobody knows yet whether it is live, or it is on its way: a caller can only wait. */
export const IN_FLIGHT: readonly PublicationState[] = ["claimed", "sending", "unconfirmed", "reconciling", "absent"];

/** A caller's new wish may arm these again, as a new attempt of the same publication. `unconfirmed` and `needs_human` never. */
export const REARMABLE: readonly PublicationState[] = ["rejected", "cancelled", "missed", "retracted"];

/** Only what waits for its time can be taken back. Throws `conflict`. */
export function expectCancellable(state: PublicationState): void {
  if (state === "published")
    throw conflict("It is published already. Take it down with POST /api/v1/publisher/records/{id}/retract/.");
  if (state !== "scheduled") throw conflict(`This record is ${state}: there is nothing to cancel.`);
}

/** A person settles what nobody could find out, and may send again what failed. Throws `conflict`. */
export function expectSettleable(state: PublicationState, to: "published" | "scheduled"): void {
  const failed = state === "rejected" || state === "missed";
  if (state === "needs_human" || (failed && to === "scheduled")) return;
  throw conflict(`This record is ${state}: there is nothing to settle by hand.`);
}

/** v1's words for a publishing record. */
export function recordStatus(state: PublicationState): "pending" | "publishing" | "published" | "failed" | "retracted" {
  if (state === "published" || state === "retracted") return state;
  if (state === "scheduled") return "pending";
  if (state === "rejected" || state === "needs_human" || state === "missed") return "failed";
  return state === "cancelled" ? "retracted" : "publishing";
}
