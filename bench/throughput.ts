import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { request } from "undici";
import { z } from "zod";
import { toTables } from "./peer-tables.js";
import { entitiesLoad, listLoad, toRepresentations } from "./queries.js";
import { formatTable, median, type Row } from "./report.js";
import type { Stage, StandIn } from "./stage.js";

const rounds = 3;
const roundSeconds = 5;
const warmUpSeconds = 2;
const connections = 10;

interface Load {
  readonly name: string;
  readonly body: string;
}

/** Requests per second over a warm cache, beside a bare server that answers the same bytes, in turns. */
export async function measureThroughput(stage: Stage, standIn: StandIn): Promise<string> {
  await standIn.setLatency(0);
  const service = await stage.startService(standIn, { accountKeys: ["chat"], isConfigured: true });
  const list = { name: "users(first: 100), roles, teams, workspaces", body: toBody(listLoad) };
  const tables = toTables(await post(service.url, list));
  const peer = await stage.startProgram([
    fileURLToPath(new URL("peer.mjs", import.meta.url)),
    await stage.writeFile("tables.json", JSON.stringify(tables)),
  ]);
  const representations = toRepresentations(tables.users.map(({ id }) => id));
  const entities = {
    name: "_entities of 100, the same fields",
    body: toBody(entitiesLoad, { representations }),
  };
  const rows: Row[] = [];
  for (const load of [list, entities]) {
    if ((await post(service.url, load)) !== (await post(peer, load)))
      throw new Error("Two different answers");
    rows.push(await compare(stage, load, { service: service.url, peer }));
  }
  await service.stop();
  return [
    `Warm reads, requests/s, median of ${rounds} rounds of ${roundSeconds} s in turns, ${connections} connections.`,
    "The bare server builds and serialises the same answer from rows in memory.",
    "",
    formatTable(["load", "Rollcall", "bare server", "ratio"], rows),
  ].join("\n");
}

function toBody(query: string, variables: object = {}): string {
  return JSON.stringify({ query, variables });
}

async function post(url: string, { body }: Load): Promise<string> {
  const headers = { "content-type": "application/json" };
  return (await request(url, { method: "POST", headers, body })).body.text();
}

interface Servers {
  readonly service: string;
  readonly peer: string;
}

async function compare(stage: Stage, load: Load, { service, peer }: Servers): Promise<Row> {
  const file = await stage.writeFile("body.json", load.body);
  for (const url of [service, peer]) await fire(url, file, warmUpSeconds);
  const rates: { service: number; peer: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    rates.push({
      service: await fire(service, file, roundSeconds),
      peer: await fire(peer, file, roundSeconds),
    });
  }
  const own = median(rates.map((rate) => rate.service));
  const others = median(rates.map((rate) => rate.peer));
  const ratio = median(rates.map((rate) => rate.service / rate.peer));
  return [load.name, own.toFixed(0), others.toFixed(0), ratio.toFixed(3)];
}

const resultSchema = z.object({
  requests: z.object({ total: z.number() }),
  duration: z.number(),
  errors: z.literal(0),
  non2xx: z.literal(0),
});

/** Requests per second. autocannon runs in a process of its own, which ends by itself. */
async function fire(url: string, bodyFile: string, seconds: number): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    fileURLToPath(new URL("node_modules/autocannon/autocannon.js", import.meta.url)),
    ...["--json", "--connections", String(connections), "--duration", String(seconds)],
    ...["--method", "POST", "--headers", "content-type=application/json", "--input", bodyFile, url],
  ]);
  const { requests, duration } = resultSchema.parse(JSON.parse(stdout));
  return requests.total / duration;
}
