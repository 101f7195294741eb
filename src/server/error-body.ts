import type { ErrorCode } from "../directory/errors.js";

/** The one shape of an answer that is no result of an operation. */
export interface ErrorBody {
  readonly errors: readonly [{ readonly message: string; readonly extensions: { readonly code: ErrorCode } }];
}

/** Every answer outside 2xx has this body, whatever the route and whichever layer refused. */
export function toErrorBody(code: ErrorCode, message: string): ErrorBody {
  return { errors: [{ message, extensions: { code } }] };
}
