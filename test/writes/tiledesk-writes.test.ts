import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { MemberDocument } from "../../sandbox/tiledesk/documents.js";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { mutate, type MutationName, type Payload } from "./mutations.js";

let session: GraphSession;
let linkedAccount: string;
beforeAll(async () => {
  const writeRules = { settleMs: 300, removalsPerHour: 1_000 };
  session = await startGraphSession({ accounts: [{ key: "chat", people: 120, projects: 2, writeRules }] });
  const reply = await session.ask<{ linkedAccount: { id: string } }>(
    '{ linkedAccount(accountKey: "chat") { id } }',
  );
  linkedAccount = reply.data.linkedAccount.id;
});
afterAll(() => session.stop());

const state = (): ReturnType<ReturnType<GraphSession["standIn"]>["current"]>["state"] =>
  session.standIn().current().state;
const project = (index = 0): string => session.standIn().current().projectIds[index] ?? "";

function idOf(kind: string, id: string, scope: string | null = project()): string {
  const type = kind === "project" ? "Workspace" : kind === "role" ? "Role" : "User";
  return encodeGlobalId({ tenant: "default", account: "chat", type, ref: { kind, scope, id } });
}

/** Somebody of the first project, of whom the stand-in says so. */
function somebody(is: (member: MemberDocument) => boolean): {
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
async function tried(
  mutation: MutationName,
  variables: object,
): Promise<{
  payload: Payload;
  isChanged: boolean;
  calls: Readonly<Record<string, number>>;
  emails: number;
}> {
  const hash = session.standIn().hash();
  session.standIn().counters.reset();
  const { payload } = await mutate(session, mutation, { ...variables });
  const { callsByRoute: calls, emails } = session.calls();
  return { payload, isChanged: session.standIn().hash() !== hash, calls, emails };
}

function invitation(email: string, more: object = {}): { input: object } {
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

describe("an invitation", () => {
  test("of somebody who is a member is refused, in any case of the address", async () => {
    const { email } = somebody(({ status, trashed }) => status === "active" && trashed === false);
    const { payload, isChanged } = await tried("userInvite", invitation(email.toUpperCase()));
    expect(payload.userErrors).toMatchObject([{ code: "ALREADY_MEMBER", field: ["input", "email"] }]);
    expect(isChanged).toBe(false);
  });

  test("of the credential's own address is refused", async () => {
    const { payload, emails } = await tried("userInvite", invitation(session.standIn().current().email));
    expect(payload.userErrors).toMatchObject([{ code: "ALREADY_MEMBER" }]);
    expect(emails).toBe(0);
  });

  test("of a disabled member enables the membership there is, with the role asked for", async () => {
    const { id, email, member } = somebody(
      (one) => one.status === "disabled" && one.trashed === false && isAlone(one),
    );
    const { payload, emails } = await tried(
      "userInvite",
      invitation(email, { role: { name: "supervisor" } }),
    );
    expect(payload).toMatchObject({
      userErrors: [],
      user: { id, state: "ACTIVE", roles: [{ name: "supervisor" }] },
      effects: [{ kind: "MEMBERSHIP_ENABLED" }],
    });
    expect(emails).toBe(0);
    expect(
      state()
        .membershipsOf(member.id_user ?? "")
        .filter((one) => one.id_project === project()),
    ).toHaveLength(1);
  });

  test("of a deleted member restores the membership there is, and then gives it the role", async () => {
    const { id, email, member } = somebody((one) => one.trashed === true && isAlone(one));
    const { payload, emails, calls } = await tried(
      "userInvite",
      invitation(email, { role: { name: "admin" } }),
    );
    expect(payload).toMatchObject({
      userErrors: [],
      user: { id, state: "ACTIVE", roles: [{ name: "admin" }] },
      effects: [{ kind: "MEMBERSHIP_RESTORED" }],
    });
    expect(emails).toBe(0);
    expect(calls).toMatchObject({
      "PUT /:pid/project_users/:puid/restore": 1,
      "PUT /:pid/project_users/:puid": 1,
    });
    expect(
      state()
        .membershipsOf(member.id_user ?? "")
        .filter((one) => one.id_project === project()),
    ).toHaveLength(1);
  });

  test("that is pending is not sent again, but by its own mutation", async () => {
    const first = await tried("userInvite", invitation("twice@partner.example"));
    expect(first.payload).toMatchObject({
      userErrors: [],
      user: { state: "INVITED" },
      effects: [{ kind: "EMAIL_SENT" }],
    });
    const second = await tried("userInvite", { ...invitation("twice@partner.example"), force: true });
    expect(second.payload.userErrors).toMatchObject([{ code: "INVITE_ALREADY_SENT" }]);
    expect(second.emails).toBe(0);
    const resent = await tried("userInvitationResend", { id: first.payload.user?.id });
    expect(resent.payload).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
    expect(resent.emails).toBe(1);
  });

  test("takes a role that the project has, and no other", async () => {
    for (const [name, code] of [
      ["nobody", "NOT_FOUND"],
      // Somebody holds it, and the project does not have it.
      ["wizard", "INVALID"],
      ["Agent", "NOT_FOUND"],
      ["owner", "INVALID"],
      ["guest", "INVALID"],
      ["user", "INVALID"],
      ["", "INVALID"],
    ] as const) {
      const { payload, isChanged } = await tried(
        "userInvite",
        invitation("role@partner.example", { role: { name } }),
      );
      expect([name, payload.userErrors]).toMatchObject([name, [{ code, field: ["input", "role"] }]]);
      expect(isChanged).toBe(false);
    }
    const foreign = idOf("role", "agent", project(1));
    const { payload } = await tried(
      "userInvite",
      invitation("role@partner.example", { role: { id: foreign } }),
    );
    expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["input", "role"] }]);
  });

  test("with a custom role says what the server makes of it", async () => {
    const { payload } = await tried(
      "userInvite",
      invitation("auditor@partner.example", { role: { name: "auditor" } }),
    );
    expect(payload).toMatchObject({ userErrors: [], warnings: [{ code: "ROLE_BYPASSES_CHECKS" }] });
  });

  test("names exactly one project, and a role, and an address", async () => {
    for (const [more, code, field] of [
      [{ workspaces: undefined }, "INVALID", ["input", "workspaces"]],
      [{ workspaces: [] }, "INVALID", ["input", "workspaces"]],
      [{ workspaces: [idOf("project", "f".repeat(24), null)] }, "NOT_FOUND", ["input", "workspaces"]],
      [{ role: undefined }, "BLANK", ["input", "role"]],
      [{ email: " " }, "BLANK", ["input", "email"]],
      [{ email: "nobody" }, "INVALID", ["input", "email"]],
      [{ email: "a@b\r\nX-Evil: 1" }, "INVALID", ["input", "email"]],
      [{ name: { given: "June" } }, "FIELD_UNSUPPORTED", ["input", "name", "given"]],
      [{ isNotified: false }, "FIELD_UNSUPPORTED", ["input", "isNotified"]],
      [{ message: "Hello" }, "FIELD_UNSUPPORTED", ["input", "message"]],
    ] as const) {
      const { payload, isChanged } = await tried("userInvite", invitation("one@partner.example", more));
      expect([more, payload.userErrors]).toMatchObject([more, [{ code, field }]]);
      expect(isChanged).toBe(false);
    }
  });
});

