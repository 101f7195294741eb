import type { DirectoryError } from "./errors.js";

/** States of an account that failed. */
export const failureStates = [
  "RATE_LIMITED",
  "REAUTH_REQUIRED",
  "FORBIDDEN",
  "FILTER_UNSUPPORTED",
  "UNAVAILABLE",
  "TIMED_OUT",
  "INVALID_RESPONSE",
] as const;
export type FailureState = (typeof failureStates)[number];

/** How a linked account took part in an answer. */
export type AccountState = "OK" | "NOT_REACHED" | "TRUNCATED" | "STALE" | FailureState;

/** How much of the account the credential's rank lets us see. */
export type Visibility = "FULL" | "PARTIAL" | "UNKNOWN";

/** Whether a User of the account holds one role or several. */
export type RoleCardinality = "ONE" | "MANY";

/** A kind of place that the account pays for or is limited to. */
export interface Seat {
  readonly kind: string;
  readonly limit: number | null;
  readonly used: number | null;
  readonly note: string | null;
}

/** How many calls a provider still allows. */
export interface RateBudget {
  readonly limit: number | null;
  readonly remaining: number | null;
  /** When the window of the limit begins anew. */
  readonly resetsAt: Date | null;
  /** `HEADERS`: the provider said so. `CONFIGURED`: what Rollcall keeps to by itself. */
  readonly source: "HEADERS" | "CONFIGURED";
}

/** The state of an account whose reading ended in this error. */
export function toAccountState(error: DirectoryError): FailureState | "TRUNCATED" {
  switch (error.code) {
    case "UPSTREAM_UNAUTHORIZED":
      return "REAUTH_REQUIRED";
    case "UPSTREAM_FORBIDDEN":
    case "FORBIDDEN":
      return "FORBIDDEN";
    case "UPSTREAM_RATE_LIMITED":
      return "RATE_LIMITED";
    case "UPSTREAM_TIMEOUT":
      return "TIMED_OUT";
    case "UPSTREAM_INVALID_RESPONSE":
      return "INVALID_RESPONSE";
    case "LIMIT_EXCEEDED":
      return "TRUNCATED";
    case "BAD_USER_INPUT":
      return "FILTER_UNSUPPORTED";
    default:
      return "UNAVAILABLE";
  }
}
