import { describe, expect, test } from "@jest/globals";
import { newMember } from "../../sandbox/tiledesk/new-documents.js";
import type { MemberDocument, UserDocument } from "../../sandbox/tiledesk/documents.js";
import { idOf, project, session, somebody, state, tried } from "./tiledesk-project.js";

const personRoute = "PUT /users";
const ownRoute = "PUT /:pid/project_users";
const idRoute = "PUT /:pid/project_users/:puid";

function writesOf(calls: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(calls).filter(([route]) => !route.startsWith("GET ")));
}

/** The credential's own User in one of its projects, and the person behind it. */
function own(index = 0): { id: string; member: MemberDocument; person: UserDocument } {
  const member = [...state().members.values()].find(
    ({ id_project, role }) => id_project === project(index) && role === "owner",
  );
  const person = state().users.get(member?.id_user ?? "");
  if (member === undefined || person === undefined) throw new Error("The credential is nobody");
  return { id: idOf("member", member._id, project(index)), member, person };
}

function colleague(): string {
  return somebody(({ status, role, trashed }) => status === "active" && role === "agent" && trashed === false)
    .id;
}

interface Seen {
  readonly name: { readonly given: string | null; readonly family: string | null } | null;
  readonly phone: string | null;
}

async function seen(id: string): Promise<Seen | null> {
  const reply = await session().ask<{ user: Seen | null }>(
    "query ($id: ID!) { user(id: $id) { name { given family } phone } }",
    { id },
  );
  return reply.data.user;
}

/** The call is applied or not as the fault has it, once. */
function spoil(route: string, kind: "lostAnswer" | "reset"): void {
  session()
    .standIn()
    .faults.add([{ match: { method: "PUT", route }, times: 1, fault: { kind } }]);
}

