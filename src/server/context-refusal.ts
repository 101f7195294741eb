import { HeaderMap } from "@apollo/server";
import { GraphQLError } from "graphql";
import { toClientError } from "./client-error.js";
import { toRefusalHead } from "./error-status.js";

/** What stopped a request before its operation began, as the error that makes Apollo answer with its status. */
export function toContextRefusal(thrown: unknown): GraphQLError {
  const { message, code, directoryError } = toClientError(thrown);
  const { status, headers: given } = toRefusalHead(code, directoryError);
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(given)) headers.set(name, value);
  const extensions = { code, http: { status, headers } };
  const source = thrown instanceof GraphQLError ? thrown : undefined;
  return new GraphQLError(message, {
    ...(source === undefined ? {} : { source: source.source, positions: source.positions }),
    ...(directoryError === null ? {} : { originalError: directoryError }),
    extensions,
  });
}
