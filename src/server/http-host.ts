import { randomUUID } from "node:crypto";
import fastifyCors from "@fastify/cors";
import { fastify } from "fastify";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Authenticator } from "../access/authenticator.js";
import type { PointsMeter } from "../access/points.js";
import { createAdmission } from "./admission.js";
import { createDrain } from "./drain.js";
import type { DrainOptions } from "./drain.js";
import { FairTurns } from "./fair-turns.js";
import { registerGraphqlRoute } from "./graphql-route.js";
import type { GraphqlServer } from "./graphql-call.js";
import { registerHealthRoutes } from "./health-routes.js";
import { answerClientError, answerFrameworkError, registerErrorAnswers } from "./http-errors.js";
import { registerShedding, type SheddingOptions } from "./load-shedding.js";
import { createServerMetrics } from "./metrics.js";
import { SlowRefusals } from "./slow-refusals.js";
import type { Registry } from "prom-client";

export interface HttpHostOptions {
  readonly graphql: GraphqlServer;
  readonly logger: Logger;
  /** Origins that browsers may call from, compared exactly. None by default. */
  readonly corsOrigins?: readonly string[];
  /** Who may ask. */
  readonly authenticator: Authenticator;
  /** What callers may spend. */
  readonly points: PointsMeter;
  /** Milliseconds that callers whose points are spent wait to be told so. */
  readonly refusalHoldMs?: number;
  readonly shedding?: SheddingOptions;
  /** Where `/metrics` is; beside the graph by default. */
  readonly metricsPlace?: "beside" | "elsewhere";
  /** Milliseconds a request may take before its signal aborts. */
  readonly deadlineMs?: number;
  /** Whether everything behind the host is there; `/readyz` asks it. */
  readonly isReady?: () => boolean | Promise<boolean>;
  /** Metrics of the rest of the process, shown together with the host's own. */
  readonly registry?: Registry;
  /** Further routes, GraphiQL for one. Called once, before the host listens. */
  readonly registerRoutes?: (app: FastifyInstance) => void | Promise<void>;
  readonly drain?: DrainOptions;
}

export interface HttpHost {
  /** Starts to accept connections and returns the base URL. Port 0 takes a free one. */
  readonly listen: (address: { readonly host: string; readonly port: number }) => Promise<string>;
  /** Not ready at once; finishes what is in flight; resolves when every socket is closed. */
  readonly drain: () => Promise<void>;
}

const bodyLimitBytes = 256 * 1024;

/** Serves GraphQL, health and metrics over HTTP. Every answer outside 2xx is GraphQL-shaped. */
export async function createHttpHost(options: HttpHostOptions): Promise<HttpHost> {
  const app = createApp();
  const drain = createDrain(app, options.drain);
  const metrics = createServerMetrics(options.registry);
  registerErrorAnswers(app, options.logger);
  await registerShedding(app, options.shedding);
  await registerCors(app, options.corsOrigins ?? []);
  registerHealthRoutes(app, {
    registry: options.metricsPlace === "elsewhere" ? null : metrics.registry,
    isReady: async () => !drain.isDraining() && (await (options.isReady?.() ?? true)),
  });
  registerGraphqlRoute(app, {
    graphql: options.graphql,
    logger: options.logger,
    deadlineMs: options.deadlineMs ?? 10_000,
    metrics,
    admission: createAdmission(
      app,
      options.authenticator,
      options.points,
      new SlowRefusals(options.refusalHoldMs ?? 1_000),
    ),
    turns: new FairTurns(),
  });
  await options.registerRoutes?.(app);
  await app.ready();
  return {
    listen: (address) => app.listen(address),
    drain: async () => {
      await drain.finish();
      await options.graphql.stop();
    },
  };
}

/** Time-outs are short on purpose: nobody needs 8 seconds to send 256 kB, and slow senders hold sockets. */
function createApp(): FastifyInstance {
  const app = fastify({
    logger: false,
    trustProxy: false,
    bodyLimit: bodyLimitBytes,
    requestTimeout: 8_000,
    // Closes the sockets of clients that stop reading; longer than any request takes.
    connectionTimeout: 30_000,
    http: { headersTimeout: 5_000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16 * 1024 },
    // Draining serves the requests that still come through open sockets; Fastify's 503 would fail them.
    return503OnClosing: false,
    genReqId: () => randomUUID(),
    clientErrorHandler: answerClientError,
    frameworkErrors: answerFrameworkError,
  });
  app.server.maxConnections = 10_000;
  return app;
}

async function registerCors(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(fastifyCors, {
    origin: [...origins],
    methods: ["POST"],
    allowedHeaders: [
      "authorization",
      "content-type",
      "apollo-require-preflight",
      "x-apollo-operation-name",
      "x-rollcall-explain",
    ],
    exposedHeaders: [
      "x-request-id",
      "retry-after",
      "x-ratelimit-limit",
      "x-ratelimit-remaining",
      "x-ratelimit-reset",
    ],
    maxAge: 600,
    // Otherwise an OPTIONS without the preflight headers is answered in plain text.
    strictPreflight: false,
  });
}
