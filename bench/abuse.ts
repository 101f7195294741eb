import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { SignJWT } from "jose";
import { Pool } from "undici";
import { realBombs, type RealBomb } from "../test/threat/t10-real-bombs.js";
import { formatTable, median, type Row } from "./report.js";
import type { Stage, StandIn } from "./stage.js";

const rounds = 5;
const together = 10;
/** The service looks at its event loop every 10 ms: a stall before the first look or after the last one is not seen. */
const lookMs = 30;
const manyPoints = 1_000_000;
const lagMetric = /^nodejs_eventloop_lag_max_seconds (\S+)$/mu;

/** For how long the event loop stands still while query bombs come, beside the same time without any. */
export async function measureBombs(stage: Stage, standIn: StandIn): Promise<string> {
  await standIn.setLatency(0);
  const secret = randomBytes(32).toString("hex");
  const service = await stage.startService(standIn, {
    accountKeys: ["chat"],
    isConfigured: true,
    tenants: { names: ["bombed"], secret, pointsPerCaller: manyPoints },
  });
  const target = new Target(service.url, await signToken(secret));
  await target.sendAll(together);
  const measured: Measured = { idle: [], single: [], together: [] };
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    measured.single.push(await target.longestStall(() => target.sendAll(1)));
    const sameMs = performance.now() - begun;
    measured.idle.push(await target.longestStall(() => delay(sameMs)));
    measured.together.push(await target.longestStall(() => target.sendAll(together)));
  }
  const worst = await findWorst(target);
  await target.close();
  await service.stop();
  return report(measured, worst);
}

function signToken(secret: string): Promise<string> {
  return new SignJWT({ tenant: "bombed", scope: "directory:read" })
    .setProtectedHeader({ alg: "HS256" })
    .setSubject("bomber")
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode(secret));
}

class Target {
  readonly #pool: Pool;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, token: string) {
    this.#pool = new Pool(new URL(url).origin, { connections: together + 1 });
    this.#headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  }

  /** Milliseconds, of which about ten are the gap between two looks at the loop. Reading begins a new count. */
  async longestStall(work: () => Promise<unknown>): Promise<number> {
    await this.#readLag();
    await delay(lookMs);
    await work();
    await delay(lookMs);
    return this.#readLag();
  }

  /** Every bomb once, so many at a time. */
  async sendAll(atOnce: number): Promise<void> {
    const left = realBombs.values();
    const worker = async (): Promise<void> => {
      for (const bomb of left) await this.send(bomb);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  async send({ name, body: sent }: RealBomb): Promise<void> {
    const request = { method: "POST", path: "/graphql", headers: this.#headers, body: sent } as const;
    const { statusCode, body } = await this.#pool.request(request);
    await body.dump();
    if (statusCode < 400 || statusCode >= 500) throw new Error(`${name} was answered ${statusCode}`);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #readLag(): Promise<number> {
    const { body } = await this.#pool.request({ method: "GET", path: "/metrics" });
    const [, seconds] = lagMetric.exec(await body.text()) ?? [];
    if (seconds === undefined) throw new Error("The service does not tell how late its event loop is");
    return Number(seconds) * 1_000;
  }
}

interface Stall {
  readonly name: string;
  readonly ms: number;
}

/** Of the medians, since a pause of the machine would otherwise name any of them. */
async function findWorst(target: Target): Promise<Stall> {
  let worst: Stall = { name: "none", ms: 0 };
  for (const bomb of realBombs) {
    const stalls: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      stalls.push(await target.longestStall(() => target.send(bomb)));
    }
    const ms = median(stalls);
    if (ms > worst.ms) worst = { name: bomb.name, ms };
  }
  return worst;
}

interface Measured {
  readonly idle: number[];
  readonly single: number[];
  readonly together: number[];
}

function report({ idle, single, together: crowd }: Measured, worst: Stall): string {
  const toRow = (name: string, stalls: readonly number[]): Row => [
    name,
    median(stalls).toFixed(1),
    Math.max(...stalls).toFixed(1),
  ];
  const rows = [
    toRow("nothing, for the same time", idle),
    toRow("one after another", single),
    toRow(`${together} at a time`, crowd),
  ];
  return [
    `Longest stall of the event loop while ${realBombs.length} query bombs come, ms, ${rounds} rounds.`,
    "",
    formatTable(["bombs", "median", "longest"], rows),
    "",
    `worst of all by itself, median of ${rounds}: ${worst.ms.toFixed(1)} ms, ${worst.name}`,
  ].join("\n");
}
