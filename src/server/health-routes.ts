import type { FastifyInstance } from "fastify";
import type { Registry } from "prom-client";
import { toErrorBody } from "./error-body.js";

export interface HealthOptions {
  /** Null where metrics are served elsewhere. */
  readonly registry: Registry | null;
  readonly isReady: () => Promise<boolean>;
}

/**
 * `/livez`: the process answers. `/readyz`: send it requests. `/metrics`: Prometheus text. The store has no say in
 * readiness: replicas share it, and all of them would leave at once though each could answer every read.
 */
export function registerHealthRoutes(app: FastifyInstance, { registry, isReady }: HealthOptions): void {
  app.get("/livez", () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    const ready = await isReady().catch(() => false);
    if (ready) return { status: "ready" };
    return reply
      .code(503)
      .send({ status: "not ready", ...toErrorBody("OVERLOADED", "Not ready for requests") });
  });
  if (registry === null) return;
  app.get("/metrics", async (_request, reply) =>
    reply.header("content-type", registry.contentType).send(await registry.metrics()),
  );
}
