import { afterEach, describe, expect, it } from "@jest/globals";
import type { User } from "../../../src/directory/user.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openScripted, type Script, type ScriptedTalkdesk } from "./scripted-talkdesk.js";

let scripted: ScriptedTalkdesk;
afterEach(() => scripted.close());

const ref = (id: string): { kind: string; scope: null; id: string } => ({ kind: "user", scope: null, id });

async function getUser(row: object, script: Script = {}): Promise<User> {
  scripted = await openScripted({ "GET /users/u1": { body: { id: "u1", ...row } }, ...script });
  const [slot] = await scripted.provider.usersByIds(testReading(), [ref("u1")]);
  return valueOf(slot);
}

const roles = {
  "GET /roles": {
    body: {
      roles: [
        { id: "r1", name: "Agent" },
        { id: "agent", name: "Other" },
      ],
    },
  },
};

describe("a user", () => {
  it("is mapped field by field from the guide's row", async () => {
    const row = {
      name: "  Mary Ann  Evans ",
      email: "Mary.Ann@Acme.example",
      status: "inactive",
      extension: "007",
      external_phone_number: "+44 20 7946 0000",
      time_zone: "Europe/London",
      language: "en-GB",
      created_at: "2024-06-01T10:00:00Z",
      updated_at: "2024-07-01T10:00:00Z",
    };
    const user = await getUser({ ...row, role: null, teams: [], password: "canary" });
    expect(user).toMatchObject({
      remoteId: "u1",
      remoteKey: "u1",
      displayName: "Mary Ann  Evans",
      name: { full: "Mary Ann  Evans", given: "Mary Ann", family: "Evans" },
      email: "Mary.Ann@Acme.example",
      state: "DISABLED",
      extension: "007",
      phone: "+44 20 7946 0000",
      timeZone: "Europe/London",
      locale: "en-GB",
      kind: "HUMAN",
      boundary: "INTERNAL",
      privilege: "UNKNOWN",
      roleAssignments: [],
      lifecycle: {
        rawState: "inactive",
        createdAt: new Date("2024-06-01T10:00:00Z"),
        updatedAt: new Date("2024-07-01T10:00:00Z"),
      },
      surface: "rest",
    });
    expect(user.toRemote()).toEqual({ id: "u1", ...row, role: null, teams: [] });
  });

  it("may have nothing but an id", async () => {
    expect(await getUser({})).toMatchObject({
      displayName: "u1",
      name: null,
      email: null,
      extension: null,
      state: "UNKNOWN",
      roleAssignments: null,
      privilege: "UNKNOWN",
    });
  });

  it.each([
    [{ status: "active" }, "ACTIVE"],
    [{ status: "ACTIVE" }, "ACTIVE"],
    [{ active: true }, "ACTIVE"],
    [{ status: "inactive" }, "DISABLED"],
    [{ status: "INACTIVE" }, "DISABLED"],
    [{ status: "deactivated" }, "DISABLED"],
    [{ active: false }, "DISABLED"],
    [{ status: "PENDING" }, "INVITED"],
    [{ status: "", active: null }, "UNKNOWN"],
    [{ status: "active", active: false }, "ACTIVE"],
  ] as const)("of %j is %s", async (row, state) => {
    expect((await getUser(row)).state).toBe(state);
    expect(scripted.observer.unknown).toEqual([]);
  });

  it("of an unknown status is UNKNOWN, and counted", async () => {
    expect(await getUser({ status: "frozen" })).toMatchObject({
      state: "UNKNOWN",
      lifecycle: { rawState: "frozen" },
    });
    expect(scripted.observer.unknown).toEqual(["user.status"]);
  });

  it.each([
    [4711, "4711"],
    ["", null],
    [0, "0"],
    [null, null],
  ])("has the extension %j as %j", async (extension, expected) => {
    expect((await getUser({ extension })).extension).toBe(expected);
  });

  it.each([
    ["r1", "r1", "MEMBER"],
    ["AGENT", "r1", "MEMBER"],
    ["agent", "agent", "UNKNOWN"],
  ])("that mentions the role %s holds %s: the id counts before the name", async (role, id, privilege) => {
    const user = await getUser({ role }, roles);
    expect(user.roleAssignments?.map((held) => held.role.remoteId)).toEqual([id]);
    expect(user.privilege).toBe(privilege);
  });

  it("that mentions a role outside the list has its privilege, and no role; it is counted", async () => {
    const user = await getUser({ role: "Supervisor" }, roles);
    expect(user).toMatchObject({ roleAssignments: null, privilege: "MANAGER" });
    expect(scripted.observer.unknown).toContain("user.role");
  });

  it("is there when the list of roles is not, unless roles are asked for", async () => {
    const user = await getUser({ role: "agent" }, { "GET /roles": { status: 500, body: {} } });
    expect(user).toMatchObject({ remoteId: "u1", roleAssignments: null, privilege: "MEMBER" });
    const ahead = new Set(["roles"] as const);
    const [slot] = await scripted.provider.usersByIds(testReading(), [ref("u1")], ahead);
    expect(slot).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
  });

  it("is absent by a 404 in JSON or without a body, and not by a page of a wrong server", async () => {
    scripted = await openScripted({
      "GET /users/a": { status: 404, body: { code: "not_found", message: "No" } },
      "GET /users/b": { status: 404, body: "", contentType: null },
      "GET /users/c": { status: 404, body: "<h1>Not here</h1>", contentType: "text/html" },
    });
    const slots = await scripted.provider.usersByIds(testReading(), ["a", "b", "c"].map(ref));
    expect(slots).toEqual([null, null, expect.objectContaining({ code: "UPSTREAM_INVALID_RESPONSE" })]);
  });
});

