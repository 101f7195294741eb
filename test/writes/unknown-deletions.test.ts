import { mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { emptyPage, type Page } from "../../src/directory/pages.js";
import type { Provider } from "../../src/directory/provider.js";
import type { User, UserState } from "../../src/directory/user.js";
import type { Tombstones } from "../../src/store/store.js";
import { withTombstones } from "../../src/writes/tombstoned-provider.js";
import { fakeAccount, fakeScope } from "../loaders/fake-account.js";
import { startGraphSession, type GraphSession, type Reply } from "../resolvers/graph-session.js";
import { mutate } from "./mutations.js";

const directory = mkdtempSync(join(tmpdir(), "rollcall-deletions-"));
const file = join(directory, "rollcall.db");
const note = {
  code: "DELETIONS_UNKNOWN",
  message: "Rollcall's own store cannot be used: who was deleted reads as DISABLED.",
};

interface Users {
  readonly users: {
    readonly nodes: readonly { readonly id: string; readonly state: string }[] | null;
    readonly totalCount: number | null;
    readonly isComplete: boolean;
    readonly accountStatuses: readonly {
      readonly state: string;
      readonly code: string | null;
      readonly notes: readonly { readonly code: string }[];
    }[];
  };
}

let session: GraphSession;
let teamId: string;
/** In the team, one of them deleted and the other disabled. */
let deleted: string;
let disabled: string;

beforeAll(async () => {
  session = await startGraphSession({
    accounts: [{ key: "idp", provider: "scim", people: 250 }],
    databaseUrl: `file:${file}`,
  });
  const { data } = await session.ask<{
    teams: { nodes: { id: string; members: { nodes: { id: string }[] } }[] };
  }>("{ teams(first: 50) { nodes { id members(first: 5, states: [ACTIVE]) { nodes { id } } } } }");
  const team = data.teams.nodes.find(({ members }) => members.nodes.length >= 2);
  teamId = team?.id ?? "";
  [deleted = "", disabled = ""] = team?.members.nodes.map(({ id }) => id) ?? [];
  for (const [name, id] of [
    ["userSoftDelete", deleted],
    ["userDisable", disabled],
  ] as const) {
    expect((await mutate(session, name, { id })).payload.userErrors).toEqual([]);
  }
});

afterAll(async () => {
  await session.stop();
  rmSync(directory, { recursive: true });
});

function list(states: string, more = ""): Promise<Reply<Users>> {
  return session.ask<Users>(
    `{ users(first: 100, filter: { states: [${states}] }${more}) { nodes { id state } totalCount isComplete
       accountStatuses { state code notes { code message } } } }`,
  );
}

function stateOf(id: string): Promise<Reply<{ user: { state: string } }>> {
  return session.ask<{ user: { state: string } }>("query ($id: ID!) { user(id: $id) { state } }", { id });
}

test("with a store, the deleted are told from the disabled", async () => {
  const reply = await list("DELETED");
  expect(reply.data.users).toMatchObject({ nodes: [{ id: deleted, state: "DELETED" }], isComplete: true });
  expect((await stateOf(disabled)).data.user.state).toBe("DISABLED");
});

describe("While the store cannot be asked", () => {
  beforeEach(() => {
    renameSync(file, `${file}.away`);
  });
  afterEach(() => {
    renameSync(`${file}.away`, file);
  });

  test.each(["", ", orderBy: { field: DISPLAY_NAME, direction: ASC }"])(
    "the deleted are listed as the provider shows them, with a note (%j)",
    async (order) => {
      for (const states of ["DISABLED", "DISABLED, DELETED"]) {
        const { errors, data } = await list(states, order);
        expect(errors).toEqual([]);
        const seen = new Map(data.users.nodes?.map(({ id, state }) => [id, state]));
        expect([seen.get(deleted), seen.get(disabled)]).toEqual(["DISABLED", "DISABLED"]);
        expect(data.users).toMatchObject({
          isComplete: true,
          accountStatuses: [{ state: "OK", code: null, notes: expect.arrayContaining([note]) as unknown }],
        });
      }
    },
  );

  test("who is there is listed without one: it makes no difference", async () => {
    const { errors, data } = await list("ACTIVE");
    expect(errors).toEqual([]);
    expect(data.users.nodes).toHaveLength(100);
    expect(data.users.accountStatuses[0]?.notes.map(({ code }) => code)).not.toContain(note.code);
  });

  test("the deleted alone cannot be listed", async () => {
    const { errors, data } = await list("DELETED");
    expect(errors).toMatchObject([
      { path: ["users", "nodes"], extensions: { code: "STORE_UNAVAILABLE", retryable: true } },
    ]);
    expect(data.users).toMatchObject({
      nodes: null,
      isComplete: false,
      accountStatuses: [{ state: "UNAVAILABLE", code: "STORE_UNAVAILABLE" }],
    });
  });

  test("those who are listed along with the deleted are there, and the list is not whole", async () => {
    const { errors, data } = await list("ACTIVE, DELETED", ", orderBy: { field: EMAIL, direction: ASC }");
    expect(errors).toEqual([]);
    expect(new Set(data.users.nodes?.map(({ state }) => state))).toEqual(new Set(["ACTIVE"]));
    expect(data.users).toMatchObject({
      totalCount: null,
      isComplete: false,
      accountStatuses: [{ state: "UNAVAILABLE", code: "STORE_UNAVAILABLE" }],
    });
  });

  test("one User reads as the provider shows it", async () => {
    const reply = await stateOf(deleted);
    expect([reply.errors, reply.data.user.state]).toEqual([[], "DISABLED"]);
  });

  test("a team's members are there, and its deleted ones alone cannot be listed", async () => {
    const reply = await session.ask<{
      team: { here: { nodes: { id: string }[] }; away: { nodes: { id: string }[] }; gone: object | null };
    }>(
      `query ($id: ID!) { team(id: $id) {
         here: members(first: 5) { nodes { id } }
         away: members(first: 50, states: [DISABLED]) { nodes { id } }
         gone: members(first: 50, states: [DELETED]) { nodes { id } } } }`,
      { id: teamId },
    );
    expect(reply.data.team.away.nodes.map(({ id }) => id)).toEqual(
      expect.arrayContaining([deleted, disabled]),
    );
    expect(reply.errors).toMatchObject([
      { path: ["team", "gone"], extensions: { code: "STORE_UNAVAILABLE" } },
    ]);
  });

  test("nothing is written", async () => {
    session.server("idp").counters.reset();
    const { errors } = await mutate(session, "userRestore", { id: deleted });
    expect(errors).toMatchObject([{ extensions: { code: "STORE_UNAVAILABLE", retryable: true } }]);
    expect(session.calls("idp").writes).toBe(0);
  });
});

test("Once the store is back, the deleted are deleted again and can be restored", async () => {
  expect((await stateOf(deleted)).data.user.state).toBe("DELETED");
  const { payload } = await mutate(session, "userRestore", { id: deleted });
  expect(payload).toMatchObject({ userErrors: [], user: { id: deleted, state: "ACTIVE" } });
});

test("A store that never answers is not waited for", async () => {
  const account = fakeAccount("idp");
  const user = { ref: { kind: "user", scope: null, id: "1" }, state: "DISABLED" } as User;
  const page: Page<User> = { ...emptyPage, rows: [{ item: user, position: "1" }] };
  const provider = { listUsers: () => Promise.resolve(page) } as Partial<Provider> as Provider;
  const silent = { find: () => new Promise<never>(() => undefined) } as Partial<Tombstones> as Tombstones;
  const tombstoned = withTombstones(provider, account, silent);
  const reading = fakeScope([account]).readingOf(account);
  const asked = { states: new Set<UserState>(["DISABLED"]) };
  const found = await tombstoned.listUsers(reading, { size: 1, position: null }, asked);
  expect(found).toMatchObject({ rows: page.rows, notes: [note] });
});
