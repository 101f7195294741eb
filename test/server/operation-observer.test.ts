import { expect, test } from "@jest/globals";
import { Registry } from "prom-client";
import { createLogger } from "../../src/server/logger.js";
import { createOperationObserver } from "../../src/server/operation-observer.js";
import { createUpstreamMetrics } from "../../src/server/upstream-metrics.js";
import { fakeAccount } from "../loaders/fake-account.js";

test("counts operations and calls by closed sets, and tells the log of those that wait for a person", async () => {
  const lines: string[] = [];
  const logger = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
  const registry = new Registry();
  const upstream = createUpstreamMetrics(registry);
  const observer = createOperationObserver({ registry, logger, upstream });
  const account = fakeAccount("acme-chat", {}, "acme");
  const operation = { id: "0001", operation: "USER_INVITE" } as const;
  for (const state of ["APPLIED", "APPLIED", "NOT_APPLIED", "NEEDS_REVIEW"] as const) {
    observer.settled(account, { ...operation, state });
  }
  const call = { method: "GET", path: "/users", status: 200, ms: 5, source: "LIVE" } as const;
  observer.called(account, { account: "acme-chat", ...call });
  const text = await registry.metrics();
  for (const sample of [
    'rollcall_operations_total{operation="USER_INVITE",state="APPLIED"} 2',
    'rollcall_operations_total{operation="USER_INVITE",state="NOT_APPLIED"} 1',
    'rollcall_operations_total{operation="USER_INVITE",state="NEEDS_REVIEW"} 1',
    'rollcall_upstream_reads_total{provider="tiledesk",source="LIVE"} 1',
    'rollcall_upstream_call_duration_seconds_count{provider="tiledesk",status="200"} 1',
  ]) {
    expect(text).toContain(sample);
  }
  expect(text).not.toContain("acme");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 40, operation: "0001", account: "acme-chat", mutation: "USER_INVITE" },
  ]);
});