describe("roles", () => {
  it("mean what the settings say before what their names say, in any case", async () => {
    const named = ["Agent", "SUPERVISOR", "Account Owner", "Wallboard"].map((name) => ({ id: name, name }));
    scripted = await openScripted(
      { "GET /roles": { body: { roles: named } } },
      { settings: { rolePrivileges: { agent: "LIMITED", "account owner": "ADMIN" } } },
    );
    const found = itemsOf(await scripted.provider.listRoles(testReading(), firstPage));
    expect(Object.fromEntries(found.map(({ name, privilege }) => [name, privilege]))).toEqual({
      Agent: "LIMITED",
      SUPERVISOR: "MANAGER",
      "Account Owner": "ADMIN",
      Wallboard: "UNKNOWN",
    });
    expect(scripted.observer.unknown).toEqual(["role.name"]);
  });
});

describe("pages that are odd", () => {
  const row = (index: number): object => ({ id: `u${String(index)}`, status: "active" });
  const rows = (from: number, to: number): readonly object[] =>
    Array.from({ length: to - from }, (_, index) => row(from + index));
  const list = async (script: Script): Promise<unknown> => {
    scripted = await openScripted(script);
    const size = { size: 1_000, position: null };
    const page = await scripted.provider.listUsers(testReading(), size, everybody, nothingAhead);
    return { ...page, rows: page.rows.map(({ item }) => item.remoteId) };
  };
  const numbers = (query: URLSearchParams): { from: number; to: number; page: number } => {
    const page = Number(query.get("page[number]"));
    const size = Number(query.get("page[size]"));
    return { from: (page - 1) * size, to: page * size, page };
  };
  const idsUpTo = (count: number): readonly string[] =>
    rows(0, count).map((one) => (one as { id: string }).id);

  it("tell no total: read to the end", async () => {
    const script: Script = {
      "GET /users": (_, query) => {
        const { from, to, page } = numbers(query);
        return { body: { users: rows(from, Math.max(from, Math.min(to, 230))), meta: { page } } };
      },
    };
    expect(await list(script)).toMatchObject({ rows: idsUpTo(230), hasMore: false, failure: null });
  });

  it("tell no total and are smaller than was asked for: read to the end", async () => {
    const script: Script = {
      "GET /users": (_, query) => {
        const size = Math.min(20, Number(query.get("page[size]")));
        const from = (Number(query.get("page[number]")) - 1) * size;
        return { body: { users: rows(from, Math.max(from, Math.min(from + size, 50))) } };
      },
    };
    expect(await list(script)).toMatchObject({ rows: idsUpTo(50), hasMore: false, failure: null });
  });

  it("have one size whatever is asked for", async () => {
    const script: Script = {
      "GET /users": (_, query) => {
        const from = (Number(query.get("page[number]")) - 1) * 150;
        return { body: { users: rows(from, Math.min(from + 150, 400)), meta: { total: 400 } } };
      },
    };
    expect(await list(script)).toMatchObject({ rows: idsUpTo(400), hasMore: false, failure: null });
  });

  it("are all one: everybody at once", async () => {
    const script: Script = { "GET /users": { body: { users: rows(0, 250), meta: { total: 250, page: 1 } } } };
    expect(await list(script)).toMatchObject({ rows: idsUpTo(250), hasMore: false, failure: null });
    expect(scripted.takeCalls()).toHaveLength(1);
  });

  it("repeat the first one for ever: a failure beside the rows, and no end", async () => {
    const script: Script = { "GET /users": { body: { users: rows(0, 20), meta: { total: 90 } } } };
    expect(await list(script)).toMatchObject({
      rows: idsUpTo(20),
      hasMore: true,
      failure: { code: "UPSTREAM_INVALID_RESPONSE" },
    });
  });

  it("have a row that cannot be read: counted, and nobody else lost", async () => {
    const users = [...rows(0, 3), { name: "No id" }, ...rows(3, 5)];
    const script: Script = { "GET /users": { body: { users, meta: { total: 6, page: 1 } } } };
    expect(await list(script)).toMatchObject({ rows: idsUpTo(5), skippedRows: 1, hasMore: false });
  });

  it("have no list in them", async () => {
    scripted = await openScripted({ "GET /users": { body: { meta: { total: 0 } } } });
    const failed = scripted.provider.listUsers(testReading(), firstPage, everybody, nothingAhead);
    expect((await errorOf(failed)).code).toBe("UPSTREAM_INVALID_RESPONSE");
  });

  it("are absent where users have to be", async () => {
    scripted = await openScripted({ "GET /users": { status: 404, body: { code: "x", message: "y" } } });
    const failed = scripted.provider.listUsers(testReading(), firstPage, everybody, nothingAhead);
    expect((await errorOf(failed)).code).toBe("UPSTREAM_INVALID_RESPONSE");
  });
});

