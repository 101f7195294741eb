import { expect } from "@jest/globals";
import type { WriteOperation } from "../../src/directory/capabilities.js";
import type { JsonObject } from "../../src/directory/directory-object.js";
import type { RemoteRef } from "../../src/directory/ids.js";
import { isPresent } from "../../src/directory/slots.js";
import type { Team } from "../../src/directory/team.js";
import type { User, UserState } from "../../src/directory/user.js";
import type { ProviderWrites, UserOperation, WriteCommand, WritePlan } from "../../src/directory/writing.js";
import { testReading } from "../datasources/http/test-reading.js";
import type { ContractAccount, WrittenAccount } from "./harness.js";
import type { Proof } from "./operation-proofs.js";
import { walk } from "./walk.js";

/** What shows that a provider can write what it declares. */
export const writeProofs: Readonly<Partial<Record<WriteOperation, readonly Proof[]>>> = {
  USER_INVITE: [{ says: "makes somebody a user, or invites them", run: invites }],
  USER_INVITATION_RESEND: [{ says: "sends an invitation again", run: resends }],
  USER_INVITATION_CANCEL: [{ says: "withdraws an invitation", run: cancels }],
  USER_UPDATE: [{ says: "changes a user", run: updates }],
  USER_DISABLE: [{ says: "disables a user", run: disables }],
  USER_ENABLE: [{ says: "enables a disabled user", run: enables }],
  USER_SOFT_DELETE: [
    {
      says: "removes a user so that it can be restored",
      run: softDeletes,
    },
  ],
  USER_RESTORE: [{ says: "restores a removed user", run: restores }],
  USER_HARD_DELETE: [{ says: "removes a user for good", run: erases }],
  ROLE_ASSIGN: [{ says: "gives a user a role", run: givesRole }],
  ROLE_UNASSIGN: [{ says: "takes a role that a user was given", run: takesRole }],
  TEAM_CREATE: [{ says: "makes a team", run: makesTeam }],
  TEAM_UPDATE: [{ says: "renames a team", run: renamesTeam }],
  TEAM_SOFT_DELETE: [{ says: "removes a team so that it can be restored", run: removesTeam }],
  TEAM_RESTORE: [{ says: "restores a removed team with its members", run: restoresTeam }],
  TEAM_MEMBERS_ADD: [{ says: "adds users to a team, and keeps those in it", run: addsMembers }],
  TEAM_MEMBERS_REMOVE: [{ says: "takes users out of a team, and keeps the others", run: removesMembers }],
};

interface Done {
  readonly plan: WritePlan;
  readonly subject: RemoteRef | null;
}

function writesOf(account: ContractAccount): ProviderWrites {
  const { writes } = account.cold();
  if (writes === undefined) throw new Error("An account that is not written to");
  return writes;
}

function written({ written: taken }: ContractAccount): WrittenAccount {
  if (taken === undefined) throw new Error("An account that takes nothing");
  return taken;
}

/** Carries a command out as the engine does, with the account opened anew for each step. */
async function carryOut(
  account: ContractAccount,
  command: WriteCommand,
  kept: JsonObject | null = null,
): Promise<Done> {
  const plan = await writesOf(account).plan(live(), command, () => Promise.resolve(kept));
  expect(plan.calls.length).toBeGreaterThan(0);
  let subject = plan.subject;
  for (const call of plan.calls) {
    // As another process would: what is planned survives as JSON.
    const stored = JSON.parse(JSON.stringify({ command, call })) as {
      command: WriteCommand;
      call: typeof call;
    };
    const sent = await writesOf(account).send(live(), stored.command, stored.call);
    subject = sent.subject ?? subject;
    if (stored.call.expect === null) continue;
    const found = await writesOf(account).lookUp(live(), stored.command, stored.call.expect);
    expect(found.applied).toBe(true);
  }
  return { plan, subject };
}

function live(): ReturnType<typeof testReading> {
  return { ...testReading(), isLive: true };
}

async function read(account: ContractAccount, ref: RemoteRef | null): Promise<User | null> {
  if (ref === null) throw new Error("Nobody was told of");
  const [found = null] = await account.cold().usersByIds(live(), [ref]);
  if (found !== null && !isPresent(found)) throw found;
  return found;
}

