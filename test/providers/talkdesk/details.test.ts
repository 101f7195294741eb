import { afterEach, describe, expect, it } from "@jest/globals";
import type { TalkdeskQuirks } from "../../../sandbox/talkdesk/quirks.js";
import { DirectoryError, FilterUnsupported } from "../../../src/directory/errors.js";
import type { Page } from "../../../src/directory/pages.js";
import type { Ahead, Provider } from "../../../src/directory/provider.js";
import type { Reading } from "../../../src/directory/reading.js";
import type { User } from "../../../src/directory/user.js";
import type { UserFilter } from "../../../src/directory/user-filter.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, errorOf, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openTalkdesk, type TalkdeskAccount } from "./talkdesk-account.js";

/** Users of the account: as many as make one page, and a get of each is affordable. */
const people = 60;
const rolesAndTeams: Ahead = new Set(["roles", "teams"]);
const bare = { ringGroups: "absent", queues: "absent" } as const;

let account: TalkdeskAccount;
afterEach(() => account.close());

async function open(quirks: Partial<TalkdeskQuirks>, size = people): Promise<TalkdeskAccount> {
  account = await openTalkdesk({ people: size, quirks: { ...bare, ...quirks } });
  return account;
}

function list(
  provider: Provider,
  ahead: Ahead,
  options: { reading?: Reading; filter?: UserFilter } = {},
): Promise<Page<User>> {
  const { reading = testReading(), filter = everybody } = options;
  return provider.listUsers(reading, firstPage, filter, ahead);
}

const calls = (): unknown => account.standIn.counters.read().callsByRoute;
const roleNames = (users: readonly User[]): unknown =>
  users.map((user) => user.roleAssignments?.map(({ role }) => role.name) ?? null);

