/** The one clock of the Worker. Milliseconds since the epoch, UTC. */
let offset = 0;

/** Moves the clock by whole `milliseconds`; only ever called for a local deployment (`CLOCK_OFFSET_MS`, the control port). */
export function setClockOffset(milliseconds: number): void {
  offset = Math.round(milliseconds);
}

export const now = (): number => Date.now() + offset;

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `2026-11-22T09:00:00Z`: UTC, whole seconds, the only form shown by either surface. */
export const isoTime = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;

export const isoTimeOrNull = (milliseconds: number | null): string | null =>
  milliseconds === null ? null : isoTime(milliseconds);