async function invite(account: ContractAccount): Promise<RemoteRef> {
  const input = written(account).newcomer();
  const { subject } = await carryOut(account, { operation: "USER_INVITE", input });
  const [people = null] = await account.cold().usersByEmails(live(), [input.email.toLowerCase()]);
  if (!isPresent(people)) throw new Error("Nobody was found");
  expect(people.map(({ state }) => state)).toEqual([expect.stringMatching(/^(?:ACTIVE|INVITED)$/u)]);
  return subject ?? people[0]?.ref ?? { kind: "", scope: null, id: "" };
}

async function invites(account: ContractAccount): Promise<void> {
  await invite(account);
}

async function disables(account: ContractAccount): Promise<void> {
  await disabled(account);
}

async function softDeletes(account: ContractAccount): Promise<void> {
  await deleted(account);
}

async function resends(account: ContractAccount): Promise<void> {
  await carryOut(account, { operation: "USER_INVITATION_RESEND", user: await invite(account) });
}

async function cancels(account: ContractAccount): Promise<void> {
  const user = await invite(account);
  await carryOut(account, { operation: "USER_INVITATION_CANCEL", user });
  expect(await read(account, user)).toBeNull();
}

async function somebody(
  account: ContractAccount,
  isMeant: (user: User) => boolean = () => true,
): Promise<RemoteRef> {
  await account.join();
  const filter = { states: new Set<UserState>(["ACTIVE"]) };
  const page = await account.cold().listUsers(live(), { size: 100, position: null }, filter);
  const plain = page.rows
    .map(({ item }) => item)
    .filter((user) => user.privilege !== "OWNER" && isMeant(user));
  const last = plain.at(-1);
  if (last === undefined) throw new Error("Nobody is there");
  return last.ref;
}

async function updates(account: ContractAccount): Promise<void> {
  const user = await somebody(account);
  const command = { operation: "USER_UPDATE", user, input: written(account).change } as const;
  await carryOut(account, command);
  const again = await writesOf(account).plan(live(), command, () => Promise.resolve(null));
  expect(again.calls).toEqual([]);
}

async function does(
  account: ContractAccount,
  operation: UserOperation,
  user: RemoteRef,
  kept: JsonObject | null = null,
): Promise<Done> {
  return carryOut(account, { operation, user }, kept);
}

async function disabled(account: ContractAccount): Promise<RemoteRef> {
  const user = await somebody(account);
  await does(account, "USER_DISABLE", user);
  expect((await read(account, user))?.state).toBe("DISABLED");
  return user;
}

async function enables(account: ContractAccount): Promise<void> {
  const user = await disabled(account);
  await does(account, "USER_ENABLE", user);
  expect((await read(account, user))?.state).toBe("ACTIVE");
}

/** A removal that is emulated keeps something, and the provider shows the user as disabled. */
async function deleted(account: ContractAccount): Promise<{ user: RemoteRef; kept: JsonObject | null }> {
  const user = await somebody(account);
  const { plan } = await does(account, "USER_SOFT_DELETE", user);
  const kept = plan.buries ?? null;
  expect(plan.removal?.isReversible).toBe(true);
  expect((await read(account, user))?.state).toBe(kept === null ? "DELETED" : "DISABLED");
  return { user, kept };
}

async function restores(account: ContractAccount): Promise<void> {
  const { user, kept } = await deleted(account);
  const { plan } = await does(account, "USER_RESTORE", user, kept);
  expect(plan.fidelity?.sameId).toBe(true);
  expect((await read(account, user))?.state).toBe("ACTIVE");
}

async function erases(account: ContractAccount): Promise<void> {
  const user = await somebody(account);
  await carryOut(account, { operation: "USER_HARD_DELETE", user, confirm: user.id });
  expect(await read(account, user)).toBeNull();
}

interface Given {
  readonly user: RemoteRef;
  readonly role: { readonly name: string };
}

async function giveRole(account: ContractAccount): Promise<Given> {
  const { otherRole: role } = written(account);
  if (role === undefined || !("name" in role)) throw new Error("No role to give");
  const user = await somebody(account, ({ roleAssignments }) =>
    (roleAssignments ?? []).every((assignment) => assignment.role.name !== role.name),
  );
  await carryOut(account, { operation: "ROLE_ASSIGN", user, role });
  expect(await rolesOf(account, user)).toContain(role.name);
  return { user, role };
}

/** By name; with what only a get of the user tells. */
async function rolesOf(account: ContractAccount, user: RemoteRef): Promise<readonly string[]> {
  const assignments = (await read(account, user))?.roleAssignments ?? [];
  return assignments.map((assignment) => assignment.role.name);
}

