import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { SignJWT } from "jose";
import { Pool } from "undici";
import { formatTable, median, type Row } from "./report.js";
import type { Stage, StandIn } from "./stage.js";

const rounds = 7;
const roundSeconds = 5;
/** Until the noise has spent its points. */
const settleMs = 1_500;
/** Points a minute that each caller has: ten a second. */
const pointsPerMinute = 600;
const noisePerSecond = 1_000;
const quietCallers = 20;
const quietPerSecond = 9 * quietCallers;

const query = "{ users(first: 20) { nodes { displayName email state roles { name } } } }";

/**
 * What callers of a quiet tenant notice of a noisy one that asks a hundred times what it may, in turns: alone, while the
 * same noise goes to a server that does nothing (what the noise costs this machine, which makes it itself), and beside
 * the noise.
 */
export async function measureNoisyNeighbour(stage: Stage, standIn: StandIn): Promise<string> {
  await standIn.setLatency(0);
  const secret = randomBytes(32).toString("hex");
  const service = await stage.startService(standIn, {
    accountKeys: ["chat"],
    isConfigured: true,
    tenants: { names: ["quiet", "noisy"], secret, pointsPerCaller: pointsPerMinute },
  });
  const tokenOf = (tenant: string, subject: string): Promise<string> =>
    new SignJWT({ tenant, scope: "directory:read" })
      .setProtectedHeader({ alg: "HS256" })
      .setSubject(subject)
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode(secret));
  const quiet = await Promise.all(
    Array.from({ length: quietCallers }, (_, index) => tokenOf("quiet", `caller-${index}`)),
  );
  const noisy = await tokenOf("noisy", "neighbour");
  const pool = new Pool(new URL(service.url).origin, { connections: quietCallers });
  await ask(pool, quiet, roundSeconds);
  const sink = await stage.startProgram([fileURLToPath(new URL("sink.mjs", import.meta.url))]);
  const p99 = async (): Promise<number> => percentile(await ask(pool, quiet, roundSeconds), 0.99);
  const p99Beside = async (target: string): Promise<number> => {
    const noise = [target, noisy, String(noisePerSecond)];
    const stop = await stage.startNoise(fileURLToPath(new URL("noise.mjs", import.meta.url)), noise);
    await delay(settleMs);
    const found = await p99();
    await stop();
    return found;
  };
  const measured: Measured = { alone: [], elsewhere: [], beside: [] };
  for (let round = 0; round < rounds; round += 1) {
    measured.alone.push(await p99());
    measured.elsewhere.push(await p99Beside(sink));
    measured.beside.push(await p99Beside(service.url));
  }
  await pool.close();
  await service.stop();
  return report(measured);
}

interface Measured {
  readonly alone: number[];
  readonly elsewhere: number[];
  readonly beside: number[];
}

function report({ alone, elsewhere, beside }: Measured): string {
  const [own, shared, heard] = [median(alone), median(elsewhere), median(beside)];
  const rows: Row[] = [
    ["p99 of the quiet tenant, ms", toText(own), toText(shared), toText(heard)],
    ["ratio to alone", "1.000", (shared / own).toFixed(3), (heard / own).toFixed(3)],
    ["ratio to noise elsewhere", "", "1.000", (heard / shared).toFixed(3)],
  ];
  const all = (times: readonly number[]): string => times.map(toText).join(" ");
  return [
    `A tenant at ${noisePerSecond} requests/s, a hundred times what it may, beside one at ${quietPerSecond}/s;`,
    `median of ${rounds} rounds of ${roundSeconds} s in turns.`,
    "",
    formatTable(["", "alone", "noise elsewhere", "beside the noise"], rows),
    "",
    `rounds alone: ${all(alone)}; elsewhere: ${all(elsewhere)}; beside: ${all(beside)}`,
  ].join("\n");
}

function toText(ms: number): string {
  return ms.toFixed(2);
}

/** Milliseconds of each answer, at a fixed rate that does not wait for slow ones. */
async function ask(pool: Pool, tokens: readonly string[], seconds: number): Promise<readonly number[]> {
  const times: Promise<number>[] = [];
  const begun = performance.now();
  const gapMs = 1_000 / quietPerSecond;
  for (let index = 0; index < seconds * quietPerSecond; index += 1) {
    const dueAt = begun + index * gapMs;
    const waitMs = dueAt - performance.now();
    if (waitMs > 1) await delay(waitMs);
    times.push(askOnce(pool, tokens[index % tokens.length] ?? ""));
  }
  return Promise.all(times);
}

async function askOnce(pool: Pool, token: string): Promise<number> {
  const begun = performance.now();
  const { statusCode, body } = await pool.request({
    method: "POST",
    path: "/graphql",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`A quiet caller was answered ${statusCode}`);
  return performance.now() - begun;
}

function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}
