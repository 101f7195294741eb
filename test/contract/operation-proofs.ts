import { expect } from "@jest/globals";
import type { Operation } from "../../src/directory/capabilities.js";
import { DirectoryError } from "../../src/directory/errors.js";
import { userStates } from "../../src/directory/user.js";
import { testReading } from "../datasources/http/test-reading.js";
import {
  allStates,
  everybody,
  listsOf,
  nothingAhead,
  present,
  wholePage,
  type ListName,
} from "./access-paths.js";
import type { ContractAccount } from "./harness.js";
import { placedUsers } from "./relations.js";
import { sorted, walk } from "./walk.js";
import { writeProofs } from "./write-proofs.js";

/** What a provider may declare and how it is shown. */
export interface Proof {
  readonly says: string;
  readonly run: (account: ContractAccount) => Promise<void>;
}

/**
 * What shows that a provider can what it declares. An operation that is declared NATIVE or EMULATED and has no proof
 * here fails the suite: whoever declares it brings it.
 */
export const operationProofs: Readonly<Partial<Record<Operation, readonly Proof[]>>> = {
  ...writeProofs,
  USERS_LIST: [
    { says: "lists users in every state that the provider has", run: listsUsersInEveryState },
    { says: "lists who is there or about to be when nothing else is asked", run: listsByDefaultStates },
  ],
  USERS_BY_ID: [{ says: "finds each user by id", run: findsUsersById }],
  USERS_BY_EMAIL: [
    { says: "finds users in any state by e-mail, in any case", run: findsUsersByEmail },
    { says: "finds nobody by an address that nobody has", run: findsNobodyByEmail },
  ],
  ROLES_LIST: [{ says: "lists the roles", run: (account) => listsWhatIsThere(account, "roles") }],
  TEAMS_LIST: [{ says: "lists the teams", run: (account) => listsWhatIsThere(account, "teams") }],
  TEAM_MEMBERS_LIST: [{ says: "lists the members of a team", run: listsMembersOfTeams }],
  WORKSPACES_LIST: [
    { says: "lists the workspaces", run: (account) => listsWhatIsThere(account, "workspaces") },
  ],
  WORKSPACE_MEMBERS_LIST: [{ says: "lists the members of a workspace", run: listsMembersOfWorkspaces }],
  ACTIVITIES_LIST: [
    { says: "lists the activities", run: (account) => listsWhatIsThere(account, "activities") },
    { says: "lists the newest activity first", run: listsNewestFirst },
  ],
  ORGANIZATIONS_LIST: [
    { says: "lists the companies", run: (account) => listsWhatIsThere(account, "organizations") },
    { says: "knows one company for the account's own", run: knowsItsOwner },
  ],
  ME: [{ says: "knows who the credential is", run: knowsItself }],
};

async function listsUsersInEveryState(account: ContractAccount): Promise<void> {
  const known = account.truth().users;
  for (const state of new Set(known.map((user) => user.state))) {
    const provider = account.cold();
    const filter = { states: new Set([state]) };
    const found = await walk((page) => provider.listUsers(testReading(), page, filter, nothingAhead), 100);
    const expected = known.filter((user) => user.state === state);
    expect(sorted(found.map((user) => user.remoteKey))).toEqual(
      sorted(expected.map((user) => user.remoteKey)),
    );
  }
}

async function listsByDefaultStates(account: ContractAccount): Promise<void> {
  const filter = { states: new Set(["ACTIVE", "INVITED"] as const) };
  const found = await walk(
    (page) => account.cold().listUsers(testReading(), page, filter, nothingAhead),
    100,
  );
  const expected = account
    .truth()
    .users.filter((user) => user.state === "ACTIVE" || user.state === "INVITED");
  expect(sorted(found.map((user) => user.remoteKey))).toEqual(sorted(expected.map((user) => user.remoteKey)));
}

async function findsUsersById(account: ContractAccount): Promise<void> {
  const list = account.cold();
  const users = await walk((page) => list.listUsers(testReading(), page, everybody, nothingAhead), 100);
  const refs = users.map((user) => user.ref);
  const found = await account.cold().usersByIds(testReading(), refs);
  expect(found.map((user) => (user instanceof DirectoryError ? user : user?.id))).toEqual(
    users.map((user) => user.id),
  );
  expect(sorted(users.map((user) => user.remoteKey))).toEqual(
    sorted(account.truth().users.map((user) => user.remoteKey)),
  );
}

