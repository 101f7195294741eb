import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { defaultLimits } from "../../src/server/limits/request-limits.js";
import { queryBombs } from "./query-bombs.js";
import { codeOf, startToyHost } from "./toy-host.js";
import type { ToyHost } from "./toy-host.js";

let toyHost: ToyHost;
beforeAll(async () => {
  toyHost = await startToyHost();
});
afterAll(() => toyHost.host.drain());
beforeEach(() => {
  toyHost.toy.resolved = 0;
});

function times(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(" ");
}

function parents(levels: number): string {
  return `{ team ${"{ parent ".repeat(levels - 2)}{ id }${" }".repeat(levels - 1)}`;
}

/** JSON.stringify would overflow its stack where JSON.parse does not. */
function rawBody(query: string, variablesJson: string): string {
  return `{"query":${JSON.stringify(query)},"variables":${variablesJson}}`;
}

interface Edge {
  readonly limit: string;
  readonly within: Sent;
  readonly above: Sent;
  readonly code?: "BAD_USER_INPUT";
}
interface Sent {
  readonly query: string;
  readonly variables?: unknown;
}

const entities = "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Team { id } } }";
const representations = (count: number): unknown => ({
  r: Array.from({ length: count }, (_, id) => ({ __typename: "Team", id: String(id) })),
});
const emails = (count: number): Sent => ({
  query: "query ($f: UserFilter) { users(filter: $f) { nodes { id } } }",
  variables: { f: { emails: Array.from({ length: count }, () => "ada@example.com") } },
});
const filterDepth = (levels: number): Sent => ({
  query: "query ($f: UserFilter) { users(filter: $f) { nodes { id } } }",
  variables: { f: JSON.parse('{"not":'.repeat(levels - 1) + "{}" + "}".repeat(levels - 1)) as unknown },
});
const literalDepth = (levels: number): Sent => ({
  query: `{ users(filter: ${"{ not: ".repeat(levels - 1)}{}${"}".repeat(levels - 1)}) { nodes { id } } }`,
});
const first = (size: number): Sent => ({ query: `{ users(first: ${size}) { nodes { id } } }` });
const firstByVariable = (size: number | null): Sent => ({
  query: "query ($n: Int) { users(first: $n) { nodes { id } } }",
  variables: { n: size },
});
// Two pages in each other: 1 + 100 * (1 + (1 + 100 * (1 + inner))).
const pages = (inner: string): Sent => ({
  query: `{ users(first: 100) { nodes { teams(first: 100) { nodes { ${inner} } } } } }`,
});

const edges: readonly Edge[] = [
  {
    limit: "tokens",
    // 12 tokens around the list.
    within: { query: `{ nodes(ids: [${times(988, () => "1")}]) { id } }` },
    above: { query: `{ nodes(ids: [${times(989, () => "1")}]) { id } }` },
  },
  {
    limit: "aliases",
    within: { query: `{ team { ${times(15, (i) => `a${i}: id`)} } }` },
    above: { query: `{ team { ${times(16, (i) => `a${i}: id`)} } }` },
  },
  {
    limit: "aliases, through spreads",
    within: {
      query: `{ team { ...A parent { ...A } } } fragment A on Team { ${times(7, (i) => `a${i}: id`)} }`,
    },
    above: {
      query: `{ team { ...A parent { ...A } } } fragment A on Team { ${times(8, (i) => `a${i}: id`)} }`,
    },
  },
  {
    limit: "inline fragments",
    within: { query: `{ team { ${times(30, () => "... { id }")} } }` },
    above: { query: `{ team { ${times(31, () => "... { id }")} } }` },
  },
  {
    limit: "fragment definitions",
    within: {
      query: `{ team { ${times(50, (i) => `...F${i}`)} } } ${times(50, (i) => `fragment F${i} on Team { id }`)}`,
    },
    above: {
      query: `{ team { ${times(51, (i) => `...F${i}`)} } } ${times(51, (i) => `fragment F${i} on Team { id }`)}`,
    },
  },
  {
    limit: "repeated fields",
    within: { query: `{ team { ${times(51, () => "id")} } }` },
    above: { query: `{ team { ${times(52, () => "id")} } }` },
  },
  {
    limit: "root fields",
    within: { query: "{ hello bug fail echo held __typename }" },
    above: { query: "{ hello bug fail echo held team { id } }" },
  },
  {
    limit: "root fields of a mutation",
    within: { query: 'mutation { __typename invite(email: "a@b.c") }' },
    above: { query: 'mutation { invite(email: "a@b.c") b: invite(email: "b@b.c") }' },
  },
  { limit: "depth", within: { query: parents(12) }, above: { query: parents(13) } },
  {
    limit: "depth, through spreads",
    within: { query: `${parents(11).replace("{ id }", "{ ...A }")} fragment A on Team { parent { id } }` },
    above: { query: `${parents(12).replace("{ id }", "{ ...A }")} fragment A on Team { parent { id } }` },
  },
  {
    limit: "representations",
    within: { query: entities, variables: representations(1_000) },
    above: { query: entities, variables: representations(1_001) },
  },
  {
    limit: "representations, together",
    within: {
      query: entities.replace(/\}$/, "b: _entities(representations: $r) { __typename } }"),
      variables: representations(500),
    },
    above: {
      query: entities.replace(/\}$/, "b: _entities(representations: $r) { __typename } }"),
      variables: representations(501),
    },
  },
  { limit: "items of a list", within: emails(1_000), above: emails(1_001) },
  { limit: "levels of variables", within: filterDepth(20), above: filterDepth(21) },
  { limit: "levels of literals", within: literalDepth(20), above: literalDepth(21) },
  { limit: "first", within: first(100), above: first(101), code: "BAD_USER_INPUT" },
  { limit: "first, from below", within: first(1), above: first(0), code: "BAD_USER_INPUT" },
  {
    limit: "first by variable",
    within: firstByVariable(100),
    above: firstByVariable(101),
    code: "BAD_USER_INPUT",
  },
  {
    limit: "first by variable, null",
    within: firstByVariable(null),
    above: firstByVariable(-1),
    code: "BAD_USER_INPUT",
  },
  {
    limit: "first by a variable's default",
    within: { query: "query ($n: Int = 100) { users(first: $n) { nodes { id } } }" },
    above: { query: "query ($n: Int = 101) { users(first: $n) { nodes { id } } }" },
    code: "BAD_USER_INPUT",
  },
  {
    limit: "predicted cost",
    within: pages("members(first: 17) { nodes { id } }"),
    above: pages("members(first: 18) { nodes { id } }"),
  },
  {
    limit: "predicted cost, by variable",
    within: {
      ...pages("members(first: $n) { nodes { id } }"),
      variables: { n: 17 },
    },
    above: {
      ...pages("members(first: $n) { nodes { id } }"),
      variables: { n: 18 },
    },
  },
];

