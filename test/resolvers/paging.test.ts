import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession, type Reply } from "./graph-session.js";

interface ConnectionSeen {
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly isComplete?: boolean;
  readonly totalCount: number | null;
  readonly accountStatuses?: readonly { readonly state: string }[];
}

type Answer = Readonly<Record<"list", ConnectionSeen>>;

interface ListCase {
  readonly title: string;
  /** The field with its arguments besides `first` and `after`. */
  readonly field: string;
  readonly rest?: string;
  readonly statuses?: boolean;
}

const lists: readonly ListCase[] = [
  { title: "users", field: "users" },
  { title: "users, filtered", field: "users", rest: ", filter: { states: [ACTIVE, DISABLED] }" },
  { title: "users, sorted up", field: "users", rest: ", orderBy: { field: EMAIL }" },
  { title: "users, sorted down", field: "users", rest: ", orderBy: { field: CREATED_AT, direction: DESC }" },
  { title: "roles", field: "roles" },
  { title: "teams", field: "teams" },
  { title: "workspaces", field: "workspaces" },
  { title: "activities", field: "activities" },
  { title: "activities, narrowed", field: "activities", rest: ", actions: [USER_INVITED, USER_UPDATED]" },
  { title: "linkedAccounts", field: "linkedAccounts", statuses: false },
];

function toQuery({ field, rest = "", statuses = true }: ListCase, first: number): string {
  return `query ($after: String) { list: ${field}(first: ${first}, after: $after${rest}) {
    edges { cursor node { id } } pageInfo { hasNextPage endCursor } totalCount
    ${statuses ? "isComplete accountStatuses { state }" : ""}
  } }`;
}

let session: GraphSession;
beforeAll(async () => {
  session = await startGraphSession({
    accounts: [
      { key: "alpha", people: 30, projects: 2 },
      { key: "beta", people: 26, seed: 5 },
      { key: "gamma", people: 25, seed: 7 },
    ],
  });
});
afterAll(() => session.stop());

async function ask(query: string, after: string | null): Promise<ConnectionSeen> {
  const reply: Reply<Answer> = await session.ask<Answer>(query, { after });
  expect(reply.errors).toEqual([]);
  return reply.data.list;
}

/** Every page from a cursor on. */
async function pages(query: string, from: string | null = null): Promise<ConnectionSeen[]> {
  const found: ConnectionSeen[] = [];
  let after = from;
  do {
    const page = await ask(query, after);
    found.push(page);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    if (page.pageInfo.hasNextPage) expect(page.pageInfo.endCursor).not.toBeNull();
    expect(found.length).toBeLessThan(200);
  } while (after !== null);
  return found;
}

function idsOf(found: readonly ConnectionSeen[]): string[] {
  return found.flatMap(({ edges }) => edges.map(({ node }) => node.id));
}

describe.each(lists)("$title", (list) => {
  test("come once each, in one order, whatever the page size", async () => {
    const whole = idsOf(await pages(toQuery(list, 100)));
    expect(new Set(whole).size).toBe(whole.length);
    expect(whole.length).toBeGreaterThan(2);
    for (const size of [1, 3, 7, 20]) {
      const found = await pages(toQuery(list, size));
      expect(idsOf(found)).toEqual(whole);
      for (const page of found) {
        expect(page.edges.length).toBeLessThanOrEqual(size);
        expect(page.isComplete ?? true).toBe(true);
      }
    }
  });

  test("go on right after any edge", async () => {
    const query = toQuery(list, 5);
    const found = await pages(query);
    const whole = idsOf(found);
    const cursors = found.flatMap(({ edges }) => edges.map(({ cursor }) => cursor));
    expect(new Set(cursors).size).toBe(cursors.length);
    const step = Math.ceil(cursors.length / 12);
    for (let at = 0; at < cursors.length; at += step) {
      const rest = await ask(query, cursors[at] ?? null);
      expect(idsOf([rest])).toEqual(whole.slice(at + 1, at + 1 + 5));
    }
  });
});