describe("the account's own User", () => {
  test("changes its names and phone number, in all of its projects", async () => {
    const { id, person } = own();
    const input = { name: { given: " Olga ", family: "Of Two" }, phone: "+390832000123" };
    const { payload, calls } = await tried("userUpdate", { id, input });
    expect(payload).toMatchObject({
      ...{ userErrors: [], warnings: [{ code: "CHANGES_ALL_PROJECTS" }] },
      ...{ user: { id }, operation: { state: "APPLIED" } },
    });
    expect(writesOf(calls)).toEqual({ [personRoute]: 1 });
    expect(person).toMatchObject({ firstname: "Olga", lastname: "Of Two", phone: input.phone });
    const shown = { name: { given: "Olga", family: "Of Two" }, phone: input.phone };
    expect(await seen(id)).toEqual(shown);
    expect(await seen(own(1).id)).toEqual(shown);
  });

  test("keeps what is not given", async () => {
    const { id, person } = own();
    const { lastname, phone } = person;
    const { payload } = await tried("userUpdate", { id, input: { name: { given: "Olivia" } } });
    expect(payload.userErrors).toEqual([]);
    expect(person).toMatchObject({ firstname: "Olivia", lastname, phone });
  });

  test("changes its membership by the call for oneself", async () => {
    const { id, member } = own();
    const input = { note: "My own", isAvailable: false, tags: ["mine"], maxConversations: 7 };
    const { payload, calls } = await tried("userUpdate", { id, input });
    expect(payload).toMatchObject({
      ...{ userErrors: [], warnings: [] },
      user: { id, availability: { note: "My own", isAvailable: false }, tags: ["mine"] },
    });
    expect(writesOf(calls)).toEqual({ [ownRoute]: 1 });
    expect(member).toMatchObject({ profileStatus: "My own", max_assigned_chat: 7 });
  });

  test("changes both, the person first", async () => {
    const { id, member, person } = own();
    const input = { name: { given: "Both" }, note: "Both" };
    const { payload, calls } = await tried("userUpdate", { id, input });
    expect(payload).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
    expect(writesOf(calls)).toEqual({ [personRoute]: 1, [ownRoute]: 1 });
    expect([person.firstname, member.profileStatus]).toEqual(["Both", "Both"]);
  });

  test("is sent nothing of what it is already", async () => {
    const { id, person } = own();
    const { firstname: given, lastname: family } = person;
    const { payload, calls } = await tried("userUpdate", { id, input: { name: { given, family } } });
    expect(payload).toMatchObject({ operation: null, warnings: [{ code: "NOTHING_TO_DO" }] });
    expect(writesOf(calls)).toEqual({});
  });

  test("is shown the calls by a rehearsal that sends none", async () => {
    const { id, member } = own();
    const input = { name: { family: "Rehearsed" }, phone: "+390832000999", note: "Rehearsed" };
    const { payload, calls, isChanged } = await tried("userUpdate", { id, input, dryRun: true });
    expect(payload).toMatchObject({
      ...{ userErrors: [], operation: null, warnings: [{ code: "CHANGES_ALL_PROJECTS" }] },
      plannedCalls: [
        { method: "PUT", path: "/users", body: { lastname: "Rehearsed", phone: "+390832000999" } },
        {
          ...{ method: "PUT", path: `/${member.id_project ?? ""}/project_users/` },
          body: { profileStatus: "Rehearsed" },
        },
      ],
    });
    expect(payload.plannedCalls).toHaveLength(2);
    expect(writesOf(calls)).toEqual({});
    expect(isChanged).toBe(false);
  });

  test("does not change its own role, nor anything along with it", async () => {
    const { id } = own();
    const input = { role: { name: "agent" }, name: { given: "Demoted" }, note: "Demoted" };
    const { payload, calls } = await tried("userUpdate", { id, input });
    expect(payload.userErrors).toMatchObject([{ code: "SELF" }]);
    expect(writesOf(calls)).toEqual({});
  });

  test("is one of two memberships: the one that is meant is changed", async () => {
    const { id, member, person } = own();
    const origin = { _id: state().nextId(), at: state().now(), createdBy: person._id };
    const membership = { id_project: project(), id_user: person._id, role: "admin", user_available: true };
    const second = newMember(origin, membership);
    state().addMember(second);
    try {
      const other = { id: idOf("member", second._id), input: { note: "Second" } };
      expect((await tried("userUpdate", other)).payload.userErrors).toEqual([]);
      expect((await tried("userUpdate", { id, input: { note: "First" } })).payload.userErrors).toEqual([]);
      expect([member.profileStatus, second.profileStatus]).toEqual(["First", "Second"]);
    } finally {
      state().removeMember(second);
    }
  });
});

describe("refused before anything is sent", () => {
  const person: readonly [input: object, field: readonly string[]][] = [
    [{ name: { given: "Other" } }, ["input", "name", "given"]],
    [{ name: { family: "Other" } }, ["input", "name", "family"]],
    [{ phone: "+390832000001" }, ["input", "phone"]],
    [{ phone: "+390832000001", note: "And more" }, ["input", "phone"]],
  ];
  test.each(person)("is %j of anybody else", async (input, field) => {
    const { payload, isChanged, calls } = await tried("userUpdate", { id: colleague(), input });
    expect(payload.userErrors).toMatchObject([
      { code: "FIELD_UNSUPPORTED", field, message: expect.stringMatching(/^Only the person can change it/u) },
    ]);
    expect(payload).toMatchObject({ operation: null });
    expect(writesOf(calls)).toEqual({});
    expect(isChanged).toBe(false);
  });

  const wrong: readonly [input: object, code: string, field: readonly string[]][] = [
    [{ name: { given: null } }, "FIELD_UNSUPPORTED", ["input", "name", "given"]],
    [{ name: { family: null } }, "FIELD_UNSUPPORTED", ["input", "name", "family"]],
    [{ phone: null }, "FIELD_UNSUPPORTED", ["input", "phone"]],
    [{ name: { full: "One Name" } }, "FIELD_UNSUPPORTED", ["input", "name", "full"]],
    [{ name: { given: " " } }, "BLANK", ["input", "name", "given"]],
    [{ name: { given: "Good", family: "" } }, "BLANK", ["input", "name", "family"]],
    [{ phone: "" }, "BLANK", ["input", "phone"]],
    [{ phone: "+39 0832 000001" }, "INVALID", ["input", "phone"]],
    [{ phone: "0832000001" }, "INVALID", ["input", "phone"]],
    [{ phone: "+0832000001" }, "INVALID", ["input", "phone"]],
    [{ phone: "+1234567890123456" }, "INVALID", ["input", "phone"]],
    [{ name: { given: "Good" }, phone: "call me", note: "Good" }, "INVALID", ["input", "phone"]],
  ];
  test.each(wrong)("is %j of oneself: %s", async (input, code, field) => {
    const { payload, isChanged, calls } = await tried("userUpdate", { id: own().id, input });
    expect(payload.userErrors).toMatchObject([{ code, field }]);
    expect(writesOf(calls)).toEqual({});
    expect(isChanged).toBe(false);
  });
});

