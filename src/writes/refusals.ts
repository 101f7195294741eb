import type { DirectoryError } from "../directory/errors.js";
import { WriteRefused, type UserErrorCode } from "../directory/user-errors.js";

/**
 * What a provider's failure means for a write that it certainly did not apply. Upstream trouble is data here: whoever
 * asked for one change wants to know whether it can be asked again.
 * @returns `null` for what is no provider's doing, which stays an error
 */
export function toRefusal(error: DirectoryError): WriteRefused | null {
  const code = refusalCodes[error.code];
  return code === undefined ? null : new WriteRefused(code, error.message, { cause: error });
}

const refusalCodes: Readonly<Partial<Record<DirectoryError["code"], UserErrorCode>>> = {
  NOT_FOUND: "NOT_FOUND",
  UPSTREAM_UNAVAILABLE: "PROVIDER_UNAVAILABLE",
  UPSTREAM_TIMEOUT: "PROVIDER_UNAVAILABLE",
  UPSTREAM_INVALID_RESPONSE: "PROVIDER_UNAVAILABLE",
  UPSTREAM_RATE_LIMITED: "RATE_LIMITED",
  LIMIT_EXCEEDED: "RATE_LIMITED",
  UPSTREAM_UNAUTHORIZED: "REAUTH_REQUIRED",
  UPSTREAM_FORBIDDEN: "FORBIDDEN",
};

/** Whether the failure says by itself that nothing was applied. */
export function isCertainlyNotApplied(error: DirectoryError): boolean {
  if (!error.wasSent) return true;
  const status = error.httpStatus;
  return status !== null && status >= 300 && status < 500 && status !== 408;
}

export function busy(): WriteRefused {
  return new WriteRefused(
    "RATE_LIMITED",
    "Another operation on the same target is under way, and its outcome has to be known first",
  );
}

export function inReview(id: string): WriteRefused {
  return new WriteRefused(
    "OUTCOME_UNKNOWN",
    `Nobody knows whether operation ${id} did this already; \`operationResolve\` tells what was found out`,
  );
}

export function tooLate(): WriteRefused {
  return new WriteRefused(
    "PROVIDER_UNAVAILABLE",
    "The request's time was over before anything could be sent; nothing was",
  );
}
