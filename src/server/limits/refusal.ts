import { GraphQLError } from "graphql";
import type { GraphQLErrorOptions } from "graphql";

/** A request refused before execution: HTTP 400 and a code of the closed list. */
export function refusal(
  code: "BAD_USER_INPUT" | "LIMIT_EXCEEDED",
  message: string,
  where?: GraphQLErrorOptions,
): GraphQLError {
  return new GraphQLError(message, { ...where, extensions: { code, http: { status: 400 } } });
}

/** Throws `LIMIT_EXCEEDED` when `actual` is above `limit`. */
export function assertWithin(what: string, actual: number, limit: number): void {
  if (actual > limit) throw refusal("LIMIT_EXCEEDED", `The request has more than ${limit} ${what}`);
}
