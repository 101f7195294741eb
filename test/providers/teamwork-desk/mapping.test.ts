import { describe, expect, it } from "@jest/globals";
import { teamworkDesk } from "../../../src/datasources/teamwork-desk/provider.js";
import type { User } from "../../../src/directory/user.js";
import type { Workspace } from "../../../src/directory/workspace.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { withScriptedSite } from "../teamwork-site/scripted-site.js";

interface Read<T> {
  readonly item: T;
  readonly unknown: readonly string[];
}

/** As Desk shows one agent in a list that is asked for those whom it hides too. */
function userOf(row: object): Promise<Read<User>> {
  const answer = { body: { user: row, included: {} } };
  return withScriptedSite(
    teamworkDesk,
    { "/desk/api/v2/users/7.json": answer },
    async ({ provider, observer }) => {
      const [slot] = await provider.usersByIds(testReading(), [{ kind: "agent", scope: null, id: "7" }]);
      return { item: valueOf(slot), unknown: observer.unknown };
    },
  );
}

function inboxOf(row: object): Promise<Read<Workspace>> {
  const answer = { body: { inboxes: [row], meta: { page: { count: 1 } } } };
  return withScriptedSite(
    teamworkDesk,
    { "/desk/api/v2/inboxes.json": answer },
    async ({ provider, observer }) => {
      const [item] = itemsOf(await provider.listWorkspaces(testReading(), firstPage));
      if (item === undefined) throw new Error("An inbox was expected");
      return { item, unknown: observer.unknown };
    },
  );
}

describe("an agent", () => {
  it("is there with an id alone", async () => {
    const { item, unknown } = await userOf({ id: 7 });
    expect(item).toMatchObject({
      ...{ remoteId: "7", displayName: "7", name: null, email: null, avatarUrl: null, state: "ACTIVE" },
      ...{ privilege: "UNKNOWN", license: { kind: "UNKNOWN", raw: null }, roleAssignments: [] },
      ...{ kind: "HUMAN", boundary: "INTERNAL", attributes: {}, surface: "teamwork-desk" },
    });
    expect(unknown).toEqual([]);
  });

  it("has nothing of what Desk does not tell", async () => {
    const { item } = await userOf({ id: 7, email: "june@acme.example" });
    expect(item).toMatchObject({
      ...{ username: null, title: null, phone: null, extension: null, timeZone: null, locale: null },
      ...{ availability: null, identityId: null, organization: null, ownPermissions: null, tags: null },
      displayName: "june",
    });
    expect(item.lifecycle).toMatchObject({
      ...{ invitedAt: null, lastActiveAt: null, disabledAt: null, deletedAt: null, restorableUntil: null },
      ...{ createdAt: null, updatedAt: null, rawState: "active" },
    });
  });

  it.each([
    [{ state: "active" }, "ACTIVE"],
    [{ state: "Active" }, "ACTIVE"],
    [{ state: "" }, "ACTIVE"],
    [{ state: "invited" }, "INVITED"],
    [{ state: "pending" }, "INVITED"],
    [{ state: "archived" }, "DISABLED"],
    [{ state: "inactive" }, "DISABLED"],
    [{ state: "disabled" }, "DISABLED"],
    [{ state: "deleted" }, "DELETED"],
    [{ state: "active", deletedAt: "2024-01-01T00:00:00Z" }, "DELETED"],
    [{ deletedAt: "2024-01-01T00:00:00Z" }, "DELETED"],
    [{ state: "active", deletedAt: "0001-01-01T00:00:00Z" }, "ACTIVE"],
    [{ state: "active", deletedAt: "" }, "ACTIVE"],
  ])("with %j is %s", async (fields, state) => {
    const { item, unknown } = await userOf({ id: 7, ...fields });
    expect([item.state, item.lifecycle.state, unknown]).toEqual([state, state, []]);
  });

  it.each([
    [{ state: "hibernating" }, { state: "UNKNOWN" }, "user.state"],
    [{ role: "Wizard", isPartTime: false }, { privilege: "MEMBER" }, "user.role"],
    [{ role: "Wizard", isAppOwner: true }, { privilege: "OWNER" }, "user.role"],
    [{ role: 7 }, { privilege: "UNKNOWN" }, "user.role"],
    [{ firstName: { first: "June" } }, { name: null }, "user.firstName"],
    [{ isPartTime: "perhaps" }, { license: { kind: "UNKNOWN" } }, "user.isPartTime"],
    [{ createdAt: 12 }, {}, "user.createdAt"],
    [{ inboxes: "all" }, {}, "user.inboxes"],
    [{ projectsCompanyId: {} }, {}, "user.projectsCompanyId"],
  ])("with %j reads what can be read, and is counted", async (fields, expected, counted) => {
    const { item, unknown } = await userOf({ id: 7, ...fields });
    expect(item).toMatchObject({ ...expected, remoteId: "7" });
    expect(item.lifecycle.createdAt).toBeNull();
    expect(unknown).toEqual([counted]);
  });

  it("may be an administrator where Desk's word is missing, unless it is the owner", async () => {
    const held = async (fields: object): Promise<unknown> => {
      const { item } = await userOf({ id: 7, isPartTime: true, ...fields });
      return [item.privilege, item.roleAssignments?.map(({ role }) => role.remoteKey)];
    };
    expect(await held({})).toEqual(["UNKNOWN", ["PART_TIME_AGENT"]]);
    expect(await held({ role: "User" })).toEqual(["LIMITED", ["PART_TIME_AGENT"]]);
    expect(await held({ isAppOwner: true })).toEqual(["OWNER", ["OWNER", "PART_TIME_AGENT"]]);
    expect(await held({ role: "ADMIN" })).toEqual(["ADMIN", ["ADMIN", "PART_TIME_AGENT"]]);
  });

  it("shows of its own row what is on the list of allowed fields", async () => {
    const { item } = await userOf({
      ...{ id: 7, firstName: "June", isPartTime: "1", createdAt: "2023-01-09T09:00:00Z", reviewer: false },
      ...{ apiKey: "s3cret", ticketReplyRedirect: "Stay", projectsCompanyId: 1_370_007 },
    });
    expect(item.toRemote()).toEqual({
      ...{ id: "7", firstName: "June", isPartTime: true, createdAt: "2023-01-09T09:00:00.000Z" },
      ...{ reviewer: false, ticketReplyRedirect: "Stay", projectsCompanyId: "1370007" },
    });
    expect(item.attributes).toEqual({
      ...{ reviewer: false, ticketReplyRedirect: "Stay", projectsCompanyId: "1370007" },
    });
  });
});

