import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { ScimQuirks } from "../../../sandbox/scim/quirks.js";
import { strict } from "../../../sandbox/scim/quirks.js";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { Reading } from "../../../src/directory/reading.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { allStates, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openScim, type ScimAccount } from "./scim-account.js";
import { truthOf } from "./truth.js";

type Run = (provider: Provider, reading: Reading) => Promise<unknown>;

const users = "GET /Users";
const user = "GET /Users/:id";
const groups = "GET /Groups";
const group = "GET /Groups/:id";
const page = firstPage;
const people = 260;

const list: Run = (provider, reading) => provider.listUsers(reading, page, everybody, nothingAhead);
const byEmails =
  (emails: readonly string[]): Run =>
  (provider, reading) =>
    provider.usersByEmails(reading, emails);

/** Calls of a reading by what they are; what the stand-in counts, the budget pays for and the trace tells. */
async function countOf(account: ScimAccount, run: Run, provider = account.cold()): Promise<object> {
  const { counters } = account.standIn;
  counters.reset();
  const reading = testReading();
  await run(provider, reading);
  const { calls, callsByRoute } = counters.read();
  const live = reading.trace.filter((call) => call.source === "LIVE").length;
  expect({ live, spent: reading.budget.spent }).toEqual({ live: calls, spent: calls });
  return Object.fromEntries(
    Object.entries(callsByRoute).map(([route, count]) => [route.replace("/scim/v2", ""), count]),
  );
}

async function countAfter(account: ScimAccount, before: Run, run: Run): Promise<object> {
  const provider = account.cold();
  await before(provider, testReading());
  return countOf(account, run, provider);
}

function useScim(quirks: Partial<ScimQuirks>): { get: () => ScimAccount; refs: () => readonly RemoteRef[] } {
  let account: ScimAccount | null = null;
  beforeAll(async () => {
    account = await openScim({ people, quirks });
  });
  afterAll(() => account?.close());
  const get = (): ScimAccount => {
    if (account === null) throw new Error("Asked for before it was opened");
    return account;
  };
  return { get, refs: () => truthOf(get().standIn).userIds.map((id) => ({ kind: "user", scope: null, id })) };
}

/** Teams of the first hundred users, as a client's query asks for them. */
const canonical: Run = async (provider, reading) => {
  const ahead = new Set(["roles", "teams", "workspaces"] as const);
  const found = itemsOf(await provider.listUsers(reading, page, everybody, ahead));
  expect(found).toHaveLength(100);
  const keys = found.map(({ ref }) => ({ of: ref, page }));
  const teams = await provider.teamsOfUsers(reading, keys);
  for (const slot of teams) valueOf(slot);
  for (const slot of await provider.workspacesOfUsers(reading, keys)) valueOf(slot);
  expect(teams.some((slot) => itemsOf(valueOf(slot)).length > 1)).toBe(true);
};

