import { GraphQLError, Kind } from "graphql";
import type { GraphQLFormattedError } from "graphql";
import { errorCodes } from "../directory/errors.js";
import type { DirectoryError, ErrorCode } from "../directory/errors.js";

/** An error as a client may see it. */
export interface ClientError {
  readonly message: string;
  readonly code: ErrorCode;
  /** The domain's error behind it, where there is one. */
  readonly directoryError: DirectoryError | null;
}

// Codes that Apollo Server and graphql-js give to requests they refuse. Rollcall's list is closed and has one for all.
const apolloClientCodes: ReadonlySet<unknown> = new Set([
  "BAD_REQUEST",
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "PERSISTED_QUERY_NOT_FOUND",
  "PERSISTED_QUERY_NOT_SUPPORTED",
]);
const ownCodes: ReadonlySet<unknown> = new Set(errorCodes);
// Messages of graphql-js repeat what the client sent: a whole variable, in the worst case.
const maxMessageLength = 500;
const maxUnwraps = 5;

/** Says what of an error its client may see: Rollcall's own refusals whole, bugs only as "Internal error". */
export function toClientError(error: unknown): ClientError {
  const directoryError = findDirectoryError(error);
  if (directoryError !== null) {
    const isMasked = directoryError.code === "INTERNAL";
    return {
      message: isMasked ? "Internal error" : directoryError.message,
      code: directoryError.code,
      directoryError,
    };
  }
  if (error instanceof GraphQLError) {
    const code = codeOf(error);
    const message = toMessage(error);
    if (code !== "INTERNAL") return { message, code, directoryError: null };
  }
  return { message: "Internal error", code: "INTERNAL", directoryError: null };
}

/** Apollo's refusal of introspection tells an operator what to write; its reader is a stranger. */
function toMessage({ message, extensions }: GraphQLError): string {
  if (extensions["validationErrorCode"] === "INTROSPECTION_DISABLED") return "Introspection is off";
  return message.slice(0, maxMessageLength);
}

/** Apollo's `formatError`. Nothing of `formatted.extensions` survives: only what this file puts there. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, code, directoryError } = toClientError(error);
  return {
    message,
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    extensions: { code, ...(directoryError === null ? {} : factsOf(directoryError)) },
  };
}

/** What `extensions` holds beside the code. */
export function factsOf({ account, retryAfterMs, isRetryable }: DirectoryError): Record<string, unknown> {
  return {
    ...(account === null ? {} : { account }),
    retryable: isRetryable,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  };
}

function codeOf(error: GraphQLError): ErrorCode {
  const code = error.extensions["code"];
  if (isErrorCode(code)) return code;
  if (apolloClientCodes.has(code) || isRefusedByGraphql(error)) return "BAD_USER_INPUT";
  return "INTERNAL";
}

function isErrorCode(code: unknown): code is ErrorCode {
  return ownCodes.has(code);
}

/**
 * graphql-js gives no code to what it refuses itself. Such an error has no path (nothing ran yet), or it is about an
 * argument's value, as when a variable brings null for a non-null argument with a default.
 */
function isRefusedByGraphql(error: GraphQLError): boolean {
  const origin = error.originalError;
  if (origin === undefined) return error.path === undefined;
  const kind = origin instanceof GraphQLError ? origin.nodes?.[0]?.kind : undefined;
  return kind !== undefined && kind !== Kind.FIELD && origin.message.startsWith("Argument ");
}

/** Looks through the wrappers of graphql-js and Apollo. */
function findDirectoryError(error: unknown): DirectoryError | null {
  let current = error;
  for (let unwraps = 0; unwraps < maxUnwraps; unwraps += 1) {
    if (isDirectoryError(current)) return current;
    if (!(current instanceof GraphQLError)) return null;
    current = current.originalError;
  }
  return null;
}

// By shape: an error that crossed a realm or a second copy of the module fails `instanceof`.
function isDirectoryError(error: unknown): error is DirectoryError {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    isErrorCode(error.code) &&
    "message" in error &&
    "account" in error &&
    "retryAfterMs" in error
  );
}
