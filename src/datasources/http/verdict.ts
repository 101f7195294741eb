import type { DirectoryError, ErrorCode } from "../../directory/errors.js";
import { BodyTooLarge } from "./body.js";
import { HostRefused } from "./host-guard.js";

/**
 * What the end of a try says about the provider as a whole. `UNCLEAR`: it says nothing, as an error of its own about
 * one object, or a call that we gave up.
 */
export type Verdict = "WORKS" | "SLOW_DOWN" | "OVERWHELMED" | "DOWN" | "UNCLEAR";

const byStatus: ReadonlyMap<number, Verdict> = new Map<number, Verdict>([
  [408, "OVERWHELMED"],
  [500, "UNCLEAR"],
  [501, "UNCLEAR"],
  [503, "OVERWHELMED"],
]);

const byCode: ReadonlyMap<ErrorCode, Verdict> = new Map<ErrorCode, Verdict>([
  ["UPSTREAM_TIMEOUT", "OVERWHELMED"],
  ["UPSTREAM_RATE_LIMITED", "SLOW_DOWN"],
]);

/** The verdict of a failed try. `isOurs`: it ended because our own time was up, not the provider's. */
export function toVerdict(error: DirectoryError, isOurs: boolean): Verdict {
  if (isOurs || isOfOurMaking(error)) return "UNCLEAR";
  if (error.code === "UPSTREAM_INVALID_RESPONSE") return isBroken(error) ? "DOWN" : "WORKS";
  const told = error.httpStatus === null ? undefined : byStatus.get(error.httpStatus);
  return byCode.get(error.code) ?? told ?? (error.code === "UPSTREAM_UNAVAILABLE" ? "DOWN" : "WORKS");
}

/** The provider was not asked, or could have answered within a larger cap. */
function isOfOurMaking({ code, cause }: DirectoryError): boolean {
  return code === "INTERNAL" || cause instanceof HostRefused || cause instanceof BodyTooLarge;
}

/** Cut short, no HTTP, or no JSON where a 2xx promised it; a redirect and a refusal are answers. */
function isBroken({ httpStatus }: DirectoryError): boolean {
  return httpStatus === null || httpStatus < 300;
}