async function findsUsersByEmail(account: ContractAccount): Promise<void> {
  const known = account.truth().users.filter((user) => user.email !== null);
  const states = new Set(known.map((user) => user.state));
  expect(userStates.filter((state) => states.has(state)).length).toBeGreaterThan(1);
  const emails = [...new Set(known.map((user) => user.email?.toLowerCase() ?? ""))];
  const slots = await account.cold().usersByEmails(testReading(), emails);
  const found = slots.map((slot) => {
    if (slot === null || slot instanceof DirectoryError)
      throw new Error("A list was expected", { cause: slot });
    return sorted(slot.map((user) => user.remoteKey));
  });
  const expected = emails.map((email) =>
    sorted(known.filter((user) => user.email?.toLowerCase() === email).map((user) => user.remoteKey)),
  );
  expect(found).toEqual(expected);
}

async function findsNobodyByEmail(account: ContractAccount): Promise<void> {
  const emails = ["nobody.at.all@nowhere.example", "", "no address", "%", "*@*", "a@b\u0000c"];
  const slots = await account.cold().usersByEmails(testReading(), emails);
  expect(slots).toEqual(emails.map(() => []));
}

async function listsWhatIsThere(
  account: ContractAccount,
  name: ListName & keyof ReturnType<ContractAccount["truth"]>,
) {
  const read = listsOf(account.cold())[name];
  if (read === undefined) throw new Error(`There is no list of ${name}`);
  const found = await walk((page) => read(testReading(), page), 100);
  const truth = account.truth();
  const expected = name === "users" ? truth.users.map((user) => user.remoteKey) : (truth[name] ?? []);
  expect(expected.length).toBeGreaterThan(0);
  expect(sorted(found.map((object) => object.remoteKey))).toEqual(sorted(expected));
}

async function listsMembersOfTeams(account: ContractAccount): Promise<void> {
  const provider = account.cold();
  const { rows } = present(await provider.listTeams(testReading(), wholePage));
  const keys = rows.map((row) => ({ of: row.item.ref, page: wholePage, states: allStates }));
  const slots = await provider.membersOfTeams(testReading(), keys);
  const sizes = slots.map((slot) =>
    slot === null || slot instanceof DirectoryError ? -1 : slot.rows.length,
  );
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...sizes)).toBeGreaterThan(1);
}

async function listsMembersOfWorkspaces(account: ContractAccount): Promise<void> {
  const provider = account.cold();
  const { rows } = await provider.listWorkspaces(testReading(), wholePage);
  const page = { size: 1_000, position: null };
  const keys = rows.map((row) => ({ of: row.item.ref, page, states: allStates }));
  const slots = await provider.membersOfWorkspaces(testReading(), keys);
  const found = slots.flatMap((slot) => {
    if (slot === null || slot instanceof DirectoryError)
      throw new Error("A page was expected", { cause: slot });
    return slot.rows.map((row) => row.item.object.remoteKey);
  });
  expect(sorted(new Set(found))).toEqual(sorted(placedUsers(account).map((user) => user.remoteKey)));
}

async function listsNewestFirst(account: ContractAccount): Promise<void> {
  const read = listsOf(account.cold()).activities;
  if (read === undefined) throw new Error("There is no list of activities");
  const found = await walk((page) => read(testReading(), page), 7);
  const moments = found.map((activity) => ("occurredAt" in activity ? Number(activity.occurredAt) : NaN));
  expect(moments).toEqual([...moments].sort((one, other) => other - one));
}

async function knowsItsOwner(account: ContractAccount): Promise<void> {
  const found = await account.cold().listOrganizations?.(testReading(), wholePage);
  expect(found?.rows.filter(({ item }) => item.isOwner)).toHaveLength(1);
}

async function knowsItself(account: ContractAccount): Promise<void> {
  const provider = account.cold();
  const me = await provider.me?.(testReading());
  expect(account.truth().users.map((user) => user.remoteKey)).toContain(me?.remoteKey);
  const [found] = await provider.usersByIds(testReading(), me == null ? [] : [me.ref]);
  expect(found).toMatchObject({ id: me?.id, state: "ACTIVE" });
}
