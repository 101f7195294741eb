import type { Logger } from "pino";
import { Counter, type Registry } from "prom-client";
import type { WriteObserver } from "../writes/write-observer.js";
import type { UpstreamMetrics } from "./upstream-metrics.js";

interface Watch {
  readonly registry: Registry;
  readonly logger: Logger;
  readonly upstream: UpstreamMetrics;
}

/** Counts what operations come to, and tells the log of those that wait for a person. Labels are closed sets. */
export function createOperationObserver({ registry, logger, upstream }: Watch): WriteObserver {
  const operations = new Counter({
    name: "rollcall_operations_total",
    help: "Operations by what they came to; those in NEEDS_REVIEW wait for operationResolve",
    labelNames: ["operation", "state"],
    registers: [registry],
  });
  return {
    settled: ({ accountKey }, { id, operation, state }) => {
      operations.inc({ operation, state });
      if (state !== "NEEDS_REVIEW") return;
      logger.warn(
        { operation: id, account: accountKey, mutation: operation },
        "Nobody can tell what became of an operation: it waits for operationResolve",
      );
    },
    called: ({ module }, call) => {
      upstream.observeCall(module.name, call);
    },
  };
}
