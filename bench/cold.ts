import { performance } from "node:perf_hooks";
import { Pool } from "undici";
import { z } from "zod";
import { GraphqlClient, type TimedAnswer } from "./graphql-client.js";
import { canonicalQueries, type CanonicalQuery, type Target } from "./queries.js";
import { formatTable, median, type Row } from "./report.js";
import type { Stage, StandIn } from "./stage.js";

const delayMs = 50;
const runs = 30;
/** Runs before those that count, so that no compiler is measured. */
const warmUps = 4;
const goal = 1.15;

/**
 * Calls and time of the canonical queries, each answered from nothing: every run has a linked account of its own, of
 * which nothing is cached yet but the sign-in.
 */
export async function measureCold(stage: Stage, standIn: StandIn): Promise<string> {
  const unit = await measureUnit(standIn);
  const rows: Row[] = [];
  for (const isConfigured of [true, false]) {
    const accountKeys = ["scout", ...canonicalQueries.flatMap((_, index) => keysOf(index))];
    const service = await stage.startService(standIn, { accountKeys, isConfigured });
    const client = new GraphqlClient(service.url);
    await standIn.setLatency(0);
    const userIds = await readUserIds(client);
    for (const [index, query] of canonicalQueries.entries()) {
      const answers: TimedAnswer[] = [];
      for (const key of keysOf(index)) answers.push(await runCold({ client, standIn, query, key, userIds }));
      rows.push(toRow(query, isConfigured, unit, answers.slice(warmUps)));
    }
    await client.close();
    await service.stop();
  }
  const header = ["query", "projects", "calls", "depth", "depth x unit ms", "median ms", "ratio"];
  return [
    `Cold reads, median of ${runs} runs, ${delayMs} ms a call; one bare call takes ${unit.toFixed(1)} ms, which is the unit.`,
    `The goal is a ratio of at most ${goal}.`,
    "",
    formatTable(header, rows),
  ].join("\n");
}

function keysOf(query: number): readonly string[] {
  return Array.from({ length: warmUps + runs }, (_, run) => `cold-${query}-${run}`);
}

interface ColdRun {
  readonly client: GraphqlClient;
  readonly standIn: StandIn;
  readonly query: CanonicalQuery;
  readonly key: string;
  /** Of the scout's account, which is the same one at the provider. */
  readonly userIds: readonly string[];
}

async function runCold({ client, standIn, query, key, userIds }: ColdRun): Promise<TimedAnswer> {
  await standIn.setLatency(0);
  const accountId = await signIn(client, key);
  const target: Target = { accountId, userIds: userIds.map((id) => toAccount(id, key)) };
  await standIn.setLatency(delayMs);
  return client.ask(query.document, query.variables(target));
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

function toRow(
  query: CanonicalQuery,
  isConfigured: boolean,
  unit: number,
  answers: readonly TimedAnswer[],
): Row {
  const depth = query.depth + (query.needsProjects && !isConfigured ? 1 : 0);
  const counts = [...new Set(answers.map(({ calls }) => calls))];
  const ms = median(answers.map((answer) => answer.ms));
  const path = depth * unit;
  return [
    query.name,
    isConfigured ? "configured" : "discovered",
    counts.join("/"),
    depth,
    path.toFixed(1),
    ms.toFixed(1),
    (ms / path).toFixed(2),
  ];
}

const tokenSchema = z.object({ token: z.string() });

/** Milliseconds that one call takes whoever sends it: the delay with what timers and sockets add. */
async function measureUnit({ baseUrl, email, password, setLatency }: StandIn): Promise<number> {
  const pool = new Pool(baseUrl);
  await setLatency(0);
  const signIn = await pool.request({
    method: "POST",
    path: "/auth/signin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const { token } = tokenSchema.parse(await signIn.body.json());
  await setLatency(delayMs);
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    const answer = await pool.request({ method: "GET", path: "/users", headers: { authorization: token } });
    await answer.body.text();
    times.push(performance.now() - begun);
  }
  await pool.close();
  return median(times);
}
