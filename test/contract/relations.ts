import { beforeAll, describe, expect, it } from "@jest/globals";
import { DirectoryError } from "../../src/directory/errors.js";
import { refKey, type RemoteRef } from "../../src/directory/ids.js";
import type { Page } from "../../src/directory/pages.js";
import type { Membership, Provider, Slot } from "../../src/directory/provider.js";
import type { Team } from "../../src/directory/team.js";
import { userStates, type User } from "../../src/directory/user.js";
import type { Workspace } from "../../src/directory/workspace.js";
import { testReading } from "../datasources/http/test-reading.js";
import {
  allStates,
  everybody,
  listsOf,
  nothingAhead,
  relationsOf,
  wholePage,
  present,
} from "./access-paths.js";
import { relationNamesOf } from "./batches.js";
import {
  hasTeams,
  useAccount,
  type ContractAccount,
  type KnownUser,
  type ProviderHarness,
} from "./harness.js";
import { comparable, sorted, walk } from "./walk.js";

/** Who belongs to what, asked from either side. */
export function describeRelations(harness: ProviderHarness): void {
  describe("relations", () => {
    const account = useAccount(harness);
    let provider: Provider;
    let users: readonly User[];
    let teams: readonly Team[] = [];
    let workspaces: readonly Workspace[];
    beforeAll(async () => {
      provider = account().cold();
      const reading = testReading();
      users = await walk((page) => provider.listUsers(reading, page, everybody, nothingAhead), 100);
      if (hasTeams(harness)) {
        teams = await walk(async (page) => present(await provider.listTeams(reading, page)), 100);
      }
      workspaces = await walk((page) => provider.listWorkspaces(reading, page), 100);
    });

    if (hasTeams(harness)) {
      it("membersOfTeams and teamsOfUsers say the same", async () => {
        const fromUsers = await pairsOfUsers(users, (page) => {
          return provider.teamsOfUsers(
            testReading(),
            users.map(({ ref }) => ({ of: ref, page })),
          );
        });
        const fromTeams = await pairsOf(teams, (page) => {
          const keys = teams.map(({ ref }) => ({ of: ref, page, states: allStates }));
          return provider.membersOfTeams(testReading(), keys);
        });
        expect(fromUsers.length).toBeGreaterThan(0);
        expect(sorted(fromUsers)).toEqual(sorted(fromTeams));
      });
    }

    it("membersOfWorkspaces and workspacesOfUsers say the same, and leave nobody out", async () => {
      const fromUsers = await pairsOfUsers(users, (page) => {
        return provider.workspacesOfUsers(
          testReading(),
          users.map(({ ref }) => ({ of: ref, page })),
        );
      });
      const fromWorkspaces = await pairsOf(workspaces, (page) => {
        const keys = workspaces.map(({ ref }) => ({ of: ref, page, states: allStates }));
        return provider.membersOfWorkspaces(testReading(), keys);
      });
      expect(fromUsers.length).toBeGreaterThanOrEqual(placedUsers(account()).length);
      expect(sorted(fromUsers)).toEqual(sorted(fromWorkspaces));
    });

    it("gives members as the list of users has them", async () => {
      const byRef = new Map(users.map((user) => [refKey(user.ref), user]));
      const ask = { page: wholePage, states: allStates };
      const ofTeams = teams.map(({ ref }) => ({ of: ref, ...ask }));
      const ofWorkspaces = workspaces.map(({ ref }) => ({ of: ref, ...ask }));
      const members = [
        ...membershipsIn(await provider.membersOfTeams(testReading(), ofTeams)),
        ...membershipsIn(await provider.membersOfWorkspaces(testReading(), ofWorkspaces)),
      ];
      expect(members.length).toBeGreaterThan(0);
      for (const { object } of members) {
        expect(comparable(object)).toEqual(comparable(byRef.get(refKey(object.ref))));
      }
    });

    it("gives members in the states that were asked for and no other", async () => {
      for (const state of userStates) {
        const states = new Set([state]);
        const page = { size: 1_000, position: null };
        const ofWorkspaces = workspaces.map(({ ref }) => ({ of: ref, page, states }));
        const ofTeams = teams.map(({ ref }) => ({ of: ref, page, states }));
        const inWorkspaces = membershipsIn(await provider.membersOfWorkspaces(testReading(), ofWorkspaces));
        const inTeams = membershipsIn(await provider.membersOfTeams(testReading(), ofTeams));
        const placed = placedUsers(account()).filter((user) => user.state === state);
        const found = new Set(inWorkspaces.map(({ object }) => object.remoteKey));
        expect(sorted(found)).toEqual(sorted(placed.map(({ remoteKey }) => remoteKey)));
        for (const { object } of [...inWorkspaces, ...inTeams]) expect(object.state).toBe(state);
      }
    });

    if (hasTeams(harness)) {
      it("gives the teams of a workspace, and every team that is of one", async () => {
        const keys = workspaces.map(({ ref }) => ({ of: ref, page: wholePage }));
        const found = await provider.teamsOfWorkspaces(testReading(), keys);
        const inside = found.flatMap((page) => toPage(page).rows.map((row) => row.item));
        const placed = teams.filter((team) => team.workspace !== null);
        expect(sorted(inside.map(({ id }) => id))).toEqual(sorted(placed.map(({ id }) => id)));
        for (const team of inside) {
          expect(workspaces.map(({ ref }) => ref)).toContainEqual(team.workspace);
        }
      });
    }

    it.each(relationNamesOf(harness))("%s gives the same for every size of page", async (name) => {
      const relation = relationsOf(provider)[name];
      if (relation === undefined) throw new Error(`No ${name}`);
      const list = await listsOf(provider)[relation.of]?.(testReading(), { size: 4, position: null });
      for (const ref of list?.rows.map((row) => row.item.ref) ?? []) {
        const at = (size: number): Promise<readonly unknown[]> =>
          walk(async (page) => toPage((await relation.read(testReading(), [ref], page))[0]), size);
        const whole = await at(100);
        for (const size of [1, 2, 7]) expect(comparable(await at(size))).toEqual(comparable(whole));
      }
    });

    it("gives each user of a role that the role is found by", async () => {
      const held = users.flatMap((user) => user.roleAssignments ?? []).map(({ role }) => role.ref);
      const refs = [...new Map(held.map((ref) => [refKey(ref), ref])).values()];
      const found = await provider.rolesByIds(testReading(), refs);
      expect(found.map((role) => (role instanceof DirectoryError ? role : role?.ref))).toEqual(refs);
    });
  });
}

