import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("../../dist/src/main.js", import.meta.url));

/** Whether `npm run build` has been run, as `npm test` does. */
export const isBuilt = existsSync(entry);

export interface BuiltProcess {
  readonly child: ChildProcessWithoutNullStreams;
  /** What it has written so far. */
  readonly said: { out: string; err: string };
  /** Resolves with the greeting. */
  readonly greeting: Promise<string>;
  /** Resolves with exit code and signal when its streams are closed, too. */
  readonly ended: Promise<readonly unknown[]>;
}

/** Starts the built service; of the environment only what is given, and the path. */
export function startBuilt(environment: Readonly<Record<string, string>> = {}): BuiltProcess {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env["PATH"], LOG_LEVEL: "silent", ...environment },
  });
  const said = { out: "", err: "" };
  child.stderr.on("data", (chunk) => (said.err += String(chunk)));
  const ended = once(child, "close");
  const greeting = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      said.out += String(chunk);
      if (said.out.endsWith("\n\n")) resolve(said.out);
    });
    child.once("close", () => {
      reject(new Error(`It ended: ${said.err}`));
    });
  });
  greeting.catch(() => undefined);
  return { child, said, greeting, ended };
}

/** Where it answers, as its greeting says. */
export function urlIn(greeting: string): string {
  return /http:\/\/127\.0\.0\.1:\d+(?=\/graphql)/u.exec(greeting)?.[0] ?? "";
}

/** Processes that it has started, as Linux tells; `null` elsewhere. */
export function childrenOf(pid: number | undefined): number[] | null {
  const path = `/proc/${pid ?? 0}/task/${pid ?? 0}/children`;
  if (!existsSync(path)) return null;
  return readFileSync(path, "utf8").trim().split(" ").filter(Boolean).map(Number);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A port that somebody else listens on. */
export async function occupyPort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port");
  const release = async (): Promise<void> => {
    server.close();
    await once(server, "close");
  };
  return { port: address.port, release };
}