/** Whether the person has one membership of the project only. */
function isAlone({ id_user }: MemberDocument): boolean {
  return (
    state()
      .membershipsOf(id_user ?? "")
      .filter((one) => one.id_project === project()).length === 1
  );
}

describe("the server's upserting PUT", () => {
  const writes: readonly [MutationName, object][] = [
    ["userUpdate", { input: { note: "Hello" } }],
    ["userEnable", {}],
    ["userDisable", {}],
    ["userSoftDelete", {}],
    ["userRestore", {}],
    ["userHardDelete", { confirm: "f".repeat(24) }],
  ];

  test.each(writes)("is not reached by %s with an id that nobody has", async (mutation, more) => {
    const { payload, isChanged, calls } = await tried(mutation, {
      id: idOf("member", "f".repeat(24)),
      ...more,
    });
    expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
    expect(isChanged).toBe(false);
    expect(Object.keys(calls).filter((route) => !route.startsWith("GET "))).toEqual([]);
  });

  test.each(writes)(
    "is not reached by %s with a member of a project that the id does not name",
    async (mutation, more) => {
      const member = [...state().members.values()].find(
        (one) => one.id_project === project(1) && one.roleType === 1,
      );
      const confirm = "confirm" in more ? { confirm: member?._id } : {};
      const { payload, isChanged, calls } = await tried(mutation, {
        id: idOf("member", member?._id ?? ""),
        ...more,
        ...confirm,
      });
      expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
      expect(isChanged).toBe(false);
      expect(Object.keys(calls).filter((route) => !route.startsWith("GET "))).toEqual([]);
    },
  );
});

