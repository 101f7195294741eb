import { createCompany } from "../../sandbox/company.js";
import type { CounterReading } from "../../sandbox/counters.js";
import { createTiledeskStandIn, type TiledeskStandIn } from "../../sandbox/tiledesk/stand-in.js";
import type { AccountConfig, Config } from "../../src/config.js";
import { tiledesk } from "../../src/datasources/tiledesk/provider.js";
import { createLogger } from "../../src/server/logger.js";
import { startService } from "../../src/service.js";

/** An account to link: a stand-in of its own, or the one of another account. */
interface AccountSetup {
  readonly key: string;
  readonly tenant?: string;
  readonly people?: number;
  readonly projects?: number;
  readonly seed?: number;
  readonly isReadOnly?: boolean;
  /** Key of the account whose stand-in it shares. */
  readonly sharing?: string;
  /** Positions in the stand-in's list of projects; all without it. */
  readonly onlyProjects?: readonly number[];
  readonly email?: string;
  readonly password?: string;
}

export interface SessionSetup {
  readonly accounts?: readonly AccountSetup[];
  readonly deadlineMs?: number;
  readonly callLimits?: Config["callLimits"];
  readonly graph?: Config["graph"];
  /** Whether GraphiQL is served, which has to be built. */
  readonly graphiql?: boolean;
}

interface AskedError {
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
  /** The stand-in of an account; of the first one without a key. */
  standIn(key?: string): TiledeskStandIn;
  /** Posts a query, with the explain header. */
  ask<T>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Reply<T>>;
  /** Calls that a stand-in has counted, sign-ins apart. */
  calls(key?: string): CounterReading;
  /** The same stand-ins behind a service that remembers nothing. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startGraphSession(setup: SessionSetup = {}): Promise<GraphSession> {
  const { accounts = [{ key: "chat" }] } = setup;
  const standIns = new Map<string, { standIn: TiledeskStandIn; baseUrl: string }>();
  for (const account of accounts) {
    const known = account.sharing === undefined ? undefined : standIns.get(account.sharing);
    standIns.set(account.key, known ?? (await startStandIn(account)));
  }
  const configs = accounts.map((account) => toAccountConfig(account, standIns));
  const start = (): ReturnType<typeof startService> => startService(toServiceOptions(setup, configs));
  let service = await start();
  const standInOf = (key = accounts[0]?.key ?? ""): TiledeskStandIn => {
    const found = standIns.get(key);
    if (found === undefined) throw new Error(`No account ${key}`);
    return found.standIn;
  };
  return {
    get url() {
      return service.url;
    },
    standIn: standInOf,
    ask: (query, variables) => post(service.url, query, variables),
    calls: (key) => standInOf(key).counters.read(),
    restart: async () => {
      await service.stop();
      service = await start();
    },
    stop: async () => {
      await service.stop();
      await Promise.all([...new Set([...standIns.values()])].map(({ standIn }) => standIn.close()));
    },
  };
}

async function startStandIn({ people = 60, projects = 1, seed = 1 }: AccountSetup): Promise<{
  standIn: TiledeskStandIn;
  baseUrl: string;
}> {
  const standIn = createTiledeskStandIn({ company: createCompany(people, seed), projects, seed });
  return { standIn, baseUrl: await standIn.listen(0) };
}

function toAccountConfig(
  account: AccountSetup,
  standIns: ReadonlyMap<string, { standIn: TiledeskStandIn; baseUrl: string }>,
): AccountConfig {
  const found = standIns.get(account.key);
  if (found === undefined) throw new Error(`No stand-in for ${account.key}`);
  const { email, password, projectIds } = found.standIn.current();
  const only = account.onlyProjects?.map((position) => projectIds[position]);
  return {
    tenant: account.tenant ?? "default",
    id: account.key,
    label: `Account ${account.key}`,
    isReadOnly: account.isReadOnly ?? false,
    module: tiledesk,
    settings: { baseUrl: found.baseUrl, ...(only === undefined ? {} : { projectIds: only }) },
    credentials: { email: account.email ?? email, password: account.password ?? password },
  };
}

function toServiceOptions(
  {
    callLimits = { perAccount: 25, perRequest: 300 },
    deadlineMs = 10_000,
    graphiql = false,
    graph = { node: false },
  }: SessionSetup,
  accounts: readonly AccountConfig[],
): Parameters<typeof startService>[0] {
  const config = {
    host: "127.0.0.1",
    port: 0,
    logLevel: "silent",
    tenant: "default",
    accounts,
    networkAllow: ["127.0.0.1"],
    corsOrigins: [],
    introspection: true,
    graphiql,
    callLimits,
    graph,
    warnings: [],
  } as const;
  return { config, logger: createLogger({ level: "silent" }), drainGraceMs: 0, deadlineMs };
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
