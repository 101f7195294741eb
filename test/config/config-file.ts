import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadConfig, type Config } from "../../src/config.js";
import { providers } from "../../src/datasources/registry.js";

/** The account of the design, whose secrets lie in the environment. */
export const plainFile = `
accounts:
  - id: chat
    provider: tiledesk
    label: Support chat
    readOnly: false
    settings: { baseUrl: "https://api.tiledesk.com/v3", projectIds: ["64b000000000000000000001"] }
    credentials: { email: { env: TILEDESK_EMAIL }, password: { env: TILEDESK_PASSWORD } }
network: { allow: ["127.0.0.1"] }
auth: { mode: none, tenant: default }
`;

export const secrets = { TILEDESK_EMAIL: "canary-mail@example.com", TILEDESK_PASSWORD: "canary-password" };

/** A directory of its own with a configuration file in it, and others beside. */
function withConfigFile<T>(
  files: Readonly<Record<string, string>>,
  use: (path: string, directory: string) => T,
): T {
  const directory = mkdtempSync(join(tmpdir(), "rollcall-config-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
    return use(join(directory, "rollcall.yaml"), directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What a file says, with the secrets in the environment. */
export function load(
  text: string,
  environment: Readonly<Record<string, string>> = {},
  others: Readonly<Record<string, string>> = {},
): Config {
  return withConfigFile({ "rollcall.yaml": text, ...others }, (path) =>
    loadConfig(providers, { ...secrets, ROLLCALL_CONFIG: path, ...environment }),
  );
}
