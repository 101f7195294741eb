import { fileURLToPath } from "node:url";
import type { Logger } from "pino";
import { Registry } from "prom-client";
import { openAccounts } from "./accounts.js";
import { SharedReadCache } from "./cache/read-cache.js";
import { ConfigError, type AccountConfig, type Config } from "./config.js";
import { createContext, type Context, type Viewer } from "./context.js";
import type { LinkedAccount } from "./directory/linked-account.js";
import { createGraph } from "./graph.js";
import { Snapshots } from "./loaders/sorted-list.js";
import { createApollo } from "./server/apollo.js";
import type { GraphqlServer } from "./server/graphql-call.js";
import { registerGraphiql } from "./server/graphiql.js";
import { createHttpHost, type HttpHost } from "./server/http-host.js";
import { createUpstreamMetrics, type UpstreamMetrics } from "./server/upstream-metrics.js";

/** What may be asked by whoever reaches a service without authentication: it listens on loopback only. */
const localScopes = ["directory:read", "remote:read"];

export interface ServiceOptions {
  readonly config: Omit<Config, "accounts"> & { readonly accounts: readonly AccountConfig[] };
  readonly logger: Logger;
  /** Milliseconds that a draining service still accepts connections. */
  readonly drainGraceMs?: number;
  /** Milliseconds that a request may take; 10,000 by default. */
  readonly deadlineMs?: number;
}

export interface Service {
  /** Where it listens, such as `http://127.0.0.1:4001`. */
  readonly url: string;
  /** Finishes what is in flight and closes everything. */
  readonly stop: () => Promise<void>;
}

/**
 * Opens accounts, builds the graph and listens.
 * @throws ConfigError when the configuration cannot be used
 */
export async function startService({
  config,
  logger,
  drainGraceMs,
  deadlineMs,
}: ServiceOptions): Promise<Service> {
  const registry = new Registry();
  const metrics = createUpstreamMetrics(registry);
  const accounts = openAccounts({
    accounts: config.accounts,
    cache: new SharedReadCache(),
    networkAllow: config.networkAllow,
    replicas: config.replicas,
    observerOf: (module) => metrics.observerOf(module.name),
  });
  const graphql = await createGraphql(config, accounts, { metrics, logger });
  const host: HttpHost = await createHttpHost({
    graphql,
    logger,
    registry,
    corsOrigins: config.corsOrigins,
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(drainGraceMs === undefined ? {} : { drain: { graceMs: drainGraceMs } }),
    registerRoutes: async (app) => {
      if (config.graphiql) await registerGraphiql(app, { directory: graphiqlDirectory() });
    },
  });
  const url = await listen(host, config);
  const stop = async (): Promise<void> => {
    await host.drain();
    await Promise.all(accounts.map((account) => account.provider.close()));
  };
  return { url, stop };
}

async function listen(http: HttpHost, { host, port }: ServiceOptions["config"]): Promise<string> {
  try {
    return await http.listen({ host, port });
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? error.code : null;
    if (code !== "EADDRINUSE") throw error;
    throw new ConfigError(`PORT: ${host}:${port} is in use`, { cause: error });
  }
}

async function createGraphql(
  config: ServiceOptions["config"],
  accounts: readonly LinkedAccount[],
  { metrics, logger }: { readonly metrics: UpstreamMetrics; readonly logger: Logger },
): Promise<GraphqlServer> {
  const { schema } = await createGraph(config.graph);
  const snapshots = new Snapshots();
  const viewer: Viewer = { tenant: config.tenant, subject: null, scopes: localScopes };
  return createApollo<Context>({
    schema,
    logger,
    introspection: config.introspection,
    createContext: ({ signal, deadline }) =>
      createContext({
        viewer,
        accounts,
        snapshots,
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