describe("an inbox", () => {
  const secrets = {
    ...{ smtpPassword: "s3cret-1", oauth2token: "s3cret-2", smtpServer: "mail.acme.example" },
    users: [{ id: 2, type: "users", meta: { access: "full", token: "s3cret-3" } }],
  };

  it("is read field by field, and tells no secret", async () => {
    const { item, unknown } = await inboxOf({
      ...{ id: 5_001, name: "Support", email: "support@acme.example", type: "inbox", state: "active" },
      ...{ languageCode: "en", clientOnly: false, notificationsOnly: true, isAdmin: true, ...secrets },
    });
    expect(item).toMatchObject({
      ...{ remoteKey: "5001", ref: { kind: "inbox", scope: null, id: "5001" }, name: "Support" },
      ...{ description: null, kind: "INBOX", state: "ACTIVE", rawState: "active", url: null },
      ...{ organization: null, surface: "teamwork-desk" },
    });
    expect(item.toRemote()).toMatchObject({ type: "inbox", languageCode: "en", notificationsOnly: true });
    expect(JSON.stringify([item, item.toRemote()])).not.toMatch(/s3cret|smtp|oauth/iu);
    expect(unknown).toEqual([]);
  });

  it.each([
    [{}, "ACTIVE"],
    [{ state: "Active" }, "ACTIVE"],
    [{ state: "archived" }, "ARCHIVED"],
    [{ state: "inactive" }, "ARCHIVED"],
    [{ state: "deleted" }, "DELETED"],
  ])("with %j is %s", async (fields, state) => {
    const { item, unknown } = await inboxOf({ id: 1, ...fields });
    expect([item.state, unknown]).toEqual([state, []]);
  });

  it("in a state that nobody knows is counted, and named by what it has", async () => {
    const { item, unknown } = await inboxOf({ id: 1, email: "help@acme.example", state: "frozen" });
    expect(item).toMatchObject({ name: "help@acme.example", state: "UNKNOWN", rawState: "frozen" });
    expect(unknown).toEqual(["inbox.state"]);
    expect((await inboxOf({ id: 1 })).item.name).toBe("1");
  });

  it.each([
    [{ access: "full", isAdmin: true }, "full"],
    [{ isAdmin: true }, "admin"],
    [{ isAdmin: false }, null],
    [null, null],
  ])("has somebody with %j who may do %j", (meta, access) => {
    const script = {
      "/desk/api/v2/inboxes.json": { body: { inboxes: [{ id: 9, users: [{ id: 2, meta }] }] } },
      "/desk/api/v2/users/2.json": { body: { user: { id: 2 } } },
    };
    return withScriptedSite(teamworkDesk, script, async ({ provider }) => {
      const of = { kind: "inbox", scope: null, id: "9" };
      const [slot] = await provider.membersOfWorkspaces(testReading(), [
        { of, page: firstPage, states: allStates },
      ]);
      expect(itemsOf(valueOf(slot))).toMatchObject([
        { object: { remoteId: "2" }, access, role: null, joinedAt: null },
      ]);
    });
  });
});

