import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Pool } from "undici";
import { decodeGlobalId, encodeGlobalId, type GlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { signToken, tokenAuth } from "./tokens.js";

const batches = 200;
const batchSize = 500;

let session: GraphSession;
let pool: Pool;
let token: string;
let foreign: readonly Keys[];
/** People of the asker's own tenant: whoever calls them a team finds nothing. */
let ownPeople: readonly Keys[];

interface Keys {
  readonly id: string;
  readonly accountKey: string;
  readonly remoteKey: string;
}

beforeAll(async () => {
  session = await startGraphSession({
    accounts: [
      { key: "chat", tenant: "own", people: 5 },
      { key: "secret", tenant: "other", people: 30, seed: 7 },
    ],
    access: { auth: tokenAuth },
  });
  pool = new Pool(session.url, { connections: 8 });
  token = await signToken({ tenant: "own", scope: "directory:read remote:read" });
  const other = await signToken({ tenant: "other", scope: "directory:read" });
  foreign = await listPeople(other);
  ownPeople = await listPeople(token);
});
afterAll(async () => {
  await pool.close();
  await session.stop();
});

async function listPeople(bearer: string): Promise<readonly Keys[]> {
  const list = "{ users(first: 100) { nodes { id accountKey remoteKey } } }";
  const { text } = await send(bearer, JSON.stringify({ query: list }));
  return (JSON.parse(text) as { data: { users: { nodes: readonly Keys[] } } }).data.users.nodes;
}

async function send(bearer: string, body: string): Promise<{ status: number; text: string }> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${bearer}` };
  const answer = await pool.request({ path: "/graphql", method: "POST", headers, body });
  return { status: answer.statusCode, text: await answer.body.text() };
}

const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
  __typename ... on User { id displayName email remote } ... on Team { id name } ... on Role { id name }
  ... on Workspace { id name } ... on Organization { id name } ... on LinkedAccount { id label } } }`;

function toParts(id: string): GlobalId {
  const parts = decodeGlobalId(id);
  if (parts === null) throw new Error(`${id} is no id`);
  return parts;
}

/** Keys that belong to another tenant, are malformed, or are of another type. */
function keyArbitrary(): fc.Arbitrary<object> {
  const stolenId = fc.constantFrom(...foreign.map(({ id }) => id));
  const madeUp = fc
    .tuple(
      fc.string(),
      fc.string(),
      fc.constantFrom("User", "Team", "Activity", "LinkedAccount"),
      fc.string(),
    )
    .map(([tenant, account, type, id]) =>
      encodeGlobalId({
        tenant,
        account,
        type: type,
        ref: { kind: "member", scope: null, id },
      }),
    );
  const bent = fc.tuple(stolenId, fc.nat(), fc.string({ maxLength: 2 })).map(([id, at, put]) => {
    const place = at % id.length;
    return id.slice(0, place) + put + id.slice(place + 1);
  });
  const odd = fc.oneof(fc.string({ unit: "binary" }), fc.integer(), fc.constant(null), fc.jsonValue());
  const id = fc.oneof(stolenId, bent, madeUp, odd);
  const remote = fc.constantFrom(...foreign).map(({ accountKey, remoteKey }) => ({ accountKey, remoteKey }));
  const extra = fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 });
  return fc.oneof(
    fc.record({ id }),
    remote,
    fc.tuple(fc.record({ id }), remote, extra).map(([one, other, more]) => ({ ...more, ...other, ...one })),
    fc.record({ accountKey: odd, remoteKey: odd }),
  );
}

const typenames = ["User", "Role", "Team", "Workspace", "Organization", "LinkedAccount"] as const;
const typename = fc.constantFrom(...typenames);

test("100,000 representations of what is another's, another type's or nobody's: no object, no 5xx, no call", async () => {
  const anything = fc.tuple(typename, keyArbitrary()).map(([name, key]) => ({ ...key, __typename: name }));
  const mistyped = fc
    .tuple(fc.constantFrom(...typenames.filter((name) => name !== "User")), fc.constantFrom(...ownPeople))
    .map(([name, { id }]) => ({ __typename: name, id }));
  // The address of somebody, under the name of another type: its own type must not be taken from the asker's word.
  const relabelled = fc
    .tuple(fc.constantFrom("Team", "Activity", "LinkedAccount"), fc.constantFrom(...ownPeople))
    .map(([type, { id }]) => ({ __typename: "User", id: encodeGlobalId({ ...toParts(id), type }) }));
  const representation = fc.oneof(
    { weight: 8, arbitrary: anything },
    { weight: 1, arbitrary: mistyped },
    { weight: 1, arbitrary: relabelled },
  );
  const arbitrary = fc.array(representation, { minLength: batchSize, maxLength: batchSize });
  const before = [session.calls("chat"), session.calls("secret")];
  const seed = 20_261_123;
  const canaries = new RegExp(foreign.map(({ remoteKey }) => remoteKey).join("|"), "u");
  let resolved = 0;
  for (const r of fc.sample(arbitrary, { seed, numRuns: batches })) {
    const { status, text } = await send(token, JSON.stringify({ query, variables: { r } }));
    if (status === 400) {
      // A key that would reach a prototype: the whole body is refused.
      expect(text).toContain("BAD_USER_INPUT");
      continue;
    }
    expect(status).toBe(200);
    const { data, errors } = JSON.parse(text) as { data: { _entities: unknown[] } | null; errors?: unknown };
    expect([data?._entities.filter((one) => one !== null), errors]).toEqual([[], undefined]);
    expect(canaries.test(text)).toBe(false);
    resolved += batchSize;
  }
  expect(resolved).toBeGreaterThan((batches * batchSize) / 2);
  expect([session.calls("chat"), session.calls("secret")]).toEqual(before);
  expect(Object.keys(Object.prototype)).toEqual([]);
}, 120_000);

test.each([
  ["an unknown type", { __typename: "Nobody", id: "x" }],
  ["a type that is no entity", { __typename: "UserConnection", id: "x" }],
  ["no type", { id: "x" }],
  ["a type that is no text", { __typename: 1, id: "x" }],
  ["a text", "User"],
  ["a list", ["User"]],
  ["a number", 7],
])("%s is the asker's fault", async (_title, one) => {
  const { status, text } = await send(token, JSON.stringify({ query, variables: { r: [one] } }));
  expect([status, JSON.parse(text)]).toMatchObject([
    400,
    { errors: [{ extensions: { code: "BAD_USER_INPUT" } }] },
  ]);
});

test.each([
  '{"__proto__":{"isAdmin":true},"__typename":"User","id":"x"}',
  '{"constructor":{"prototype":{"isAdmin":true}},"__typename":"User","id":"x"}',
])("%s does not reach a prototype", async (one) => {
  const { status } = await send(token, `{"query":${JSON.stringify(query)},"variables":{"r":[${one}]}}`);
  expect(status).toBe(400);
  expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
});

test("10,001 are refused, with nothing asked", async () => {
  const r = Array.from({ length: 10_001 }, () => ({ __typename: "User" }));
  const { status, text } = await send(token, JSON.stringify({ query, variables: { r } }));
  expect(status).toBeGreaterThanOrEqual(400);
  expect(text).toContain("LIMIT_EXCEEDED");
});
