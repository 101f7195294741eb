import { describe, expect, it } from "@jest/globals";
import { enterpriseUrn } from "../../../src/datasources/scim-client/rows.js";
import { scim } from "../../../src/datasources/scim/provider.js";
import type { Team } from "../../../src/directory/team.js";
import type { User } from "../../../src/directory/user.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { listOf, withScripted } from "./scripted-scim.js";

interface Read {
  readonly user: User;
  readonly unknown: readonly string[];
}

/** The user that a row reads as. */
function read(row: object): Promise<Read> {
  return withScripted({ "/Users": listOf({ id: "u1", ...row }) }, async ({ provider, observer }) => {
    const [user] = itemsOf(await provider.listUsers(testReading(), firstPage, everybody, nothingAhead));
    if (user === undefined) throw new Error("Nobody came");
    return { user, unknown: observer.unknown };
  });
}

const whole = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", enterpriseUrn],
  externalId: "hr-7",
  userName: "Ada@Acme.example",
  displayName: "Countess",
  name: { formatted: "Ms. Ada Lovelace", givenName: "Ada", familyName: "Lovelace" },
  title: "Analyst",
  userType: "Employee",
  preferredLanguage: "fr",
  locale: "en-GB",
  timezone: "Europe/London",
  active: true,
  emails: [
    { value: "home@ada.example", type: "home" },
    { value: "ada.work@acme.example", type: "work", primary: true },
  ],
  phoneNumbers: [{ value: "tel:+44-20-7946-0000", type: "work" }],
  photos: [{ value: "https://acme.example/ada.png", type: "photo" }],
  roles: [{ value: "admin", display: "Administrator", primary: true }, { value: "unheard-of" }],
  groups: [{ value: "g1", display: "Analysts" }],
  meta: {
    created: "2026-01-02T03:04:05",
    lastModified: "2026-02-03T04:05:06Z",
    location: "https://evil.example",
  },
  password: "hunter2",
  [enterpriseUrn]: { department: "Engines", employeeNumber: "7", manager: { value: "u9" } },
};

