import type { DirectoryError } from "../../directory/errors.js";
import { HostRefused } from "./host-guard.js";

/**
 * What the end of a try says about the provider as a whole. `UNCLEAR`: it says nothing, as an error of its own about
 * one object, or a call that we gave up.
 */
export type Verdict = "WORKS" | "SLOW_DOWN" | "OVERWHELMED" | "DOWN" | "UNCLEAR";

const byStatus: ReadonlyMap<number, Verdict> = new Map<number, Verdict>([
  [408, "OVERWHELMED"],
  [429, "SLOW_DOWN"],
  [500, "UNCLEAR"],
  [501, "UNCLEAR"],
  [503, "OVERWHELMED"],
]);

/** The verdict of a failed try. `isOurs`: it ended because our own time was up, not the provider's. */
export function toVerdict({ code, httpStatus, cause }: DirectoryError, isOurs: boolean): Verdict {
  if (isOurs || cause instanceof HostRefused) return "UNCLEAR";
  if (code === "UPSTREAM_TIMEOUT") return "OVERWHELMED";
  const told = httpStatus === null ? undefined : byStatus.get(httpStatus);
  if (told !== undefined) return told;
  if (code === "UPSTREAM_UNAVAILABLE") return "DOWN";
  return httpStatus !== null && httpStatus >= 400 ? "WORKS" : "UNCLEAR";
}
