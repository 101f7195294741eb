import { Counter, Histogram, type Registry } from "prom-client";
import type { Observer } from "../directory/provider.js";
import type { UpstreamCall } from "../directory/reading.js";

export interface UpstreamMetrics {
  /** Counts a call that has ended. */
  readonly observeCall: (provider: string, call: UpstreamCall) => void;
  /** Counts what a provider's answers held and Rollcall did not understand. */
  readonly observerOf: (provider: string) => Observer;
}

/** Metrics of what Rollcall asks providers. Labels name providers, statuses and fields; never accounts or people. */
export function createUpstreamMetrics(registry: Registry): UpstreamMetrics {
  const registers = [registry];
  const duration = new Histogram({
    name: "rollcall_upstream_call_duration_seconds",
    help: "Time of a call to a provider",
    labelNames: ["provider", "status"],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const reads = new Counter({
    name: "rollcall_upstream_reads_total",
    help: "Reads by where their answer came from",
    labelNames: ["provider", "source"],
    registers,
  });
  const unknown = new Counter({
    name: "rollcall_unknown_values_total",
    help: "Values outside the known ones, by field",
    labelNames: ["provider", "field"],
    registers,
  });
  const skipped = new Counter({
    name: "rollcall_skipped_rows_total",
    help: "Rows that could not be read, by collection",
    labelNames: ["provider", "collection"],
    registers,
  });
  return {
    observeCall: (provider, { source, status, ms }) => {
      reads.inc({ provider, source });
      if (source === "LIVE" || source === "AUTH")
        duration.observe({ provider, status: status ?? "none" }, ms / 1_000);
    },
    observerOf: (provider) => ({
      unknownValue: (field) => {
        unknown.inc({ provider, field });
      },
      skippedRow: (collection) => {
        skipped.inc({ provider, collection });
      },
    }),
  };
}