describe("each limit", () => {
  test.each(edges)("$limit", async ({ within, above, code }) => {
    const declared = ({ query, ...rest }: Sent): Sent => ({
      query: query.includes("$n)") && !query.startsWith("query") ? `query ($n: Int) ${query}` : query,
      ...rest,
    });
    const passed = await toyHost.post(declared(within));
    expect({
      status: passed.status,
      code: codeOf(passed),
      text: passed.text.slice(0, 300),
    }).not.toMatchObject({ status: 400 });
    toyHost.toy.resolved = 0;
    const refused = await toyHost.post(declared(above));
    expect({ status: refused.status, code: codeOf(refused) }).toEqual({
      status: 400,
      code: code ?? "LIMIT_EXCEEDED",
    });
    expect(toyHost.toy.resolved).toBe(0);
  });
});

describe("bombs", () => {
  test.each(queryBombs)("$name", async ({ query, variables, variablesJson }) => {
    const reply = await toyHost.post(
      variablesJson === undefined ? { query, variables } : rawBody(query, variablesJson),
    );
    expect([400, 413]).toContain(reply.status);
    expect(["BAD_USER_INPUT", "LIMIT_EXCEEDED"]).toContain(codeOf(reply));
    expect(toyHost.toy.resolved).toBe(0);
  });
});

test("limits are the caller's, also for a document that another caller may send", async () => {
  let limits = defaultLimits;
  const perCaller = await startToyHost({ limitsOf: () => limits });
  const query = "{ team { parent { id } } }";
  expect((await perCaller.post({ query })).status).toBe(200);
  limits = { ...defaultLimits, depth: 2 };
  expect(codeOf(await perCaller.post({ query }))).toBe("LIMIT_EXCEEDED");
  limits = { ...defaultLimits, representations: 5_000, listItems: 5_000 };
  expect((await perCaller.post({ query: entities, variables: representations(5_000) })).status).toBe(200);
  await perCaller.host.drain();
});

test("a page size is judged anew when only the variables change", async () => {
  const query = "query Page($n: Int) { users(first: $n) { nodes { id } } }";
  for (const n of [100, 101, 50, 0, null, 101]) {
    const reply = await toyHost.post({ query, variables: { n } });
    expect({ n, status: reply.status }).toEqual({ n, status: n === 101 || n === 0 ? 400 : 200 });
  }
});

test("the operation that is run is the one that is measured", async () => {
  const query =
    "query Small { users(first: 1) { nodes { id } } } query Large { users(first: 101) { nodes { id } } }";
  expect((await toyHost.post({ query, operationName: "Small" })).status).toBe(200);
  expect(codeOf(await toyHost.post({ query, operationName: "Large" }))).toBe("BAD_USER_INPUT");
});
