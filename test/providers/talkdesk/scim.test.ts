import { afterEach, describe, expect, it } from "@jest/globals";
import type { ScimQuirks } from "../../../sandbox/scim/quirks.js";
import type { TalkdeskQuirks } from "../../../sandbox/talkdesk/quirks.js";
import { FilterUnsupported } from "../../../src/directory/errors.js";
import type { Ahead, Provider } from "../../../src/directory/provider.js";
import type { User } from "../../../src/directory/user.js";
import { walk } from "../../contract/walk.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openTalkdesk, type TalkdeskAccount } from "./talkdesk-account.js";

const rolesAndTeams: Ahead = new Set(["roles", "teams"]);
const bare = { ringGroups: "absent", queues: "absent" } as const;

let account: TalkdeskAccount;
afterEach(() => account.close());

async function open(
  quirks: Partial<TalkdeskQuirks> = {},
  options: { people?: number; scimQuirks?: Partial<ScimQuirks> } = {},
): Promise<TalkdeskAccount> {
  account = await openTalkdesk({ people: 60, quirks: { ...bare, ...quirks }, ...options });
  return account;
}

function scimOnly(): Provider {
  const { scimToken } = account.standIn.credentials;
  return account.cold({ settings: { writeSurface: "SCIM" }, credentials: { scimToken } });
}

function both(): Provider {
  const { clientId, clientSecret, scimToken } = account.standIn.credentials;
  const credentials = { clientId, clientSecret, scimToken };
  return account.cold({ settings: { writeSurface: "REST" }, credentials });
}

function list(provider: Provider, size = 100, filter = everybody): Promise<readonly User[]> {
  return walk((page) => provider.listUsers(testReading(), page, filter, nothingAhead), size);
}

const calls = (): Readonly<Record<string, number>> => account.standIn.counters.read().callsByRoute;
const roleNamesOf = (id: string): readonly string[] => {
  const user = account.state.userById(id);
  return (user?.roleIds ?? []).flatMap(
    (role) => account.state.roles.find((one) => one.id === role)?.name ?? [],
  );
};

function tooFew(): never {
  throw new Error("The company has too few people");
}

describe("an account with a SCIM token alone", () => {
  it("lists by SCIM, with the ids of that surface", async () => {
    const { state } = await open();
    const found = await list(scimOnly(), 13);
    expect(found.map(({ remoteId }) => remoteId).sort()).toEqual(state.users.map((u) => u.scimId).sort());
    expect(new Set(found.map(({ surface }) => surface))).toEqual(new Set(["scim"]));
    expect(Object.keys(calls())).toEqual(["GET /scim/v2/Users"]);
  });

  it("finds users by id and by e-mail, and nobody by ids of REST", async () => {
    const { state } = await open();
    const [first = tooFew(), second = tooFew()] = state.users;
    const refs = [first.scimId, first.id, "me", second.scimId].map((id) => ({
      kind: "scim-user",
      scope: null,
      id,
    }));
    const slots = await scimOnly().usersByIds(testReading(), refs);
    const emails = slots.map((slot) => (slot === null ? null : valueOf(slot).email));
    expect(emails).toEqual([first.email, null, null, second.email]);
    const rest = { kind: "user", scope: null, id: first.scimId };
    expect(await scimOnly().usersByIds(testReading(), [rest])).toEqual([null]);
    const [found] = await scimOnly().usersByEmails(testReading(), [second.email?.toLowerCase() ?? ""]);
    expect(valueOf(found).map(({ remoteId }) => remoteId)).toEqual([second.scimId]);
  });

  it("tells privileges by the names of roles, and no roles, since nothing lists them", async () => {
    const { state } = await open();
    const provider = scimOnly();
    const page = await provider.listUsers(testReading(), firstPage, everybody, rolesAndTeams);
    const admin = state.users.find(({ id }) => roleNamesOf(id).includes("admin"));
    const found = page.rows.find(({ item }) => item.remoteId === admin?.scimId)?.item;
    expect(found).toMatchObject({ privilege: "ADMIN", roleAssignments: null });
    expect(page.notes.map(({ code }) => code)).toEqual(["ROLES_NOT_EXPOSED"]);
    expect(await provider.listRoles(testReading(), firstPage)).toBeNull();
    const filter = { states: allStates, role: { kind: "role", scope: null, id: "admin" } };
    const refused = provider.listUsers(testReading(), firstPage, filter, nothingAhead);
    expect(await errorOf(refused)).toBeInstanceOf(FilterUnsupported);
  });

  it("has groups as teams, from either side", async () => {
    const { state } = await open();
    const provider = scimOnly();
    const teams = itemsOf(await provider.listTeams(testReading(), firstPage));
    expect(teams.map(({ name }) => name).sort()).toEqual(state.teams.map(({ name }) => name).sort());
    const users = await list(provider);
    const page = { size: 500, position: null };
    const members = await provider.membersOfTeams(
      testReading(),
      teams.map(({ ref }) => ({ of: ref, page, states: allStates })),
    );
    const joined = await provider.teamsOfUsers(
      testReading(),
      users.map(({ ref }) => ({ of: ref, page })),
    );
    const pairs = (slots: readonly unknown[]): readonly string[] =>
      slots.flatMap((slot, index) => {
        const { rows } = slot as { rows: readonly { item: { object: { id: string } } }[] };
        return rows.map(({ item }) => `${String(index)} ${item.object.id}`);
      });
    const fromTeams = pairs(members).map((pair) => {
      const [index, user] = pair.split(" ");
      return `${user ?? ""} ${teams[Number(index)]?.id ?? ""}`;
    });
    const fromUsers = pairs(joined).map((pair) => {
      const [index, team] = pair.split(" ");
      return `${users[Number(index)]?.id ?? ""} ${team ?? ""}`;
    });
    expect(fromTeams.length).toBeGreaterThan(10);
    expect([...fromUsers].sort()).toEqual([...fromTeams].sort());
  });

  it("has no teams where the endpoint has no groups, and its users all the same", async () => {
    await open({}, { scimQuirks: { groups: "absent404" } });
    const provider = scimOnly();
    expect(await provider.listTeams(testReading(), firstPage)).toBeNull();
    const page = await provider.listUsers(testReading(), firstPage, everybody, rolesAndTeams);
    expect(page.rows.length).toBeGreaterThan(0);
    expect(page.notes.map(({ code }) => code)).toContain("TEAMS_NOT_EXPOSED");
    const [slot] = await provider.teamsOfUsers(testReading(), [
      { of: page.rows[0]?.item.ref ?? { kind: "", scope: null, id: "" }, page: firstPage },
    ]);
    expect(slot).toBeNull();
    const { TEAMS_LIST, ROLES_LIST } = await provider.capabilities(testReading());
    expect([TEAMS_LIST.support, ROLES_LIST.support]).toEqual(["UNSUPPORTED", "UNSUPPORTED"]);
  });

  it("says what is wrong when the token is another surface's", async () => {
    await open();
    const credentials = { scimToken: "aaaa.bbbb.cccc" };
    const provider = account.cold({ settings: { writeSurface: "SCIM" }, credentials });
    const failed = await errorOf(provider.listUsers(testReading(), firstPage, everybody, nothingAhead));
    expect(failed).toMatchObject({ code: "UPSTREAM_UNAUTHORIZED", httpStatus: 401 });
    expect(failed.message).toMatch(/SCIM endpoints need the SCIM token.*looks like a JWT/u);
    expect(failed.message).not.toContain("bbbb");
  });
});