describe("a list that does not tell roles and teams", () => {
  it("is one call for 100 users, when nobody asks for them", async () => {
    const { cold, state } = await open({ getShows: "minimal" });
    const page = await list(cold(), nothingAhead);
    expect(page.rows).toHaveLength(state.users.length);
    expect(page.notes).toEqual([]);
    expect(calls()).toEqual({ "GET /users": 1 });
  });

  it("is filled by a get of each user, where one get shows that gets tell", async () => {
    const { cold, state } = await open({});
    const { rows, notes, isTruncated } = await list(cold(), rolesAndTeams);
    expect({ notes, isTruncated }).toEqual({ notes: [], isTruncated: false });
    const expected = state.users.map(({ roleIds }) =>
      roleIds.slice(0, 1).map((id) => state.roles.find((role) => role.id === id)?.name),
    );
    expect(roleNames(rows.map(({ item }) => item))).toEqual(expected);
    expect(calls()).toEqual({
      "GET /users": 1,
      "GET /users/:id": state.users.length,
      "GET /roles": 1,
      "GET /teams": 1,
      // Which are absent here, and not asked for again.
      "GET /ring-groups": 1,
      "GET /ccaas/queues": 1,
    });
  });

  it("is filled with roles, and no teams, where only the privilege is asked for", async () => {
    const { cold, state } = await open({});
    const { rows } = await list(cold(), new Set(["privilege"] as const));
    expect(rows.some(({ item }) => item.privilege === "OWNER")).toBe(true);
    expect(calls()).toEqual({
      ...{ "GET /users": 1, "GET /users/:id": state.users.length, "GET /roles": 1 },
    });
  });

  it("stays so where one get shows that gets do not tell either, and says it", async () => {
    const { cold, state } = await open({ getShows: "minimal" });
    const provider = cold();
    const page = await list(provider, rolesAndTeams);
    expect(page.rows).toHaveLength(state.users.length);
    expect(page.notes.map(({ code }) => code)).toEqual(["ROLES_NOT_EXPOSED", "TEAMS_NOT_EXPOSED"]);
    expect(page.rows.every(({ item }) => item.roleAssignments === null)).toBe(true);
    expect(calls()).toEqual({ "GET /users": 1, "GET /users/:id": 1, "GET /roles": 1, "GET /teams": 1 });
  });

  it("is not probed again by the next request, nor are roles and teams read for nothing", async () => {
    const { cold } = await open({ getShows: "minimal" });
    const provider = cold();
    await list(provider, rolesAndTeams);
    account.standIn.counters.reset();
    const page = await list(provider, rolesAndTeams);
    expect(page.notes).toHaveLength(2);
    expect(calls()).toEqual({});
  });

  it("ends where the calls of the request are spent, and goes on from its cursor", async () => {
    const { cold, state } = await open({}, 300);
    const provider = cold();
    const found: User[] = [];
    let position: string | null = null;
    for (let requests = 1; ; requests += 1) {
      const reading = testReading({ calls: 25 });
      const page: Page<User> = await provider.listUsers(
        reading,
        { size: 100, position },
        everybody,
        rolesAndTeams,
      );
      found.push(...page.rows.map(({ item }) => item));
      expect(page.failure).toBeNull();
      if (!page.hasMore) break;
      expect(page).toMatchObject({ isTruncated: true, notes: [{ code: "DETAILS_CUT_SHORT" }] });
      expect(page.rows.length).toBeGreaterThan(15);
      ({ position } = page);
      expect(requests).toBeLessThan(20);
    }
    expect(found.map(({ remoteId }) => remoteId)).toEqual(state.users.map(({ id }) => id));
    expect(found.every(({ roleAssignments }) => roleAssignments !== null)).toBe(true);
  });

  it("leaves enough of the request's calls for the teams of those on the page", async () => {
    const { cold } = await open({ ringGroups: "present", queues: "present" }, 300);
    const provider = cold();
    const reading = testReading({ calls: 25 });
    const { rows, isTruncated } = await list(provider, rolesAndTeams, { reading });
    const page = { size: 50, position: null };
    const slots = await provider.teamsOfUsers(
      reading,
      rows.map(({ item }) => ({ of: item.ref, page })),
    );
    expect({ isTruncated, calls: account.standIn.counters.read().calls }).toEqual({
      isTruncated: true,
      calls: 25,
    });
    const kinds = slots.flatMap((slot) => itemsOf(valueOf(slot)).map(({ object }) => object.kind));
    expect(new Set(kinds)).toEqual(new Set(["TEAM", "RING_GROUP", "QUEUE"]));
  });

  it("keeps whom a get does not know any more, and those whom it fails for", async () => {
    const { cold, state, standIn } = await open({});
    const provider = cold();
    await list(provider, rolesAndTeams);
    const reading = testReading();
    const before = await list(provider, nothingAhead, { reading });
    expect(before.rows).toHaveLength(state.users.length);
    standIn.faults.add([
      {
        match: { route: `/users/${state.users[3]?.id ?? ""}` },
        fault: { kind: "status", status: 500, body: {} },
      },
    ]);
    const page = await list(cold(), rolesAndTeams);
    expect(page.rows.map(({ item }) => item.remoteId)).toEqual(state.users.map(({ id }) => id));
    expect(page.failure).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    expect(page.rows[3]?.item.roleAssignments).toBeNull();
    expect(page.rows[4]?.item.roleAssignments).not.toBeNull();
  });
});

describe("a list that tells roles and teams", () => {
  it("is one call, and one each for roles and teams", async () => {
    const { cold, state } = await open({ listShows: "full" });
    const page = await list(cold(), rolesAndTeams);
    expect(page.rows).toHaveLength(state.users.length);
    expect(calls()).toEqual({ "GET /users": 1, "GET /roles": 1, "GET /teams": 1 });
  });

  it("and the teams of all its users take no call more but for the queues, which are absent here", async () => {
    const { cold } = await open({ listShows: "full", ringGroups: "present" });
    const provider = cold();
    const reading = testReading();
    const { rows } = await list(provider, rolesAndTeams, { reading });
    const page = { size: 50, position: null };
    const slots = await provider.teamsOfUsers(
      reading,
      rows.map(({ item }) => ({ of: item.ref, page })),
    );
    expect(slots.every((slot) => slot !== null && !(slot instanceof DirectoryError))).toBe(true);
    expect(calls()).toEqual({
      "GET /users": 1,
      "GET /roles": 1,
      "GET /teams": 1,
      "GET /ring-groups": 1,
      "GET /ccaas/queues": 1,
    });
    account.standIn.counters.reset();
    await provider.teamsOfUsers(testReading(), [{ of: rows[0]?.item.ref ?? nobody, page }]);
    expect(calls()).toEqual({ "GET /users/:id": 1 });
  });
});