describe("teams beside users", () => {
  const absent = { status: 404, body: { code: "not_found", message: "No" } };
  const lists: Script = {
    "GET /users": { body: { users: [{ id: "u1", role: null, teams: ["t1"] }], meta: { total: 1, page: 1 } } },
    "GET /ring-groups": absent,
    "GET /ccaas/queues": absent,
  };

  it("that cannot be reached fail where teams are asked for, and not the users", async () => {
    scripted = await openScripted({ ...lists, "GET /teams": { status: 500, body: {} } });
    const reading = testReading();
    const ahead = new Set(["teams"] as const);
    const page = await scripted.provider.listUsers(reading, firstPage, everybody, ahead);
    expect(page).toMatchObject({ rows: [{ item: { remoteId: "u1" } }], failure: null, notes: [] });
    const [slot] = await scripted.provider.teamsOfUsers(reading, [{ of: ref("u1"), page: firstPage }]);
    expect(slot).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    const failed = scripted.provider.listTeams(reading, firstPage);
    expect((await errorOf(failed)).code).toBe("UPSTREAM_UNAVAILABLE");
  });

  it("are unknown, not none, where users name them and the account lists none", async () => {
    const user = { body: { id: "u1", role: null, teams: ["t1"] } };
    scripted = await openScripted({ ...lists, "GET /teams": absent, "GET /users/u1": user });
    const reading = testReading();
    expect(await scripted.provider.listTeams(reading, firstPage)).toBeNull();
    const [slot] = await scripted.provider.teamsOfUsers(reading, [{ of: ref("u1"), page: firstPage }]);
    expect(slot).toBeNull();
  });

  it("are there without ring groups and queues, whose absence is asked for once", async () => {
    scripted = await openScripted({
      ...lists,
      "GET /teams": { body: { teams: [{ id: "t1", name: "Support" }] } },
    });
    for (let request = 0; request < 2; request += 1) {
      const page = await scripted.provider.listTeams(testReading(), firstPage);
      expect(itemsOf(page).map(({ name, remoteKey, kind }) => [name, remoteKey, kind])).toEqual([
        ["Support", "t1", "TEAM"],
      ]);
      expect(page?.notes.map(({ code }) => code)).toEqual(["RING_GROUPS_NOT_EXPOSED", "QUEUES_NOT_EXPOSED"]);
    }
    expect([...scripted.takeCalls()].sort()).toEqual([
      "GET /ccaas/queues?page=1&per_page=100",
      "GET /ring-groups?page=1&per_page=100",
      "GET /teams",
    ]);
  });

  it("are listed without queues that cannot be reached, and the page says so", async () => {
    scripted = await openScripted({
      ...lists,
      "GET /teams": { body: { teams: [{ id: "t1", name: "Support" }] } },
      "GET /ccaas/queues": { status: 500, body: {} },
    });
    const page = await scripted.provider.listTeams(testReading(), firstPage);
    expect(itemsOf(page).map(({ remoteKey }) => remoteKey)).toEqual(["t1"]);
    expect(page?.failure).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
  });

  it("of users leave out queues where those are too many to look into, and do not tell how many there are", async () => {
    const user = { body: { id: "u1", role: null, teams: ["t1"] } };
    const many = Array.from({ length: 11 }, (_, index) => ({ id: `q${index}`, name: `Queue ${index}` }));
    const { "GET /ring-groups": ringGroups } = lists;
    scripted = await openScripted({
      "GET /users/u1": user,
      ...(ringGroups && { "GET /ring-groups": ringGroups }),
      "GET /teams": { body: { teams: [{ id: "t1", name: "Support" }] } },
      "GET /ccaas/queues": { body: { _embedded: { queues: many }, total: many.length } },
    });
    const reading = testReading();
    const [slot] = await scripted.provider.teamsOfUsers(reading, [{ of: ref("u1"), page: firstPage }]);
    expect(slot).toMatchObject({
      rows: [{ item: { object: { remoteKey: "t1" } } }],
      total: null,
      isTruncated: true,
    });
  });
});
