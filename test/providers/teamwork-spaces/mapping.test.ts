import { afterEach, describe, expect, it } from "@jest/globals";
import type { User } from "../../../src/directory/user.js";
import type { Workspace } from "../../../src/directory/workspace.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openScripted, whole, type Script, type ScriptedSpaces } from "./scripted-spaces.js";

let opened: ScriptedSpaces | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

async function open(script: Script): Promise<ScriptedSpaces> {
  opened = await openScripted(script);
  return opened;
}

async function userOf(row: object): Promise<{ user: User; unknown: readonly string[] }> {
  const { provider, observer } = await open({ "users.json": whole("users", [{ user: row }]) });
  const [user] = itemsOf(await provider.listUsers(testReading(), firstPage, everybody, nothingAhead));
  if (user === undefined) throw new Error("A user was expected");
  return { user, unknown: observer.unknown };
}

async function spaceOf(row: object): Promise<{ space: Workspace; unknown: readonly string[] }> {
  const { provider, observer } = await open({ "spaces.json": whole("spaces", [row]) });
  const [space] = itemsOf(await provider.listWorkspaces(testReading(), firstPage));
  if (space === undefined) throw new Error("A space was expected");
  return { space, unknown: observer.unknown };
}

/** As the documents' example has it. */
const documented = {
  id: 391_604,
  firstname: "June",
  lastname: "Wolf",
  email: "June.Wolf@Acme.example",
  avatar: "https://s3.example/june.png",
  isAdmin: true,
  isOnboarded: false,
  state: "active",
  userType: "account",
  preferences: { emailEnabled: true, showOnboardingHelp: false, welcomeTextEnabled: true },
  LinkedCompany: { company: { id: 1_370_007, type: "companies", meta: {} } },
  LinkedInstallation: { installation: { id: 1, type: "installations", meta: {} } },
  createdAt: "2023-01-09T09:00:00Z",
  updatedAt: "2024-02-01T10:30:00Z",
  deletedAt: null,
  createdBy: { id: 1, type: "users" },
  apiKey: "secret",
};