const nobody = { kind: "user", scope: null, id: "nobody" };

describe("a filter by what the list does not tell", () => {
  const privileges: UserFilter = { states: allStates, privileges: new Set(["ADMIN"]) };

  it("is answered by gets where they tell", async () => {
    const { cold, state } = await open({});
    const admins = state.users.filter(({ roleIds }) =>
      state.roles.some(({ id, name }) => name === "admin" && roleIds[0] === id),
    );
    const found = itemsOf(await list(cold(), nothingAhead, { filter: privileges }));
    expect(admins.length).toBeGreaterThan(0);
    expect(found.map(({ remoteId }) => remoteId)).toEqual(admins.map(({ id }) => id));
    const counted = await list(cold(), nothingAhead, { filter: privileges });
    expect(counted.total).toBe(admins.length);
    const begun = { size: 1, position: null };
    const part = await cold().listUsers(testReading(), begun, privileges, nothingAhead);
    expect(part).toMatchObject({ total: null, hasMore: true });
  });

  it("is refused where nothing tells, and not answered with nobody", async () => {
    const { cold } = await open({ getShows: "minimal" });
    const provider = cold();
    const [team] = itemsOf(await provider.listTeams(testReading(), firstPage));
    const [role] = itemsOf(await provider.listRoles(testReading(), firstPage));
    const filters: readonly UserFilter[] = [
      privileges,
      { states: allStates, role: role?.ref ?? nobody },
      { states: allStates, team: team?.ref ?? nobody },
      { states: allStates, updatedAfter: new Date(0) },
    ];
    for (const filter of filters) {
      expect(await errorOf(list(provider, nothingAhead, { filter }))).toBeInstanceOf(FilterUnsupported);
    }
  });

  it("by team makes its members unknown, not none", async () => {
    const { cold } = await open({ getShows: "minimal" });
    const provider = cold();
    const keys = itemsOf(await provider.listTeams(testReading(), firstPage)).map(({ ref }) => ({
      of: ref,
      page: firstPage,
      states: allStates,
    }));
    expect(await provider.membersOfTeams(testReading(), keys)).toEqual(keys.map(() => null));
    const { rows } = await list(provider, nothingAhead);
    const [slot] = await provider.teamsOfUsers(testReading(), [
      { of: rows[0]?.item.ref ?? nobody, page: firstPage },
    ]);
    expect(slot).toBeNull();
  });
});

describe("users by id", () => {
  it("are got one by one when few, and listed when many", async () => {
    const { cold, state } = await open({}, 300);
    const refs = state.users.map(({ id }) => ({ kind: "user", scope: null, id }));
    const few = await cold().usersByIds(testReading(), refs.slice(0, 5));
    expect(few.map((slot) => valueOf(slot).timeZone)).toEqual(state.users.slice(0, 5).map((u) => u.timeZone));
    expect(calls()).toEqual({ "GET /users/:id": 5, "GET /roles": 1 });
    account.standIn.counters.reset();
    const many = await cold().usersByIds(testReading(), refs.slice(0, 100));
    expect(many.map((slot) => valueOf(slot).remoteId)).toEqual(refs.slice(0, 100).map(({ id }) => id));
    expect(calls()).toEqual({ "GET /users": Math.ceil(state.users.length / 100) });
  });

  it("of another account, of other kinds and of no form are nobody's, and the last ask nothing", async () => {
    const { cold, state } = await open({});
    const [other] = state.others.users;
    expect(
      await cold().usersByIds(testReading(), [{ kind: "user", scope: null, id: other?.id ?? "" }]),
    ).toEqual([null]);
    account.standIn.counters.reset();
    const ids = ["me", "..", ".", "", "a/b", "../../oauth/token", "a?b", "a#b", "%2e%2e", "a b", "é"];
    const slots = await cold().usersByIds(
      testReading(),
      ids.map((id) => ({ kind: "user", scope: null, id })),
    );
    expect(slots).toEqual(ids.map(() => null));
    expect(calls()).toEqual({});
  });
});
