import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "./graph-session.js";
import { seededKeys } from "./seeded-keys.js";

interface UserSeen {
  readonly id: string;
  readonly remoteId: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly state: string;
  readonly privilege: string;
  readonly kind: string;
  readonly boundary: string;
  readonly identityId: string | null;
  readonly lifecycle: { readonly createdAt: string | null; readonly updatedAt: string | null };
  readonly roles: readonly { readonly id: string }[];
  readonly teams: { readonly nodes: readonly { readonly id: string }[] };
}

interface UsersAnswer {
  readonly users: {
    readonly nodes: readonly UserSeen[] | null;
    readonly totalCount: number | null;
    readonly isComplete: boolean;
    readonly accountStatuses: readonly {
      readonly state: string;
      readonly code: string | null;
      readonly notes: readonly { readonly code: string; readonly message: string }[];
    }[];
  };
}

const userFields = `id remoteId displayName email state privilege kind boundary identityId
  lifecycle { createdAt updatedAt } roles { id } teams(first: 20) { nodes { id } }`;
const query = `query ($filter: UserFilter, $orderBy: UserOrder) {
  users(first: 100, filter: $filter, orderBy: $orderBy) {
    nodes { ${userFields} } totalCount isComplete accountStatuses { state code notes { code message } }
  }
}`;
const allStates = ["ACTIVE", "INVITED", "DISABLED", "DELETED", "UNKNOWN"];

let session: GraphSession;
let everybody: readonly UserSeen[];

beforeAll(async () => {
  session = await startGraphSession();
  everybody = await find({ states: allStates });
});
afterAll(() => session.stop());

async function find(filter: object, orderBy?: object): Promise<readonly UserSeen[]> {
  const reply = await session.ask<UsersAnswer>(query, { filter, orderBy });
  expect(reply.errors).toEqual([]);
  const { nodes, isComplete, totalCount } = reply.data.users;
  expect(isComplete).toBe(true);
  expect(totalCount).toBe(nodes?.length);
  return nodes ?? [];
}

function ids(users: readonly UserSeen[]): string[] {
  return users.map(({ remoteId }) => remoteId).sort();
}

function isPresent({ state }: UserSeen): boolean {
  return state === "ACTIVE" || state === "INVITED";
}

function someone(test: (user: UserSeen) => boolean): UserSeen {
  const found = everybody.find(test);
  if (found === undefined) throw new Error("The company has nobody such");
  return found;
}

interface FilterCase {
  readonly title: string;
  readonly filter: () => object;
  readonly matches: (user: UserSeen) => boolean;
}

const middleOfSeed = "2024-01-08T09:40:00.000Z";

