/* A Tiledesk account with two projects, for the tests of one file. */
import { afterAll, beforeAll } from "@jest/globals";
import type { MemberDocument } from "../../sandbox/tiledesk/documents.js";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { mutate, type MutationName, type Payload } from "./mutations.js";

let opened: GraphSession | null = null;
let linkedAccount = "";
beforeAll(async () => {
  const writeRules = { settleMs: 300, removalsPerHour: 1_000 };
  opened = await startGraphSession({ accounts: [{ key: "chat", people: 120, projects: 2, writeRules }] });
  const reply = await opened.ask<{ linkedAccount: { id: string } }>(
    '{ linkedAccount(accountKey: "chat") { id } }',
  );
  linkedAccount = reply.data.linkedAccount.id;
});
afterAll(() => opened?.stop());

/** The one session of a test file. */
export function session(): GraphSession {
  if (opened === null) throw new Error("Asked for before the account was opened");
  return opened;
}

export const state = (): ReturnType<ReturnType<GraphSession["standIn"]>["current"]>["state"] =>
  session().standIn().current().state;
export const project = (index = 0): string => session().standIn().current().projectIds[index] ?? "";

export function idOf(kind: string, id: string, scope: string | null = project()): string {
  const type = kind === "project" ? "Workspace" : kind === "role" ? "Role" : "User";
  return encodeGlobalId({ tenant: "default", account: "chat", type, ref: { kind, scope, id } });
}

/** Somebody of the first project, of whom the stand-in says so. */
export function somebody(is: (member: MemberDocument) => boolean): {
  member: MemberDocument;
  id: string;
  email: string;
} {
  const member = [...state().members.values()].find(
    (one) => one.id_project === project() && one.roleType === 1 && emailOf(one) !== "" && is(one),
  );
  if (member === undefined) throw new Error("Nobody is so");
  return { member, id: idOf("member", member._id), email: emailOf(member) };
}

function emailOf({ id_user }: MemberDocument): string {
  const user = state().users.get(id_user ?? "");
  return user?.status === 100 ? user.email : "";
}

/** What a mutation came to, and what it changed. */
export async function tried(
  mutation: MutationName,
  variables: object,
): Promise<{
  payload: Payload;
  isChanged: boolean;
  calls: Readonly<Record<string, number>>;
  emails: number;
}> {
  const hash = session().standIn().hash();
  session().standIn().counters.reset();
  const { payload } = await mutate(session(), mutation, { ...variables });
  const { callsByRoute: calls, emails } = session().calls();
  return { payload, isChanged: session().standIn().hash() !== hash, calls, emails };
}

export function invitation(email: string, more: object = {}): { input: object } {
  return {
    input: {
      linkedAccount,
      email,
      role: { name: "agent" },
      workspaces: [idOf("project", project(), null)],
      ...more,
    },
  };
}

export function linkedAccountId(): string {
  return linkedAccount;
}

/** Whether the person has one membership of the project only. */
export function isAlone({ id_user }: MemberDocument): boolean {
  return (
    state()
      .membershipsOf(id_user ?? "")
      .filter((one) => one.id_project === project()).length === 1
  );
}
