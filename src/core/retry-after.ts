import { HOUR, SECOND } from "./time.ts";

/** A server may ask for patience, not for ever. */
const LONGEST_SECONDS = HOUR / SECOND;
/** Fractions are against the RFC, and sent all the same. */
const NUMBER = /^\d+(?:\.\d+)?$/;
/** All three forms of a date (RFC 9110 5.6.7) begin with the day of the week; Date.parse also takes "-5" for one. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/;

/**
 * Whole seconds from 1 to 3,600 that another server asks us to wait at the moment `at`: `Retry-After` as seconds or as an
 * HTTP date (RFC 9110 10.2.3), or OpenAI's finer `retry-after-ms`. Undefined when absent, unreadable, or a date gone by:
 * then our own pace holds.
 */
export function readRetryAfter(headers: Headers | undefined, at: number): number | undefined {
  const milliseconds = headers?.get("retry-after-ms")?.trim() ?? "";
  const value = headers?.get("retry-after")?.trim() ?? "";
  if (NUMBER.test(milliseconds)) return bounded(Number(milliseconds) / SECOND);
  if (NUMBER.test(value)) return bounded(Number(value));
  const date = HTTP_DATE.test(value) ? Date.parse(value) : Number.NaN;
  return date > at ? bounded((date - at) / SECOND) : undefined;
}

const bounded = (seconds: number) => Math.min(Math.max(Math.ceil(seconds), 1), LONGEST_SECONDS);

/** Whole seconds to wait, at the moment `at`, for `moment` to come: at least one. */
export const secondsUntil = (moment: number, at: number): number => Math.max(1, Math.ceil((moment - at) / SECOND));

/** The header that asks a caller of ours to wait. */
export const retryAfter = (seconds: number) => ({ "Retry-After": String(seconds) });
