import type { Answer } from "./call.js";

/** What a provider says of its own limit. */
export interface ToldRate {
  readonly limit: number | null;
  readonly remaining: number;
  /** Milliseconds until the window begins anew. */
  readonly resetMs: number;
}

/** Larger values are points in time, in seconds since 1970 (contract Teamwork section 1.3). */
const smallestEpochSeconds = 1_000_000_000;
const longestWindowMs = 3_600_000;
const prefixes = ["x-ratelimit", "x-rate-limit", "ratelimit"] as const;

/**
 * The rate that an answer tells, or null when it tells none that can be believed. Two spellings of the customary
 * headers, and that of draft-ietf-httpapi-ratelimit-headers-03.
 * @param nowMs wall clock, since the reset may be a point in time
 */
export function toToldRate(headers: Answer["headers"], nowMs: number): ToldRate | null {
  const prefix = prefixes.find((one) => headers[`${one}-remaining`] !== undefined);
  if (prefix === undefined) return null;
  const remaining = toCount(headers[`${prefix}-remaining`]);
  const reset = toCount(headers[`${prefix}-reset`]);
  if (remaining === null || reset === null) return null;
  const resetMs = reset > smallestEpochSeconds ? reset * 1_000 - nowMs : reset * 1_000;
  if (resetMs < 0 || resetMs > longestWindowMs) return null;
  return { limit: toCount(headers[`${prefix}-limit`]), remaining, resetMs };
}

/** Whether the status means that the account calls too often: a 400 does once nothing is left (contract Teamwork section 1.3). */
export function isThrottle(status: number, told: ToldRate | null): boolean {
  return status === 429 || (status === 400 && told?.remaining === 0);
}

function toCount(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d{1,12}$/u.test(value) ? Number(value) : null;
}