describe("a cursor", () => {
  async function firstCursor(list: ListCase, first = 5): Promise<string> {
    return (await ask(toQuery(list, first), null)).pageInfo.endCursor ?? "";
  }

  test("of another list, size, filter or order is INVALID_CURSOR", async () => {
    for (const from of lists) {
      const cursor = await firstCursor(from);
      const others = [...lists.filter((one) => one !== from).map((one) => toQuery(one, 5)), toQuery(from, 6)];
      for (const query of others) {
        const reply = await session.ask(query, { after: cursor });
        expect(reply.status).toBe(400);
        expect(reply.errors).toMatchObject([{ extensions: { code: "INVALID_CURSOR" } }]);
      }
    }
  });

  test.each([
    ["nothing", ""],
    ["a letter", "x"],
    ["a unicorn", "🦄"],
    ["an empty list", "W10"],
    ["an object", "e30"],
    ["another tuple", Buffer.from("[1,2,3]").toString("base64url")],
    ["9,000 letters", "A".repeat(9_000)],
  ])("that was never one is INVALID_CURSOR: %s", async (_title, after) => {
    for (const list of lists) {
      const reply = await session.ask(toQuery(list, 5), { after });
      expect(reply.status).toBe(400);
      expect(reply.errors).toMatchObject([{ extensions: { code: "INVALID_CURSOR" } }]);
    }
  });

  test("with a position that no provider gave is INVALID_CURSOR", async () => {
    const cursor = await firstCursor({ title: "", field: "users" });
    const [version, list] = JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[];
    const forged = [version, list, [["alpha", "../../auth/signin", 0]]];
    const after = Buffer.from(JSON.stringify(forged)).toString("base64url");
    const reply = await session.ask(toQuery({ title: "", field: "users" }, 5), { after });
    expect(reply.errors).toMatchObject([{ extensions: { code: "INVALID_CURSOR" } }]);
  });

  test("of a list inside an object fits no other object", async () => {
    const inside = `query ($after: String) { teams(first: 2) { nodes {
      members(first: 2, after: $after, states: [ACTIVE]) { pageInfo { endCursor } }
    } } }`;
    const reply = await session.ask<{
      teams: { nodes: { members: { pageInfo: { endCursor: string } } }[] };
    }>(inside);
    const cursors = reply.data.teams.nodes.map(({ members }) => members.pageInfo.endCursor);
    expect(cursors).toHaveLength(2);
    const mixed = await session.ask<{ teams: { nodes: { members: unknown }[] } }>(inside, {
      after: cursors[0],
    });
    expect(mixed.data.teams.nodes.map(({ members }) => members === null)).toEqual([false, true]);
    expect(mixed.errors).toMatchObject([
      { path: ["teams", "nodes", 1, "members"], extensions: { code: "INVALID_CURSOR" } },
    ]);
  });

  test("of a sorted list keeps to the people it began with", async () => {
    const query = toQuery({ title: "", field: "users", rest: ", orderBy: { field: DISPLAY_NAME }" }, 10);
    const whole = idsOf(await pages(query));
    const first = await ask(query, null);
    const { state } = session.standIn("alpha").current();
    for (const user of state.users.values()) user.firstname = `Renamed ${user.firstname}`;
    state.changed();
    const rest = await pages(query, first.pageInfo.endCursor);
    expect([...idsOf([first]), ...idsOf(rest)]).toEqual(whole);
  });
});

describe("accounts that the page does not need", () => {
  test("are NOT_REACHED, and not asked", async () => {
    await session.restart();
    session.standIn("gamma").counters.reset();
    const page = await ask(toQuery({ title: "", field: "users" }, 5), null);
    expect(page.accountStatuses?.map(({ state }) => state)).toEqual(["OK", "NOT_REACHED", "NOT_REACHED"]);
    expect(page).toMatchObject({ totalCount: null, isComplete: true, pageInfo: { hasNextPage: true } });
    expect(session.calls("gamma")).toMatchObject({ calls: 0, signIns: 0 });
  });

  test("are asked all the same when something narrows the list", async () => {
    await session.restart();
    const filter = ", filter: { states: [ACTIVE, INVITED] }";
    const page = await ask(toQuery({ title: "", field: "users", rest: filter }, 5), null);
    expect(page.accountStatuses?.map(({ state }) => state)).toEqual(["OK", "OK", "OK"]);
    expect(session.calls("gamma").calls).toBeGreaterThan(0);
  });
});
