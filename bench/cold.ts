import { performance } from "node:perf_hooks";
import { Pool, request } from "undici";
import { z } from "zod";
import { GraphqlClient, type TimedAnswer } from "./graphql-client.js";
import { canonicalQueries, toWaves, type CanonicalQuery, type Target } from "./queries.js";
import { formatTable, median, type Row } from "./report.js";
import type { Stage, StandIn } from "./stage.js";
import { Walker, type Waves } from "./walker.js";

const delayMs = 50;
const runs = 30;
/** Runs before those that count, so that no compiler is measured. */
const warmUps = 4;
const goal = 1.15;

/**
 * Calls and time of the canonical queries, each answered from nothing: every run has a linked account of its own, of
 * which nothing is cached yet but the sign-in. The bare server walks the same path in turns with Rollcall.
 */
export async function measureCold(stage: Stage, standIn: StandIn): Promise<string> {
  const authorization = await signInAt(standIn);
  const unit = await measureUnit(standIn, authorization);
  const walker = await Walker.start(stage, standIn, authorization);
  const rows: Row[] = [];
  for (const isConfigured of [true, false]) {
    const accountKeys = ["scout", ...canonicalQueries.flatMap((_, index) => keysOf(index))];
    const service = await stage.startService(standIn, { accountKeys, isConfigured });
    const client = new GraphqlClient(service.url);
    await standIn.setLatency(0);
    const userIds = await readUserIds(client);
    const runner: Runner = { client, walker, standIn, isConfigured, userIds };
    for (const [index, query] of canonicalQueries.entries()) {
      const runs: Run[] = [];
      for (const key of keysOf(index)) runs.push(await runCold(runner, query, key));
      rows.push(toRow(query, isConfigured, unit, runs.slice(warmUps)));
    }
    await client.close();
    await service.stop();
  }
  await walker.close();
  const header = [
    "query",
    "projects",
    "calls",
    "waves",
    "Rollcall ms",
    "bare ms",
    "ratio",
    "to waves x unit",
  ];
  return [
    `Cold reads, median of ${runs} runs in turns, ${delayMs} ms a call; one empty call takes ${unit.toFixed(1)} ms, which is the unit.`,
    `The bare server walks the critical path and answers as much. The goal is a ratio of at most ${goal}.`,
    "",
    formatTable(header, rows),
  ].join("\n");
}

function keysOf(query: number): readonly string[] {
  return Array.from({ length: warmUps + runs }, (_, run) => `cold-${query}-${run}`);
}

interface Runner {
  readonly client: GraphqlClient;
  readonly walker: Walker;
  readonly standIn: StandIn;
  readonly isConfigured: boolean;
  /** Of the scout's account, which is the same one at the provider. */
  readonly userIds: readonly string[];
}

interface Run {
  readonly answer: TimedAnswer;
  readonly waves: Waves;
  readonly bareMs: number;
}

async function runCold(runner: Runner, query: CanonicalQuery, key: string): Promise<Run> {
  const { client, walker, standIn, isConfigured, userIds } = runner;
  await standIn.setLatency(0);
  const accountId = await signIn(client, key);
  const target: Target = {
    accountId,
    userIds: userIds.map((id) => toAccount(id, key)),
    ...toRemoteIds(userIds[0] ?? ""),
  };
  await standIn.setLatency(delayMs);
  const answer = await client.ask(query.document, query.variables(target));
  await standIn.setLatency(0);
  const waves = toWaves(query, target, isConfigured);
  await walker.prepare(waves, { data: answer.data });
  await standIn.setLatency(delayMs);
  return { answer, waves, bareMs: await walker.walk() };
}

const accountSchema = z.object({
  linkedAccount: z.object({ id: z.string(), status: z.object({ state: z.literal("OK") }) }),
});

/** Checking an account signs in and leaves nothing in the cache. */
async function signIn(client: GraphqlClient, key: string): Promise<string> {
  const document = "query Check($key: String!) { linkedAccount(accountKey: $key) { id status { state } } }";
  const { data } = await client.ask(document, { key });
  return accountSchema.parse(data).linkedAccount.id;
}

const usersSchema = z.object({ users: z.object({ nodes: z.array(z.object({ id: z.string() })) }) });

async function readUserIds(client: GraphqlClient): Promise<readonly string[]> {
  const accountId = await signIn(client, "scout");
  const document = "query Ids($accounts: [ID!]) { users(first: 100, accounts: $accounts) { nodes { id } } }";
  const { data } = await client.ask(document, { accounts: [accountId] });
  return usersSchema.parse(data).users.nodes.map(({ id }) => id);
}

/** The same object in another linked account. Clients must not look inside ids; the bench is no client. */
function toAccount(id: string, key: string): string {
  const parts = JSON.parse(Buffer.from(id, "base64url").toString("utf8")) as unknown[];
  parts[2] = key;
  return Buffer.from(JSON.stringify(parts), "utf8").toString("base64url");
}

/** The provider's ids inside the global id of a teammate. */
function toRemoteIds(id: string): { readonly project: string; readonly member: string } {
  const parts = JSON.parse(Buffer.from(id, "base64url").toString("utf8")) as unknown[];
  return { project: String(parts.at(-2)), member: String(parts.at(-1)) };
}

function toRow(query: CanonicalQuery, isConfigured: boolean, unit: number, measured: readonly Run[]): Row {
  const counts = [...new Set(measured.map(({ answer }) => answer.calls))];
  const waves = measured[0]?.waves.length ?? 0;
  const own = median(measured.map(({ answer }) => answer.ms));
  const bare = median(measured.map(({ bareMs }) => bareMs));
  return [
    query.name,
    isConfigured ? "configured" : "discovered",
    counts.join("/"),
    waves,
    own.toFixed(1),
    bare.toFixed(1),
    (own / bare).toFixed(2),
    (own / (waves * unit)).toFixed(2),
  ];
}

const tokenSchema = z.object({ token: z.string() });

/** What a bare client sends to be let in. */
async function signInAt({ baseUrl, email, password, setLatency }: StandIn): Promise<string> {
  await setLatency(0);
  const answer = await request(new URL("/auth/signin", baseUrl), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  return tokenSchema.parse(await answer.body.json()).token;
}

/** Milliseconds that one call takes whoever sends it: the delay with what timers and sockets add. */
async function measureUnit({ baseUrl, setLatency }: StandIn, authorization: string): Promise<number> {
  const pool = new Pool(baseUrl);
  await setLatency(delayMs);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    const answer = await pool.request({ method: "GET", path: "/users", headers: { authorization } });
    await answer.body.text();
    times.push(performance.now() - begun);
  }
  await pool.close();
  return median(times);
}