const cases: readonly FilterCase[] = [
  { title: "no filter", filter: () => ({}), matches: isPresent },
  ...allStates.map((state) => ({
    title: `states: ${state}`,
    filter: () => ({ states: [state] }),
    matches: (user: UserSeen) => user.state === state,
  })),
  {
    title: "states: two of them",
    filter: () => ({ states: ["DISABLED", "DELETED"] }),
    matches: ({ state }) => state === "DISABLED" || state === "DELETED",
  },
  { title: "states: none", filter: () => ({ states: [] }), matches: () => false },
  {
    title: "emails: found in any state, in any case",
    filter: () => ({
      emails: [someone(({ state }) => state === "DELETED").email?.toUpperCase(), " nobody@acme.example "],
    }),
    matches: ({ email }) => email === someone(({ state }) => state === "DELETED").email,
  },
  {
    title: "emails: of somebody invited",
    filter: () => ({ emails: [someone((user) => user.state === "INVITED" && user.email !== null).email] }),
    matches: ({ email }) =>
      email !== null && email === someone((user) => user.state === "INVITED" && user.email !== null).email,
  },
  {
    title: "emails with states",
    filter: () => ({ emails: [someone(({ state }) => state === "DELETED").email], states: ["ACTIVE"] }),
    matches: (user) =>
      user.state === "ACTIVE" && user.email === someone(({ state }) => state === "DELETED").email,
  },
  { title: "emails: none", filter: () => ({ emails: [] }), matches: () => false },
  {
    title: "search: words of the name in any order and case",
    filter: () => ({
      search: someone(isPresent).displayName.split(" ").reverse().join("  ").toUpperCase(),
    }),
    matches: (user) => isPresent(user) && user.displayName === someone(isPresent).displayName,
  },
  {
    title: "search: a part of the address",
    filter: () => ({ search: "@acme" }),
    matches: (user) => isPresent(user) && user.email?.includes("@acme") === true,
  },
  {
    title: "role",
    filter: () => ({ role: seededKeys(session.standIn())["role"] }),
    matches: (user) =>
      isPresent(user) && user.roles.some(({ id }) => id === seededKeys(session.standIn())["role"]),
  },
  {
    title: "privileges",
    filter: () => ({ privileges: ["OWNER", "ADMIN"] }),
    matches: (user) => isPresent(user) && ["OWNER", "ADMIN"].includes(user.privilege),
  },
  {
    title: "team",
    filter: () => ({ team: seededKeys(session.standIn())["team"] }),
    matches: (user) =>
      isPresent(user) && user.teams.nodes.some(({ id }) => id === seededKeys(session.standIn())["team"]),
  },
  {
    title: "workspace",
    filter: () => ({ workspace: seededKeys(session.standIn())["workspace"] }),
    matches: isPresent,
  },
  { title: "boundaries: internal", filter: () => ({ boundaries: ["INTERNAL"] }), matches: isPresent },
  { title: "boundaries: clients", filter: () => ({ boundaries: ["CLIENT"] }), matches: () => false },
  { title: "kinds: people", filter: () => ({ kinds: ["HUMAN"] }), matches: isPresent },
  { title: "kinds: guests", filter: () => ({ kinds: ["GUEST"] }), matches: () => false },
  {
    title: "identityId: both memberships of one human",
    filter: () => ({ identityId: twice(), states: allStates }),
    matches: ({ identityId }) => identityId === twice(),
  },
  {
    title: "updatedAfter",
    filter: () => ({ updatedAfter: middleOfSeed }),
    matches: (user) => isPresent(user) && (user.lifecycle.updatedAt ?? "") > middleOfSeed,
  },
  {
    title: "several together",
    filter: () => ({
      states: ["ACTIVE"],
      privileges: ["MEMBER"],
      team: seededKeys(session.standIn())["team"],
      search: "a",
    }),
    matches: (user) =>
      user.state === "ACTIVE" &&
      user.privilege === "MEMBER" &&
      user.teams.nodes.some(({ id }) => id === seededKeys(session.standIn())["team"]) &&
      `${user.displayName} ${user.email ?? ""}`.toLowerCase().includes("a"),
  },
];

/** The human with a trashed and an active membership. */
function twice(): string {
  const all = everybody.map(({ identityId }) => identityId);
  const found = all.find((id, index) => id !== null && all.indexOf(id) !== index) ?? null;
  if (found === null) throw new Error("The company has nobody twice");
  return found;
}

