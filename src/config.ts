import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, resolve } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import type { AuthConfig } from "./access/authenticator.js";
import type { PointsConfig } from "./access/points.js";
import type { RouterConfig } from "./access/router-proof.js";
import { toAuthConfig, toPointsConfig, toRouterConfig } from "./config/access-config.js";
import { ConfigError } from "./config/config-error.js";
import { configFile, type ConfigFile } from "./config/config-file.js";
import { readSecret, type SecretPlaces } from "./config/read-secret.js";
import type { WriteRules } from "./directory/linked-account.js";
import type { ProviderModule } from "./directory/provider.js";

export interface AccountConfig {
  readonly tenant: string;
  readonly id: string;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly writeRules: WriteRules;
  readonly module: ProviderModule;
  readonly settings: unknown;
  /** The secrets themselves. */
  readonly credentials: unknown;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Where the store is: `file:PATH` or `postgres://…`. */
  readonly databaseUrl: string;
  /** How long a lock in the store outlives a process that died. */
  readonly leaseMs: number;
  readonly auth: AuthConfig;
  readonly router: RouterConfig;
  readonly points: PointsConfig;
  /** `null` without a configuration file: the sandbox then stands in. */
  readonly accounts: readonly AccountConfig[] | null;
  readonly networkAllow: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly introspection: boolean;
  readonly graphiql: boolean;
  readonly metrics: MetricsPlace;
  /** How types and root fields are called, and whether `node` is offered to a supergraph. */
  readonly graph: { readonly prefix?: string | undefined; readonly node: boolean };
  /** Processes that share the accounts' rate limits without knowing of each other. */
  readonly replicas: number;
  readonly callLimits: { readonly perAccount: number; readonly perRequest: number };
  /** What the operator should know, and what does not stop the start. */
  readonly warnings: readonly string[];
}

/** Where `/metrics` is: beside the graph, at an address of its own, or nowhere. */
type MetricsPlace = "beside" | "nowhere" | { readonly host: string; readonly port: number };

type Environment = Readonly<Record<string, string | undefined>>;
type LogLevel = (typeof logLevels)[number];

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/u, "is a port")
    .transform(Number)
    .refine((port) => port <= 65_535, "is a port")
    .default(4001),
  HOST: z.string().default("127.0.0.1"),
  DATABASE_URL: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(logLevels, `is one of ${logLevels.join(", ")}`).default("info"),
});

const usualStore = "file:./data/rollcall.db";
/** The sandbox begins anew with each start, and what was remembered of it would be wrong. */
const sandboxStore = "file::memory:";

/** Named in the documentation, and without effect until there is something to share. */
const laterKeys = ["REDIS_URL"];

/**
 * Where the store is, for what needs nothing else of the configuration.
 * @throws ConfigError when DATABASE_URL is empty
 */
export function loadDatabaseUrl(environment: Environment = process.env): string {
  return parseEnvironment(environment).DATABASE_URL ?? usualStore;
}

/**
 * Reads the configuration, once.
 * @throws ConfigError naming the key that is wrong, missing or unknown
 */
export function loadConfig(
  providers: readonly ProviderModule[],
  environment: Environment = process.env,
): Config {
  const { PORT: port, HOST: host, LOG_LEVEL: logLevel, DATABASE_URL } = parseEnvironment(environment);
  const path = environment["ROLLCALL_CONFIG"];
  const file = path === undefined ? null : readFile(path);
  const settings = parse(configFile, file ?? { accounts: [{ id: "none", provider: "none" }] }, "");
  assertReachable(settings, host);
  const places = { providers, environment, directory: dirname(resolve(path ?? ".")) };
  const metrics = settings.server.metrics ?? (isLoopback(host) ? "beside" : "nowhere");
  return {
    host,
    port,
    logLevel,
    databaseUrl: DATABASE_URL ?? (file === null ? sandboxStore : usualStore),
    leaseMs: settings.store.leaseSeconds * 1_000,
    auth: toAuthConfig(settings, places),
    router: toRouterConfig(settings, places),
    points: toPointsConfig(settings),
    accounts: file === null ? null : toAccounts(settings, places),
    networkAllow: settings.network.allow,
    corsOrigins: settings.server.corsOrigins,
    ...toDisplay(settings),
    metrics,
    graph: settings.graph,
    replicas: settings.replicas,
    callLimits: { perAccount: settings.budget.callsPerAccount, perRequest: settings.budget.callsPerRequest },
    warnings: toWarnings(settings, metrics, environment),
  };
}

