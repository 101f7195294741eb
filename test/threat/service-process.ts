import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStandIn, type LinkedStandIn } from "../resolvers/linked-stand-ins.js";
import { startBuilt, urlIn, type BuiltProcess } from "../service/built-process.js";
import { tokenSecret } from "./tokens.js";

/** The built service in a process of its own, as an operator would run it: callers by token, nothing switched on. */
export interface ServiceProcess {
  readonly url: string;
  /** Calls that the providers have seen, sign-ins included. */
  readonly upstreamCalls: () => number;
  /** The value of a metric without labels. */
  readonly metric: (name: string) => Promise<number>;
  readonly isRunning: () => boolean;
  readonly stop: () => Promise<void>;
}

/** @param settings further sections of the configuration file */
export async function startServiceProcess(settings: object = {}): Promise<ServiceProcess> {
  const folder = await mkdtemp(join(tmpdir(), "rollcall-threat-"));
  const standIns = [
    await openStandIn({ people: 20 }),
    await openStandIn({ provider: "teamwork-projects", people: 20 }),
    await openStandIn({ provider: "scim", people: 20 }),
  ];
  const path = join(folder, "rollcall.yaml");
  await writeFile(path, JSON.stringify({ ...toFile(standIns), ...settings }));
  const built = startBuilt({
    PORT: "0",
    LOG_LEVEL: "error",
    ROLLCALL_CONFIG: path,
    TOKEN_SECRET: tokenSecret,
    ...toEnvironment(standIns),
  });
  const url = urlIn(await built.greeting);
  const metric = async (name: string): Promise<number> => {
    const text = await fetch(`${url}/metrics`).then((answer) => answer.text());
    const [, value] = new RegExp(`^${name} (\\S+)$`, "mu").exec(text) ?? [];
    if (value === undefined) throw new Error(`There is no metric ${name}`);
    return Number(value);
  };
  return {
    url,
    metric,
    isRunning: () => isRunning(built),
    upstreamCalls: () =>
      standIns
        .map(({ standIn }) => standIn.counters.read())
        .reduce((sum, { calls, signIns }) => sum + calls + signIns, 0),
    stop: async () => {
      if (isRunning(built)) built.child.kill("SIGKILL");
      await built.ended;
      await Promise.all(standIns.map(({ standIn }) => standIn.close()));
      await rm(folder, { recursive: true });
    },
  };
}

function toFile(standIns: readonly LinkedStandIn[]): object {
  return {
    auth: { mode: "jwt", secrets: [{ env: "TOKEN_SECRET" }] },
    points: { perCaller: null, perTenant: null },
    network: { allow: ["127.0.0.1"] },
    accounts: standIns.map(({ module, settings, credentials }, index) => ({
      id: module.name,
      provider: module.name,
      settings,
      credentials: Object.fromEntries(
        Object.keys(credentials).map((name) => [name, { env: `SECRET_${index}_${name}` }]),
      ),
    })),
  };
}

function toEnvironment(standIns: readonly LinkedStandIn[]): Record<string, string> {
  return Object.fromEntries(
    standIns.flatMap(({ credentials }, index) =>
      Object.entries(credentials).map(([name, value]) => [`SECRET_${index}_${name}`, String(value)]),
    ),
  );
}

function isRunning({ child }: BuiltProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
