import type { DirectoryError, ErrorCode } from "../directory/errors.js";

const statuses: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  BAD_USER_INPUT: 400,
  INVALID_CURSOR: 400,
  NOT_FOUND: 404,
  LIMIT_EXCEEDED: 400,
  UPSTREAM_UNAVAILABLE: 502,
  UPSTREAM_TIMEOUT: 504,
  UPSTREAM_RATE_LIMITED: 503,
  UPSTREAM_UNAUTHORIZED: 502,
  UPSTREAM_FORBIDDEN: 502,
  UPSTREAM_INVALID_RESPONSE: 502,
  STORE_UNAVAILABLE: 503,
  OVERLOADED: 503,
  INTERNAL: 500,
};

/** The HTTP status and headers of a request that was stopped before its operation began. */
export interface RefusalHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A limit that passes by itself is 429 with `Retry-After`; one that never will is 400. */
export function toRefusalHead(code: ErrorCode, error: DirectoryError | null): RefusalHead {
  const retryAfterMs = error?.retryAfterMs ?? null;
  return {
    status: code === "LIMIT_EXCEEDED" && retryAfterMs !== null ? 429 : statuses[code],
    headers: {
      ...(code === "UNAUTHENTICATED" ? { "www-authenticate": "Bearer" } : {}),
      ...(retryAfterMs === null ? {} : { "retry-after": String(Math.ceil(retryAfterMs / 1_000)) }),
    },
  };
}