describe("a user of Spaces", () => {
  it("is read field by field", async () => {
    const { user, unknown } = await userOf(documented);
    expect(user).toMatchObject({
      accountKey: "spaces",
      remoteId: "391604",
      remoteKey: "391604",
      ref: { kind: "user", scope: null, id: "391604" },
      displayName: "June Wolf",
      name: { full: "June Wolf", given: "June", family: "Wolf" },
      email: "June.Wolf@Acme.example",
      avatarUrl: "https://s3.example/june.png",
      state: "ACTIVE",
      kind: "HUMAN",
      boundary: "UNKNOWN",
      privilege: "ADMIN",
      lifecycle: {
        ...{ state: "ACTIVE", rawState: "active", deletedAt: null },
        createdAt: new Date("2023-01-09T09:00:00Z"),
        updatedAt: new Date("2024-02-01T10:30:00Z"),
      },
      attributes: { userType: "account", isOnboarded: false, companyId: "1370007" },
      surface: "teamwork-spaces",
    });
    expect(user).toMatchObject({
      ...{ username: null, title: null, phone: null, extension: null, timeZone: null, locale: null },
      ...{ license: null, availability: null, identityId: null, organization: null, tags: null },
    });
    expect(user.roleAssignments?.map(({ role, workspace }) => [role.remoteKey, workspace])).toEqual([
      ["ADMIN", null],
    ]);
    expect(unknown).toEqual([]);
  });

  it("shows of its own row what is on the list of allowed fields", async () => {
    const { user } = await userOf(documented);
    const remote = user.toRemote();
    expect(remote).toMatchObject({ id: "391604", firstname: "June", createdAt: "2023-01-09T09:00:00.000Z" });
    expect(Object.keys(remote)).not.toContain("apiKey");
    expect(JSON.stringify(remote)).not.toContain("secret");
  });

  it("has a company under either name", async () => {
    const { LinkedCompany, ...rest } = documented;
    const { user } = await userOf({ ...rest, company: LinkedCompany.company });
    expect(user.attributes).toMatchObject({ companyId: "1370007" });
  });

  it("is there with an id alone", async () => {
    const { user, unknown } = await userOf({ id: "7" });
    expect(user).toMatchObject({
      ...{ displayName: "7", state: "UNKNOWN", privilege: "UNKNOWN", kind: "HUMAN", name: null },
      ...{ roleAssignments: null, attributes: null, email: null },
    });
    expect(unknown).toEqual([]);
  });

  it("is no administrator where the flag says so, in any spelling", async () => {
    for (const isAdmin of [false, "0", 0, "no"]) {
      const { user } = await userOf({ id: 7, isAdmin });
      expect(user.privilege).toBe("MEMBER");
      await opened?.close();
      opened = null;
    }
  });

  it.each([
    [{ state: "active" }, "ACTIVE"],
    [{ state: "Active" }, "ACTIVE"],
    [{ state: "invited" }, "INVITED"],
    [{ state: "pending" }, "INVITED"],
    [{ state: "disabled" }, "DISABLED"],
    [{ state: "inactive" }, "DISABLED"],
    [{ state: "removed" }, "DELETED"],
    [{ state: "deleted" }, "DELETED"],
    [{ state: "active", deletedAt: "2024-01-01T00:00:00Z" }, "DELETED"],
    [{ state: "active", deletedAt: "0001-01-01T00:00:00Z" }, "ACTIVE"],
    [{ state: "active", deletedAt: "" }, "ACTIVE"],
    [{ state: "" }, "UNKNOWN"],
  ])("with %j is %s", async (fields, state) => {
    const { user, unknown } = await userOf({ id: 7, ...fields });
    expect(user.state).toBe(state);
    expect(unknown).toEqual([]);
  });

  it.each([
    [{ state: "hibernating" }, { state: "UNKNOWN" }, "users.state"],
    [{ userType: "robot" }, { kind: "HUMAN" }, "users.userType"],
    [{ firstname: { first: "June" } }, { name: null }, "users.firstname"],
    [{ isAdmin: "perhaps" }, { privilege: "UNKNOWN" }, "users.isAdmin"],
    [{ createdAt: 12 }, {}, "users.createdAt"],
    [{ LinkedCompany: 3 }, { attributes: null }, "users.LinkedCompany"],
  ])("with %j reads what can be read, and is counted", async (fields, expected, counted) => {
    const { user, unknown } = await userOf({ id: 7, ...fields });
    expect(user).toMatchObject({ ...expected, remoteId: "7" });
    expect(user.lifecycle.createdAt).toBeNull();
    expect(unknown).toEqual([counted]);
  });

  it.each([
    ["collaborator", "GUEST"],
    ["contact", "CONTACT"],
  ])("of the type %s is a %s", async (userType, kind) => {
    const { user, unknown } = await userOf({ id: 7, userType });
    expect(user).toMatchObject({ kind, attributes: { userType } });
    expect(unknown).toEqual([]);
  });
});

describe("a space", () => {
  it("is read field by field", async () => {
    const { space } = await spaceOf({
      ...{ id: 8_101, title: "Handbook", code: "HAND", purpose: "How we work", state: "archived" },
      ...{ projectId: 77_001, spaceColor: "#fff", icon: "book", banner: { url: "x" }, homepage: { id: 2 } },
      ...{ collaboratorsCount: 3, LinkedCategory: { category: { id: 31, type: "categories" } } },
      ...{ createdAt: "2023-01-09T09:00:00Z", deletedAt: "0001-01-01T00:00:00Z", inviteToken: "secret" },
    });
    expect(space).toMatchObject({
      ...{ remoteKey: "8101", ref: { kind: "space", scope: null, id: "8101" }, name: "Handbook" },
      ...{ description: "How we work", kind: "SPACE", state: "ARCHIVED", rawState: "archived" },
      ...{ url: null, organization: null, surface: "teamwork-spaces" },
    });
    expect(space.toRemote()).toMatchObject({ code: "HAND", projectId: "77001", collaboratorsCount: 3 });
    expect(JSON.stringify(space.toRemote())).not.toContain("secret");
  });

  it.each([
    [{ state: "active" }, "ACTIVE"],
    [{ state: "removed" }, "DELETED"],
    [{ state: "deleted" }, "DELETED"],
    [{ state: "active", deletedAt: "2024-01-01T00:00:00Z" }, "DELETED"],
    [{}, "UNKNOWN"],
  ])("with %j is %s", async (fields, state) => {
    const { space, unknown } = await spaceOf({ id: 1, ...fields });
    expect(space.state).toBe(state);
    expect(unknown).toEqual([]);
  });

  it("in a state that nobody knows is counted, and named by what it has", async () => {
    const { space, unknown } = await spaceOf({ id: 1, code: "X", state: "frozen" });
    expect(space).toMatchObject({ name: "X", state: "UNKNOWN", rawState: "frozen" });
    expect(unknown).toEqual(["spaces.state"]);
  });
});

