import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Pool } from "undici";
import { createSeededRandom } from "../../sandbox/seeded-random.js";
import { noRouter } from "../../src/access/router-proof.js";
import { createLogger } from "../../src/server/logger.js";
import { startService, type Service } from "../../src/service.js";
import { tenantsIn } from "./canary-scan.js";
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
  if (/canary\d{3}x|subject-/u.test(line)) tellingLines.push(line);
}

beforeAll(async () => {
  tenants = await Promise.all(Array.from({ length: tenantCount }, (_, index) => openCanaryTenant(index)));
  service = await startService({
    config: {
      host: "127.0.0.1",
      port: 0,
      logLevel: "trace",
      databaseUrl: "file::memory:",
      leaseMs: 15_000,
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
  /** Headers and body. */
  readonly text: string;
  readonly body: string;
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
  const body = await answer.body.text();
  return { status: answer.statusCode, text: JSON.stringify(answer.headers) + body, body };
}

interface Row {
  readonly id: string;
  readonly accountKey: string;
  readonly remoteKey: string;
  readonly email?: string | null;
}

/** The first rows of each list that has any; not every provider has organizations. */
async function readLists(token: string): Promise<Readonly<Record<string, readonly Row[]>>> {
  const list = "(first: 30) { nodes { id accountKey remoteKey } }";
  const queries = [
    "{ User: users(first: 30) { nodes { id accountKey remoteKey email } } }",
    `{ Team: teams${list} Workspace: workspaces${list} Role: roles${list} Organization: organizations${list} }`,
  ];
  const lists: Record<string, readonly Row[]> = {};
  for (const query of queries) {
    const { body } = await send(token, query);
    const { data } = JSON.parse(body) as { data: Record<string, { nodes: readonly Row[] | null }> };
    for (const [type, { nodes }] of Object.entries(data)) lists[type] = nodes ?? [];
  }
  return lists;
}

/** What a tenant's own people can learn, and a thief would like to use. */
async function gather(token: string): Promise<Loot> {
  const lists = await readLists(token);
  const { body } = await send(token, "{ linkedAccounts { nodes { id } } }");
  const cursors = await Promise.all(
    pagedQueries.map(async (query) => {
      const [, after] = /"endCursor":"([\w-]+)"/u.exec((await send(token, query)).body) ?? [];
      return after === undefined ? [] : [{ query, after }];
    }),
  );
  return {
    ids: Object.fromEntries(Object.entries(lists).map(([type, nodes]) => [type, nodes.map(({ id }) => id)])),
    accountIds: [...body.matchAll(/"id":"([\w-]+)"/gu)].flatMap(([, id]) => id ?? []),
    emails: lists["User"]?.flatMap(({ email }) => email ?? []) ?? [],
    remoteKeys: Object.entries(lists).flatMap(([typename, nodes]) =>
      nodes.map(({ accountKey, remoteKey }) => ({ typename, accountKey, remoteKey })),
    ),
    cursors: cursors.flat(),
  };
}

test("what thieves want is there: the same keys in every tenant, and other texts", () => {
  const keysOf = ({ remoteKeys }: Loot): string[] =>
    remoteKeys
      .filter(({ accountKey }) => accountKey === "chat")
      // A role of the company's own has its name for a key, and that tells whose it is.
      .map(({ typename, remoteKey }) => `${typename} ${remoteKey.replace(/canary\d{3}x/u, "")}`)
      .sort();
  const [first, ...others] = loots.map(keysOf);
  expect(first?.length).toBeGreaterThan(10);
  for (const keys of others) expect(keys).toEqual(first);
  expect(new Set(loots.flatMap(({ emails }) => emails)).size).toBe(
    loots.reduce((sum, { emails }) => sum + new Set(emails).size, 0),
  );
  for (const { cursors } of loots) expect(cursors.length).toBeGreaterThanOrEqual(2);
});

test("another tenant's ids are nobody's, though its keys are one's own", async () => {
  const [token = "", , , , , sibling = ""] = tokens;
  const [, , , , , stolen] = loots;
  const query = `query ($user: ID!, $team: ID!, $workspace: ID!, $r: [_Any!]!) {
    user(id: $user) { id } team(id: $team) { id } workspace(id: $workspace) { id } node(id: $user) { id }
    _entities(representations: $r) { ... on User { id } ... on Team { id } ... on Role { id } } }`;
  const idOf = (type: string): string => stolen?.ids[type]?.[0] ?? "";
  const [user, team, workspace] = ["User", "Team", "Workspace"].map(idOf);
  const r = ["User", "Team", "Role"].map((type) => ({ __typename: type, id: idOf(type) }));
  const seenBy = async (asker: string): Promise<unknown> =>
    (JSON.parse((await send(asker, query, { user, team, workspace, r })).body) as { data: unknown }).data;
  const nothing = { user: null, team: null, workspace: null, node: null, _entities: [null, null, null] };
  expect(await seenBy(token)).toEqual(nothing);
  expect(await seenBy(sibling)).toEqual({
    user: { id: user },
    team: { id: team },
    workspace: { id: workspace },
    node: { id: user },
    _entities: r.map(({ id }) => ({ id })),
  });
});

/** Who asks is said to whoever asks `me`, and nowhere else. */
function hasStraySubject(query: string, text: string): boolean {
  return text.includes("subject-") && !query.includes("me {");
}

test("50,000 mixed requests of 50 tenants, thieves among them, show nobody anything of another tenant", async () => {
  const random = createSeededRandom(20_261_123);
  const fraction = (): number => random.fraction();
  const integer = (below: number): number => Math.floor(fraction() * below);
  const own = new Array<number>(tenantCount).fill(0);
  const statuses = new Map<number, number>();
  const leaks: string[] = [];
  let broken = 0;
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
    if (/"code":"(UPSTREAM|INVALID_RESPONSE)/u.test(text)) broken += 1;
    const told = tenantsIn(text);
    if (told.delete(asker)) own[asker] = (own[asker] ?? 0) + 1;
    if (told.size > 0) leaks.push(`${asker} sees ${[...told].join()}: ${query} ${text}`);
    if (hasStraySubject(query, text)) leaks.push(`A subject: ${query} ${text}`);
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
  expect([...tenantsIn(metrics)]).toEqual([]);
  expect(tellingLines).toEqual([]);
  expect(lineCount).toBeGreaterThan(requestCount);
  expect(metrics).not.toContain("tenant-");
  // There was something to see for everybody, and nothing broke on our side.
  expect(Math.min(...own)).toBeGreaterThan(100);
  expect(broken).toBeGreaterThan(100);
  expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
  expect(statuses.get(200) ?? 0).toBeGreaterThan(requestCount / 2);
}, 400_000);
