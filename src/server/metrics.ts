import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ErrorCode } from "../directory/errors.js";
import type { Outcome } from "./graphql-call.js";

/** One answered request. */
interface ServedRequest {
  readonly outcome: Outcome;
  readonly httpStatus: number;
  readonly seconds: number;
}

export interface ServerMetrics {
  readonly registry: Registry;
  readonly begin: () => void;
  /** Must follow each `begin`. */
  readonly end: (served: ServedRequest) => void;
}

/**
 * Metrics of one host in a registry of its own, so that a process may run several. Labels come from closed sets:
 * operation type, status class, error code. Never names, accounts or people.
 */
export function createServerMetrics(registry: Registry = new Registry()): ServerMetrics {
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const duration = new Histogram({
    name: "rollcall_graphql_request_duration_seconds",
    help: "Time from the last byte of the request's head to the last byte of its answer",
    labelNames: ["operation", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const errors = new Counter<"code">({
    name: "rollcall_graphql_errors_total",
    help: "Errors in answers by extensions.code",
    labelNames: ["code"],
    registers,
  });
  const inFlight = new Gauge({
    name: "rollcall_graphql_requests_in_flight",
    help: "Requests that are not answered yet",
    registers,
  });
  return {
    registry,
    begin: () => {
      inFlight.inc();
    },
    end: ({ outcome, httpStatus, seconds }) => {
      inFlight.dec();
      duration.observe({ operation: outcome.operationType, status: toStatusClass(httpStatus) }, seconds);
      for (const code of outcome.codes) errors.inc({ code } satisfies { code: ErrorCode });
    },
  };
}

function toStatusClass(status: number): string {
  return `${Math.floor(status / 100)}xx`;
}
