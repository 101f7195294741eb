import type { IncomingHttpHeaders } from "node:http";
import type { Logger } from "pino";
import type { PointsLeft } from "../access/points.js";
import type { Viewer } from "../access/viewer.js";
import type { ErrorCode } from "../directory/errors.js";

/** One request as the context factory sees it: everything of HTTP that the graph may know. */
export interface GraphqlCall {
  /** Made here, never taken from the client; the answer carries it as `x-request-id`. */
  readonly requestId: string;
  /** Who asks: admitted at the door. */
  readonly viewer: Viewer;
  readonly headers: IncomingHttpHeaders;
  /** Address of the peer that connected; never read from a forwarding header. */
  readonly remoteAddress: string;
  /** Aborted when the client goes away before it was answered, or when the deadline passes. */
  readonly signal: AbortSignal;
  /** `performance.now()` milliseconds at which the request must have answered. */
  readonly deadline: number;
  /** Bound to `requestId`. */
  readonly log: Logger;
}

/** What the host writes back, and what it may count and log about it. */
export interface GraphqlAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [name: string, value: string]>;
  readonly body: string;
  readonly outcome: Outcome;
}

/** The facts of a request that metrics and the log keep: no variables, no query, nobody's data. */
export interface Outcome {
  operationType: "query" | "mutation" | "subscription" | "none";
  /** Only a plain name; anything else could carry data. */
  operationName: string | null;
  /** As it was predicted. */
  cost: number;
  codes: readonly ErrorCode[];
  /** What the caller has left of its points; null where they are not counted. */
  points: PointsLeft | null;
}

/** Answers GraphQL requests; knows nothing of sockets. */
export interface GraphqlServer {
  /** Never rejects for anything that a client sent. */
  readonly answer: (call: GraphqlCall, body: Readonly<Record<string, unknown>>) => Promise<GraphqlAnswer>;
  readonly stop: () => Promise<void>;
}
