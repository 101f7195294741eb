import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "./graph-session.js";

let session: GraphSession;
beforeAll(async () => {
  session = await startGraphSession();
});
afterAll(() => session.stop());

const connections = [
  "users(first: $first) { totalCount }",
  "roles(first: $first) { totalCount }",
  "teams(first: $first) { totalCount }",
  "workspaces(first: $first) { totalCount }",
  "organizations(first: $first) { totalCount }",
  "activities(first: $first) { totalCount }",
  "linkedAccounts(first: $first) { totalCount }",
  'linkedAccount(accountKey: "chat") { users(first: $first) { totalCount } }',
  "users(first: 1) { nodes { teams(first: $first) { totalCount } } }",
  "teams(first: 1) { nodes { members(first: $first) { totalCount } } }",
];

describe.each(connections)("%s", (selection) => {
  test.each([0, 101, -1, 2_147_483_647])("first: %i is refused, written or as a variable", async (first) => {
    session.standIn().counters.reset();
    const written = await session.ask(`{ ${selection.replace("$first", String(first))} }`);
    const given = await session.ask(`query ($first: Int) { ${selection} }`, { first });
    for (const reply of [written, given]) {
      expect(reply.status).toBe(400);
      expect(reply.text).not.toContain('"data":{');
      expect(["BAD_USER_INPUT", "LIMIT_EXCEEDED"]).toContain(reply.errors[0]?.extensions.code);
    }
    expect(session.calls().calls).toBe(0);
  });

  test.each([1, 100, null])("first: %p is answered", async (first) => {
    const reply = await session.ask(`query ($first: Int) { ${selection} }`, { first });
    expect(reply.errors).toEqual([]);
  });
});

describe("a request that is wrong", () => {
  test.each([
    ["an unknown field", "{ users { nodes { salary } } }", {}],
    ["an unknown root field", "{ people { id } }", {}],
    ["an unknown argument", "{ users(last: 5) { totalCount } }", {}],
    ["a mutation", 'mutation { userDelete(id: "x") { id } }', {}],
    ["a subscription", "subscription { users { totalCount } }", {}],
    ["a syntax error", "{ users { nodes { ", {}],
    ["a text for a number", '{ users(first: "5") { totalCount } }', {}],
    ["a fraction", "{ users(first: 1.5) { totalCount } }", {}],
    ["a wrong enum value", "{ users(orderBy: { field: AGE }) { totalCount } }", {}],
    ["an order without a field", "{ users(orderBy: { direction: ASC }) { totalCount } }", {}],
    ["a missing variable", "query ($id: ID!) { node(id: $id) { id } }", {}],
    [
      "a variable of another type",
      "query ($first: Int) { users(first: $first) { totalCount } }",
      { first: "5" },
    ],
    ["a null for requireComplete", "{ users(requireComplete: null) { totalCount } }", {}],
    ["a date that is none", '{ activities(since: "last week") { totalCount } }', {}],
    ["a cursor that is none", '{ users(after: "here") { totalCount } }', {}],
    ["a number as an id of a list", "{ users(accounts: [[1]]) { totalCount } }", {}],
  ])("%s is a 400 with a code, and nothing is sent", async (_title, query, variables) => {
    session.standIn().counters.reset();
    const reply = await session.ask(query, variables);
    expect(reply.status).toBe(400);
    expect(reply.errors).toHaveLength(1);
    expect(["BAD_USER_INPUT", "INVALID_CURSOR"]).toContain(reply.errors[0]?.extensions.code);
    expect(reply.errors[0]?.message.length).toBeGreaterThan(5);
    expect(session.calls().calls).toBe(0);
  });

  test("more than 100 actors of the log are refused", async () => {
    const actors = Array.from({ length: 101 }, () => "x");
    const reply = await session.ask("query ($actors: [ID!]) { activities(actors: $actors) { totalCount } }", {
      actors,
    });
    expect(reply.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });
});