describe("a SCIM user", () => {
  it("becomes a User, field by field", async () => {
    const { user } = await read(whole);
    expect(user).toMatchObject({
      accountKey: "idp",
      remoteId: "u1",
      remoteKey: "u1",
      displayName: "Countess",
      state: "ACTIVE",
      name: { full: "Ms. Ada Lovelace", given: "Ada", family: "Lovelace" },
      email: "ada.work@acme.example",
      username: "Ada@Acme.example",
      title: "Analyst",
      phone: "+44-20-7946-0000",
      avatarUrl: "https://acme.example/ada.png",
      timeZone: "Europe/London",
      locale: "en-GB",
      kind: "HUMAN",
      privilege: "ADMIN",
      attributes: { department: "Engines", employeeNumber: "7", userType: "Employee" },
      surface: "scim",
    });
    expect(user.lifecycle).toMatchObject({
      rawState: "true",
      createdAt: new Date("2026-01-02T03:04:05Z"),
      updatedAt: new Date("2026-02-03T04:05:06Z"),
    });
  });

  it("keeps of the server's own object what is on the list, and no secret", async () => {
    const { user } = await read(whole);
    const remote = JSON.stringify(user.toRemote());
    expect(remote).toContain("hr-7");
    for (const left of ["hunter2", "password", "location", "manager"]) expect(remote).not.toContain(left);
  });

  it("reads the same in any spelling of the names", async () => {
    const shout = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shout);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.toUpperCase(), shout(part)]));
    };
    const { user } = await read(whole);
    const { user: shouted } = await read(shout(whole) as object);
    const comparable = (one: User): object => ({ ...one, fetchedAt: null, toRemote: null });
    expect(comparable(shouted)).toEqual({ ...comparable(user), roleAssignments: expect.anything() });
    expect(shouted.toRemote()).toEqual(user.toRemote());
  });

  it("has its roles, and counts those that nobody has mapped", async () => {
    const { user, unknown } = await read({
      ...whole,
      roles: [{ value: "OWNER" }, { value: "poet" }, "poet"],
    });
    const roles = user.roleAssignments?.map(({ role }) => [role.remoteKey, role.privilege, role.scope]);
    expect(roles).toEqual([
      ["OWNER", "OWNER", "ACCOUNT"],
      ["poet", "UNKNOWN", "ACCOUNT"],
    ]);
    expect(user.privilege).toBe("OWNER");
    expect(unknown).toEqual(["User.roles"]);
  });

  it.each([
    [true, "ACTIVE", "true"],
    [false, "DISABLED", "false"],
    ["True", "ACTIVE", "true"],
    ["False", "DISABLED", "false"],
    [null, "UNKNOWN", ""],
    [undefined, "UNKNOWN", ""],
    ["perhaps", "UNKNOWN", ""],
  ])("with active %j is %s", async (active, state, rawState) => {
    const { user } = await read({ active });
    expect(user.lifecycle).toMatchObject({ state, rawState });
    expect(user.state).toBe(state);
  });

  it.each([
    [{ emails: [{ value: "a@x.example" }, { value: "b@x.example", primary: true }] }, "b@x.example"],
    [{ emails: [{ value: "a@x.example" }, { value: "b@x.example", primary: "True" }] }, "b@x.example"],
    [
      {
        emails: [
          { value: "a@x.example", type: "home" },
          { value: "b@x.example", type: "Work" },
        ],
      },
      "b@x.example",
    ],
    [{ emails: ["a@x.example"], userName: "c@x.example" }, "a@x.example"],
    [{ emails: [{ value: "" }], userName: "C@x.example" }, "C@x.example"],
    [{ emails: null, userName: "svc-backup" }, null],
    [{}, null],
  ])("of %j has the e-mail %s", async (row, email) => {
    expect((await read(row)).user.email).toBe(email);
  });

  it.each([
    [{ name: { givenName: "Ada", familyName: "Lovelace" }, userName: "ada" }, "Ada Lovelace"],
    [{ userName: "ada@x.example" }, "ada@x.example"],
    [{ emails: ["ada@x.example"] }, "ada"],
    [{ displayName: " " }, "u1"],
  ])("of %j is shown as %s", async (row, displayName) => {
    expect((await read(row)).user.displayName).toBe(displayName);
  });

  it.each([
    ["guest", "GUEST"],
    ["External", "GUEST"],
    ["Service Account", "SERVICE"],
    ["Contractor", "HUMAN"],
    [null, "HUMAN"],
  ])("of the type %s is a %s", async (userType, kind) => {
    expect((await read({ userType })).user.kind).toBe(kind);
  });

  it("takes null, empty and absent for the same", async () => {
    const bare = (await read({})).user;
    const lists = { emails: [], roles: [], groups: [], phoneNumbers: [], photos: [] };
    const nulls = Object.fromEntries(Object.keys(whole).map((key) => [key, null]));
    for (const row of [nulls, lists]) {
      const { user } = await read(row);
      expect({ ...user, fetchedAt: null, toRemote: null }).toEqual({
        ...bare,
        fetchedAt: null,
        toRemote: null,
      });
    }
    expect(bare).toMatchObject({ roleAssignments: null, attributes: null, email: null, name: null });
  });

  it("is left out and counted without an id, and others are not", async () => {
    const script = { "/Users": listOf({ userName: "ghost" }, { id: 7, userName: "seven" }, { id: "u2" }) };
    await withScripted(script, async ({ provider, observer }) => {
      const page = await provider.listUsers(testReading(), firstPage, everybody, nothingAhead);
      expect(itemsOf(page).map((user) => user.remoteId)).toEqual(["7", "u2"]);
      expect({ skipped: page.skippedRows, seen: observer.skipped }).toEqual({ skipped: 1, seen: ["User"] });
    });
  });
});

