import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "./graph-session.js";

interface Named {
  readonly name: string;
}
interface Inner {
  readonly nodes: readonly Named[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
type Person = Readonly<Record<string, Inner>> & { readonly id: string };
interface Answer {
  readonly users: { readonly nodes: readonly Person[]; readonly isComplete: boolean };
}

const inner = "nodes { name } totalCount pageInfo { hasNextPage endCursor }";

let session: GraphSession;
beforeAll(async () => {
  session = await startGraphSession();
});
afterEach(() => {
  session.standIn().faults.clear();
});
afterAll(() => session.stop());

async function people(query: string, variables: object = {}): Promise<readonly Person[]> {
  const reply = await session.ask<Answer>(query, { ...variables });
  expect(reply.errors).toEqual([]);
  return reply.data.users.nodes;
}

describe("lists inside the Users of a page", () => {
  test("are each as long as they are asked for, under whatever name and through fragments", async () => {
    const found = await people(
      `query ($some: Int!) { users(first: 100) {
        nodes { id one: teams(first: 1) { ${inner} } ...Rest }
        edges { node { teams { totalCount } } }
      } }
      fragment Rest on User { some: teams(first: $some) { ${inner} } all: teams { ${inner} } }`,
      { some: 2 },
    );
    const counts = found.map((user) => user["all"]?.nodes.length ?? -1);
    expect(Math.max(...counts)).toBeGreaterThan(1);
    for (const user of found) {
      const all = user["all"]?.nodes ?? [];
      expect(user["one"]?.nodes).toEqual(all.slice(0, 1));
      expect(user["one"]?.pageInfo.hasNextPage).toBe(all.length > 1);
      expect(user["some"]?.nodes).toEqual(all.slice(0, 2));
      expect(user["some"]?.totalCount).toBe(all.length);
      expect(user["some"]?.pageInfo.hasNextPage).toBe(all.length > 2);
    }
  });

  test("go on from a cursor of one of them, which is nobody else's", async () => {
    const teams = "query ($after: String) { users(first: 100) { nodes { id teams(first: 1, after: $after) ";
    const [busy] = (await people(`${teams} { ${inner} } } } }`, { after: null })).filter(
      (user) => user["teams"]?.pageInfo.hasNextPage === true,
    );
    const after = busy?.["teams"]?.pageInfo.endCursor;
    const reply = await session.ask<{ readonly users: { readonly nodes: readonly (Person | null)[] } }>(
      `${teams} { ${inner} } } } }`,
      { after },
    );
    const goneOn = reply.data.users.nodes.filter((user) => (user?.["teams"] ?? null) !== null);
    expect(goneOn.map((user) => user?.id)).toEqual([busy?.id]);
    expect(goneOn[0]?.["teams"]?.nodes).not.toEqual(busy?.["teams"]?.nodes);
    expect(new Set(reply.errors.map(({ extensions }) => extensions.code))).toEqual(
      new Set(["INVALID_CURSOR"]),
    );
  });

  test.each([
    { field: "teams @skip(if: $yes) { totalCount }", calls: 0 },
    { field: "teams @include(if: $no) { totalCount }", calls: 0 },
    { field: "... @include(if: $no) { teams { totalCount } }", calls: 0 },
    { field: "...Teams @skip(if: $yes)", calls: 0 },
    { field: "teams @skip(if: $no) @include(if: $yes) { totalCount }", calls: 1 },
    { field: "...Teams @include(if: $yes)", calls: 1 },
  ])("cost a call only where no directive leaves them out: $field", async ({ field, calls }) => {
    await session.restart();
    session.standIn().counters.reset();
    const fragment = field.includes("...Teams") ? "fragment Teams on User { teams { totalCount } }" : "";
    await people(
      `query ($yes: Boolean!, $no: Boolean!) {
        users(first: 5) { nodes { id ${field} } isComplete @skip(if: $no) totalCount @include(if: $yes) }
      } ${fragment}`,
      { yes: true, no: false },
    );
    expect(session.calls().callsByRoute["GET /:pid/groups"] ?? 0).toBe(calls);
  });

  test("fail each at their own path when they cannot be read, beside the Users", async () => {
    await session.restart();
    session
      .standIn()
      .faults.add([{ match: { route: "/:pid/groups" }, fault: { kind: "status", status: 403, body: {} } }]);
    const reply = await session.ask<Answer>(
      "{ users(first: 3, filter: { states: [ACTIVE] }) { nodes { id teams { totalCount } workspaces { totalCount } } isComplete } }",
    );
    expect(reply.errors.map(({ path, extensions }) => [path?.join("."), extensions.code])).toEqual([
      ["users.nodes.0.teams", "UPSTREAM_FORBIDDEN"],
      ["users.nodes.1.teams", "UPSTREAM_FORBIDDEN"],
      ["users.nodes.2.teams", "UPSTREAM_FORBIDDEN"],
    ]);
    expect(reply.data.users.nodes.map((user) => [user["teams"], user["workspaces"]?.totalCount])).toEqual([
      [null, 1],
      [null, 1],
      [null, 1],
    ]);
  });
});
