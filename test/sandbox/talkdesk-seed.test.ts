import { describe, expect, it } from "@jest/globals";
import { createCompany } from "../../sandbox/company.js";
import { seedState } from "../../sandbox/talkdesk/seed.js";
import type { TalkdeskUser } from "../../sandbox/talkdesk/documents.js";
import type { TalkdeskState } from "../../sandbox/talkdesk/state.js";

function seeded(people: number, seed = 1): TalkdeskState {
  return seedState({ company: createCompany(people, seed), seed, clock: () => new Date(0) });
}

describe("the seeded Talkdesk", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(seeded(80).hash()).toBe(seeded(80).hash());
    expect(seeded(80, 2).hash()).not.toBe(seeded(80).hash());
  });

  it("grows without changing who is there", () => {
    const small = seeded(60).users;
    expect(small.length).toBeGreaterThan(30);
    expect(seeded(300).users.slice(0, small.length)).toEqual(small);
  });

  it("has the people of the company who talk to customers, in the order in which they joined", () => {
    const { people } = createCompany(120, 1);
    const customers = people.filter(({ department }) => /Support|Sales|Success/.test(department));
    const { users } = seeded(120);
    expect(users.map(({ createdAt }) => createdAt)).toEqual(customers.map(({ joinedAt }) => joinedAt));
    const addresses = new Set(customers.map(({ email }) => email));
    expect(users.filter(({ email }) => addresses.has(email ?? "")).length).toBeGreaterThan(users.length - 4);
  });

  it("gives everyone two ids, all different, and nobody another's address", () => {
    const { users, others, roles, teams, ringGroups } = seeded(2000);
    const ids = [
      ...[...users, ...others.users].flatMap(({ id, scimId }) => [id, scimId]),
      ...[...roles, ...teams, ...others.roles, ...others.teams].map(({ id }) => id),
      ...ringGroups.map(({ queueId }) => queueId),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    const addresses = users.flatMap(({ email }) => (email === undefined ? [] : [email.toLowerCase()]));
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  it("holds every kind of record in a company of 60 already", () => {
    const state = seeded(60);
    const { users } = state;
    const role = (name: string) => (user: TalkdeskUser) => user.roleIds[0] === state.findRole(name)?.id;
    const kinds: Record<string, (user: TalkdeskUser) => boolean> = {
      ...Object.fromEntries(state.roles.map(({ name }) => [name, role(name)])),
      inactive: ({ state: one }) => one === "inactive",
      pending: ({ state: one }) => one === "pending",
      capitals: ({ email }) => /^[A-Z.]+@/.test(email ?? ""),
      nameless: ({ name }) => name === null,
      addressless: ({ email }) => email === undefined,
      misspelt: ({ roleSpelling }) => roleSpelling !== undefined,
      roleless: ({ roleIds }) => roleIds.length === 0,
      numberExtension: ({ extension }) => typeof extension === "number",
      zeroExtension: ({ extension }) => String(extension).startsWith("00"),
      noExtension: ({ extension }) => extension === null,
      plus: ({ email }) => email?.includes("+") === true,
      markup: ({ name }) => name?.includes("<b>") === true,
      emoji: ({ name }) => name?.includes("🦊") === true,
      mononym: ({ name }) => name !== null && !name.includes(" "),
      loner: ({ teamIds, ringGroups }) => teamIds.length === 0 && ringGroups.length === 0,
    };
    const missing = Object.keys(kinds).filter((kind) => !users.some((user) => kinds[kind]?.(user)));
    expect(missing).toEqual([]);
    expect(state.roles).toHaveLength(6);
  });

  it("has about one inactive in twelve, and members in each city's team", () => {
    const state = seeded(3000);
    const inactive = state.users.filter((user) => user.state === "inactive").length;
    expect(inactive / state.users.length).toBeGreaterThan(0.06);
    expect(inactive / state.users.length).toBeLessThan(0.1);
    const empty = state.teams.filter(({ id }) => state.membersOfTeam(id).length === 0);
    expect(empty.map(({ name }) => name)).toContain("Nobody yet");
    expect(
      state.membersOfTeam(state.teams.find(({ name }) => name === "Lecce")?.id ?? "").length,
    ).toBeGreaterThan(50);
  });

  it.each([0, 1, 2])("starts with a company of %d", (people) => {
    expect(seeded(people).users.length).toBeLessThanOrEqual(people);
  });
});

describe("the state of Talkdesk", () => {
  it("counts licences by those who are not inactive", () => {
    const state = seeded(60);
    expect(state.hasLicenceLeft()).toBe(true);
    state.licences = state.users.filter((user) => user.state !== "inactive").length;
    expect(state.hasLicenceLeft()).toBe(false);
    const active = state.users.find((user) => user.state === "active");
    if (active) state.changeUser(active, { state: "inactive" });
    expect(state.hasLicenceLeft()).toBe(true);
  });

  it("takes people out of a team that is removed", () => {
    const state = seeded(60);
    const [team] = state.teams;
    if (!team) throw new Error("no team");
    const [member] = state.membersOfTeam(team.id);
    expect(member?.teamIds).toContain(team.id);
    state.removeTeam(team);
    expect(member?.teamIds).not.toContain(team.id);
    expect([state.teamById(team.id), state.membersOfTeam(team.id)]).toEqual([undefined, []]);
  });

  it("may have two teams of one name", () => {
    const state = seeded(60);
    const { revision } = state;
    const again = state.addTeam("Support");
    expect(state.teams.filter(({ name }) => name === "Support")).toHaveLength(2);
    state.changeTeam(again, { name: "Support" });
    expect(state.revision).toBe(revision + 1);
    state.changeTeam(again, { name: "Support II" });
    expect(state.revision).toBe(revision + 2);
  });
});
