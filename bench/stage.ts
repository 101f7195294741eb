import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { Processes } from "./processes.js";

const sandboxReady = z.object({
  tiledesk: z.object({
    baseUrl: z.string(),
    email: z.string(),
    password: z.string(),
    projectIds: z.array(z.string()),
  }),
  controlUrl: z.string(),
});

export interface StandIn {
  readonly baseUrl: string;
  readonly email: string;
  readonly password: string;
  readonly projectIds: readonly string[];
  readonly setLatency: (ms: number) => Promise<void>;
}

export interface ServiceSettings {
  /** Configured ids of the linked accounts; all of them are the stand-in's one account. */
  readonly accountKeys: readonly string[];
  /** Whether the projects are configured, or found by asking. */
  readonly isConfigured: boolean;
  /** Tenants that each have those accounts, and callers by token; otherwise everybody is let in. */
  readonly tenants?: {
    readonly names: readonly string[];
    readonly secret: string;
    /** A minute. */
    readonly pointsPerCaller: number;
  };
}

/** What a bench run stands on: the built programs, each in a process of its own, and a folder for their files. */
export class Stage {
  readonly #processes = new Processes();
  readonly #folder: string;

  static async open(): Promise<Stage> {
    return new Stage(await mkdtemp(join(tmpdir(), "rollcall-bench-")));
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  async close(): Promise<void> {
    await this.#processes.stopAll();
    await rm(this.#folder, { recursive: true });
  }

  async startStandIn(): Promise<StandIn> {
    const program = { arguments: ["dist/sandbox/main.js"] };
    const { ready } = await this.#processes.start(program, (line) => sandboxReady.parse(JSON.parse(line)));
    const setLatency = async (ms: number): Promise<void> => {
      const answer = await fetch(`${ready.controlUrl}/latency`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ms }),
      });
      if (!answer.ok) throw new Error(`The stand-in refused the delay with ${answer.status}`);
    };
    return { ...ready.tiledesk, setLatency };
  }

  /** Rollcall as it is delivered, with its usual log. */
  async startService(
    standIn: StandIn,
    settings: ServiceSettings,
  ): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
    const program = {
      arguments: ["dist/src/main.js"],
      environment: {
        ROLLCALL_CONFIG: await this.writeFile("config.yaml", JSON.stringify(toConfig(standIn, settings))),
        PORT: "0",
        BENCH_EMAIL: standIn.email,
        BENCH_PASSWORD: standIn.password,
        BENCH_SECRET: settings.tenants?.secret ?? "",
      },
    };
    const { ready, stop } = await this.#processes.start(
      program,
      (line) => /answers at (http:\S+\/graphql)/u.exec(line)?.[1] ?? null,
    );
    return { url: ready, stop };
  }

  /** Another program of Node that prints its URL when it is ready. */
  async startProgram(programArguments: readonly string[]): Promise<string> {
    const { ready } = await this.#processes.start({ arguments: programArguments }, (line) => line);
    return ready;
  }

  /** The path of a file of this run. */
  async writeFile(name: string, text: string): Promise<string> {
    const path = join(this.#folder, name);
    await writeFile(path, text);
    return path;
  }
}

/** YAML, of which JSON is a part. */
function toConfig(standIn: StandIn, { accountKeys, isConfigured, tenants }: ServiceSettings): object {
  const { baseUrl, projectIds } = standIn;
  const toAccounts = (tenant: string): object[] =>
    accountKeys.map((id) => ({
      id,
      tenant,
      provider: "tiledesk",
      settings: isConfigured ? { baseUrl, projectIds } : { baseUrl },
      credentials: { email: { env: "BENCH_EMAIL" }, password: { env: "BENCH_PASSWORD" } },
    }));
  return {
    accounts: (tenants?.names ?? ["default"]).flatMap(toAccounts),
    ...(tenants === undefined
      ? {}
      : {
          auth: { mode: "jwt", secrets: [{ env: "BENCH_SECRET" }] },
          points: { perCaller: tenants.pointsPerCaller, perTenant: null },
        }),
    network: { allow: [new URL(baseUrl).hostname] },
  };
}
