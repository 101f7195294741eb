import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance } from "fastify";

export interface DrainOptions {
  /** Milliseconds to go on accepting connections, so that load balancers see `/readyz` first. Default 1,000. */
  readonly graceMs?: number;
  /** Milliseconds that requests in flight may take before their sockets are cut. Default 10,000. */
  readonly finishMs?: number;
}

export interface Drain {
  readonly isDraining: () => boolean;
  /** Resolves when the last socket is closed. Calling it again waits for the same end. */
  readonly finish: () => Promise<void>;
}

const sweepMs = 100;

/** Takes a host out of service without failing a request that it has begun. */
export function createDrain(app: FastifyInstance, options: DrainOptions = {}): Drain {
  let finished: Promise<void> | null = null;
  app.addHook("onSend", async (_request, reply) => {
    if (finished !== null) reply.header("connection", "close");
  });
  return {
    isDraining: () => finished !== null,
    finish: () => (finished ??= close(app, options)),
  };
}

async function close(
  app: FastifyInstance,
  { graceMs = 1_000, finishMs = 10_000 }: DrainOptions,
): Promise<void> {
  if (graceMs > 0) await delay(graceMs);
  // A socket that became idle just after the server stopped listening would wait for its keep-alive time.
  const sweep = setInterval(() => {
    app.server.closeIdleConnections();
  }, sweepMs);
  const cut = setTimeout(() => {
    app.server.closeAllConnections();
  }, finishMs);
  try {
    await app.close();
  } finally {
    clearInterval(sweep);
    clearTimeout(cut);
  }
}
