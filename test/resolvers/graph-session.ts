import type { CounterReading } from "../../sandbox/counters.js";
import type { StandIn } from "../../sandbox/stand-in.js";
import type { TiledeskStandIn } from "../../sandbox/tiledesk/stand-in.js";
import type { AccountConfig, Config } from "../../src/config.js";
import { noRouter } from "../../src/access/router-proof.js";
import { scopes } from "../../src/access/scopes.js";
import { defaultWriteRules, type WriteRules } from "../../src/directory/linked-account.js";
import { createLogger } from "../../src/server/logger.js";
import { startService } from "../../src/service.js";
import { openStandIn, type LinkedStandIn, type StandInSetup } from "./linked-stand-ins.js";

/** An account to link: a stand-in of its own, or the one of another account. */
export interface AccountSetup extends StandInSetup {
  readonly key: string;
  readonly tenant?: string;
  readonly isReadOnly?: boolean;
  /** How it is written to. */
  readonly writeRules?: Partial<WriteRules>;
  /** Key of the account whose stand-in it shares. */
  readonly sharing?: string;
  /** Positions in the stand-in's list of projects (Tiledesk); all without it. */
  readonly onlyProjects?: readonly number[];
  /** Instead of the stand-in's own, one by one. */
  readonly settings?: object;
  readonly credentials?: object;
}

export interface SessionSetup {
  readonly accounts?: readonly AccountSetup[];
  readonly deadlineMs?: number;
  readonly callLimits?: Config["callLimits"];
  readonly graph?: Config["graph"];
  /** A store that outlives a restart; one in memory without it. */
  readonly databaseUrl?: string;
  /** Who may ask; everybody without it. */
  readonly access?: Partial<Pick<Config, "auth" | "router" | "points">>;
  /** Whether GraphiQL is served, which has to be built. */
  readonly graphiql?: boolean;
  /** How long locks outlive their holder, in milliseconds. */
  readonly leaseMs?: number;
  /** Told of each line of the log; nothing is logged without it. */
  readonly log?: (line: string) => void;
}

export interface AskedError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly [key: string]: unknown };
}

export interface Reply<T> {
  readonly status: number;
  readonly text: string;
  /** As GraphQL gives it; fails the test when there is none. */
  readonly data: T;
  readonly errors: readonly AskedError[];
  readonly upstream: { readonly count: number; readonly calls: readonly UpstreamCallSeen[] } | null;
  readonly headers: Headers;
}

interface UpstreamCallSeen {
  readonly account: string;
  readonly method: string;
  readonly path: string;
  readonly source: string;
}

export interface GraphSession {
  readonly url: string;
  /** The Tiledesk stand-in of an account; of the first one without a key. */
  standIn(key?: string): TiledeskStandIn;
  /** The stand-in of an account, whatever its provider. */
  server(key: string): StandIn;
  /** Posts a query, with the explain header. */
  ask<T>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Reply<T>>;
  /** Calls that a stand-in has counted, sign-ins apart. */
  calls(key?: string): CounterReading;
  /** The same stand-ins behind a service that remembers nothing but what is in the store. */
  restart(changed?: NewCredentials): Promise<void>;
  stop(): Promise<void>;
}

/** Of accounts, by their keys. */
type NewCredentials = Readonly<Record<string, object>>;

