import "./production.js";
import { loadConfig, type Config } from "./config.js";
import { ConfigError } from "./config/config-error.js";
import { providers } from "./datasources/registry.js";
import { startSandbox, type Sandbox } from "./sandbox-process.js";
import { collectSecrets, KnownSecrets } from "./server/known-secrets.js";
import { createLogger } from "./server/logger.js";
import { startService } from "./service.js";

const queriesToTry = [
  "{ users(first: 5) { nodes { displayName email state roles { name privilege } } totalCount isComplete } }",
  "{ users(filter: { privileges: [OWNER, ADMIN] }) { nodes { displayName email privilege workspaces { nodes { name } } } } }",
  "{ teams(first: 5) { nodes { name memberCount members(first: 3) { nodes { displayName availability { isAvailable } } } } } }",
];

async function main(): Promise<void> {
  const config = loadConfig(providers);
  const secrets = new KnownSecrets();
  for (const secret of collectSecrets(secretsOf(config))) secrets.add(secret);
  const logger = createLogger({ level: config.logLevel, secrets });
  for (const warning of config.warnings) logger.warn(warning);
  const sandbox = config.accounts === null ? await startSandbox(providers) : null;
  const accounts = config.accounts ?? sandbox?.accounts ?? [];
  const networkAllow = [...config.networkAllow, ...(sandbox?.networkAllow ?? [])];
  const service = await startService({ config: { ...config, accounts, networkAllow }, logger });
  stopOnSignal(service.stop, sandbox);
  process.stdout.write(greeting(service.url, config.graphiql, sandbox !== null));
}

/** What the configuration's references led to. */
function secretsOf({ accounts, auth, router }: Config): unknown {
  return [
    accounts?.map(({ credentials }) => credentials),
    auth.mode === "jwt" && "secrets" in auth.keys ? auth.keys.secrets : null,
    router.signature?.keys.map(({ secret }) => secret),
    router.secret?.values,
  ];
}

/** A second signal does not wait. */
function stopOnSignal(stop: () => Promise<void>, sandbox: Sandbox | null): void {
  let isStopping = false;
  const end = async (): Promise<void> => {
    if (isStopping) process.exit(1);
    isStopping = true;
    await stop();
    sandbox?.stop();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void end());
}

function greeting(url: string, hasGraphiql: boolean, isSandbox: boolean): string {
  const lines = [
    `Rollcall answers at ${url}/graphql${isSandbox ? ", over a sandbox company" : ""}.`,
    ...(hasGraphiql ? [`Explore it at    ${url}/graphiql`] : []),
    "",
    "Worth trying:",
    ...queriesToTry.map((query) => `  ${query}`),
  ];
  return `\n${lines.join("\n")}\n\n`;
}

try {
  await main();
} catch (error) {
  const message = error instanceof ConfigError ? `Rollcall cannot start.\n  ${error.message}` : error;
  process.stderr.write(`${String(message instanceof Error ? (message.stack ?? message) : message)}\n`);
  process.exit(1);
}
