import type { ErrorCode } from "../../directory/errors.js";
import { DirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import { BodyTooLarge } from "./body.js";
import { HostRefused } from "./host-guard.js";

/** Why one try failed, and how often a read may be sent again because of it. */
export interface Failure {
  readonly error: DirectoryError;
  readonly retries: 0 | 1 | 2;
  /** Whether it is certain that the provider saw nothing of the call. */
  readonly isUnsent: boolean;
}

/** An answer that came but cannot be used. The message is shown to clients, the excerpt is for the redacted log. */
export class UnusableAnswer extends Error {
  override readonly name = "UnusableAnswer";
  readonly excerpt: string;

  constructor(message: string, excerpt = "") {
    super(message);
    this.excerpt = excerpt;
  }
}

/** A status which is neither 2xx nor wanted by the caller. */
interface Refusal {
  readonly status: number;
  /** Whether the account has called too often, which a provider may say by another status than 429. */
  readonly isThrottled: boolean;
  readonly retryAfterMs: number | null;
  readonly excerpt: string;
}

type Kind = readonly [code: ErrorCode, message: string, retries: 0 | 1 | 2];

const throttled: Kind = ["UPSTREAM_RATE_LIMITED", "The provider asks to slow down", 2];
const statusKinds: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [401, ["UPSTREAM_UNAUTHORIZED", "The provider does not accept the account's credentials", 0]],
  [402, ["UPSTREAM_FORBIDDEN", "The account's subscription does not include this", 0]],
  [403, ["UPSTREAM_FORBIDDEN", "The provider does not allow this to the account", 0]],
  [408, ["UPSTREAM_TIMEOUT", "The provider did not answer in time", 0]],
  [502, ["UPSTREAM_UNAVAILABLE", "The provider is not available", 2]],
  [503, ["UPSTREAM_UNAVAILABLE", "The provider is not available", 2]],
  [504, ["UPSTREAM_UNAVAILABLE", "The provider is not available", 2]],
]);
const brokenProvider: Kind = ["UPSTREAM_UNAVAILABLE", "The provider answered with an error of its own", 0];
const redirect: Kind = ["UPSTREAM_INVALID_RESPONSE", "The provider redirected the call", 0];
const unexpectedStatus: Kind = [
  "UPSTREAM_INVALID_RESPONSE",
  "The provider answered with an unexpected status",
  0,
];

/** The failure that an unwanted status means. */
export function toStatusFailure(account: string, refusal: Refusal): Failure {
  const { status, isThrottled } = refusal;
  const [code, message, retries] = isThrottled
    ? throttled
    : (statusKinds.get(status) ?? kindOfStatusClass(status));
  const error = new DirectoryError(code, message, {
    account,
    httpStatus: status,
    retryAfterMs: refusal.retryAfterMs ?? undefined,
    cause: refusal.excerpt === "" ? undefined : refusal.excerpt,
  });
  return { error, retries, isUnsent: false };
}

function kindOfStatusClass(status: number): Kind {
  if (status >= 500) return brokenProvider;
  return status >= 300 && status < 400 ? redirect : unexpectedStatus;
}

const timedOut: Kind = ["UPSTREAM_TIMEOUT", "The provider did not answer in time", 0];
const unreachable: Kind = ["UPSTREAM_UNAVAILABLE", "The provider could not be reached", 0];
const unreachableNow: Kind = ["UPSTREAM_UNAVAILABLE", "The provider could not be reached", 2];
const brokenOff: Kind = ["UPSTREAM_UNAVAILABLE", "The connection to the provider broke off", 1];
const truncated: Kind = ["UPSTREAM_INVALID_RESPONSE", "The provider's answer was cut short", 1];
const notHttp: Kind = ["UPSTREAM_INVALID_RESPONSE", "The provider's answer is not valid HTTP", 0];
const tooLarge: Kind = ["UPSTREAM_INVALID_RESPONSE", "The provider's answer is too large", 0];
const refusedHost: Kind = ["UPSTREAM_UNAVAILABLE", "The provider's host may not be called", 0];
const malformedCall: Kind = ["INTERNAL", "Rollcall could not write the call", 0];