describe("users(filter:)", () => {
  test.each(cases)("$title", async ({ filter, matches }) => {
    expect(ids(await find(filter()))).toEqual(ids(everybody.filter(matches)));
  });

  test("the cases are told apart by the company: most of them find some and leave some out", () => {
    const sizes = cases.map(({ matches }) => everybody.filter(matches).length);
    expect(sizes.filter((size) => size > 0 && size < everybody.length).length).toBeGreaterThan(14);
    expect(everybody.filter(({ identityId }) => identityId === twice())).toHaveLength(2);
  });

  test.each([
    ["licenses", { licenses: ["STANDARD"] }],
    ["organization", null],
  ])("%s is something that Tiledesk cannot answer, and nobody is left out silently", async (field, given) => {
    const { encodeGlobalId } = await import("../../src/directory/ids.js");
    const ref = { kind: "company", scope: null, id: "1" };
    const organization = encodeGlobalId({ tenant: "default", account: "chat", type: "Organization", ref });
    const reply = await session.ask<UsersAnswer>(query, { filter: given ?? { organization } });
    const { users } = reply.data;
    expect(users).toMatchObject({ nodes: null, totalCount: null, isComplete: false });
    expect(users.accountStatuses).toMatchObject([{ state: "FILTER_UNSUPPORTED", code: "BAD_USER_INPUT" }]);
    expect(users.accountStatuses[0]?.notes[0]?.message).toContain(field);
    expect(reply.errors).toMatchObject([
      { path: ["users", "nodes"], extensions: { code: "BAD_USER_INPUT" } },
    ]);
  });

  test.each(["role", "team", "workspace", "organization"])(
    "%s: an id of nothing, of another type or tenant is NOT_FOUND, and says no more",
    async (field) => {
      const keys = seededKeys(session.standIn());
      const other = field === "team" ? keys["user"] : keys["team"];
      const foreign = Buffer.from(
        Buffer.from(keys["team"] ?? "", "base64url")
          .toString()
          .replace("default", "another"),
      ).toString("base64url");
      for (const id of ["nonsense", "", other, foreign]) {
        const reply = await session.ask(query, { filter: { [field]: id } });
        expect(reply.text).toContain('"data":null');
        expect(reply.errors).toMatchObject([{ path: ["users"], extensions: { code: "NOT_FOUND" } }]);
      }
    },
  );

  test("an id that is well-formed and belongs to nothing matches nobody", async () => {
    const { encodeGlobalId } = await import("../../src/directory/ids.js");
    const project = session.standIn().current().projectIds[0] ?? "";
    const ref = { kind: "group", scope: project, id: "ffffffffffffffffffffffff" };
    const team = encodeGlobalId({ tenant: "default", account: "chat", type: "Team", ref });
    expect(await find({ team })).toEqual([]);
  });

  test.each([
    ["101 addresses", { emails: Array.from({ length: 101 }, (_, at) => `a${at}@acme.example`) }],
    ["an empty search", { search: "  " }],
    ["a search of 201 characters", { search: "x".repeat(201) }],
    ["a state that does not exist", { states: ["RETIRED"] }],
    ["a field that does not exist", { department: "Support" }],
    ["a date that is none", { updatedAfter: "yesterday" }],
  ])("%s is BAD_USER_INPUT with status 400", async (_title, filter) => {
    const reply = await session.ask(query, { filter });
    expect(reply.status).toBe(400);
    expect(reply.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });
});

describe("users(orderBy:)", () => {
  const keys: Readonly<Record<string, (user: UserSeen) => string | null>> = {
    DISPLAY_NAME: ({ displayName }) => displayName.toLowerCase(),
    EMAIL: ({ email }) => email,
    CREATED_AT: ({ lifecycle }) => lifecycle.createdAt,
    UPDATED_AT: ({ lifecycle }) => lifecycle.updatedAt,
  };
  const orders = Object.keys(keys).flatMap((field) =>
    ["ASC", "DESC"].map((direction) => ({ field, direction })),
  );

  test.each(orders)("$field $direction, those without it last", async (orderBy) => {
    const found = await find({ states: allStates }, orderBy);
    expect(ids(found)).toEqual(ids(everybody));
    const values = found.map((user) => keys[orderBy.field]?.(user) ?? null);
    const known = values.filter((value) => value !== null);
    expect(values.slice(0, known.length)).toEqual(known);
    const sorted = [...known].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
    expect(known).toEqual(orderBy.direction === "ASC" ? sorted : sorted.reverse());
  });

  test("goes up when no direction is given, and combines with a filter", async () => {
    const found = await find({ privileges: ["MANAGER"] }, { field: "DISPLAY_NAME" });
    const names = found.map(({ displayName }) => displayName.toLowerCase());
    expect(names).toEqual([...names].sort((one, other) => (one < other ? -1 : 1)));
    expect(ids(found)).toEqual(
      ids(everybody.filter((user) => isPresent(user) && user.privilege === "MANAGER")),
    );
  });
});
