import { Temporal } from "temporal-polyfill";
import { invalid } from "./errors.ts";

/** RFC 3339 with the seconds optional; second 60 is refused, which Temporal would silently take for 59. */
const FORM = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::[0-5]\d(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;
/** Temporal reads nanoseconds at the finest; what is finer is cut off. */
const FINER_THAN_NANOSECONDS = /(\.\d{9})\d+/;

/** A name of the IANA time zone database, in any case; bare offsets such as `+02:00`, which Temporal also takes, are none. */
export const isTimezone = (name: string): boolean =>
  /^[A-Za-z]/.test(name) && attempt(() => Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)) !== null;

/**
 * A moment, ms, from `2026-12-01T09:00:00+01:00` (any number of fraction digits), or from a local time with an IANA zone
 * beside it; or else why it cannot be used, as a sentence. A day or time that does not exist (30 February, 25:00, second
 * 60) is refused, and so is a local time that the zone's clocks skip; of one that comes twice the first is meant.
 */
export function readMoment(text: string, timezone?: string): number | string {
  const form = FORM.exec(text);
  if (!form) return "Give a time like 2026-12-01T09:00:00Z, with an offset.";
  const exact = text.replace(FINER_THAN_NANOSECONDS, "$1");
  if (form[1] !== undefined)
    return attempt(() => Temporal.Instant.from(exact))?.epochMilliseconds ?? `There is no such time as ${text}.`;
  if (timezone === undefined) return "This time has no offset. Add Z or +01:00, or give a timezone beside it.";
  const local = attempt(() => Temporal.PlainDateTime.from(exact, { overflow: "reject" }));
  if (!local) return `There is no such time as ${text}.`;
  const moment = local.toZonedDateTime(timezone, { disambiguation: "earlier" });
  if (moment.toPlainDateTime().equals(local)) return moment.epochMilliseconds;
  return `${text} does not exist in ${timezone}: the clocks skip it.`;
}

/** `readMoment` for an input. Throws `validation_error` naming `path`, or `timezone` when that is what is wrong. */
export function momentOf(text: string, timezone: string | undefined, path: string): number {
  if (timezone !== undefined && !isTimezone(timezone))
    throw invalid("timezone", `${timezone} is no IANA time zone, such as Europe/Berlin.`);
  const moment = readMoment(text, timezone);
  if (typeof moment === "string") throw invalid(path, moment);
  return moment;
}

/** The first moment, ms, of a day `YYYY-MM-DD`, UTC. Throws RangeError when there is no such day. */
export const startOfDay = (day: string): number => startOf(Temporal.PlainDate.from(day, { overflow: "reject" }));

/** The month, UTC, in which a moment lies: its `name` (`2026-11`), from `start` up to, but not including, `end`, ms. */
export function monthOf(moment: number): { name: string; start: number; end: number } {
  const first = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO("UTC").toPlainDate().with({ day: 1 });
  return { name: first.toString().slice(0, 7), start: startOf(first), end: startOf(first.add({ months: 1 })) };
}

const startOf = (day: Temporal.PlainDate): number => day.toZonedDateTime("UTC").epochMilliseconds;

/** Temporal throws RangeError for what does not exist. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
