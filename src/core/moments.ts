import { invalid } from "./errors.ts";

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

/** A name of the IANA time zone database; bare offsets such as `+02:00`, which `Intl` also takes, are none. */
export const isTimezone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
};

/**
 * A moment from an input: `2026-12-01T09:00:00+01:00`, or a local time with an IANA zone beside it. A naive time
 * without a zone is refused, and so is one that the zone's clocks skip. Of a time that comes twice the first is meant.
 * Answers milliseconds since the epoch; throws `validation_error` naming `path`.
 */
export function momentOf(text: string, timezone: string | undefined, path: string): number {
  if (timezone !== undefined && !isTimezone(timezone))
    throw invalid("timezone", `${timezone} is no IANA time zone, such as Europe/Berlin.`);
  if (WITH_OFFSET.test(text) && !Number.isNaN(Date.parse(text))) return Date.parse(text);
  const parts = LOCAL.exec(text)
    ?.slice(1)
    .map((part) => Number(part ?? 0));
  if (!parts) throw invalid(path, "Give a time like 2026-12-01T09:00:00Z, with an offset.");
  if (timezone === undefined)
    throw invalid(path, "This time has no offset. Add Z or +01:00, or give a timezone beside it.");
  return zoned(parts, timezone, path);
}

function zoned(parts: readonly number[], timezone: string, path: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts;
  const wanted = Date.UTC(year, month - 1, day, hour, minute, second);
  // the zone's offset a day before and a day after bracket any change on that day
  const offsets = [wanted - 86_400_000, wanted + 86_400_000].map((around) => offsetAt(around, timezone));
  const fitting = offsets
    .map((offset) => wanted - offset)
    .filter((moment) => moment + offsetAt(moment, timezone) === wanted);
  if (fitting.length === 0)
    throw invalid(
      path,
      `${new Date(wanted).toISOString().slice(0, 19)} does not exist in ${timezone}: the clocks skip it.`,
    );
  return Math.min(...fitting);
}

/** How far the zone's wall clock is ahead of UTC at a moment, ms. */
function offsetAt(moment: number, timezone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: timezone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const part = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
  return wall - Math.floor(moment / 1_000) * 1_000;
}
