import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { createSeededRandom } from "../../sandbox/seeded-random.js";
import { createGraph } from "../../src/graph.js";
import { createDocumentGate, type DocumentGate } from "../../src/server/limits/document-gate.js";
import { readFieldCosts } from "../../src/server/limits/field-costs.js";
import { defaultLimits } from "../../src/server/limits/request-limits.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { countObjects, generateQuery } from "./generated-queries.js";

let schema: GraphQLSchema;
let gate: DocumentGate;
let session: GraphSession;
const accountKeys = ["chat", "projects", "idp", "calls"];
beforeAll(async () => {
  ({ schema } = await createGraph());
  gate = createDocumentGate(schema);
  session = await startGraphSession({
    accounts: [
      { key: "chat", people: 60, projects: 3 },
      { key: "projects", provider: "teamwork-projects", people: 60 },
      { key: "idp", provider: "scim", people: 60 },
      { key: "calls", provider: "talkdesk", people: 60 },
    ],
    callLimits: { perAccount: 1_000, perRequest: 10_000 },
  });
});
afterAll(() => session.stop());

/** The predicted cost; null for a query that is refused. */
function costOf(query: string): number | null {
  try {
    return gate({ query, operationName: null, variables: {} }, defaultLimits).cost;
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}

test("of 1,500 generated queries, none has more objects in its answer than it was said to cost", async () => {
  const random = createSeededRandom(9);
  let compared = 0;
  let largest = 0;
  const wrong: string[] = [];
  while (compared < 1_500) {
    const query = generateQuery(schema, { random, depth: 3 + random.integer(5), pageSize: 100 });
    const cost = costOf(query);
    if (cost === null) continue;
    const { text } = await session.ask(query);
    const { data } = JSON.parse(text) as { data?: unknown };
    const objects = countObjects(data);
    compared += 1;
    largest = Math.max(largest, objects);
    if (objects > cost) wrong.push(`${objects} objects for ${cost}: ${query}`);
  }
  expect(wrong.slice(0, 3)).toEqual([]);
  expect(largest).toBeGreaterThan(300);
}, 120_000);

test("what costs too much is refused, and nothing is sent for it", async () => {
  await session.restart();
  const before = accountKeys.map((key) => session.calls(key).calls);
  const nested =
    "users(first: 100) { nodes { teams(first: 100) { nodes { members(first: 100) { nodes { id } } } } } }";
  const answer = await session.ask(`{ ${nested} }`);
  expect([answer.status, answer.errors[0]?.extensions.code]).toEqual([400, "LIMIT_EXCEEDED"]);
  expect(answer.errors[0]?.message).toMatch(/^The request costs \d+, and 200000 at most is served$/u);
  expect(accountKeys.map((key) => session.calls(key).calls)).toEqual(before);
});

/** The longest list under each name in an answer. */
function longestLists(value: unknown, name = "", longest = new Map<string, number>()): Map<string, number> {
  if (Array.isArray(value)) {
    longest.set(name, Math.max(longest.get(name) ?? 0, value.length));
    for (const one of value) longestLists(one, name, longest);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, below] of Object.entries(value)) longestLists(below, key, longest);
  }
  return longest;
}

test("no list without pages is longer than the SDL assumes, be it an account of 12 projects", async () => {
  const crowded = await startGraphSession({
    accounts: [
      { key: "chat", projects: 12 },
      { key: "projects", provider: "teamwork-projects" },
      { key: "idp", provider: "scim" },
      { key: "calls", provider: "talkdesk" },
    ],
    callLimits: { perAccount: 1_000, perRequest: 10_000 },
  });
  const { data } = await crowded.ask<{ readonly me: { readonly users: readonly object[] } }>(`{
    users(first: 100) {
      accountStatuses { notes { code } }
      nodes { roles { id } roleAssignments { role { id } } sameEmail { id } }
    }
    linkedAccounts {
      nodes { seats { kind } filters { field } capabilities { operation inputFields { name } } }
    }
    me { users { id } }
  }`);
  const viewers = data.me.users;
  const longest = longestLists(data);
  const { of } = readFieldCosts(schema);
  const lists = [
    ["AccountStatus", "notes"],
    ["Capability", "inputFields"],
    ["LinkedAccount", "seats"],
    ["LinkedAccount", "filters"],
    ["LinkedAccount", "capabilities"],
    ["User", "roles"],
    ["User", "roleAssignments"],
    ["User", "sameEmail"],
    ["UserConnection", "accountStatuses"],
    ["Viewer", "users"],
  ] as const;
  const compared = lists.map(([type, name]) => ({
    name,
    longest: name === "users" ? viewers.length : longest.get(name),
    assumed: of(type, name)?.size.assumed ?? 0,
  }));
  expect(compared.filter(({ longest: found }) => found === undefined)).toEqual([]);
  expect(compared.filter(({ longest: found = 0, assumed }) => found > assumed)).toEqual([]);
  expect(longest.get("seats")).toBe(12);
  await crowded.stop();
});

test.each([
  ["an object is 1, its leaves are free", '{ user(id: "x") { id displayName email } }', 1],
  ["a page is its objects", "{ users(first: 7) { nodes { id } } }", 1 + 7],
  ["a page without a size is 50", "{ users { nodes { id } } }", 1 + 50],
  ["edges are objects, and so are their nodes", "{ users(first: 7) { edges { node { id } } } }", 1 + 7 * 2],
  ["a list without pages is as long as the SDL assumes", '{ user(id: "x") { roles { name } } }', 1 + 10],
  [
    "what takes a call of its own weighs more",
    "{ users(first: 3) { nodes { sameEmail { id } } } }",
    1 + 3 * (1 + 10 + 50),
  ],
  ["ids are as many as they are", '{ nodes(ids: ["a", "b", "c"]) { id } }', 3],
])("%s", (_title, query, cost) => {
  expect(costOf(query)).toBe(cost);
});
