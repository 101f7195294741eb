import { afterEach, expect, test } from "@jest/globals";
import { codeOf, startToyHost, type ToyHost } from "./toy-host.js";

let toyHost: ToyHost | null = null;
afterEach(() => toyHost?.host.drain());

/** Keeps the event loop of this process, which is the service's, too. */
function stall(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test("requests are turned away while the event loop lags, and served again after that", async () => {
  const host = (toyHost = await startToyHost({ shedding: { maxEventLoopDelayMs: 50 } }));
  const statuses = new Set<number>();
  // The lag is looked at twice a second.
  for (let round = 0; round < 40 && !statuses.has(503); round += 1) {
    stall(120);
    const reply = await host.post({ query: "{ hello }" });
    statuses.add(reply.status);
    if (reply.status !== 503) continue;
    expect(reply.headers.get("retry-after")).toBe("1");
    expect(codeOf(reply)).toBe("OVERLOADED");
    expect((await host.send("/readyz")).status).toBe(503);
    expect((await host.send("/livez")).status).toBe(200);
    expect((await host.send("/metrics")).status).toBe(200);
  }
  expect(statuses).toContain(503);
  let last = 503;
  while (last === 503) last = (await host.post({ query: "{ hello }" })).status;
  expect(last).toBe(200);
});

test("metrics that are served elsewhere are not served beside the graph", async () => {
  const host = (toyHost = await startToyHost({ metricsPlace: "elsewhere" }));
  expect((await host.send("/metrics")).status).toBe(404);
  expect((await host.send("/readyz")).status).toBe(200);
});