describe("roles", () => {
  it("are four, with the licence that each takes", () =>
    withScriptedSite(teamworkDesk, {}, async ({ provider }) => {
      const roles = itemsOf(await provider.listRoles(testReading(), firstPage));
      expect(
        roles.map(({ remoteKey, privilege, license, kind, scope, isBuiltIn }) => ({
          ...{ remoteKey, privilege, license, is: [kind, scope, isBuiltIn] },
        })),
      ).toEqual([
        { remoteKey: "ADMIN", privilege: "ADMIN", license: null, is: ["ACCESS", "ACCOUNT", true] },
        {
          remoteKey: "FULL_TIME_AGENT",
          privilege: "MEMBER",
          license: "full-time",
          is: ["ACCESS", "ACCOUNT", true],
        },
        { remoteKey: "OWNER", privilege: "OWNER", license: null, is: ["ACCESS", "ACCOUNT", true] },
        {
          remoteKey: "PART_TIME_AGENT",
          privilege: "LIMITED",
          license: "part-time",
          is: ["ACCESS", "ACCOUNT", true],
        },
      ]);
    }));
});

describe("a remote key", () => {
  it.each([
    ["User", "12", { kind: "agent", scope: null, id: "12" }],
    ["Workspace", "12", { kind: "inbox", scope: null, id: "12" }],
    ["Role", "OWNER", { kind: "access", scope: null, id: "OWNER" }],
    ["User", "x1", null],
    ["User", "", null],
    ["User", "1".repeat(16), null],
    ["Workspace", "1/2", null],
    ["Role", "AGENT", null],
    ["Role", "constructor", null],
    ["Team", "9", null],
    ["Organization", "1", null],
    ["Activity", "1", null],
  ] as const)("of a %s: %j", (type, key, ref) =>
    withScriptedSite(teamworkDesk, {}, ({ provider }) => {
      expect(provider.parseRemoteKey(type, key)).toEqual(ref);
      return Promise.resolve();
    }),
  );
});

describe("declarations", () => {
  it("leave every write to a later version", () => {
    for (const operation of ["USER_INVITE", "USER_UPDATE", "USER_DISABLE", "ROLE_ASSIGN"] as const) {
      const { support, note } = teamworkDesk.capabilities[operation];
      expect([support, note]).toEqual(["UNSUPPORTED", expect.stringContaining("does not write to it")]);
    }
  });

  it("say why there are no teams, organizations and activities", () => {
    for (const operation of ["TEAMS_LIST", "ORGANIZATIONS_LIST", "ACTIVITIES_LIST"] as const) {
      const { support, note } = teamworkDesk.capabilities[operation];
      expect([support, typeof note]).toEqual(["UNSUPPORTED", "string"]);
    }
  });
});

describe("states that lists are asked for", () => {
  it("show whoever is in a state that nobody knows once", () => {
    const rows = [
      { id: 1, state: "resting" },
      { id: 2, state: "active" },
    ];
    const hidden = [...rows.slice(0, 1), { id: 3, state: "snoozing" }];
    const answerTo = (query: URLSearchParams): { body: object } => {
      const filter = query.get("filter") ?? "";
      const users = filter.includes('"$ne"') ? hidden : filter.includes('"id"') ? rows.slice(0, 1) : rows;
      return { body: { users, meta: { page: { count: users.length } } } };
    };
    return withScriptedSite(teamworkDesk, { "/desk/api/v2/users.json": answerTo }, async ({ provider }) => {
      const page = await provider.listUsers(testReading(), firstPage, { states: allStates }, nothingAhead);
      expect(itemsOf(page).map(({ remoteId }) => remoteId)).toEqual(["1", "2", "3"]);
    });
  });
});
