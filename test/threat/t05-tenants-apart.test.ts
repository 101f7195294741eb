import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Pool } from "undici";
import { createSeededRandom } from "../../sandbox/seeded-random.js";
import { noRouter } from "../../src/access/router-proof.js";
import { createLogger } from "../../src/server/logger.js";
import { startService, type Service } from "../../src/service.js";
import { openCanaryTenant, type CanaryTenant } from "./canary-tenants.js";
import { mixedRequest, pagedQueries, type Loot } from "./mixed-requests.js";
import { signToken, tokenAuth } from "./tokens.js";

const tenantCount = 50;
const requestCount = 50_000;
const atOnce = 64;

let tenants: readonly CanaryTenant[];
let tokens: readonly string[];
let loots: readonly Loot[];
let service: Service;
let pool: Pool;
/** Lines of the log that tell of anybody; the others would only fill the memory. */
const tellingLines: string[] = [];
let lineCount = 0;

function noteLine(line: string): void {
  lineCount += 1;
  if (/canary\d{3}x/u.test(line)) tellingLines.push(line);
}

beforeAll(async () => {
  tenants = await Promise.all(Array.from({ length: tenantCount }, (_, index) => openCanaryTenant(index)));
  service = await startService({
    config: {
      host: "127.0.0.1",
      port: 0,
      logLevel: "trace",
      auth: tokenAuth,
      router: noRouter,
      points: { perCaller: null, perTenant: null },
      metrics: "beside",
      accounts: tenants.flatMap(({ accounts }) => accounts),
      networkAllow: ["127.0.0.1"],
      corsOrigins: [],
      introspection: false,
      graphiql: false,
      graph: { node: false },
      replicas: 1,
      callLimits: { perAccount: 25, perRequest: 300 },
      warnings: [],
    },
    logger: createLogger({ level: "trace", destination: { write: noteLine } }),
    drainGraceMs: 0,
    shedding: { maxEventLoopDelayMs: 0 },
  });
  pool = new Pool(service.url, { connections: atOnce });
  tokens = await Promise.all(
    tenants.map(({ name, canary }) =>
      signToken({ tenant: name, subject: `subject-${canary}`, scope: "directory:read remote:read" }),
    ),
  );
  loots = await Promise.all(tokens.map(gather));
}, 120_000);
afterAll(async () => {
  await pool.close();
  await service.stop();
  await Promise.all(tenants.map(({ close }) => close()));
}, 60_000);

interface Seen {
  readonly status: number;
  readonly text: string;
}

async function send(token: string, query: string, variables: object = {}): Promise<Seen> {
  const answer = await pool.request({
    path: "/graphql",
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-rollcall-explain": "1",
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  return { status: answer.statusCode, text: JSON.stringify(answer.headers) + (await answer.body.text()) };
}

interface Row {
  readonly id: string;
  readonly accountKey: string;
  readonly remoteKey: string;
  readonly email?: string | null;
}

/** What a tenant's own people can learn, and a thief would like to use. */
async function gather(token: string): Promise<Loot> {
  const list = "first: 30) { nodes { id accountKey remoteKey";
  const { text } = await send(
    token,
    `{ User: users(${list} email } } Team: teams(${list} } } Workspace: workspaces(${list} } } Role: roles(${list} } }
       LinkedAccount: linkedAccounts { nodes { id accountKey } } }`,
  );
  const { data } = JSON.parse(text.slice(text.indexOf('{"data"'))) as {
    data: Record<string, { nodes: Row[] }>;
  };
  const { LinkedAccount, ...lists } = data;
  const cursors = await Promise.all(
    pagedQueries.map(async (query) => {
      const [, after] = /"endCursor":"([\w-]+)"/u.exec((await send(token, query)).text) ?? [];
      return after === undefined ? [] : [{ query, after }];
    }),
  );
  return {
    ids: Object.fromEntries(
      Object.entries(lists).map(([type, { nodes }]) => [type, nodes.map(({ id }) => id)]),
    ),
    accountIds: LinkedAccount?.nodes.map(({ id }) => id) ?? [],
    emails: lists["User"]?.nodes.flatMap(({ email }) => email ?? []) ?? [],
    remoteKeys: Object.entries(lists).flatMap(([typename, { nodes }]) =>
      nodes.map(({ accountKey, remoteKey }) => ({ typename, accountKey, remoteKey })),
    ),
    cursors: cursors.flat(),
  };
}

/** Every canary in a text, by the number of its tenant. Ids hold the tenant's name, which is no secret to its own. */
function canariesIn(text: string): Set<number> {
  return new Set([...text.matchAll(/canary(\d{3})x/gu)].map(([, digits]) => Number(digits)));
}

test("50,000 mixed requests of 50 tenants, thieves among them, show nobody anything of another tenant", async () => {
  const random = createSeededRandom(20_261_123);
  const fraction = (): number => random.fraction();
  const integer = (below: number): number => Math.floor(fraction() * below);
  const own = new Array<number>(tenantCount).fill(0);
  const statuses = new Map<number, number>();
  const leaks: string[] = [];
  // Some providers fail now and then, with words that tell whose they are.
  for (const { standIns, canary } of tenants.filter((_, index) => index % 7 === 0)) {
    for (const { standIn } of standIns) {
      standIn.faults.add([
        {
          skip: 3,
          times: 40,
          fault: { kind: "status", status: 500, body: { message: `Broken for ${canary}` } },
        },
        { times: 40, fault: { kind: "garbage", body: `<html>${canary}` } },
      ]);
    }
  }
  const one = async (): Promise<void> => {
    const asker = integer(tenantCount);
    // Every second one asks after what another tenant has.
    const subject = fraction() < 0.5 ? asker : integer(tenantCount);
    const loot = loots[subject];
    if (loot === undefined) throw new Error("No such tenant");
    const { query, variables } = mixedRequest(loot, fraction);
    const { status, text } = await send(tokens[asker] ?? "", query, variables);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    // What a thief sends along may come back in a message about it.
    const said = canariesIn(JSON.stringify(variables));
    for (const found of canariesIn(text)) {
      if (found === asker) own[asker] = (own[asker] ?? 0) + 1;
      else if (!said.has(found) || status === 200) leaks.push(`${asker} sees ${found}: ${query} ${text}`);
    }
  };
  let sent = 0;
  const worker = async (): Promise<void> => {
    while (sent < requestCount) {
      sent += 1;
      await one();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const metrics = await fetch(`${service.url}/metrics`).then((answer) => answer.text());
  expect(leaks.slice(0, 3)).toEqual([]);
  expect([...canariesIn(metrics)]).toEqual([]);
  expect(tellingLines).toEqual([]);
  expect(lineCount).toBeGreaterThan(requestCount);
  expect(metrics).not.toContain("tenant-");
  // There was something to see for everybody, and nothing broke on our side.
  expect(Math.min(...own)).toBeGreaterThan(100);
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  expect(statuses.get(200) ?? 0).toBeGreaterThan(requestCount / 2);
}, 400_000);
