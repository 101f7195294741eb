import type { ErrorCode } from "../directory/errors.js";

/** The one shape of an answer that is no result of an operation. */
export interface ErrorBody {
  readonly errors: readonly [
    {
      readonly message: string;
      readonly extensions: { readonly code: ErrorCode; readonly [fact: string]: unknown };
    },
  ];
}

/** Every answer outside 2xx has this body, whatever the route and whichever layer refused. */
export function toErrorBody(
  code: ErrorCode,
  message: string,
  facts: Readonly<Record<string, unknown>> = {},
): ErrorBody {
  return { errors: [{ message, extensions: { code, ...facts } }] };
}
