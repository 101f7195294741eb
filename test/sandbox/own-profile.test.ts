import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { MemberDocument, UserDocument } from "../../sandbox/tiledesk/documents.js";
import { newMember } from "../../sandbox/tiledesk/new-documents.js";
import { administratorEmail } from "../../sandbox/tiledesk/route.js";
import { type Reply, type Session, startSession } from "./session.js";

describe("what a user changes of oneself", () => {
  let session: Session;
  beforeAll(async () => {
    session = await startSession({ people: 80, projects: 2 });
  });
  afterAll(() => session.close());

  const state = (): ReturnType<Session["standIn"]["current"]>["state"] => session.standIn.current().state;
  const projectId = (): string => session.projectIds[0] ?? "";

  /** A member of the first project who can sign in. */
  function find(is: (member: MemberDocument) => boolean): { member: MemberDocument; user: UserDocument } {
    for (const member of state().members.values()) {
      const user = state().users.get(member.id_user ?? "");
      const isOurs = member.id_project === projectId() && member.roleType === 1;
      if (isOurs && user?.status === 100 && is(member)) return { member, user };
    }
    throw new Error("Nobody is so");
  }
  const isActive = ({ status, trashed }: MemberDocument): boolean => status === "active" && trashed === false;
  const agent = (): ReturnType<typeof find> => find((one) => isActive(one) && one.role === "agent");

  async function putAs(email: string, path: string, body: object): Promise<Reply> {
    return session.call("PUT", path, { body, authorization: await session.signIn(email) });
  }
  const ownPath = (): string => `/${projectId()}/project_users/`;

  it("is the membership without role, status, settings and what the server does not know", async () => {
    const { member, user } = agent();
    const reply = await putAs(user.email, ownPath(), {
      ...{ user_available: false, profileStatus: "lunch", max_assigned_chat: 3, attributes: { a: 1 } },
      ...{ role: "owner", status: "disabled", trashed: true, settings: { x: 1 }, max_served_chat: 9 },
      ...{ firstname: "X", id_user: "0".repeat(24) },
    });
    const kept = { role: "agent", status: "active", trashed: false, id_user: user._id };
    const changed = { user_available: false, profileStatus: "lunch", max_assigned_chat: 3 };
    expect(reply).toMatchObject({ status: 200, body: { _id: member._id, ...kept, ...changed } });
    for (const field of ["settings", "max_served_chat", "firstname", "isBusy"])
      expect(reply.body).not.toHaveProperty(field);
    expect(user.firstname).not.toBe("X");
  });

  it("needs an agent's rank and an active membership", async () => {
    const teammate = find((one) => isActive(one) && one.role === "teammate");
    const refused = await putAs(teammate.user.email, ownPath(), { profileStatus: "lunch" });
    expect(refused).toMatchObject({ status: 403, body: { msg: "you dont have the required role." } });
    const disabled = find(
      ({ status, id_user }) =>
        status === "disabled" && state().activeMembership(projectId(), id_user ?? "") === undefined,
    );
    const stranger = await putAs(disabled.user.email, ownPath(), { profileStatus: "lunch" });
    expect(stranger).toMatchObject({ status: 403, body: { msg: "you dont belong to the project." } });
    const administrator = await putAs(administratorEmail, ownPath(), { profileStatus: "lunch" });
    expect(administrator).toMatchObject({ status: 500, body: { err: "error" } });
  });

  it("is the first of two active memberships, the one that `me` shows", async () => {
    const { member, user } = agent();
    const origin = { _id: state().nextId(), at: state().now(), createdBy: user._id };
    const membership = { id_project: projectId(), id_user: user._id, role: "admin", user_available: true };
    const second = newMember(origin, membership);
    state().addMember(second);
    const authorization = await session.signIn(user.email);
    const me = await session.call("GET", `${ownPath()}me`, { authorization });
    expect(me.body).toMatchObject([{ _id: member._id }]);
    const reply = await session.call("PUT", ownPath(), { body: { profileStatus: "here" }, authorization });
    expect(reply.body).toMatchObject({ _id: member._id, profileStatus: "here" });
    expect(second.profileStatus).toBeUndefined();
    state().removeMember(second);
  });

  it("is names and phone, seen in the lists of all projects, and never address or status", async () => {
    const { email } = session.standIn.current();
    const body = {
      firstname: "Ola",
      phone: " +390832000001 ",
      email: "x@y.example",
      status: 0,
      lastname: null,
    };
    const reply = await session.call("PUT", "/users", { body });
    const shown = { firstname: "Ola", phone: "+390832000001", email, status: 100 };
    expect(reply).toMatchObject({ status: 200, body: { success: true, updatedUser: shown } });
    const { lastname } = (reply.body as { updatedUser: UserDocument }).updatedUser;
    expect(lastname).toMatch(/\S/);
    for (const id of session.projectIds) {
      const list = (await session.call("GET", `/${id}/project_users`)).body as { id_user: unknown }[];
      expect(list.map(({ id_user }) => id_user)).toContainEqual(
        expect.objectContaining({ ...shown, lastname }),
      );
    }
  });

  it("is any text, and nothing at all when one value is no text", async () => {
    const { user } = agent();
    const reply = await putAs(user.email, "/users", { lastname: "", phone: "call me" });
    expect(reply.body).toMatchObject({ updatedUser: { lastname: "", phone: "call me" } });
    const before = session.standIn.hash();
    const refused = await putAs(user.email, "/users", { firstname: "Nobody", phone: { number: 1 } });
    expect(refused).toMatchObject({ status: 500, body: { success: false, msg: { name: "CastError" } } });
    expect(session.standIn.hash()).toBe(before);
  });
});
