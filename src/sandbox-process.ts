import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { ConfigError, type AccountConfig } from "./config.js";
import type { ProviderModule } from "./directory/provider.js";

const readyLine = z.object({
  ready: z.literal(true),
  tiledesk: z.object({ baseUrl: z.url(), email: z.string(), password: z.string() }),
});

export interface Sandbox {
  /** Linked accounts of the stand-in providers. */
  readonly accounts: readonly AccountConfig[];
  /** Hosts of the stand-ins, which are on loopback. */
  readonly networkAllow: readonly string[];
  readonly stop: () => void;
}

/** Starts the stand-in providers in a process of their own, which ends with this one. */
export async function startSandbox(providers: readonly ProviderModule[]): Promise<Sandbox> {
  const child = spawn(process.execPath, [...process.execArgv, sandboxEntry(), "--exit-with-parent"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const { tiledesk } = await readReadyLine(child);
  const { baseUrl, email, password } = tiledesk;
  return {
    accounts: [toAccount(providers, { baseUrl }, { email, password })],
    networkAllow: [new URL(baseUrl).hostname],
    stop: () => {
      child.kill("SIGTERM");
    },
  };
}

function toAccount(
  providers: readonly ProviderModule[],
  settings: object,
  credentials: object,
): AccountConfig {
  const module = providers.find(({ name }) => name === "tiledesk");
  if (module === undefined)
    throw new ConfigError("ROLLCALL_CONFIG: is needed, since the sandbox's provider is not here");
  return {
    tenant: "default",
    id: "chat",
    label: "Support chat (sandbox)",
    isReadOnly: false,
    module,
    settings: module.settings.parse(settings),
    credentials: module.credentials.parse(credentials),
  };
}

async function readReadyLine(child: ChildProcess): Promise<z.infer<typeof readyLine>> {
  const { stdout } = child;
  if (stdout === null) throw new Error("The sandbox has no output");
  for await (const line of createInterface({ input: stdout })) return readyLine.parse(JSON.parse(line));
  throw new Error("The sandbox ended before it was ready");
}

/** The compiled sandbox beside the compiled service, or the source beside the source. */
function sandboxEntry(): string {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  return fileURLToPath(new URL(`../sandbox/main.${extension}`, import.meta.url));
}