describe("an account with both", () => {
  it("lists by REST and asks SCIM nothing as long as REST tells", async () => {
    const { state } = await open({ listShows: "full" });
    const page = await both().listUsers(testReading(), firstPage, everybody, rolesAndTeams);
    expect(page.rows.map(({ item }) => item.remoteId)).toEqual(state.users.map(({ id }) => id));
    expect(new Set(page.rows.map(({ item }) => item.surface))).toEqual(new Set(["rest"]));
    expect(Object.keys(calls()).filter((route) => route.includes("scim"))).toEqual([]);
  });

  it("asks SCIM nothing when nobody asks for roles and teams", async () => {
    await open({ getShows: "minimal" });
    await both().listUsers(testReading(), firstPage, everybody, nothingAhead);
    expect(calls()).toEqual({ "GET /users": 1 });
  });

  it("fills in by e-mail what REST does not tell: one listing where its rows have it", async () => {
    const { state } = await open({ getShows: "minimal", scimLists: "full" });
    const provider = both();
    const reading = testReading();
    const { rows, notes } = await provider.listUsers(reading, firstPage, everybody, rolesAndTeams);
    expect(notes).toEqual([]);
    expect(calls()).toEqual({
      "GET /users": 1,
      "GET /users/:id": 1,
      "GET /roles": 1,
      "GET /teams": 1,
      "GET /scim/v2/Users": 1,
    });
    for (const { item } of rows) {
      const user = state.userById(item.remoteId);
      if (user?.email === undefined) expect(item).toMatchObject({ surface: "rest", roleAssignments: null });
      else {
        expect(item.surface).toBe("rest+scim");
        expect(item.roleAssignments?.map(({ role }) => role.remoteId)).toEqual(user.roleIds);
      }
    }
    const slots = await provider.teamsOfUsers(
      reading,
      rows.map(({ item }) => ({ of: item.ref, page: { size: 50, position: null } })),
    );
    const unsayable = state.teams.filter(({ name }) => name.includes(";")).map(({ id }) => id);
    for (const [index, { item }] of rows.entries()) {
      const user = state.userById(item.remoteId);
      const slot = slots[index] ?? null;
      if (user?.email === undefined) expect(slot).toBeNull();
      else {
        const teams = valueOf(slot).rows.map((row) => row.item.object.remoteId);
        expect(teams.sort()).toEqual(user.teamIds.filter((id) => !unsayable.includes(id)).sort());
      }
    }
  });

  it("fills in by gets where SCIM's lists lack the extension, within the calls of the request", async () => {
    await open({ getShows: "minimal" });
    const page = await both().listUsers(testReading({ calls: 15 }), firstPage, everybody, rolesAndTeams);
    expect(page.isTruncated).toBe(true);
    expect(page.rows.length).toBeGreaterThan(5);
    expect(page.rows.every(({ item }) => item.email === null || item.surface === "rest+scim")).toBe(true);
  });
});