describe("what became of a change of the person", () => {
  test("whose answer is lost is found out: it was made", async () => {
    const { id, person } = own();
    spoil("/users", "lostAnswer");
    const { payload, calls } = await tried("userUpdate", { id, input: { name: { given: "Lost" } } });
    expect(payload).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
    expect(writesOf(calls)).toEqual({ [personRoute]: 1 });
    expect(person.firstname).toBe("Lost");
  });

  test("whose answer is lost goes on with the membership", async () => {
    const { id, member, person } = own();
    spoil("/users", "lostAnswer");
    spoil("/:pid/project_users", "lostAnswer");
    const input = { name: { given: "Found" }, note: "Found" };
    const { payload, calls } = await tried("userUpdate", { id, input });
    expect(payload).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
    expect(writesOf(calls)).toEqual({ [personRoute]: 1, [ownRoute]: 1 });
    expect([person.firstname, member.profileStatus]).toEqual(["Found", "Found"]);
  });

  test("that never arrived is found out: nothing was changed, and nothing else was sent", async () => {
    const { id, person } = own();
    const { firstname } = person;
    spoil("/users", "reset");
    const input = { name: { given: "Never" }, note: "Never" };
    const { payload, calls, isChanged } = await tried("userUpdate", { id, input });
    expect(payload).toMatchObject({
      userErrors: [{ code: "PROVIDER_UNAVAILABLE" }],
      operation: { state: "NOT_APPLIED" },
    });
    expect(writesOf(calls)).toEqual({ [personRoute]: 1 });
    expect(isChanged).toBe(false);
    expect(person.firstname).toBe(firstname);
  });

  test.each([[{ name: { given: "Ignored" } }], [{ name: { given: "Ignored" }, note: "Not ignored" }]])(
    "that is accepted and ignored is not confirmed: %j",
    async (input) => {
      const fault = { kind: "garbage", body: { success: true, updatedUser: {} } } as const;
      session()
        .standIn()
        .faults.add([{ match: { method: "PUT", route: "/users" }, times: 1, fault }]);
      const { payload } = await tried("userUpdate", { id: own().id, input });
      expect(payload.userErrors).toMatchObject([{ code: "NOT_CONFIRMED" }]);
    },
  );

  test("that was made before the membership was refused is told as half done", async () => {
    const { id, person } = own(1);
    const body = { success: false, msg: "you dont belong to the project." };
    const fault = { kind: "status", status: 403, body } as const;
    session()
      .standIn()
      .faults.add([{ match: { method: "PUT", route: "/:pid/project_users" }, times: 1, fault }]);
    const input = { name: { given: "Half" }, note: "Half" };
    const { payload } = await tried("userUpdate", { id, input });
    expect(payload).toMatchObject({
      ...{ userErrors: [{ code: "FORBIDDEN" }], warnings: [{ code: "PARTLY_APPLIED" }] },
      operation: { state: "NEEDS_REVIEW" },
    });
    expect(person.firstname).toBe("Half");
  });
});

test("anybody else is changed by id, as before", async () => {
  const { payload, calls } = await tried("userUpdate", { id: colleague(), input: { note: "By id" } });
  expect(payload.userErrors).toEqual([]);
  expect(writesOf(calls)).toEqual({ [idRoute]: 1 });
});