/** Those who work somewhere. */
export function placedUsers(account: ContractAccount): readonly KnownUser[] {
  return account.truth().users.filter(({ isPlaced = true }) => isPlaced);
}

type Slots<T> = readonly Slot<Page<Membership<T>>>[];

function toPage<T>(slot: Slot<Page<T>> | undefined): Page<T> {
  if (slot === undefined || slot === null || slot instanceof DirectoryError) {
    throw new Error("A page was expected", { cause: slot });
  }
  return slot;
}

function membershipsIn<T>(slots: Slots<T>): readonly Membership<T>[] {
  return slots.flatMap((slot) => toPage(slot).rows.map((row) => row.item));
}

type ReadAll<T> = (page: { size: number; position: null }) => Promise<Slots<T>>;
type Referable = Readonly<{ ref: RemoteRef }>;

/** "user in group" for every membership, asked from the users' side. */
async function pairsOfUsers<T extends Referable>(
  users: readonly User[],
  read: ReadAll<T>,
): Promise<readonly string[]> {
  const slots = await read({ size: 1_000, position: null });
  return users.flatMap((user, index) =>
    toPage(slots[index]).rows.map(({ item }) => `${refKey(user.ref)} in ${refKey(item.object.ref)}`),
  );
}

/** The same, asked from the other side. */
async function pairsOf(groups: readonly Referable[], read: ReadAll<User>): Promise<readonly string[]> {
  const slots = await read({ size: 1_000, position: null });
  return groups.flatMap((group, index) =>
    toPage(slots[index]).rows.map(({ item }) => `${refKey(item.object.ref)} in ${refKey(group.ref)}`),
  );
}