export async function startGraphSession(setup: SessionSetup = {}): Promise<GraphSession> {
  const { accounts = [{ key: "chat" }] } = setup;
  const standIns = new Map<string, LinkedStandIn>();
  for (const account of accounts) {
    const known = account.sharing === undefined ? undefined : standIns.get(account.sharing);
    standIns.set(account.key, known ?? (await openStandIn(account)));
  }
  const linkedOf = (key: string): LinkedStandIn => {
    const found = standIns.get(key);
    if (found === undefined) throw new Error(`No account ${key}`);
    return found;
  };
  const start = (changed: NewCredentials = {}): ReturnType<typeof startService> => {
    const configs = accounts.map((account) => {
      const credentials = { ...account.credentials, ...changed[account.key] };
      return toAccountConfig({ ...account, credentials }, linkedOf(account.key));
    });
    return startService(toServiceOptions(setup, configs));
  };
  let service = await start();
  const server = (key = accounts[0]?.key ?? ""): StandIn => linkedOf(key).standIn;
  return {
    get url() {
      return service.url;
    },
    standIn: (key) => asTiledesk(server(key)),
    server,
    ask: (query, variables) => post(service.url, query, variables),
    calls: (key) => server(key).counters.read(),
    restart: async (changed) => {
      await service.stop();
      service = await start(changed);
    },
    stop: async () => {
      await service.stop();
      await Promise.all([...new Set([...standIns.values()])].map(({ standIn }) => standIn.close()));
    },
  };
}

function asTiledesk(standIn: StandIn): TiledeskStandIn {
  if (standIn.name !== "tiledesk") throw new Error(`${standIn.name} is no Tiledesk`);
  return standIn as TiledeskStandIn;
}

function toAccountConfig(account: AccountSetup, linked: LinkedStandIn): AccountConfig {
  const { key, tenant = "default", isReadOnly = false } = account;
  const { module } = linked;
  return {
    tenant,
    id: key,
    label: `Account ${key}`,
    isReadOnly,
    writeRules: { ...defaultWriteRules, ...account.writeRules },
    module,
    settings: module.settings.parse({
      ...linked.settings,
      ...toProjects(account, linked),
      ...account.settings,
    }),
    credentials: module.credentials.parse({ ...linked.credentials, ...account.credentials }),
  };
}

function toProjects({ onlyProjects }: AccountSetup, { standIn }: LinkedStandIn): object {
  if (onlyProjects === undefined) return {};
  const { projectIds } = asTiledesk(standIn).current();
  return { projectIds: onlyProjects.map((position) => projectIds[position]) };
}

function toServiceOptions(
  {
    callLimits = { perAccount: 25, perRequest: 300 },
    deadlineMs = 10_000,
    graphiql = false,
    graph = { node: false },
    access = {},
    databaseUrl = "file::memory:",
    leaseMs = 15_000,
    log,
  }: SessionSetup,
  accounts: readonly AccountConfig[],
): Parameters<typeof startService>[0] {
  const config = {
    host: "127.0.0.1",
    port: 0,
    logLevel: "silent",
    databaseUrl,
    leaseMs,
    auth: { mode: "none", tenant: "default", scopes },
    router: noRouter,
    points: { perCaller: null, perTenant: null },
    metrics: "beside",
    ...access,
    accounts,
    networkAllow: ["127.0.0.1"],
    corsOrigins: [],
    introspection: true,
    graphiql,
    replicas: 1,
    callLimits,
    graph,
    warnings: [],
  } as const;
  return {
    config,
    logger:
      log === undefined
        ? createLogger({ level: "silent" })
        : createLogger({ level: "info", destination: { write: log } }),
    drainGraceMs: 0,
    deadlineMs,
    shedding: { maxEventLoopDelayMs: 0 },
  };
}

/** Posts a query to a running service, asking it to tell its upstream calls. */
export async function post<T>(
  url: string,
  query: string,
  variables: Readonly<Record<string, unknown>> = {},
): Promise<Reply<T>> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-rollcall-explain": "1" },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as {
    data?: T | null;
    errors?: AskedError[];
    extensions?: { upstream?: Reply<T>["upstream"] };
  };
  return {
    status: response.status,
    headers: response.headers,
    text,
    errors: answer.errors ?? [],
    upstream: answer.extensions?.upstream ?? null,
    get data() {
      if (answer.data === undefined || answer.data === null) throw new Error(`No data: ${text}`);
      return answer.data;
    },
  };
}
