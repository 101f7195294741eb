import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { expect, test } from "@jest/globals";
import { Counter, Registry } from "prom-client";
import { startMetricsHost } from "../../src/server/metrics-host.js";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

test("metrics have an address of their own, where nothing else is", async () => {
  const registry = new Registry();
  new Counter({ name: "things_total", help: "Things", registers: [registry] }).inc(3);
  const port = await freePort();
  const host = await startMetricsHost(registry, { host: "127.0.0.1", port });
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("things_total 3")]);
  for (const path of ["/", "/graphql", "/livez", "/metrics?x"]) {
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(404);
  }
  expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: "POST" })).status).toBe(404);
  await host.close();
  await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
});
