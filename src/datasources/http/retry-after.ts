import type { Answer } from "./call.js";

/** No window of a rate limit is longer; a larger value is a mistake, of which the shorter limit is believed. */
const absurdMs = 3_600_000;
const believedMs = 30_000;

/**
 * How long a provider asks us to stay away, in milliseconds from `nowMs` (wall clock, since the header may be a date),
 * or null when it does not say or says nonsense. A date in the past is 0. RFC 9110 section 10.2.3.
 */
export function toRetryAfterMs(headers: Answer["headers"], nowMs: number): number | null {
  const value = headers["retry-after"];
  if (typeof value !== "string") return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : untilDate(value, nowMs);
  if (ms === null) return null;
  return ms > absurdMs ? believedMs : ms;
}

// `Date.parse` alone takes "-5" and "1.5" for dates: an HTTP date begins with the name of a day (RFC 9110 section 5.6.7).
function untilDate(value: string, nowMs: number): number | null {
  if (!/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value)) return null;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
