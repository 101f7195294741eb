import { expect } from "@jest/globals";
import type { GraphSession } from "../resolvers/graph-session.js";
import { mutate, userFields, type MutationName, type Payload, type SeenUser } from "./mutations.js";

export type Session = Pick<GraphSession, "ask">;

const email = "Noa.Berg@partner.example";

/** The whole life of a user, whatever the server is like. */
export async function roundTrip(session: Session): Promise<void> {
  const id = await invite(session);
  await change(session, id);
  await disableAndEnable(session, id);
  await giveAndTakeRole(session, id);
  await removeAndRestore(session, id);
  await erase(session, id);
}

/** Carries a mutation out that has to go well. */
async function done(
  session: Session,
  name: MutationName,
  variables: Readonly<Record<string, unknown>>,
): Promise<Payload> {
  const { payload } = await mutate(session, name, variables);
  expect(payload.userErrors).toEqual([]);
  return payload;
}

export interface NamedUser extends SeenUser {
  readonly name: {
    readonly given: string | null;
    readonly family: string | null;
    readonly full: string;
  } | null;
  readonly displayName: string;
  readonly title: string | null;
  readonly phone: string | null;
  readonly timeZone: string | null;
  readonly locale: string | null;
}
const fields = `${userFields} displayName name { given family full } title phone timeZone locale`;

