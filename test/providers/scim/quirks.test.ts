import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { strict, type ScimQuirks } from "../../../sandbox/scim/quirks.js";
import type { Provider } from "../../../src/directory/provider.js";
import { walk } from "../../contract/walk.js";
import { testReading, type TestReading } from "../../datasources/http/test-reading.js";
import { everybody, itemsOf, nothingAhead, valueOf } from "../reads.js";
import { openScim, type ScimAccount } from "./scim-account.js";
import { truthOf } from "./truth.js";

type Quirks = Partial<ScimQuirks>;

/** More people than a page has. */
const people = 130;
const fewPeople = 24;

/** With time enough on a busy machine: nothing here is about deadlines. */
function patientReading(): TestReading {
  return testReading({ withinMs: 60_000 });
}
const wholeList = { size: 1_000, position: null };

/** What servers do differently, each on its own and in the company that it comes in. */
const servers: Readonly<Record<string, Quirks>> = {
  "is lax": {},
  "is strict": strict,
  "gives small pages": { pageSizeClamp: 7 },
  "gives a single row at a time": { pageSizeClamp: 1 },
  "gives everything whatever is asked": { paging: "ignored" },
  "gives everything, filters or none": { paging: "ignored", filters: "ignored" },
  "passes over filters": { filters: "ignored" },
  "has no filters": { filters: "none" },
  "tells no total": { total: "missing" },
  "tells no total and repeats the first page": { total: "missing", repeatsPastTheEnd: true },
  "tells no total and ends": { total: "missing", repeatsPastTheEnd: false },
  "tells no total of small pages": { total: "missing", pageSizeClamp: 30, repeatsPastTheEnd: false },
  "writes names in lower case": { keys: "lower" },
  "answers 404 for nobody": { emptyFilter: 404 },
  "answers 404 for nobody, whatever the case": { emptyFilter: 404, userNameCase: "folded" },
  "compares names in any case": { userNameCase: "folded" },
  "tells no groups of users": { usersCarryGroups: false },
  "has no get of a group": { groupGet: "absent", usersCarryGroups: false },
  "shows members unasked": { excludedAttributes: "ignored", usersCarryGroups: false },
  "writes True and False": { active: "text" },
  "shows null for what is not there": { nullsForAbsent: true, errorStatus: "number" },
  "tells nothing of itself": { resourceTypes: "absent", schemas: "missing" },
  "says text/json": { contentType: "text/json" },
  "says application/json": { contentType: "application/json", itemsPerPage: "returned" },
  "sorts by user name": { order: "userName", pageSizeClamp: 50 },
  "is strict and poor": { ...strict, filters: "none", keys: "lower", total: "missing", groupGet: "absent" },
};

describe.each(Object.entries(servers))("a SCIM server that %s", (_, quirks) => {
  let account: ScimAccount;
  let provider: Provider;
  beforeAll(async () => {
    // A call for each row takes long on a busy machine.
    account = await openScim({ people: quirks.pageSizeClamp === 1 ? fewPeople : people, quirks });
    provider = account.cold();
  });
  afterAll(() => account.close());

  it.each([100, 30])("has everybody listed once, %i a page", async (size) => {
    const found = await walk(
      (page) => provider.listUsers(patientReading(), page, everybody, nothingAhead),
      size,
    );
    expect(found.map((user) => user.remoteId).sort()).toEqual(truthOf(account.standIn).userIds);
  });

  it("has everybody found by id, alone and together", async () => {
    const refs = truthOf(account.standIn).userIds.map((id) => ({ kind: "user", scope: null, id }));
    const ghost = { kind: "user", scope: null, id: "nobody" };
    const together = await account.cold().usersByIds(patientReading(), [...refs, ghost]);
    expect(together.map((slot) => slot && valueOf(slot).remoteId)).toEqual([
      ...refs.map(({ id }) => id),
      null,
    ]);
    const alone = account.cold();
    for (const ref of [...refs.slice(0, 12), ghost]) {
      const [slot = null] = await alone.usersByIds(patientReading(), [ref]);
      expect(slot && valueOf(slot).remoteId).toBe(ref === ghost ? null : ref.id);
    }
  });

  it("has everybody found by e-mail, few and many, and nobody else", async () => {
    const known = [...truthOf(account.standIn).idsByEmail];
    const asked = [
      ...known,
      ["nobody@acme.example", []] as const,
      ['a" or userName pr or x eq "', []] as const,
    ];
    for (const some of [asked, asked.slice(0, 9), asked.slice(-3), asked.slice(-1)]) {
      const emails = some.map(([email]) => email);
      const slots = await account.cold().usersByEmails(patientReading(), emails);
      const found = slots.map((slot) =>
        valueOf(slot)
          .map((user) => user.remoteId)
          .sort(),
      );
      expect(found).toEqual(some.map(([, ids]) => ids));
    }
  });

  it("has all teams, and the same memberships from either side", async () => {
    const truth = truthOf(account.standIn);
    const teams = await walk(async (page) => {
      const found = await provider.listTeams(patientReading(), page);
      if (found === null) throw new Error("A list was expected");
      return found;
    }, 3);
    expect(teams.map((team) => team.remoteId).sort()).toEqual(truth.groupIds);
    const keys = teams.map(({ ref }) => ({ of: ref, page: wholeList, states: everybody.states }));
    const members = await account.cold().membersOfTeams(patientReading(), keys);
    const fromTeams = members.flatMap((slot, index) =>
      itemsOf(valueOf(slot)).map(({ object }) => `${object.remoteId} in ${teams[index]?.remoteId ?? ""}`),
    );
    expect(fromTeams.sort()).toEqual(truth.memberships);
    const users = truth.userIds.map((id) => ({ of: { kind: "user", scope: null, id }, page: wholeList }));
    const reading = patientReading();
    const cold = account.cold();
    await walk((page) => cold.listUsers(reading, page, everybody, nothingAhead), 100);
    const joined = await cold.teamsOfUsers(reading, users);
    const fromUsers = joined.flatMap((slot, index) =>
      itemsOf(valueOf(slot)).map(({ object }) => `${truth.userIds[index] ?? ""} in ${object.remoteId}`),
    );
    expect(fromUsers.sort()).toEqual(truth.memberships);
  });

  it("has each team found by id", async () => {
    const { groupIds } = truthOf(account.standIn);
    for (const ids of [groupIds, groupIds.slice(0, 1), ["nothing"]]) {
      const refs = ids.map((id) => ({ kind: "group", scope: null, id }));
      const slots = await account.cold().teamsByIds(patientReading(), refs);
      const found = slots.map((slot) => slot && valueOf(slot).remoteId);
      expect(found).toEqual(ids.map((id) => (id === "nothing" ? null : id)));
    }
  });
});
