import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { Reading } from "../../../src/directory/reading.js";
import type { User } from "../../../src/directory/user.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { at, CountedCompany, routes, type Run } from "./counted-company.js";
import { allStates, everybody, firstPage, itemsOf, nothingAhead, valueOf } from "../reads.js";

const { projects, people, person, invitations, invitation, groups } = routes;
const page = firstPage;
const states = allStates;

describe("calls to Tiledesk for people", () => {
  let company: CountedCompany;
  beforeAll(async () => {
    company = await CountedCompany.open();
  });
  afterAll(() => company.account.close());

  const refsOf = (found: readonly User[]): readonly RemoteRef[] => found.map((user) => user.ref);
  const list: Run = (provider, reading) => provider.listUsers(reading, page, everybody, nothingAhead);

  describe("for lists of people", () => {
    it("reads the projects, and the first one's people and invitations", async () => {
      expect(await company.countOf(list)).toEqual({ [projects]: 1, [people]: 1, [invitations]: 1 });
    });

    it("reads no invitations for states that have none, and nobody else for INVITED", async () => {
      const inState = (state: "ACTIVE" | "INVITED") => (p: Provider, r: Reading) =>
        p.listUsers(r, { size: 2, position: null }, { states: new Set([state]) }, nothingAhead);
      expect(await company.countOf(inState("ACTIVE"))).toEqual({ [projects]: 1, [people]: 1 });
      expect(await company.countOf(inState("INVITED"))).toEqual({ [projects]: 1, [invitations]: 1 });
    });

    it("reads nothing at all a second time", async () => {
      expect(await company.countAfter(list, list)).toEqual({});
      const twice = async (provider: Provider, reading: Reading): Promise<unknown> => {
        await list(provider, reading);
        return list(provider, reading);
      };
      expect(await company.countOf(twice)).toEqual({ [projects]: 1, [people]: 1, [invitations]: 1 });
    });

    it("reads the projects not at all where they are configured", async () => {
      const provider = company.account.cold({ projectIds: company.account.projectIds });
      expect(await company.countOf(list, provider)).toEqual({ [people]: 1, [invitations]: 1 });
    });

    it("goes on with the second project alone once the first is through", async () => {
      const first = await company.account
        .cold()
        .listUsers(testReading(), { size: 100, position: null }, everybody, nothingAhead);
      const rest = await company.account
        .cold()
        .listUsers(testReading(), { size: 100, position: first.position }, everybody, nothingAhead);
      const last = rest.rows.find((row) => row.item.ref.scope === company.account.projectIds[1]);
      expect(last).toBeDefined();
      const goOn = (p: Provider, r: Reading): Promise<unknown> =>
        p.listUsers(r, { size: 5, position: last?.position ?? null }, everybody, nothingAhead);
      expect(await company.countOf(goOn)).toEqual({ [projects]: 1, [people]: 1, [invitations]: 1 });
    });

    it("does not read a project again whose last row a page has given out", async () => {
      const { length } = itemsOf(
        await company.account
          .cold()
          .listUsers(
            testReading(),
            { size: 1_000, position: null },
            { states, workspace: at(company.workspaces, 0) },
            nothingAhead,
          ),
      );
      const exactly = await company.account
        .cold()
        .listUsers(testReading(), { size: length, position: null }, everybody, nothingAhead);
      expect(exactly.hasMore).toBe(true);
      const goOn = (p: Provider, r: Reading): Promise<unknown> =>
        p.listUsers(r, { size: 5, position: exactly.position }, everybody, nothingAhead);
      expect(await company.countOf(goOn)).toEqual({ [projects]: 1, [people]: 1, [invitations]: 1 });
    });

    it("reads a workspace's project alone", async () => {
      const filter = { states, workspace: at(company.workspaces, 1) };
      expect(await company.countOf((p, r) => p.listUsers(r, page, filter, nothingAhead))).toEqual({
        ...{ [projects]: 1, [people]: 1, [invitations]: 1 },
      });
    });

    it("reads a filtered list of all projects once each", async () => {
      const filter = { states, search: "nobody is called so" };
      expect(await company.countOf((p, r) => p.listUsers(r, page, filter, nothingAhead))).toEqual({
        ...{ [projects]: 1, [people]: 2, [invitations]: 2 },
      });
    });

    it("reads 100 users with roles, teams and workspaces in four calls", async () => {
      const canonical = async (provider: Provider, reading: Reading): Promise<void> => {
        const ahead = new Set(["roles", "teams", "workspaces"] as const);
        const found = itemsOf(await provider.listUsers(reading, page, everybody, ahead));
        expect(found).toHaveLength(100);
        const keys = found.map((user) => ({ of: user.ref, page }));
        const related = await Promise.all([
          provider.teamsOfUsers(reading, keys),
          provider.workspacesOfUsers(reading, keys),
        ]);
        for (const slot of related.flat()) valueOf<unknown>(slot);
        expect(found.every((user) => user.roleAssignments !== null)).toBe(true);
      };
      expect(await company.countOf(canonical)).toEqual({
        ...{ [projects]: 1, [people]: 1, [invitations]: 1, [groups]: 1 },
      });
    });
  });

  describe("for people by id and e-mail", () => {
    it("gets one by itself, and several with one listing of their project", async () => {
      const one = refsOf(company.users).slice(0, 1);
      expect(await company.countOf((p, r) => p.usersByIds(r, one))).toEqual({ [person]: 1 });
      expect(await company.countOf((p, r) => p.usersByIds(r, refsOf(company.users).slice(0, 2)))).toEqual({
        [people]: 1,
      });
      expect(await company.countOf((p, r) => p.usersByIds(r, refsOf(company.users)))).toEqual({
        [people]: 1,
      });
      const both = [...refsOf(company.users), ...refsOf(company.others)];
      expect(await company.countOf((p, r) => p.usersByIds(r, both))).toEqual({ [people]: 2 });
    });

    it("gets an invitation by itself, and several with one listing", async () => {
      expect(company.invited.length).toBeGreaterThan(1);
      expect(await company.countOf((p, r) => p.usersByIds(r, company.invited.slice(0, 1)))).toEqual({
        [invitation]: 1,
      });
      expect(await company.countOf((p, r) => p.usersByIds(r, company.invited))).toEqual({ [invitations]: 1 });
      const mixed = [at(company.invited, 0), ...refsOf(company.users).slice(0, 1)];
      expect(await company.countOf((p, r) => p.usersByIds(r, mixed))).toEqual({
        [people]: 1,
        [invitations]: 1,
      });
    });

    it("gets nobody whom a list has shown already", async () => {
      expect(
        await company.countAfter(list, (p, r) => p.usersByIds(r, refsOf(company.users).slice(0, 1))),
      ).toEqual({});
      expect(await company.countAfter(list, (p, r) => p.usersByIds(r, company.invited.slice(0, 1)))).toEqual(
        {},
      );
    });

    it("looks through all projects for an id that does not say its own", async () => {
      const anywhere = { ...at(company.users, 3).ref, scope: null };
      expect(await company.countOf((p, r) => p.usersByIds(r, [anywhere]))).toEqual({
        [projects]: 1,
        [person]: 2,
      });
    });

    it("never sends what is no id", async () => {
      const refs = ["zzz", "", "../projects", "64b0"].map((id) => ({ ...at(company.users, 0).ref, id }));
      expect(await company.countOf((p, r) => p.usersByIds(r, refs))).toEqual({});
      expect(
        await company.countOf((p, r) =>
          p.teamsByIds(
            r,
            refs.map((ref) => ({ ...ref, kind: "group" })),
          ),
        ),
      ).toEqual({});
    });

    it("finds a hundred addresses with one listing of each project", async () => {
      const emails = company.users.flatMap((user) => user.email ?? []);
      expect(await company.countOf((p, r) => p.usersByEmails(r, emails))).toEqual({
        ...{ [projects]: 1, [people]: 2, [invitations]: 2 },
      });
    });

    it("knows itself from the projects and one get", async () => {
      expect(await company.countOf(async (p, r) => p.me?.(r))).toEqual({ [projects]: 1, [person]: 1 });
    });
  });

  describe("of many at once", () => {
    it("are one for equal reads, which one of the requests pays for", async () => {
      company.account.standIn.counters.reset();
      const provider = company.account.cold();
      const readings = Array.from({ length: 50 }, () => testReading());
      await Promise.all(readings.map((reading) => list(provider, reading)));
      const { calls, signIns } = company.account.standIn.counters.read();
      expect({ calls, signIns }).toEqual({ calls: 3, signIns: 1 });
      expect(readings.reduce((sum, reading) => sum + reading.budget.spent, 0)).toBe(3);
    });

    it("sign in once, and it shows in the trace as what it is", async () => {
      company.account.standIn.counters.reset();
      const reading = testReading();
      const provider = company.account.cold();
      await list(provider, reading);
      await provider.listTeams(reading, page);
      expect(company.account.standIn.counters.read().signIns).toBe(1);
      expect(reading.trace.filter((call) => call.source === "AUTH").map((call) => call.path)).toEqual([
        "/auth/signin",
      ]);
    });
  });
});