describe("calls to a SCIM server whose users carry their groups", () => {
  const scim = useScim({ ...strict, pageSizeClamp: null });

  it("are one for a page of users, without any discovery, and none a second time", async () => {
    expect(await countOf(scim.get(), list)).toEqual({ [users]: 1 });
    expect(await countAfter(scim.get(), list, list)).toEqual({});
  });

  it("are one for 100 users with roles, teams and workspaces", async () => {
    expect(await countOf(scim.get(), canonical)).toEqual({ [users]: 1 });
  });

  it("are three for 260 users, and one for the page after one that has been read", async () => {
    const whole: Run = (p, r) => p.listUsers(r, { size: 1_000, position: null }, everybody, nothingAhead);
    expect(await countOf(scim.get(), whole)).toEqual({ [users]: 3 });
    const second: Run = async (p, r) => {
      const first = await p.listUsers(testReading(), page, everybody, nothingAhead);
      return p.listUsers(r, { size: 50, position: first.position }, everybody, nothingAhead);
    };
    expect(await countAfter(scim.get(), list, second)).toEqual({ [users]: 1 });
  });

  it("are one for a user, ten for ten, and the listing's for more than that would cost", async () => {
    const refs = scim.refs();
    const some =
      (count: number): Run =>
      (p, r) =>
        p.usersByIds(r, refs.slice(0, count));
    expect(await countOf(scim.get(), some(1))).toEqual({ [user]: 1 });
    expect(await countOf(scim.get(), some(10))).toEqual({ [user]: 10 });
    expect(await countOf(scim.get(), some(200))).toEqual({ [users]: 3 });
    const ghosts = ["", "..", "../Groups", "a\u0000b"].map((id) => ({ kind: "user", scope: null, id }));
    expect(await countOf(scim.get(), (p, r) => p.usersByIds(r, ghosts))).toEqual({});
  });

  it("are none for those whom the request has listed", async () => {
    const run: Run = async (p, r) => {
      const found = itemsOf(await p.listUsers(r, page, everybody, nothingAhead));
      await p.usersByIds(
        r,
        found.map(({ ref }) => ref),
      );
    };
    expect(await countOf(scim.get(), run)).toEqual({ [users]: 1 });
  });

  it("are one for an address that somebody has", async () => {
    expect(await countOf(scim.get(), byEmails([emailOf(scim.get(), 0)]))).toEqual({ [users]: 1 });
    const filter = { states: allStates, emails: new Set([emailOf(scim.get(), 0)]) };
    expect(await countOf(scim.get(), (p, r) => p.listUsers(r, page, filter, nothingAhead))).toEqual({
      [users]: 1,
    });
  });

  it("are the listing's for a hundred addresses", async () => {
    const emails = [...truthOf(scim.get().standIn).idsByEmail.keys()].slice(0, 100);
    expect(await countOf(scim.get(), byEmails(emails))).toEqual({ [users]: 3 });
  });

  it("are one for the teams' names, and one more for their members", async () => {
    const names: Run = (p, r) => p.listTeams(r, page);
    expect(await countOf(scim.get(), names)).toEqual({ [groups]: 1 });
    expect(await countAfter(scim.get(), names, names)).toEqual({});
    const withMembers: Run = async (p, r) => {
      const teams = itemsOf(await p.listTeams(r, page, new Set(["members"] as const)));
      const keys = teams.map(({ ref }) => ({ of: ref, page, states: allStates }));
      for (const slot of await p.membersOfTeams(r, keys)) valueOf(slot);
    };
    expect(await countOf(scim.get(), withMembers)).toEqual({ [groups]: 1, [users]: 3 });
  });

  it("are one for a team, and one more for each of its few members", async () => {
    const { groupIds, memberships } = truthOf(scim.get().standIn);
    const sizeOf = (id: string): number => memberships.filter((pair) => pair.endsWith(` in ${id}`)).length;
    const small = groupIds.find((id) => sizeOf(id) === 2) ?? "";
    const of = { kind: "group", scope: null, id: small };
    expect(await countOf(scim.get(), (p, r) => p.teamsByIds(r, [of]))).toEqual({ [group]: 1 });
    const members: Run = (p, r) => p.membersOfTeams(r, [{ of, page, states: allStates }]);
    expect(await countOf(scim.get(), members)).toEqual({ [group]: 1, [user]: 2 });
    const filter = { states: allStates, team: of };
    expect(await countOf(scim.get(), (p, r) => p.listUsers(r, page, filter, nothingAhead))).toEqual({
      ...{ [group]: 1, [user]: 2 },
    });
  });

  it("are none for the workspace, and one for its health and its capabilities", async () => {
    expect(await countOf(scim.get(), async (p, r) => p.listWorkspaces(r, page))).toEqual({});
    expect(await countOf(scim.get(), (p, r) => p.checkHealth(r))).toEqual({ [users]: 1 });
    expect(await countOf(scim.get(), (p, r) => p.capabilities(r))).toEqual({ [groups]: 1 });
  });

  it("are the walk's for a role, to its first holder", async () => {
    const role = { kind: "role", scope: null, id: "Owner" };
    expect(await countOf(scim.get(), (p, r) => p.rolesByIds(r, [role]))).toEqual({ [users]: 1 });
    const nobodys = { ...role, id: "Nobody's" };
    expect(await countOf(scim.get(), (p, r) => p.rolesByIds(r, [role, nobodys]))).toEqual({ [users]: 3 });
  });
});

describe("calls to a SCIM server whose groups alone tell memberships", () => {
  const scim = useScim({ usersCarryGroups: false, userNameCase: "folded" });

  it("are two for 100 users with roles, teams and workspaces", async () => {
    expect(await countOf(scim.get(), canonical)).toEqual({ [users]: 1, [groups]: 1 });
  });

  it("are three for the first address that nobody has, and one for the next", async () => {
    const provider = scim.get().cold();
    // Whether user names are addresses, and whether their case matters, is found out once.
    expect(await countOf(scim.get(), byEmails(["nobody@acme.example"]), provider)).toEqual({ [users]: 3 });
    expect(await countOf(scim.get(), byEmails(["noone@acme.example"]), provider)).toEqual({ [users]: 1 });
  });
});

describe("calls to a SCIM server that tells user names apart by case", () => {
  const scim = useScim({ userNameCase: "exact" });

  it("are the whole list for an address that nobody has, while it is fresh, and one for the next", async () => {
    const provider = scim.get().cold();
    expect(await countOf(scim.get(), byEmails(["nobody@acme.example"]), provider)).toEqual({ [users]: 5 });
    expect(await countOf(scim.get(), byEmails(["noone@acme.example"]), provider)).toEqual({ [users]: 1 });
  });
});

describe("calls to a SCIM server without filters", () => {
  const scim = useScim({ filters: "none" });

  it("are the whole list for an address, and none that it would refuse again", async () => {
    const provider = scim.get().cold();
    expect(await countOf(scim.get(), byEmails(["nobody@acme.example"]), provider)).toEqual({ [users]: 4 });
    expect(await countOf(scim.get(), byEmails(["noone@acme.example"]), provider)).toEqual({});
  });
});

describe("calls to a SCIM server without groups", () => {
  const scim = useScim({ groups: "absent404", usersCarryGroups: false });

  it("are one for the users, one for the groups and one to make sure", async () => {
    const run: Run = async (p, r) => {
      const ahead = new Set(["teams"] as const);
      const { rows, notes } = await p.listUsers(r, page, everybody, ahead);
      expect(notes.map(({ code }) => code)).toEqual(["TEAMS_NOT_EXPOSED"]);
      const keys = rows.map(({ item }) => ({ of: item.ref, page }));
      expect(await p.teamsOfUsers(r, keys)).toEqual(rows.map(() => null));
      expect(await p.listTeams(r, page)).toBeNull();
    };
    expect(await countOf(scim.get(), run)).toEqual({ [users]: 1, [groups]: 1, "GET /ResourceTypes": 1 });
    expect(await countAfter(scim.get(), run, run)).toEqual({});
  });
});

function emailOf(account: ScimAccount, index: number): string {
  return [...truthOf(account.standIn).idsByEmail.keys()][index] ?? "";
}