export async function found(session: Session, filter: string): Promise<readonly NamedUser[]> {
  const nodes: NamedUser[] = [];
  for (let after: string | null = null; ;) {
    const reply: Awaited<ReturnType<typeof session.ask<Found>>> = await session.ask<Found>(
      `query ($after: String) { users(first: 100, after: $after, filter: ${filter}) {
        nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    expect(reply.errors).toEqual([]);
    const { users } = reply.data;
    nodes.push(...users.nodes);
    if (!users.pageInfo.hasNextPage) return nodes;
    after = users.pageInfo.endCursor;
  }
}

interface Found {
  readonly users: {
    readonly nodes: readonly NamedUser[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

export async function linkedAccountOf(session: Session): Promise<string> {
  const reply = await session.ask<{ linkedAccount: { id: string } }>(
    '{ linkedAccount(accountKey: "idp") { id } }',
  );
  return reply.data.linkedAccount.id;
}

async function invite(session: Session): Promise<string> {
  const linkedAccount = await linkedAccountOf(session);
  const name = { given: "Noa", family: "Berg" };
  const invited = await done(session, "userInvite", { input: { linkedAccount, email, name } });
  expect(invited.user).toMatchObject({ state: "ACTIVE" });
  expect(invited.user?.email?.toLowerCase()).toBe(email.toLowerCase());
  expect(invited).toMatchObject({ effects: [], warnings: [], operation: { state: "APPLIED" } });
  const id = invited.user?.id ?? "";
  expect(await found(session, byEmail)).toMatchObject([{ id, state: "ACTIVE", name }]);
  const { payload } = await mutate(session, "userInvite", { input: { linkedAccount, email }, force: true });
  expect(payload.userErrors).toMatchObject([{ code: "ALREADY_MEMBER" }]);
  return id;
}

const byEmail = `{ emails: ["${email.toLowerCase()}"] }`;

async function change(session: Session, id: string): Promise<void> {
  const plain = {
    title: "Chief of Staff",
    phone: "+49 30 901820",
    timeZone: "Europe/Berlin",
    locale: "de-DE",
  };
  const input = { ...plain, name: { family: "Berg-Lund" } };
  await done(session, "userUpdate", { id, input });
  const [user] = await found(session, byEmail);
  expect(user).toMatchObject({ id, ...plain, state: "ACTIVE", displayName: "Noa Berg-Lund" });
  expect(user?.name).toEqual({ given: "Noa", family: "Berg-Lund", full: "Noa Berg-Lund" });
  const again = await done(session, "userUpdate", { id, input });
  expect(again).toMatchObject({ operation: null, warnings: [{ code: "NOTHING_TO_DO" }] });
  await done(session, "userUpdate", { id, input: { title: null, phone: null, locale: null } });
  expect(await found(session, byEmail)).toMatchObject([{ title: null, phone: null, locale: null }]);
}

async function disableAndEnable(session: Session, id: string): Promise<void> {
  const disabled = await done(session, "userDisable", { id });
  expect(disabled).toMatchObject({
    effectiveMode: "DISABLED",
    isReversible: true,
    user: { state: "DISABLED" },
  });
  const again = await done(session, "userDisable", { id });
  expect(again).toMatchObject({ operation: null, warnings: [{ code: "NOTHING_TO_DO" }] });
  const enabled = await done(session, "userEnable", { id });
  expect(enabled.user).toMatchObject({ id, state: "ACTIVE" });
}

/** A role that others have, by its name in another case. */
async function giveAndTakeRole(session: Session, id: string): Promise<void> {
  const role = { name: "EMPLOYEE" };
  const given = await done(session, "roleAssign", { id, role });
  expect(given).toMatchObject({ user: { roles: [{ name: "employee" }] }, replacedRole: null });
  const again = await done(session, "roleAssign", { id, role });
  expect(again).toMatchObject({ operation: null, warnings: [{ code: "NOTHING_TO_DO" }] });
  const taken = await done(session, "roleUnassign", { id, role });
  expect(taken.user?.roles ?? []).toEqual([]);
  const { payload } = await mutate(session, "roleAssign", { id, role: { name: "emplojee" } });
  expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["role"] }]);
}

/** The whole life of a group that the server lets us see, which ends with its members gone: SCIM erases groups. */
export async function teamRoundTrip(session: Session): Promise<void> {
  const linkedAccount = await linkedAccountOf(session);
  const input = { linkedAccount, name: "Choir of agents" };
  const { team } = await done(session, "teamCreate", { input });
  expect(team).toMatchObject({ name: "Choir of agents" });
  const id = team?.id ?? "";
  expect(await membersOf(session, id)).toEqual([]);
  const taken = { linkedAccount, name: "CHOIR of agents" };
  const { payload } = await mutate(session, "teamCreate", { input: taken });
  expect(payload.userErrors).toMatchObject([{ code: "TAKEN" }]);
  const renamed = await done(session, "teamUpdate", { id, input: { name: "Band of agents" } });
  expect(renamed.team).toMatchObject({ id, name: "Band of agents" });
  const people = (await found(session, "{ states: [ACTIVE] }")).slice(0, 3);
  const users = people.map((user) => user.id);
  await done(session, "teamMembersAdd", { id, users });
  expect(await membersOf(session, id)).toEqual([...users].sort());
  const again = await done(session, "teamMembersAdd", { id, users: users.slice(1) });
  expect(again).toMatchObject({ operation: null, warnings: [{ code: "NOTHING_TO_DO" }] });
  await done(session, "teamMembersRemove", { id, users: users.slice(0, 2) });
  expect(await membersOf(session, id)).toEqual(users.slice(2));
  await done(session, "teamMembersRemove", { id, users: users.slice(2) });
}

async function membersOf(session: Session, id: string): Promise<readonly string[]> {
  const reply = await session.ask<{ team: { members: { nodes: { id: string }[] } } }>(
    "query ($id: ID!) { team(id: $id) { members { nodes { id } } } }",
    { id },
  );
  expect(reply.errors).toEqual([]);
  return reply.data.team.members.nodes.map((node) => node.id).sort();
}

async function removeAndRestore(session: Session, id: string): Promise<void> {
  const deleted = await done(session, "userSoftDelete", { id });
  expect(deleted).toMatchObject({
    effectiveMode: "EMULATED_SOFT_DELETED",
    isReversible: true,
    user: { id, state: "DELETED" },
  });
  expect(await found(session, byEmail)).toMatchObject([{ id, state: "DELETED" }]);
  expect((await found(session, "{ states: [DELETED] }")).map((user) => user.id)).toEqual([id]);
  expect((await found(session, "{}")).map((user) => user.id)).not.toContain(id);
  const { payload } = await mutate(session, "userSoftDelete", { id });
  expect(payload.userErrors).toMatchObject([{ code: "ALREADY_DELETED" }]);
  const restored = await done(session, "userRestore", { id });
  expect(restored).toMatchObject({ user: { id, state: "ACTIVE" }, fidelity: { sameId: true, lost: [] } });
  expect(await found(session, "{ states: [DELETED] }")).toEqual([]);
}

async function erase(session: Session, id: string): Promise<void> {
  const [user] = await found(session, byEmail);
  const erased = await done(session, "userHardDelete", { id, confirm: user?.remoteId });
  expect(erased).toMatchObject({
    effectiveMode: "HARD_DELETED",
    isReversible: false,
    deletedId: id,
    user: null,
  });
  expect(await found(session, byEmail)).toEqual([]);
}