describe("a collaborator", () => {
  const users = whole("users", [{ user: { id: 1, state: "active" } }]);

  it.each([
    [{ access: "manage" }, "manage"],
    [{ level: "edit" }, "edit"],
    [{ accessLevel: "read" }, "read"],
    [{}, null],
    [null, null],
  ])("with meta %j may do %s", async (meta, access) => {
    const { provider } = await open({
      "users.json": users,
      "spaces/9/collaborators.json": { body: { collaborators: [{ id: 1, type: "users", meta }] } },
    });
    const of = { kind: "space", scope: null, id: "9" };
    const [slot] = await provider.membersOfWorkspaces(testReading(), [
      { of, page: firstPage, states: allStates },
    ]);
    expect(itemsOf(valueOf(slot)).map((member) => [member.object.remoteId, member.access])).toEqual([
      ["1", access],
    ]);
  });

  it("that is a team has the name that the answer includes, else its id", async () => {
    const { provider } = await open({
      "spaces/9/collaborators.json": {
        body: {
          collaborators: [
            { id: 5, type: "teams", meta: {} },
            { id: 6, type: "teams", meta: {} },
          ],
          included: { teams: { 5: { id: 5, name: "Support", secret: "x" } } },
        },
      },
    });
    const of = { kind: "space", scope: null, id: "9" };
    const [slot] = await provider.teamsOfWorkspaces(testReading(), [{ of, page: firstPage }]);
    const teams = itemsOf(valueOf(slot));
    expect(teams.map(({ name, remoteKey }) => [name, remoteKey])).toEqual([
      ["Support", "9:5"],
      ["6", "9:6"],
    ]);
    expect(teams[0]).toMatchObject({
      ...{ ref: { kind: "team", scope: "9", id: "5" }, kind: "TEAM", isDeleted: false, workspace: of },
    });
    expect(teams[0]?.toRemote()).toEqual({ id: "5", name: "Support" });
  });
});

describe("a remote key", () => {
  it("is read by type", async () => {
    const { provider } = await open({});
    expect(provider.parseRemoteKey("User", "12")).toEqual({ kind: "user", scope: null, id: "12" });
    expect(provider.parseRemoteKey("Workspace", "12")).toEqual({ kind: "space", scope: null, id: "12" });
    expect(provider.parseRemoteKey("Role", "ADMIN")).toEqual({ kind: "access", scope: null, id: "ADMIN" });
    expect(provider.parseRemoteKey("Team", "9:5")).toEqual({ kind: "team", scope: "9", id: "5" });
  });

  it.each([
    ["User", "x1"],
    ["User", "0"],
    ["User", ""],
    ["Workspace", "1/2"],
    ["Role", "OWNER"],
    ["Role", "constructor"],
    ["Team", "9"],
    ["Team", "9:5:1"],
    ["Team", ":5"],
    ["Organization", "1"],
    ["Activity", "1"],
  ] as const)("that is none of a %s is null: %j", async (type, key) => {
    const { provider } = await open({});
    expect(provider.parseRemoteKey(type, key)).toBeNull();
  });
});
