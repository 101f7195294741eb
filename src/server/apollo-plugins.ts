import type { ApolloServerPlugin, GraphQLRequest } from "@apollo/server";
import type { Logger } from "pino";
import type { ErrorCode } from "../directory/errors.js";
import type { UpstreamCall } from "../directory/reading.js";
import { toClientError } from "./client-error.js";
import type { Outcome } from "./graphql-call.js";

/** What the plugins need of a context: a plain object (Apollo copies it), with the trace of its upstream calls. */
export interface TracedContext {
  readonly trace: { readonly calls: readonly UpstreamCall[] };
}

/** What belongs to one HTTP request while Apollo works on it. */
export interface Attendance {
  readonly outcome: Outcome;
  readonly log: Logger;
}

const clientCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "BAD_USER_INPUT",
  "INVALID_CURSOR",
  "LIMIT_EXCEEDED",
]);

/**
 * Logs bugs with their request's id, keeps the codes for the metrics, and makes the status say whose fault an empty
 * answer is: 400 when nothing but client errors came, also out of resolvers. Partial data stays 200.
 */
export function outcomePlugin(
  attendanceOf: (request: GraphQLRequest) => Attendance | undefined,
): ApolloServerPlugin<TracedContext> {
  return {
    requestDidStart: ({ request }) =>
      Promise.resolve({
        didEncounterErrors: ({ errors }) => {
          const attendance = attendanceOf(request);
          for (const error of errors) logIfBug(error, attendance?.log);
          return Promise.resolve();
        },
        willSendResponse: ({ response }) => {
          if (response.body.kind !== "single") return Promise.resolve();
          const { errors = [], data } = response.body.singleResult;
          const codes = errors.map(({ extensions }) => extensions?.["code"] as ErrorCode);
          const attendance = attendanceOf(request);
          if (attendance !== undefined) attendance.outcome.codes = codes;
          const isRefused = codes.length > 0 && codes.every((code) => clientCodes.has(code));
          if (isRefused && (data === null || data === undefined)) response.http.status = 400;
          return Promise.resolve();
        },
      }),
  };
}

/** Logs an error that its client sees only as "Internal error". */
export function logIfBug(error: unknown, log: Logger | undefined): void {
  if (toClientError(error).code === "INTERNAL") log?.error({ err: error }, "internal error");
}

/** Adds `extensions.upstream` for callers that ask by `x-rollcall-explain: 1`. */
export function explainPlugin(): ApolloServerPlugin<TracedContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ request, response, contextValue }) => {
          if (request.http?.headers.get("x-rollcall-explain") !== "1") return Promise.resolve();
          if (response.body.kind !== "single") return Promise.resolve();
          const result = response.body.singleResult;
          result.extensions = { ...result.extensions, upstream: toUpstream(contextValue.trace.calls) };
          return Promise.resolve();
        },
      }),
  };
}

/** `count` is what the request cost the providers: answers from the cache and sign-ins are listed, not counted. */
function toUpstream(calls: readonly UpstreamCall[]): { calls: UpstreamCall[]; count: number } {
  return {
    calls: calls.map(({ account, method, path, status, ms, source }) => ({
      account,
      method,
      path,
      status,
      ms,
      source,
    })),
    count: calls.filter(({ source }) => source === "LIVE").length,
  };
}
