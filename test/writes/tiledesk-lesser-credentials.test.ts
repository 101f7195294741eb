import { afterEach, describe, expect, test } from "@jest/globals";
import { createCompany } from "../../sandbox/company.js";
import type { MemberDocument } from "../../sandbox/tiledesk/documents.js";
import { newMember } from "../../sandbox/tiledesk/new-documents.js";
import { administratorEmail } from "../../sandbox/tiledesk/route.js";
import { createTiledeskStandIn } from "../../sandbox/tiledesk/stand-in.js";
import type { TiledeskState } from "../../sandbox/tiledesk/state.js";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { mutate, type Payload } from "./mutations.js";

/*
 * Accounts whose credential is no owner: an agent, who may change nobody but itself, and the administrator of the whole
 * server, who may change everybody and need not be a member.
 */

const people = 60;

let opened: GraphSession | null = null;
afterEach(async () => {
  await opened?.stop();
  opened = null;
});

async function open(email: string): Promise<TiledeskState> {
  const writeRules = { settleMs: 300 };
  const credentials = { email };
  opened = await startGraphSession({
    accounts: [{ key: "chat", people, onlyProjects: [0], credentials, writeRules }],
  });
  return opened.standIn().current().state;
}

function session(): GraphSession {
  if (opened === null) throw new Error("Asked for before the account was opened");
  return opened;
}

function isAgent({ role, status, trashed, roleType }: MemberDocument): boolean {
  return role === "agent" && status === "active" && trashed === false && roleType === 1;
}

function agentsOf(state: TiledeskState): readonly MemberDocument[] {
  return [...state.members.values()].filter(
    (member) => isAgent(member) && state.users.get(member.id_user ?? "")?.status === 100,
  );
}

/** An agent's address, known before the account is opened: the same seed is the same company. */
function agentEmail(): string {
  const { state } = createTiledeskStandIn({
    company: createCompany(people, 1),
    projects: 1,
    seed: 1,
  }).current();
  return state.users.get(agentsOf(state)[0]?.id_user ?? "")?.email ?? "";
}

function idOf({ _id, id_project = "" }: MemberDocument): string {
  const ref = { kind: "member", scope: id_project, id: _id };
  return encodeGlobalId({ tenant: "default", account: "chat", type: "User", ref });
}

/** What an update came to, and the calls of it that write. */
async function update(
  member: MemberDocument,
  input: object,
): Promise<{ payload: Payload; sent: readonly string[] }> {
  session().standIn().counters.reset();
  const { payload } = await mutate(session(), "userUpdate", { id: idOf(member), input });
  const sent = Object.keys(session().calls().callsByRoute).filter((route) => !route.startsWith("GET "));
  return { payload, sent };
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error("Nobody is there");
  return item;
}

describe("an agent", () => {
  test("changes its own membership, names and phone, without a word about other projects", async () => {
    const state = await open(agentEmail());
    const self = first(agentsOf(state));
    const input = { name: { given: "Ann", family: "Agent" }, phone: "+390832000002", note: "At lunch" };
    const { payload, sent } = await update(self, input);
    expect(payload).toMatchObject({ userErrors: [], warnings: [], operation: { state: "APPLIED" } });
    expect(sent).toEqual(["PUT /:pid/project_users", "PUT /users"]);
    const reply = await session().ask(
      "query ($id: ID!) { user(id: $id) { name { given family } phone availability { note } } }",
      { id: idOf(self) },
    );
    const { note, ...person } = input;
    expect(reply.data).toEqual({ user: { ...person, availability: { note } } });
  });

  test("changes neither its own role nor anything of somebody else", async () => {
    const state = await open(agentEmail());
    const [self, other] = agentsOf(state);
    if (self === undefined || other === undefined) throw new Error("Nobody is there");
    const before = session().standIn().hash();
    const ownRole = await update(self, { role: { name: "admin" } });
    expect(ownRole).toMatchObject({ payload: { userErrors: [{ code: "SELF" }] }, sent: [] });
    const name = await update(other, { name: { given: "Other" } });
    expect(name).toMatchObject({ payload: { userErrors: [{ code: "FIELD_UNSUPPORTED" }] }, sent: [] });
    const note = await update(other, { note: "Other" });
    expect(note).toMatchObject({
      payload: { userErrors: [{ code: "FORBIDDEN" }], operation: { state: "NOT_APPLIED" } },
      sent: ["PUT /:pid/project_users/:puid"],
    });
    expect(session().standIn().hash()).toBe(before);
  });
});

describe("the administrator of the server", () => {
  test("is nobody where it is no member: memberships are changed by id, and nobody's names are", async () => {
    const state = await open(administratorEmail);
    const member = first(agentsOf(state));
    const note = await update(member, { note: "Seen to" });
    expect(note).toMatchObject({ payload: { userErrors: [] }, sent: ["PUT /:pid/project_users/:puid"] });
    const phone = await update(member, { phone: "+390832000003" });
    expect(phone).toMatchObject({
      payload: { userErrors: [{ code: "FIELD_UNSUPPORTED", field: ["input", "phone"] }] },
      sent: [],
    });
  });

  test("is itself where it is a member", async () => {
    const state = await open(administratorEmail);
    const user = first([...state.users.values()].filter(({ email }) => email === administratorEmail));
    const { id_project = "" } = first(agentsOf(state));
    const origin = { _id: state.nextId(), at: state.now(), createdBy: user._id };
    const membership = { id_project, id_user: user._id, role: "agent", user_available: true };
    const self = newMember(origin, membership);
    state.addMember(self);
    const { payload, sent } = await update(self, { name: { family: "Administrator" }, isAvailable: false });
    expect(payload.userErrors).toEqual([]);
    expect(sent).toEqual(["PUT /:pid/project_users", "PUT /users"]);
    expect([user.lastname, self.user_available]).toEqual(["Administrator", false]);
  });
});
