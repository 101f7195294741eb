import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const endWithinMs = 5_000;

/** The processes of one bench run, each of which ends with it. */
export class Processes {
  readonly #running: ChildProcess[] = [];

  /** Starts a Node program and waits for the first line of output that means it is ready. */
  async start<T>(
    program: Program,
    parseReady: (line: string) => T | null,
  ): Promise<{ readonly ready: T; readonly stop: () => Promise<void> }> {
    const child = spawn(process.execPath, [...program.arguments], {
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      env: { ...process.env, ...program.environment },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#running.push(child);
    return { ready: await readReady(child, parseReady), stop: () => end(child) };
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.#running.map(end));
  }
}

export interface Program {
  readonly arguments: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Its further output is read and dropped, so that the process never waits for a full pipe. */
function readReady<T>(child: ChildProcess, parseReady: (line: string) => T | null): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("exit", (code) => {
      reject(new Error(`${child.spawnargs.join(" ")} ended with ${String(code)} before it was ready`));
    });
    if (child.stdout === null) return;
    const output = child.stdout;
    const lines = createInterface({ input: output }).on("line", (line) => {
      const ready = parseReady(line);
      if (ready === null) return;
      resolve(ready);
      lines.close();
      output.resume();
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), endWithinMs);
  await ended;
  clearTimeout(timer);
}