describe("a change", () => {
  test("of nothing sends nothing", async () => {
    const { id } = somebody(
      ({ status, role, trashed }) => status === "active" && role === "agent" && trashed === false,
    );
    await tried("userUpdate", { id, input: { note: "Here", tags: ["a", "b"] } });
    const { payload, calls } = await tried("userUpdate", { id, input: { note: "Here", tags: ["a", "b"] } });
    expect(payload).toMatchObject({ operation: null, warnings: [{ code: "NOTHING_TO_DO" }] });
    expect(calls["PUT /:pid/project_users/:puid"] ?? 0).toBe(0);
  });

  test("keeps the colours of tags that stay", async () => {
    const { id, member } = somebody(
      ({ status, role, trashed }) => status === "active" && role === "agent" && trashed === false,
    );
    member.tags = [{ _id: state().nextId(), tag: "old", color: "#123456" }];
    state().changed();
    await tried("userUpdate", { id, input: { tags: ["new", "old"] } });
    expect(member.tags).toMatchObject([{ tag: "new" }, { tag: "old", color: "#123456" }]);
  });

  test("to null is refused: the server would skip it", async () => {
    const { id } = somebody(
      ({ status, role, trashed }) => status === "active" && role === "agent" && trashed === false,
    );
    for (const field of ["note", "maxConversations", "tags", "attributes"]) {
      const { payload, isChanged } = await tried("userUpdate", { id, input: { [field]: null } });
      expect(payload.userErrors).toMatchObject([{ code: "FIELD_UNSUPPORTED", field: ["input", field] }]);
      expect(isChanged).toBe(false);
    }
  });

  test("that the server accepts and ignores is not confirmed", async () => {
    const { id } = somebody(
      ({ status, role, trashed }) => status === "active" && role === "agent" && trashed === false,
    );
    const route = "/:pid/project_users/:puid";
    const fault = { kind: "garbage", body: { _id: "0".repeat(24), status: "active" } } as const;
    session.standIn().faults.add([{ match: { method: "PUT", route }, times: 1, fault }]);
    const { payload } = await tried("userUpdate", { id, input: { note: "Ignored" } });
    expect(payload).toMatchObject({
      userErrors: [{ code: "NOT_CONFIRMED" }],
      operation: { state: "NOT_APPLIED" },
    });
  });
});

describe("the rails", () => {
  test("keep the last owner and the credential's own membership", async () => {
    const { id, member } = somebody(({ role }) => role === "owner");
    for (const mutation of ["userDisable", "userSoftDelete", "userHardDelete"] as const) {
      const confirm = mutation === "userHardDelete" ? { confirm: member._id } : {};
      const { payload, isChanged } = await tried(mutation, { id, ...confirm });
      expect(payload.userErrors).toMatchObject([{ code: "SELF" }]);
      expect(isChanged).toBe(false);
    }
    const other = somebody(
      ({ role, status, trashed }) => role === "admin" && status === "active" && trashed === false,
    );
    Object.assign(other.member, { role: "owner" });
    const own = member.role ?? "";
    Object.assign(member, { role: "admin" });
    state().changed();
    const { payload } = await tried("userSoftDelete", { id: other.id });
    expect(payload.userErrors).toMatchObject([{ code: "LAST_OWNER" }]);
    Object.assign(member, { role: own });
    state().changed();
    const { payload: allowed } = await tried("userSoftDelete", { id: other.id });
    expect(allowed.userErrors).toEqual([]);
  });

  test("make no second membership by a restore", async () => {
    const { member, id } = somebody(
      (one) => one.trashed === true && state().activeMembership(project(), one.id_user ?? "") !== undefined,
    );
    const { payload, isChanged } = await tried("userRestore", { id });
    expect(payload.userErrors).toMatchObject([{ code: "ALREADY_MEMBER" }]);
    expect(isChanged).toBe(false);
    expect(member.trashed).toBe(true);
  });

  test("brake removals of one hour", async () => {
    const braked = await startGraphSession({
      accounts: [{ key: "chat", writeRules: { settleMs: 300, removalsPerHour: 2 } }],
    });
    try {
      const reply = await braked.ask<{ users: { nodes: { id: string; privilege: string }[] } }>(
        "{ users(first: 30, filter: { states: [ACTIVE], privileges: [MEMBER] }) { nodes { id privilege } } }",
      );
      const codes: string[] = [];
      for (const { id } of reply.data.users.nodes.slice(0, 4)) {
        const { payload } = await mutate(braked, "userSoftDelete", { id });
        codes.push(payload.userErrors[0]?.code ?? "OK");
      }
      expect(codes).toEqual(["OK", "OK", "REMOVAL_BRAKE", "REMOVAL_BRAKE"]);
    } finally {
      await braked.stop();
    }
  });
});

describe("a reader", () => {
  test("sees each write at once, in lists too", async () => {
    const { id } = somebody(
      ({ status, role, trashed }) => status === "active" && role === "agent" && trashed === false,
    );
    const query = `query ($id: ID!) { user(id: $id) { state availability { note } }
      users(first: 100, filter: { states: [ACTIVE, DISABLED] }) { nodes { id state } } }`;
    interface Seen {
      readonly user: { readonly state: string; readonly availability: { readonly note: string | null } };
      readonly users: { readonly nodes: readonly { readonly id: string; readonly state: string }[] };
    }
    for (let round = 0; round < 20; round += 1) {
      const mutation = round % 2 === 0 ? "userDisable" : "userEnable";
      const expected = round % 2 === 0 ? "DISABLED" : "ACTIVE";
      const { payload } = await mutate(session, mutation, { id });
      expect(payload.user?.state).toBe(expected);
      const { data } = await session.ask<Seen>(query, { id });
      expect(data.user.state).toBe(expected);
      expect(data.users.nodes.find((node) => node.id === id)?.state ?? expected).toBe(expected);
    }
  });
});
