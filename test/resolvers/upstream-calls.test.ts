import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { canonicalQueries, directoryQuery } from "./call-table.js";
import { startGraphSession, type GraphSession } from "./graph-session.js";
import { pick, seededKeys } from "./seeded-keys.js";

interface DirectoryAnswer {
  readonly users: {
    readonly nodes: readonly { readonly displayName: string; readonly teams: unknown }[];
    readonly isComplete: boolean;
    readonly accountStatuses: readonly { readonly state: string; readonly upstreamCalls: number }[];
  };
}

function sum(calls: Readonly<Record<string, number>>): number {
  return Object.values(calls).reduce((total, count) => total + count, 0);
}

describe("the calls that a query costs upstream", () => {
  let session: GraphSession;
  beforeAll(async () => {
    session = await startGraphSession();
  });
  afterAll(() => session.stop());

  test.each(canonicalQueries)("$title", async ({ query, variables, cold, warm }) => {
    await session.restart();
    const { counters } = session.standIn();
    const given = { ...pick(seededKeys(session.standIn()), variables) };

    counters.reset();
    const first = await session.ask(query, given);
    expect(first.errors).toEqual([]);
    expect(session.calls().callsByRoute).toEqual(cold);
    expect(first.upstream?.count).toBe(sum(cold));
    expect(session.calls().signIns).toBe(sum(cold) === 0 ? 0 : 1);

    counters.reset();
    const second = await session.ask(query, given);
    expect(second.errors).toEqual([]);
    expect(session.calls().callsByRoute).toEqual(warm);
    expect(second.upstream?.count).toBe(sum(warm));
    expect(session.calls().signIns).toBe(0);
  });

  test.each([100, 10, 1])("the directory of one project costs four calls at first: %i", async (first) => {
    await session.restart();
    session.standIn().counters.reset();
    const reply = await session.ask<DirectoryAnswer>(directoryQuery, { first });
    const { users } = reply.data;
    expect(users.nodes).toHaveLength(Math.min(first, 54));
    expect(users).toMatchObject({ isComplete: true, accountStatuses: [{ state: "OK", upstreamCalls: 4 }] });
    expect(session.calls().calls).toBe(4);
    expect(reply.upstream?.count).toBe(4);
    expect(reply.upstream?.calls.filter(({ source }) => source === "LIVE").map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        "/projects",
        "/{project}/project_users",
        "/{project}/pendinginvitations",
        "/{project}/groups",
      ]),
    );
  });

  test("what was begun ahead is counted, though the people came from the cache", async () => {
    await session.restart();
    await session.ask("{ users(first: 5) { nodes { displayName } } }");
    const reply = await session.ask<DirectoryAnswer>(directoryQuery, { first: 5 });
    expect(reply.upstream?.count).toBe(1);
    expect(reply.data.users.accountStatuses).toEqual([{ state: "OK", upstreamCalls: 1 }]);
  });

  test("the same query asked by many at once is sent once", async () => {
    await session.restart();
    session.standIn().counters.reset();
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => session.ask<DirectoryAnswer>(directoryQuery)),
    );
    expect(session.calls()).toMatchObject({ calls: 4, signIns: 1 });
    expect(new Set(replies.map(({ data }) => JSON.stringify(data.users.nodes))).size).toBe(1);
  });
});

describe("the calls of several projects", () => {
  test("are one for all and three each", async () => {
    const session = await startGraphSession({ accounts: [{ key: "chat", people: 60, projects: 2 }] });
    try {
      session.standIn().counters.reset();
      const reply = await session.ask<DirectoryAnswer>(directoryQuery);
      expect(reply.data.users.isComplete).toBe(true);
      expect(session.calls().callsByRoute).toEqual({
        "GET /projects": 1,
        "GET /:pid/project_users": 2,
        "GET /:pid/pendinginvitations": 2,
        "GET /:pid/groups": 2,
      });
    } finally {
      await session.stop();
    }
  });

  test("stop at the budget: the account is TRUNCATED, and its next page goes on", async () => {
    const session = await startGraphSession({
      accounts: [{ key: "chat", people: 90, projects: 3 }],
      callLimits: { perAccount: 4, perRequest: 300 },
    });
    try {
      const query = `query ($after: String) {
        users(first: 100, after: $after) {
          nodes { id } isComplete pageInfo { endCursor hasNextPage } accountStatuses { state }
        }
      }`;
      const ids: string[] = [];
      const states: string[] = [];
      let after: string | null = null;
      let hasNext = true;
      while (hasNext) {
        const reply: Awaited<ReturnType<typeof askPage>> = await askPage(session, query, after);
        expect(reply.errors).toEqual([]);
        ids.push(...reply.data.users.nodes.map(({ id }) => id));
        states.push(...reply.data.users.accountStatuses.map(({ state }) => state));
        after = reply.data.users.pageInfo.endCursor;
        hasNext = reply.data.users.pageInfo.hasNextPage;
        expect(states.length).toBeLessThan(10);
      }
      expect(states).toContain("TRUNCATED");
      expect(new Set(ids).size).toBe(ids.length);
      const whole = await session.ask<{ users: { totalCount: number | null } }>(
        "{ users(first: 1, orderBy: { field: EMAIL }) { totalCount } }",
      );
      expect(whole.errors).toEqual([]);
      expect(ids).toHaveLength(whole.data.users.totalCount ?? -1);
    } finally {
      await session.stop();
    }
  });
});

interface PageAnswer {
  readonly users: {
    readonly nodes: readonly { readonly id: string }[];
    readonly isComplete: boolean;
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
    readonly accountStatuses: readonly { readonly state: string }[];
  };
}

function askPage(session: GraphSession, query: string, after: string | null) {
  return session.ask<PageAnswer>(query, { after });
}
