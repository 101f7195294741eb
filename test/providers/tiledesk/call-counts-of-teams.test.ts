import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { Reading } from "../../../src/directory/reading.js";
import { at, CountedCompany, routes, type Run } from "./counted-company.js";
import { allStates, anyActivity, everybody, firstPage, nothingAhead } from "../reads.js";

const { projects, people, person, invitations, groups, group, roles, activities } = routes;
const page = firstPage;
const states = allStates;

describe("calls to Tiledesk for teams, projects and roles", () => {
  let company: CountedCompany;
  beforeAll(async () => {
    company = await CountedCompany.open();
  });
  afterAll(() => company.account.close());

  const list: Run = (provider, reading) => provider.listUsers(reading, page, everybody, nothingAhead);

  describe("for teams", () => {
    it("lists them project by project", async () => {
      expect(await company.countOf((p, r) => p.listTeams(r, { size: 3, position: null }))).toEqual({
        ...{ [projects]: 1, [groups]: 1 },
      });
      expect(await company.countOf((p, r) => p.listTeams(r, page))).toEqual({ [projects]: 1, [groups]: 2 });
    });

    it("gets one by itself, several with one listing, none that is listed", async () => {
      expect(await company.countOf((p, r) => p.teamsByIds(r, company.teams.slice(0, 1)))).toEqual({
        [group]: 1,
      });
      expect(await company.countOf((p, r) => p.teamsByIds(r, company.teams.slice(0, 3)))).toEqual({
        [groups]: 1,
      });
      expect(
        await company.countAfter(
          (p, r) => p.listTeams(r, page),
          (p, r) => p.teamsByIds(r, company.teams.slice(0, 1)),
        ),
      ).toEqual({});
    });

    it("reads the teams of a hundred users with one listing of people and one of groups", async () => {
      const keys = company.users.map((user) => ({ of: user.ref, page }));
      expect(await company.countOf((p, r) => p.teamsOfUsers(r, keys))).toEqual({ [people]: 1, [groups]: 1 });
      expect(await company.countOf((p, r) => p.teamsOfUsers(r, keys.slice(0, 1)))).toEqual({
        [person]: 1,
        [groups]: 1,
      });
      expect(await company.countAfter(list, (p, r) => p.teamsOfUsers(r, keys))).toEqual({ [groups]: 1 });
    });

    it("reads the members of all teams of a project with one listing of people", async () => {
      const inFirst = company.teams.filter((ref) => ref.scope === company.account.projectIds[0]);
      const keys = inFirst.map((of) => ({ of, page, states }));
      expect(keys.length).toBeGreaterThan(3);
      expect(await company.countOf((p, r) => p.membersOfTeams(r, keys))).toEqual({
        [groups]: 1,
        [people]: 1,
      });
      expect(await company.countOf((p, r) => p.membersOfTeams(r, keys.slice(0, 1)))).toEqual({
        [group]: 1,
        [people]: 1,
      });
    });
  });

  describe("for projects and roles", () => {
    it("reads projects with one call, however many are asked", async () => {
      expect(await company.countOf((p, r) => p.listWorkspaces(r, page))).toEqual({ [projects]: 1 });
      expect(await company.countOf((p, r) => p.workspacesByIds(r, company.workspaces))).toEqual({
        [projects]: 1,
      });
      expect(await company.countOf((p, r) => p.visibility(r))).toEqual({ [projects]: 1 });
      const keys = company.users.map((user) => ({ of: user.ref, page }));
      expect(await company.countOf((p, r) => p.workspacesOfUsers(r, keys))).toEqual({
        [projects]: 1,
        [people]: 1,
      });
    });

    it("reads the members of a project, and invitations only where they are asked for", async () => {
      const membersIn = (wanted: typeof states) => (p: Provider, r: Reading) =>
        p.membersOfWorkspaces(r, [{ of: at(company.workspaces, 0), page, states: wanted }]);
      expect(await company.countOf(membersIn(states))).toEqual({
        [projects]: 1,
        [people]: 1,
        [invitations]: 1,
      });
      expect(await company.countOf(membersIn(new Set(["ACTIVE"])))).toEqual({ [projects]: 1, [people]: 1 });
      expect(await company.countOf(membersIn(new Set(["INVITED"])))).toEqual({
        [projects]: 1,
        [invitations]: 1,
      });
    });

    it("reads the teams of a project with one listing", async () => {
      const keys = [{ of: at(company.workspaces, 0), page }];
      expect(await company.countOf((p, r) => p.teamsOfWorkspaces(r, keys))).toEqual({
        [projects]: 1,
        [groups]: 1,
      });
    });

    it("asks for roles only where the fixed ones do not do", async () => {
      const role = (id: string): RemoteRef => ({
        kind: "role",
        scope: company.account.projectIds[0] ?? "",
        id,
      });
      expect(await company.countOf((p, r) => p.rolesByIds(r, [role("admin"), role("owner")]))).toEqual({
        [projects]: 1,
      });
      expect(await company.countOf((p, r) => p.rolesByIds(r, [role("admin"), role("auditor")]))).toEqual({
        ...{ [projects]: 1, [roles]: 1 },
      });
      expect(await company.countOf((p, r) => p.rolesByIds(r, [role("wizard")]))).toEqual({
        ...{ [projects]: 1, [roles]: 1, [people]: 1 },
      });
      expect(await company.countOf((p, r) => p.listRoles(r, page))).toEqual({ [projects]: 1, [roles]: 2 });
    });

    it("reads the log of every project, and the seats with its people", async () => {
      expect(
        await company.countOf(async (p, r) =>
          p.listActivities?.(r, { size: 5, position: null }, anyActivity),
        ),
      ).toEqual({
        ...{ [projects]: 1, [activities]: 2 },
      });
      expect(await company.countOf((p, r) => p.seats(r))).toEqual({ [projects]: 1, [people]: 2 });
    });

    it("checks its health with the cheapest call", async () => {
      expect(await company.countOf((p, r) => p.checkHealth(r))).toEqual({ "GET /users": 1 });
    });
  });
});
