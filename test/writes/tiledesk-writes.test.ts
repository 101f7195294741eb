import { describe, expect, test } from "@jest/globals";
import { startGraphSession } from "../resolvers/graph-session.js";
import { mutate, type MutationName } from "./mutations.js";
import { idOf, project, session, somebody, state, tried } from "./tiledesk-project.js";

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
    session()
      .standIn()
      .faults.add([{ match: { method: "PUT", route }, times: 1, fault }]);
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
      const { payload } = await mutate(session(), mutation, { id });
      expect(payload.user?.state).toBe(expected);
      const { data } = await session().ask<Seen>(query, { id });
      expect(data.user.state).toBe(expected);
      expect(data.users.nodes.find((node) => node.id === id)?.state ?? expected).toBe(expected);
    }
  });
});

describe("several at once", () => {
  test("are disabled each for itself, under one key", async () => {
    const agents = [...state().members.values()]
      .filter((one) => one.id_project === project() && one.role === "agent" && one.roleType === 1)
      .filter((one) => one.status === "active" && one.trashed === false)
      .slice(0, 5);
    const ids = [...agents.map(({ _id }) => idOf("member", _id)), idOf("member", "f".repeat(24))];
    const ask = async (): Promise<{
      results: { id: string; userErrors: { code: string }[]; operation: object }[];
    }> => {
      const reply = await session().ask<{ usersDisable: Awaited<ReturnType<typeof ask>> }>(
        `mutation ($ids: [ID!]!) { usersDisable(ids: $ids, idempotencyKey: "several") {
          results { id userErrors { code } operation { id state idempotencyKey } } } }`,
        { ids },
      );
      return reply.data.usersDisable;
    };
    const first = await ask();
    expect(first.results.map(({ id }) => id)).toEqual(ids);
    expect(first.results.map(({ userErrors }) => userErrors[0]?.code ?? "OK")).toEqual([
      ...agents.map(() => "OK"),
      "NOT_FOUND",
    ]);
    expect(agents.map(({ status }) => status)).toEqual(agents.map(() => "disabled"));
    const hash = session().standIn().hash();
    expect(await ask()).toEqual(first);
    expect(session().standIn().hash()).toBe(hash);
  });

  test.each([[[]], [Array.from({ length: 26 }, (_, index) => `id-${index}`)], [["same", "same"]]])(
    "are 1 to 25, each once",
    async (ids) => {
      const reply = await session().ask(
        "mutation ($ids: [ID!]!) { usersDisable(ids: $ids) { results { id } userErrors { code field } } }",
        { ids },
      );
      expect(reply.data).toEqual({
        usersDisable: { results: [], userErrors: [{ code: "INVALID", field: ["ids"] }] },
      });
    },
  );
});
