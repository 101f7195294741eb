import { describe, expect, it } from "@jest/globals";
import { createCompany } from "../../sandbox/company.js";
import type { MemberDocument } from "../../sandbox/tiledesk/documents.js";
import { seedState, type SeededTiledesk } from "../../sandbox/tiledesk/seed.js";
import { populatedMemberView } from "../../sandbox/tiledesk/views.js";

function seeded(people: number, projects = 1, seed = 1): SeededTiledesk {
  return seedState({ company: createCompany(people, seed), projects, seed, clock: () => new Date(0) });
}

describe("the seeded company", () => {
  it("is the same for the same seed and another for another", () => {
    expect(createCompany(50, 7)).toEqual(createCompany(50, 7));
    expect(createCompany(50, 7)).not.toEqual(createCompany(50, 8));
  });

  it("grows without changing who is there", () => {
    expect(createCompany(300, 1).people.slice(0, 40)).toEqual(createCompany(40, 1).people);
  });

  it("gives everyone an address and a phone number of their own, in plain letters", () => {
    const { people } = createCompany(2000, 3);
    expect(new Set(people.map(({ email }) => email)).size).toBe(2000);
    expect(new Set(people.map(({ phone }) => phone)).size).toBe(2000);
    for (const { email, phone } of people) {
      expect(email).toMatch(/^[a-z]+\.[a-z]+\d*@acme\.example$/);
      expect(phone).toMatch(/^\+\d{8,15}$/);
    }
  });
});

describe("the seeded Tiledesk", () => {
  it("has the same hash for the same seed, size and projects, and no other", () => {
    const hash = seeded(80, 2).state.hash();
    expect(seeded(80, 2).state.hash()).toBe(hash);
    expect(seeded(80, 1).state.hash()).not.toBe(hash);
    expect(seeded(80, 2, 2).state.hash()).not.toBe(hash);
  });

  it("gives ids that grow with time", () => {
    const { state } = seeded(40);
    const made = [...state.users.keys(), ...state.members.keys()];
    expect([...made].sort()).toEqual(made);
    const last = [...made, ...state.groups.keys(), ...state.activities.map(({ _id }) => _id)].sort().at(-1);
    expect([state.nextId(), last].sort().at(0)).toBe(last);
  });

  it.each([1, 2, 3])("holds every kind of member in each of %d projects", (projects) => {
    const { state, projectIds } = seeded(200, projects);
    expect(projectIds).toHaveLength(projects);
    for (const projectId of projectIds) {
      const members = [...state.membersOfProject(projectId)];
      const roles = new Set(members.map(({ role }) => role));
      for (const role of [
        "owner",
        "admin",
        "supervisor",
        "agent",
        "teammate",
        "auditor",
        "wizard",
        "guest",
      ]) {
        expect(roles).toContain(role);
      }
      const kinds: Record<string, (member: MemberDocument) => boolean> = {
        disabled: (one) => one.status === "disabled" && one.trashed === false,
        trashed: (one) => one.trashed === true && one.status === "disabled",
        withoutTrashed: (one) => !("trashed" in one) && one.roleType === 1,
        withoutRoleType: (one) => !("trashed" in one) && !("roleType" in one),
        guest: (one) => one.roleType === 2 && one.uuid_user !== undefined && one.id_user === undefined,
        neverPresent: (one) => one.presence === undefined,
        online: (one) => one.presence?.status === "online",
        offline: (one) => one.presence?.status === "offline",
        busy: (one) => populatedMemberView(state, one)["isBusy"] === true,
        anonymised: (one) => one.status === "active" && state.users.get(one.id_user ?? "")?.status === 0,
        gone: (one) => populatedMemberView(state, one)["id_user"] === null,
      };
      for (const [kind, is] of Object.entries(kinds)) expect([kind, members.some(is)]).toEqual([kind, true]);
      const humans = members.map((one) => one.id_user).filter((id) => id !== undefined);
      expect(humans.length - new Set(humans).size).toBe(1);
      const invitations = [...state.pendingInvitations.values()].filter(
        (one) => one.id_project === projectId,
      );
      expect(invitations.some(({ email }) => email === undefined)).toBe(true);
      expect(invitations.length).toBeGreaterThan(1);
    }
  });

  it("has groups that nobody tidied", () => {
    const { state, projectIds } = seeded(200);
    const groups = [...state.groups.values()].filter((group) => group.id_project === projectIds[0]);
    expect(groups.some((group) => group.trashed === true)).toBe(true);
    expect(groups.some((group) => group.trashed === undefined)).toBe(true);
    expect(groups.some((group) => group.trashed === false && !group.enabled)).toBe(true);
    const ids = new Set(groups.flatMap(({ members }) => members));
    expect([...ids].some((id) => state.membershipsOf(id).length === 0)).toBe(true);
    expect([...ids].some((id) => state.membershipsOf(id).some((one) => one.trashed === true))).toBe(true);
  });

  it("logs something of every verb", () => {
    const { state } = seeded(200);
    expect([...new Set(state.activities.map(({ verb }) => verb))].sort()).toEqual([
      "PROJECT_USER_AVAILABILITY_SELF",
      "PROJECT_USER_AVAILABILITY_SYSTEM",
      "PROJECT_USER_DELETE",
      "PROJECT_USER_INVITE",
      "PROJECT_USER_UPDATE",
      "REQUEST_CLOSE",
      "REQUEST_CREATE",
    ]);
    expect(state.activities.length).toBeGreaterThan(40);
  });

  it("shares some humans between projects", () => {
    const { state, projectIds } = seeded(200, 2);
    const [first = "", second = ""] = projectIds;
    const inBoth = [...state.membersOfProject(first)].filter(({ id_user }) => {
      return id_user !== undefined && state.activeMembership(second, id_user) !== undefined;
    });
    expect(inBoth.length).toBeGreaterThan(3);
  });

  it("works with a company of one", () => {
    const { state, projectIds } = seeded(1);
    const people = [...state.membersOfProject(projectIds[0] ?? "")].filter(({ roleType }) => roleType === 1);
    expect(people.map(({ role }) => role)).toEqual(["owner"]);
  });
});
