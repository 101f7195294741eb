import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { Registry } from "prom-client";
import { openAccounts } from "./accounts.js";
import { SharedReadCache } from "./cache/read-cache.js";
import { createAuthenticator } from "./access/authenticator.js";
import { createPointsMeter, toPoints, type PointsMeter } from "./access/points.js";
import type { AccountConfig, Config } from "./config.js";
import { ConfigError } from "./config/config-error.js";
import { createContext, type Context } from "./context.js";
import { toDirectoryError } from "./directory/errors.js";
import type { LinkedAccount } from "./directory/linked-account.js";
import { createGraph } from "./graph.js";
import { Snapshots } from "./loaders/sorted-list.js";
import { createApollo } from "./server/apollo.js";
import type { GraphqlServer } from "./server/graphql-call.js";
import { registerGraphiql } from "./server/graphiql.js";
import { createHttpHost, type HttpHost } from "./server/http-host.js";
import { defaultLimits, routerLimits } from "./server/limits/request-limits.js";
import type { SheddingOptions } from "./server/load-shedding.js";
import { createOperationObserver } from "./server/operation-observer.js";
import { createStoreObserver } from "./server/store-observer.js";
import { ReopeningStore } from "./store/reopening-store.js";
import type { AuditLog, Store } from "./store/store.js";
import { WriteEngine } from "./writes/engine.js";
import { Headcounts } from "./writes/headcounts.js";
import { startMetricsHost, type MetricsHost } from "./server/metrics-host.js";
import { createUpstreamMetrics, type UpstreamMetrics } from "./server/upstream-metrics.js";

export interface ServiceOptions {
  readonly config: Omit<Config, "accounts"> & { readonly accounts: readonly AccountConfig[] };
  readonly logger: Logger;
  /** Milliseconds that a draining service still accepts connections. */
  readonly drainGraceMs?: number;
  /** Milliseconds that a request may take; 10,000 by default. */
  readonly deadlineMs?: number;
  /** When requests are turned away; for a test whose own work delays the event loop. */
  readonly shedding?: SheddingOptions;
}

export interface Service {
  /** Where it listens, such as `http://127.0.0.1:4001`. */
  readonly url: string;
  /** Finishes what is in flight and closes everything. */
  readonly stop: () => Promise<void>;
}

/**
 * Opens accounts, builds the graph and listens, with the store or, until there is one, without it.
 * @throws ConfigError when the configuration cannot be used
 */
export async function startService({
  config,
  logger,
  drainGraceMs,
  deadlineMs,
  shedding,
}: ServiceOptions): Promise<Service> {
  const registry = new Registry();
  const metrics = createUpstreamMetrics(registry);
  const store = await ReopeningStore.open({
    url: config.databaseUrl,
    observer: createStoreObserver(registry, logger),
  });
  const headcounts = new Headcounts(store.probes);
  const accounts = openAccounts({
    accounts: config.accounts,
    cache: new SharedReadCache(),
    networkAllow: config.networkAllow,
    replicas: config.replicas,
    observerOf: (module) => metrics.observerOf(module.name),
    tombstones: store.tombstones,
    probes: store.probes,
    headcounts,
  });
  const points = createPointsMeter(config.points);
  const observer = createOperationObserver({ registry, logger, upstream: metrics });
  const writes = new WriteEngine({ store, headcounts, leaseMs: config.leaseMs, observer });
  const parts = { metrics, logger, points, writes, audit: store.audit };
  const graphql = await createGraphql(config, accounts, parts);
  const host: HttpHost = await createHttpHost({
    graphql,
    logger,
    registry,
    corsOrigins: config.corsOrigins,
    authenticator: createAuthenticator(config),
    points,
    metricsPlace: config.metrics === "beside" ? "beside" : "elsewhere",
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(shedding === undefined ? {} : { shedding }),
    ...(drainGraceMs === undefined ? {} : { drain: { graceMs: drainGraceMs } }),
    registerRoutes: async (app) => {
      if (config.graphiql) await registerGraphiql(app, { directory: graphiqlDirectory() });
    },
  });
  const url = await listening("PORT", config, host.listen);
  const metricsHost = await listenForMetrics(config.metrics, registry);
  startRecovery(writes, accounts, logger);
  return { url, stop: () => stopAll({ host, metricsHost, writes, store, accounts }) };
}

/** That the store cannot be used is told once, and not with every sweep. */
function startRecovery(writes: WriteEngine, accounts: readonly LinkedAccount[], logger: Logger): void {
  writes.recovery.start(accounts, (error) => {
    if (toDirectoryError(error).code === "STORE_UNAVAILABLE") return;
    logger.error({ err: error }, "What was left open could not be looked at");
  });
}

interface Running {
  readonly host: HttpHost;
  readonly metricsHost: MetricsHost | null;
  readonly writes: WriteEngine;
  readonly store: Store;
  readonly accounts: readonly LinkedAccount[];
}

/** What is asked first and used last ends last. */
async function stopAll({ host, metricsHost, writes, store, accounts }: Running): Promise<void> {
  await host.drain();
  await metricsHost?.close();
  await writes.stop();
  await store.close();
  await Promise.all(accounts.map((account) => account.provider.close()));
}

/** `null` where they are beside the graph, or nowhere. */
async function listenForMetrics(place: Config["metrics"], registry: Registry): Promise<MetricsHost | null> {
  if (typeof place === "string") return null;
  return listening("server.metrics.port", place, (address) => startMetricsHost(registry, address));
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** @param key what to say is wrong when the address is taken */
async function listening<T>(
  key: string,
  { host, port }: Address,
  listen: (address: Address) => Promise<T>,
): Promise<T> {
  try {
    return await listen({ host, port });
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
    if (code !== "EADDRINUSE") throw error;
    throw new ConfigError(`${key}: ${host}:${port} is in use`, { cause: error });
  }
}

interface GraphqlParts {
  readonly metrics: UpstreamMetrics;
  readonly logger: Logger;
  readonly points: PointsMeter;
  readonly writes: WriteEngine;
  readonly audit: AuditLog;
}

async function createGraphql(
  config: ServiceOptions["config"],
  accounts: readonly LinkedAccount[],
  { metrics, logger, points, writes, audit }: GraphqlParts,
): Promise<GraphqlServer> {
  const { schema } = await createGraph(config.graph);
  const snapshots = new Snapshots();
  return createApollo<Context>({
    schema,
    logger,
    introspection: config.introspection,
    limitsOf: ({ viewer }) => (viewer.isRouted ? routerLimits : defaultLimits),
    charge: ({ viewer }, { operationType, cost }) => points.take(viewer, toPoints(operationType, cost)),
    createContext: ({ viewer, signal, deadline }) =>
      createContext({
        viewer,
        accounts,
        snapshots,
        writes,
        audit,
        limits: config.callLimits,
        signal,
        deadline,
        observeCall: (account, call) => {
          metrics.observeCall(account.module.name, call);
        },
      }),
  });
}

/** Where the build puts GraphiQL, seen from the compiled file and from the source alike. */
function graphiqlDirectory(): string {
  const isSource = import.meta.url.endsWith(".ts");
  return fileURLToPath(new URL(isSource ? "../dist/graphiql" : "../graphiql", import.meta.url));
}
