import { createServer } from "node:http";
import { once } from "node:events";
import type { Registry } from "prom-client";

export interface MetricsHost {
  readonly close: () => Promise<void>;
}

/** Serves `/metrics` at an address of its own, so that the graph's address shows nothing of how it runs. */
export async function startMetricsHost(
  registry: Registry,
  address: { readonly host: string; readonly port: number },
): Promise<MetricsHost> {
  const server = createServer((request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  server.headersTimeout = 5_000;
  server.requestTimeout = 8_000;
  server.listen(address);
  await once(server, "listening");
  return {
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
