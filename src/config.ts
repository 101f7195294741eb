import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, resolve } from "node:path";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import type { ProviderModule } from "./directory/provider.js";

/** A configuration that the service cannot start with. The message begins with the key that is wrong. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

export interface AccountConfig {
  readonly tenant: string;
  readonly id: string;
  readonly label: string;
  readonly isReadOnly: boolean;
  readonly module: ProviderModule;
  readonly settings: unknown;
  /** The secrets themselves. */
  readonly credentials: unknown;
}

export interface Config {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** Tenant of everybody who asks: there is no other way to tell while nobody signs in. */
  readonly tenant: string;
  /** `null` without a configuration file: the sandbox then stands in. */
  readonly accounts: readonly AccountConfig[] | null;
  readonly networkAllow: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly introspection: boolean;
  readonly graphiql: boolean;
  /** How types and root fields are called, and whether `node` is offered to a supergraph. */
  readonly graph: { readonly prefix?: string | undefined; readonly node: boolean };
  /** Processes that share the accounts' rate limits without knowing of each other. */
  readonly replicas: number;
  readonly callLimits: { readonly perAccount: number; readonly perRequest: number };
  /** What the operator should know, and what does not stop the start. */
  readonly warnings: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;
type LogLevel = (typeof logLevels)[number];

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
const accountId = z
  .string()
  .regex(/^[\w.-]{1,64}$/u, "has 1 to 64 letters, digits, dots, dashes or underscores");
const secret = z.union(
  [z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  "is a reference, { env: NAME } or { file: PATH }, never the value itself",
);

const accountSchema = z.strictObject({
  id: accountId,
  tenant: accountId.default("default"),
  provider: z.string(),
  label: z.string().min(1).optional(),
  readOnly: z.boolean().default(false),
  settings: z.record(z.string(), z.unknown()).default({}),
  credentials: z.record(z.string(), secret).default({}),
});

const fileSchema = z.strictObject({
  accounts: z.array(accountSchema).min(1, "names at least one account"),
  network: z.strictObject({ allow: z.array(z.string().min(1)).default([]) }).default({ allow: [] }),
  auth: z
    .strictObject({
      mode: z.literal("none", "knows only `none` in this version").default("none"),
      tenant: accountId.default("default"),
    })
    .default({ mode: "none", tenant: "default" }),
  server: z
    .strictObject({
      corsOrigins: z.array(z.url()).default([]),
      introspection: z.boolean().default(true),
      graphiql: z.boolean().default(true),
    })
    .default({ corsOrigins: [], introspection: true, graphiql: true }),
  graph: z
    .strictObject({
      prefix: z
        .string()
        .regex(/^[A-Z][A-Za-z0-9]{0,30}$/u, "is a name in PascalCase")
        .optional(),
      node: z.boolean().default(false),
    })
    .default({ node: false }),
  replicas: z.number().int().min(1).max(1_000).default(1),
  budget: z
    .strictObject({
      callsPerAccount: z.number().int().min(1).max(1_000).default(25),
      callsPerRequest: z.number().int().min(1).max(10_000).default(300),
    })
    .default({ callsPerAccount: 25, callsPerRequest: 300 }),
});
type ConfigFile = z.infer<typeof fileSchema>;

const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/u, "is a port")
    .transform(Number)
    .refine((port) => port <= 65_535, "is a port")
    .default(4001),
  HOST: z.string().default("127.0.0.1"),
  LOG_LEVEL: z.enum(logLevels, `is one of ${logLevels.join(", ")}`).default("info"),
});

/** Named in the documentation, and without effect until there is something to store or share. */
const laterKeys = ["DATABASE_URL", "REDIS_URL"];

/**
 * Reads the configuration, once.
 * @throws ConfigError naming the key that is wrong, missing or unknown
 */
export function loadConfig(
  providers: readonly ProviderModule[],
  environment: Environment = process.env,
): Config {
  const { PORT: port, HOST: host, LOG_LEVEL: logLevel } = parseEnvironment(environment);
  const path = environment["ROLLCALL_CONFIG"];
  const file = path === undefined ? null : readFile(path);
  const settings = parse(fileSchema, file ?? { accounts: [{ id: "none", provider: "none" }] }, "");
  if (!isLoopback(host)) throw new ConfigError("HOST: only a loopback address while auth.mode is none");
  const places = { providers, environment, directory: dirname(resolve(path ?? ".")) };
  return {
    host,
    port,
    logLevel,
    tenant: settings.auth.tenant,
    accounts: file === null ? null : toAccounts(settings, places),
    networkAllow: settings.network.allow,
    corsOrigins: settings.server.corsOrigins,
    introspection: settings.server.introspection,
    graphiql: settings.server.graphiql,
    graph: settings.graph,
    replicas: settings.replicas,
    callLimits: { perAccount: settings.budget.callsPerAccount, perRequest: settings.budget.callsPerRequest },
    warnings: laterKeys
      .filter((key) => environment[key] !== undefined)
      .map((key) => `${key} has no effect in this version`),
  };
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

interface Places {
  readonly providers: readonly ProviderModule[];
  readonly environment: Environment;
  /** Relative paths of secrets begin at the configuration file. */
  readonly directory: string;
}

function toAccounts({ accounts }: ConfigFile, places: Places): readonly AccountConfig[] {
  const names = accounts.map(({ tenant, id }) => `${tenant}/${id}`);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice !== -1) throw new ConfigError(`accounts[${twice}].id: is given twice in its tenant`);
  return accounts.map((account, index) => toAccount(account, `accounts[${index}]`, places));
}

function toAccount(account: ConfigFile["accounts"][number], key: string, places: Places): AccountConfig {
  const { id, tenant, label, readOnly } = account;
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
  return { tenant, id, label: label ?? id, isReadOnly: readOnly, module, settings, credentials };
}

function readSecret(
  reference: z.infer<typeof secret>,
  key: string,
  { environment, directory }: Places,
): string {
  const value =
    "env" in reference ? environment[reference.env] : readSecretFile(resolve(directory, reference.file), key);
  const name =
    "env" in reference ? `the environment variable ${reference.env}` : `the file ${reference.file}`;
  if (value === undefined || value === "") throw new ConfigError(`${key}: ${name} is empty or not set`);
  return value;
}

function readSecretFile(path: string, key: string): string {
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/u, "");
  } catch (error) {
    throw new ConfigError(`${key}: the file cannot be read`, { cause: error });
  }
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
