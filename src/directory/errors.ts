/**
 * The closed list of codes a client can see in `errors[].extensions.code`.
 * `UPSTREAM_*` name what went wrong between Rollcall and a provider; the others are between client and Rollcall.
 */
export const errorCodes = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "BAD_USER_INPUT",
  "INVALID_CURSOR",
  "NOT_FOUND",
  "LIMIT_EXCEEDED",
  "UPSTREAM_UNAVAILABLE",
  "UPSTREAM_TIMEOUT",
  "UPSTREAM_RATE_LIMITED",
  "UPSTREAM_UNAUTHORIZED",
  "UPSTREAM_FORBIDDEN",
  "UPSTREAM_INVALID_RESPONSE",
  "STORE_UNAVAILABLE",
  "OVERLOADED",
  "INTERNAL",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

const retryableCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "UPSTREAM_UNAVAILABLE",
  "UPSTREAM_TIMEOUT",
  "UPSTREAM_RATE_LIMITED",
  "STORE_UNAVAILABLE",
  "OVERLOADED",
]);

export interface DirectoryErrorOptions {
  /** `accountKey` of the linked account that failed. */
  readonly account?: string | undefined;
  /** HTTP status of the provider's answer, where there was one. */
  readonly httpStatus?: number | undefined;
  /** Milliseconds after which asking again makes sense, as the provider said. */
  readonly retryAfterMs?: number | undefined;
  /** `false` when it is certain that the provider never saw the call; true unless told. */
  readonly wasSent?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * The one error of the domain. Its message comes from Rollcall and is safe to show: it never holds an upstream
 * body, a URL, a token or an e-mail address. What the provider said is in `cause`, for the redacted log only.
 */
export class DirectoryError extends Error {
  readonly code: ErrorCode;
  readonly account: string | null;
  readonly httpStatus: number | null;
  readonly retryAfterMs: number | null;
  /** Whether the provider may have seen the call. Only of meaning for writes. */
  readonly wasSent: boolean;

  constructor(code: ErrorCode, message: string, options: DirectoryErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "DirectoryError";
    this.code = code;
    this.account = options.account ?? null;
    this.httpStatus = options.httpStatus ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.wasSent = options.wasSent ?? true;
  }

  /** Whether the same request may succeed later without anybody changing anything. */
  get isRetryable(): boolean {
    return retryableCodes.has(this.code);
  }
}

/** Thrown when the account's or the request's share of upstream calls is spent; lists turn it into `TRUNCATED`. */
export class BudgetSpent extends DirectoryError {
  constructor(account: string) {
    super("LIMIT_EXCEEDED", "The request's budget of upstream calls for this account is spent", { account });
    this.name = "BudgetSpent";
  }
}

/** Thrown by a provider that cannot answer a filter; lists turn it into `FILTER_UNSUPPORTED`. */
export class FilterUnsupported extends DirectoryError {
  constructor(account: string, field: string) {
    super("BAD_USER_INPUT", `The provider cannot answer the filter "${field}"`, { account });
    this.name = "FilterUnsupported";
  }
}

/**
 * Whatever was thrown, as a `DirectoryError`. Errors of another realm (Jest's ESM gives Node's core errors another
 * `Error`) would pass `instanceof Error` checks wrongly, and DataLoader would hand them out as values.
 */
export function toDirectoryError(thrown: unknown, account?: string): DirectoryError {
  if (thrown instanceof DirectoryError) return thrown;
  return new DirectoryError("INTERNAL", "Something went wrong inside Rollcall", { account, cause: thrown });
}

/** The same error of a call that the provider certainly never saw. */
export function toUnsent(error: DirectoryError): DirectoryError {
  const { code, message, account, httpStatus, retryAfterMs, cause } = error;
  return new DirectoryError(code, message, {
    account: account ?? undefined,
    httpStatus: httpStatus ?? undefined,
    retryAfterMs: retryAfterMs ?? undefined,
    wasSent: false,
    cause,
  });
}