async function givesRole(account: ContractAccount): Promise<void> {
  await giveRole(account);
}

async function takesRole(account: ContractAccount): Promise<void> {
  const { user, role } = await giveRole(account);
  await carryOut(account, { operation: "ROLE_UNASSIGN", user, role });
  expect(await rolesOf(account, user)).not.toContain(role.name);
}

async function makeTeam(account: ContractAccount): Promise<RemoteRef> {
  const there = written(account).emptyTeam?.();
  if (there !== undefined) return there;
  const input = written(account).newTeam?.();
  if (input === undefined) throw new Error("No team to make");
  const { subject } = await carryOut(account, { operation: "TEAM_CREATE", input });
  if (subject === null) throw new Error("No team was made");
  return subject;
}

async function readTeam(account: ContractAccount, ref: RemoteRef): Promise<Team> {
  const [found = null] = await account.cold().teamsByIds(live(), [ref]);
  if (!isPresent(found)) throw new Error("No such team");
  return found;
}

async function makesTeam(account: ContractAccount): Promise<void> {
  const team = await makeTeam(account);
  const page = await account.cold().listTeams(live(), { size: 100, position: null });
  expect(page?.rows.map(({ item }) => item.remoteId)).toContain((await readTeam(account, team)).remoteId);
}

async function renamesTeam(account: ContractAccount): Promise<void> {
  const team = await makeTeam(account);
  const name = `${(await readTeam(account, team)).name}, renamed`;
  await carryOut(account, { operation: "TEAM_UPDATE", team, input: { name } });
  expect((await readTeam(account, team)).name).toBe(name);
}

async function removesTeam(account: ContractAccount): Promise<void> {
  const team = await makeTeam(account);
  await carryOut(account, { operation: "TEAM_SOFT_DELETE", team });
  expect((await readTeam(account, team)).isDeleted).toBe(true);
}

async function restoresTeam(account: ContractAccount): Promise<void> {
  const { team, users } = await teamOfTwo(account);
  await carryOut(account, { operation: "TEAM_SOFT_DELETE", team });
  await carryOut(account, { operation: "TEAM_RESTORE", team });
  expect((await readTeam(account, team)).isDeleted).toBe(false);
  expect(await membersOf(account, team)).toEqual(users.map(({ id }) => id).sort());
}

async function teamOfTwo(
  account: ContractAccount,
): Promise<{ team: RemoteRef; users: readonly RemoteRef[] }> {
  const team = await makeTeam(account);
  const users = [await peer(account, team), await peer(account, team)];
  for (const user of users) await carryOut(account, { operation: "TEAM_MEMBERS_ADD", team, users: [user] });
  return { team, users };
}

/** Somebody who may be in the team: who works where it belongs, if it belongs somewhere. */
async function peer(account: ContractAccount, team: RemoteRef): Promise<RemoteRef> {
  await account.join();
  const filter = { states: new Set<UserState>(["ACTIVE"]) };
  const provider = account.cold();
  const all = await walk((page) => provider.listUsers(live(), page, filter, new Set()), 100);
  const inside = all.filter(({ ref }) => team.scope === null || ref.scope === team.scope);
  const already = new Set(await membersOf(account, team));
  const found = inside.reverse().find(({ remoteId }) => !already.has(remoteId));
  if (found === undefined) throw new Error("Nobody is there");
  return found.ref;
}

async function membersOf(account: ContractAccount, of: RemoteRef): Promise<readonly string[]> {
  const request = { of, page: { size: 100, position: null }, states: new Set<UserState>(["ACTIVE"]) };
  const [page = null] = await account.cold().membersOfTeams(live(), [request]);
  if (!isPresent(page)) throw new Error("No members are shown");
  return page.rows.map(({ item }) => item.object.remoteId).sort();
}

async function addsMembers(account: ContractAccount): Promise<void> {
  const { team, users } = await teamOfTwo(account);
  expect(await membersOf(account, team)).toEqual(users.map(({ id }) => id).sort());
}

async function removesMembers(account: ContractAccount): Promise<void> {
  const { team, users } = await teamOfTwo(account);
  const [first, second] = users;
  if (first === undefined) throw new Error("Nobody is there");
  await carryOut(account, { operation: "TEAM_MEMBERS_REMOVE", team, users: [first] });
  expect(await membersOf(account, team)).toEqual([second?.id]);
}