describe("a SCIM group", () => {
  const members = [
    { value: "u1", type: "User" },
    { value: "u1" },
    { value: "g2", type: "group" },
    { value: "g3", $ref: "https://idp.example/v2/Groups/g3" },
    { value: "u2", $ref: "https://idp.example/v2/Users/u2", type: null },
    { value: null },
  ];
  const script = {
    "/Groups": listOf(
      { id: "g1", displayName: "Analysts", externalId: "x", members },
      { id: "g2", members: null },
    ),
    "/Groups/g1": { body: { id: "g1", displayName: "Analysts", members } },
    "/Users/u1": { body: { id: "u1", active: true } },
    "/Users/u2": { body: { id: "u2", active: false } },
  };

  it("becomes a Team of the one workspace", async () => {
    await withScripted(script, async ({ provider }) => {
      const teams = itemsOf(await provider.listTeams(testReading(), firstPage));
      const [first, second] = teams as readonly [Team, Team];
      expect(first).toMatchObject({
        name: "Analysts",
        kind: "SCIM_GROUP",
        remoteKey: "g1",
        isDeleted: false,
      });
      expect(first.workspace).toEqual({ kind: "account", scope: null, id: "account" });
      expect(first.toRemote()).toEqual({ id: "g1", externalId: "x", displayName: "Analysts", meta: null });
      expect(second.name).toBe("g2");
    });
  });

  it("has its users once, in the states that are asked for, and no groups in it", async () => {
    await withScripted(script, async ({ provider }) => {
      const of = { kind: "group", scope: null, id: "g1" };
      const asked = [everybody.states, new Set(["ACTIVE"] as const)].map((states) => ({
        of,
        states,
        page: firstPage,
      }));
      const slots = await provider.membersOfTeams(testReading(), asked);
      const ids = slots.map((slot) => itemsOf(valueOf(slot)).map(({ object }) => object.remoteId));
      expect(ids).toEqual([["u1", "u2"], ["u1"]]);
    });
  });

  it("is among a user's teams when it is named there, but not by way of another group", async () => {
    const groups = [
      { value: "g1", display: "Analysts", type: "direct" },
      { value: "g2", display: "All", type: "indirect" },
    ];
    const users = { "/Users": listOf({ id: "u1", groups }, { id: "u2" }) };
    await withScripted(users, async ({ provider }) => {
      const reading = testReading();
      const found = itemsOf(await provider.listUsers(reading, firstPage, everybody, nothingAhead));
      const keys = found.map(({ ref }) => ({ of: ref, page: firstPage }));
      const slots = await provider.teamsOfUsers(reading, keys);
      const names = slots.map((slot) => itemsOf(valueOf(slot)).map(({ object }) => object.name));
      expect(names).toEqual([["Analysts"], []]);
    });
  });
});

describe("the settings of a SCIM account", () => {
  const baseUrl = "https://idp.example.com/scim/v2";

  it.each([
    [{}, "baseUrl"],
    [{ baseUrl: "ftp://idp.example.com" }, "baseUrl"],
    [{ baseUrl, authScheme: "Basic" }, "authScheme"],
    [{ baseUrl, ratePerSecond: 0 }, "ratePerSecond"],
    [{ baseUrl, rolePrivileges: { admin: "EMPEROR" } }, "rolePrivileges"],
    [{ baseUrl, region: "EU" }, "region"],
  ])("refuse %j and name %s", (settings, key) => {
    const error = scim.settings.safeParse(settings).error;
    expect(JSON.stringify(error?.issues)).toContain(key);
  });

  it("are enough with the address", () => {
    expect(scim.settings.parse({ baseUrl })).toEqual({
      ...{ baseUrl, authScheme: "Bearer", rolePrivileges: {}, lookUps: "may-lag" },
    });
    expect(scim.credentials.safeParse({ token: "" }).success).toBe(false);
  });
});
