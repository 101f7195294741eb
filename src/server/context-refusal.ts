import { HeaderMap } from "@apollo/server";
import { GraphQLError } from "graphql";
import type { ErrorCode } from "../directory/errors.js";
import { toClientError } from "./client-error.js";

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

/** What stopped a request before its operation began, as the error that makes Apollo answer with its status. */
export function toContextRefusal(thrown: unknown): GraphQLError {
  const { message, code, directoryError } = toClientError(thrown);
  const headers = new HeaderMap();
  if (code === "UNAUTHENTICATED") headers.set("www-authenticate", "Bearer");
  const retryAfterMs = directoryError?.retryAfterMs ?? null;
  if (retryAfterMs !== null) headers.set("retry-after", String(Math.ceil(retryAfterMs / 1_000)));
  const extensions = { code, http: { status: statuses[code], headers } };
  const source = thrown instanceof GraphQLError ? thrown : undefined;
  return new GraphQLError(message, {
    ...(source === undefined ? {} : { source: source.source, positions: source.positions }),
    ...(directoryError === null ? {} : { originalError: directoryError }),
    extensions,
  });
}
