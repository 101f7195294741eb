import underPressure from "@fastify/under-pressure";
import type { FastifyInstance } from "fastify";
import { toErrorBody } from "./error-body.js";
import { pathOf } from "./http-errors.js";

export interface SheddingOptions {
  /** Mean milliseconds that the event loop may be late before requests are turned away; 0 turns nobody away. */
  readonly maxEventLoopDelayMs?: number;
}

const retryAfterSeconds = 1;
/** Asked when something is wrong: turning them away would hide it. */
const alwaysServed: ReadonlySet<string> = new Set(["/livez", "/metrics"]);

/**
 * Turns requests away while the event loop lags: HTTP 503 and `Retry-After`, before anything else is done for them.
 * Those that are in work get the time that is left.
 */
export async function registerShedding(
  app: FastifyInstance,
  { maxEventLoopDelayMs = 500 }: SheddingOptions = {},
): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    sampleInterval: 500,
    retryAfter: retryAfterSeconds,
    pressureHandler: async (request, reply) => {
      if (alwaysServed.has(pathOf(request))) return;
      await reply
        .code(503)
        .header("retry-after", String(retryAfterSeconds))
        .send(toErrorBody("OVERLOADED", "Too much to do just now", { retryable: true, retryAfterMs: 1_000 }));
    },
  });
}
