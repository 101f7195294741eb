import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { SignJWT } from "jose";
import { Pool } from "undici";
import { formatTable, type Row } from "./report.js";
import type { Stage, StandIn } from "./stage.js";

const rounds = 8;
/** Until V8 has compiled what refuses. */
const warmUpSeconds = 45;
/** As long as lists are kept: each round has read the provider once. */
const roundSeconds = 15;
/** Until the noise has spent the points that came back while it was silent. */
const settleMs = 750;
/** Points a minute that each caller has: ten a second. */
const pointsPerMinute = 600;
const noisePerSecond = 1_000;
const noiseConnections = 50;
const quietCallers = 10;
const quietPerSecond = 9 * quietCallers;

const query = "{ users(first: 20) { nodes { displayName email state roles { name } } } }";

/** What is heard: nothing, the same noise where it disturbs nobody but this machine, which makes it itself, and noise. */
const surroundings = ["alone", "elsewhere", "beside"] as const;
type Surroundings = (typeof surroundings)[number];

/** What callers of a quiet tenant notice of a noisy one that asks a hundred times what it may. */
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
  const noise = await stage.startProgram([
    pathOf("noise.mjs"),
    await tokenOf("noisy", "neighbour"),
    String(noisePerSecond),
    String(noiseConnections),
  ]);
  const sink = await stage.startProgram([pathOf("sink.mjs")]);
  const targets: Readonly<Record<Surroundings, string>> = { alone: "", elsewhere: sink, beside: service.url };
  const pool = new Pool(new URL(service.url).origin, { connections: quietCallers });
  const sent: Record<Surroundings, number> = { alone: 0, elsewhere: 0, beside: 0 };
  const timesAmid = async (name: Surroundings): Promise<readonly number[]> => {
    await fetch(noise, { method: "POST", body: targets[name] });
    await delay(settleMs);
    const times = await ask(pool, quiet, roundSeconds);
    const told = await fetch(noise, { method: "POST", body: "" });
    sent[name] += Number(await told.text());
    return times;
  };
  await fetch(noise, { method: "POST", body: targets.beside });
  await ask(pool, quiet, warmUpSeconds);
  const measured = await measureRounds(timesAmid);
  await fetch(noise, { method: "POST", body: "" });
  await pool.close();
  await service.stop();
  return report(measured, sent);
}

/** Each round begins with another surrounding, so that none is always the first. */
async function measureRounds(
  timesAmid: (name: Surroundings) => Promise<readonly number[]>,
): Promise<Measured> {
  const measured: Measured = { alone: [], elsewhere: [], beside: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const name of [...surroundings, ...surroundings].slice(round % 3, (round % 3) + 3)) {
      measured[name].push(await timesAmid(name));
    }
  }
  return measured;
}

function pathOf(program: string): string {
  return fileURLToPath(new URL(program, import.meta.url));
}

/** Milliseconds of each answer, by round. */
type Measured = Readonly<Record<Surroundings, (readonly number[])[]>>;

/** A round's p99 is a dozen answers, and one pause of the machine has as many: the ratio is that of all rounds together. */
function report(measured: Measured, sent: Readonly<Record<Surroundings, number>>): string {
  const ofAll = (name: Surroundings, share: number): number => percentile(measured[name].flat(), share);
  const toRow = (share: number): Row => [
    `p${share * 100} of the quiet tenant, ms`,
    ...surroundings.map((name) => ofAll(name, share).toFixed(2)),
  ];
  const rows: Row[] = [
    toRow(0.5),
    toRow(0.9),
    toRow(0.99),
    [
      "p99 to that alone",
      ...surroundings.map((name) => (ofAll(name, 0.99) / ofAll("alone", 0.99)).toFixed(3)),
    ],
    [
      "noise that was sent, requests/s",
      ...surroundings.map((name) => String(Math.round(sent[name] / (rounds * roundSeconds)))),
    ],
  ];
  const byRound = surroundings.map(
    (name) => `${name}: ${measured[name].map((times) => percentile(times, 0.99).toFixed(1)).join(" ")}`,
  );
  return [
    `A tenant that asks ${noisePerSecond} times a second over ${noiseConnections} connections, a hundred times what it`,
    `may, beside one at ${quietPerSecond}/s; ${rounds} rounds of ${roundSeconds} s each.`,
    "",
    formatTable(["", "alone", "noise elsewhere", "beside the noise"], rows),
    "",
    "p99 of each round, ms:",
    ...byRound,
  ].join("\n");
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