/** Before a status line arrived. Codes of Node's sockets and DNS, and of undici (docs/docs/api/Errors.md). */
const kindsBeforeAnswer: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["ECONNREFUSED", unreachableNow],
  ["ECONNRESET", unreachableNow],
  ["EPIPE", unreachableNow],
  ["EAI_AGAIN", unreachableNow],
  ["EHOSTUNREACH", unreachableNow],
  ["ENETUNREACH", unreachableNow],
  ["UND_ERR_SOCKET", unreachableNow],
  ["ETIMEDOUT", timedOut],
  ["UND_ERR_CONNECT_TIMEOUT", timedOut],
  ["UND_ERR_HEADERS_TIMEOUT", timedOut],
  ["UND_ERR_HEADERS_OVERFLOW", notHttp],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", truncated],
  ["UND_ERR_INVALID_ARG", malformedCall],
]);

/** While the body arrived. */
const kindsWithinAnswer: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ["ECONNRESET", brokenOff],
  ["EPIPE", brokenOff],
  ["UND_ERR_SOCKET", truncated],
  ["UND_ERR_RES_CONTENT_LENGTH_MISMATCH", truncated],
  ["ETIMEDOUT", timedOut],
  ["UND_ERR_BODY_TIMEOUT", timedOut],
]);

/** No connection was made, so nothing went over it. */
const unsentCodes: ReadonlySet<string> = new Set([
  ...["ECONNREFUSED", "EAI_AGAIN", "ENOTFOUND", "EHOSTUNREACH", "ENETUNREACH"],
  ...["UND_ERR_CONNECT_TIMEOUT", "UND_ERR_INVALID_ARG"],
]);

/**
 * The failure behind anything thrown while a call was on the wire. Told by `code`, not by class: under Jest and in
 * worker threads an error of Node's core is not `instanceof Error`.
 * @param status of the answer that had begun, or null
 */
export function toThrownFailure(account: string, thrown: unknown, status: number | null): Failure {
  if (thrown instanceof UnusableAnswer) {
    return failure(account, ["UPSTREAM_INVALID_RESPONSE", thrown.message, 0], status, thrown.excerpt);
  }
  return failure(account, kindOfThrown(thrown, status), status, thrown);
}

/** The failure of a try whose own time ran out. */
export function toTimeOut(account: string, status: number | null): Failure {
  return failure(account, timedOut, status, undefined);
}

/**
 * Why a request stopped waiting: its deadline passed, or its client went away. The provider is not to blame for the
 * latter, and nobody reads it unless the call was shared.
 * @param now on the clock of `Reading.deadline`
 */
export function toAbandoned(account: string, reading: Reading, now: number): DirectoryError {
  const cause: unknown = reading.signal.reason;
  const isLate = now >= reading.deadline || textProperty(cause, "name") === "TimeoutError";
  return isLate
    ? new DirectoryError("UPSTREAM_TIMEOUT", "The request's deadline passed before the provider answered", {
        account,
        cause,
      })
    : new DirectoryError("UPSTREAM_UNAVAILABLE", "The request was abandoned before the provider answered", {
        account,
        cause,
      });
}

function kindOfThrown(thrown: unknown, status: number | null): Kind {
  if (thrown instanceof BodyTooLarge) return tooLarge;
  if (thrown instanceof HostRefused) return refusedHost;
  // undici's HTTPParserError has a code only sometimes.
  if (textProperty(thrown, "name") === "HTTPParserError") return notHttp;
  const code = textProperty(thrown, "code");
  return (status === null ? kindsBeforeAnswer : kindsWithinAnswer).get(code) ?? unreachable;
}

function failure(account: string, kind: Kind, status: number | null, cause: unknown): Failure {
  const [code, message, retries] = kind;
  return {
    error: new DirectoryError(code, message, { account, httpStatus: status ?? undefined, cause }),
    retries,
    isUnsent:
      status === null && (cause instanceof HostRefused || unsentCodes.has(textProperty(cause, "code"))),
  };
}

function textProperty(value: unknown, name: "code" | "name"): string {
  if (typeof value !== "object" || value === null) return "";
  const property: unknown = (value as Record<string, unknown>)[name];
  return typeof property === "string" ? property : "";
}