function assertReachable({ auth }: ConfigFile, host: string): void {
  if (auth.mode !== "none" || isLoopback(host)) return;
  throw new ConfigError("HOST: only a loopback address while auth.mode is none");
}

/** What shows the schema is on where everybody is let in anyway, unless the file says otherwise. */
function toDisplay({ auth, server }: ConfigFile): Pick<Config, "introspection" | "graphiql"> {
  const isOpen = auth.mode === "none";
  return { introspection: server.introspection ?? isOpen, graphiql: server.graphiql ?? isOpen };
}

function toWarnings(
  { auth }: ConfigFile,
  metrics: MetricsPlace,
  environment: Environment,
): readonly string[] {
  const isForAnyAudience = auth.mode === "jwt" && (auth.audience === undefined || auth.issuer === undefined);
  return [
    ...laterKeys
      .filter((key) => environment[key] !== undefined)
      .map((key) => `${key} has no effect in this version`),
    ...(isForAnyAudience ? ["auth: without issuer and audience, tokens made for others are accepted"] : []),
    ...(metrics === "nowhere" ? ["server.metrics is not set, so metrics are not served"] : []),
  ];
}

function parseEnvironment(environment: Environment): z.infer<typeof environmentSchema> {
  const unknown = Object.keys(environment).find(
    (key) => key.startsWith("ROLLCALL_") && key !== "ROLLCALL_CONFIG",
  );
  if (unknown !== undefined) throw new ConfigError(`${unknown}: is not known to this version`);
  return parse(environmentSchema, environment, "");
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

function readFile(path: string): unknown {
  try {
    return parseYaml(readFileSync(path, "utf8")) ?? {};
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : "";
    throw new ConfigError(`ROLLCALL_CONFIG: cannot be read (${reason})`, { cause: error });
  }
}

interface Places extends SecretPlaces {
  readonly providers: readonly ProviderModule[];
}

function toAccounts({ accounts }: ConfigFile, places: Places): readonly AccountConfig[] {
  const names = accounts.map(({ tenant, id }) => `${tenant}/${id}`);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice !== -1) throw new ConfigError(`accounts[${twice}].id: is given twice in its tenant`);
  return accounts.map((account, index) => toAccount(account, `accounts[${index}]`, places));
}

function toAccount(account: ConfigFile["accounts"][number], key: string, places: Places): AccountConfig {
  const { id, tenant, label, readOnly, writes } = account;
  const module = places.providers.find(({ name }) => name === account.provider);
  if (module === undefined) {
    const known = places.providers.map(({ name }) => name).join(", ");
    throw new ConfigError(
      `${key}.provider: "${account.provider}" is not known to this version, which knows ${known}`,
    );
  }
  const settings = parse(module.settings, account.settings, `${key}.settings`);
  const secrets = Object.entries(account.credentials).map(
    ([name, reference]) => [name, readSecret(reference, `${key}.credentials.${name}`, places)] as const,
  );
  const credentials = parse(module.credentials, Object.fromEntries(secrets), `${key}.credentials`);
  const { settleSeconds, removalsPerHour, maxShrinkPercent } = writes;
  const writeRules = { settleMs: settleSeconds * 1_000, removalsPerHour, maxShrinkPercent };
  return { tenant, id, label: label ?? id, isReadOnly: readOnly, writeRules, module, settings, credentials };
}

function parse<T>(schema: z.ZodType<T>, value: unknown, key: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue === undefined) throw new ConfigError(`${key}: is wrong`);
  const path = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  const message = issue.code === "unrecognized_keys" ? "is not known to this version" : issue.message;
  throw new ConfigError(`${toKey(key, path)}: ${message}`);
}

function toKey(key: string, path: readonly PropertyKey[]): string {
  const joined = path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : `${text}.${String(part)}`),
    key,
  );
  return joined === "" ? "ROLLCALL_CONFIG" : joined.replace(/^\./u, "");
}
