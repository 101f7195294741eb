import { describe, expect, test } from "@jest/globals";
import type { MutationName } from "./mutations.js";
import { change, create, idOf, removal, useTalkdesk } from "./talkdesk-account.js";

const account = useTalkdesk({ emailFilter: "caseSensitive" });
const nobody = "00000000-0000-4000-8000-000000000000";

describe("an id that is nobody's here", () => {
  const writes: readonly [MutationName, object][] = [
    ["userUpdate", { input: { extension: "1" } }],
    ["userDisable", {}],
    ["userEnable", {}],
    ["userSoftDelete", {}],
    ["userRestore", {}],
    ["userHardDelete", {}],
  ];

  test.each(writes)("is not written to by %s", async (mutation, more) => {
    const { state, tried } = account();
    const foreign = state.others.users[0]?.id ?? "";
    for (const remoteId of [nobody, foreign, "me", "..", "a/b"]) {
      const confirm = mutation === "userHardDelete" ? { confirm: remoteId } : {};
      const { payload, sent } = await tried(mutation, { id: idOf(remoteId), ...confirm, ...more });
      expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
      expect(sent).toBe(0);
    }
  });
});

describe("a change", () => {
  test("sends what changes and nothing else, and nothing when it is so", async () => {
    const { standIn, tried, somebody } = account();
    const { user, id } = somebody();
    const input = { extension: "99", timeZone: "Asia/Tokyo", name: { full: user.name } };
    const { payload } = await tried("userUpdate", { id, input, dryRun: true });
    expect(payload.plannedCalls).toMatchObject([{ method: "PATCH", path: `users/${user.id}` }]);
    expect(Object.keys(payload.plannedCalls?.[0]?.body ?? {}).sort()).toEqual(["extension", "time_zone"]);
    const before = { ...user };
    await account().done("userUpdate", { id, input });
    expect(user).toMatchObject({
      ...before,
      extension: "99",
      timeZone: "Asia/Tokyo",
      updatedAt: user.updatedAt,
    });
    const again = await tried("userUpdate", { id, input });
    expect(again.payload).toMatchObject({ operation: null, warnings: [{ code: "NOTHING_TO_DO" }] });
    expect([again.sent, standIn.counters.read().writes]).toEqual([0, 0]);
  });

  test.each([
    [{ extension: null }, ["extension"]],
    [{ timeZone: null }, ["timeZone"]],
    [{ locale: null }, ["locale"]],
    [{ name: { full: null } }, ["name", "full"]],
    [{ name: { given: "Ann", family: null } }, ["name", "family"]],
  ])("to null is refused: %j", async (input, path) => {
    const { tried, somebody } = account();
    const { payload, sent } = await tried("userUpdate", { id: somebody().id, input });
    expect(payload.userErrors).toMatchObject([{ code: "FIELD_UNSUPPORTED", field: ["input", ...path] }]);
    expect(sent).toBe(0);
  });

  test("of half a name is refused, and of both halves is the whole", async () => {
    const { tried, somebody } = account();
    const { user, id } = somebody();
    const half = await tried("userUpdate", { id, input: { name: { given: "Ann" } } });
    expect(half.payload.userErrors).toMatchObject([{ code: "INVALID", field: ["input", "name"] }]);
    const both = await tried("userUpdate", { id, input: { name: { given: "Ann", family: "van Berg" } } });
    expect(both.payload.userErrors).toEqual([]);
    expect(user.name).toBe("Ann van Berg");
  });

  test("takes somebody out of all teams, but puts nobody into a queue", async () => {
    const { session, tried, somebody } = account();
    const { user, id } = somebody(({ teamIds }) => teamIds.length > 0);
    const { payload } = await tried("userUpdate", { id, input: { teams: [] } });
    expect([payload.userErrors, user.teamIds]).toEqual([[], []]);
    const { data } = await session.ask<{ teams: { nodes: { id: string; kind: string }[] } }>(
      "{ teams(first: 100) { nodes { id kind } } }",
    );
    const queue = data.teams.nodes.find(({ kind }) => kind === "QUEUE")?.id;
    const refused = await tried("userUpdate", { id, input: { teams: [{ id: queue }] } });
    expect(refused.payload.userErrors).toMatchObject([{ code: "INVALID", field: ["input", "teams"] }]);
  });

  test("that Talkdesk refuses names the field", async () => {
    const { fail, tried, somebody } = account();
    const fields = [{ name: "time_zone", description: "is no zone" }];
    const body = { code: "unprocessable_entity", message: "Invalid.", fields };
    fail(change, { kind: "status", status: 422, body });
    const { payload, isChanged } = await tried("userUpdate", {
      id: somebody().id,
      input: { timeZone: "Mars" },
    });
    expect(payload).toMatchObject({
      userErrors: [{ code: "INVALID", field: ["input", "timeZone"] }],
      operation: { state: "NOT_APPLIED" },
    });
    expect(isChanged).toBe(false);
  });
});

describe("whoever is deleted", () => {
  test("was inactive before, and is then told from the others who are", async () => {
    const { done, tried, somebody } = account();
    const { user, id } = somebody();
    await done("userDisable", { id });
    const deleted = await done("userSoftDelete", { id });
    expect(deleted).toMatchObject({ user: { state: "DELETED" }, warnings: [{ code: "RESTORES_AS_ACTIVE" }] });
    for (const mutation of ["userDisable", "userEnable", "userSoftDelete", "userUpdate"] as const) {
      const input = mutation === "userUpdate" ? { input: { extension: "1" } } : {};
      const { payload, sent } = await tried(mutation, { id, ...input });
      expect(payload.userErrors).toMatchObject([
        { code: "ALREADY_DELETED", alternatives: [{ operation: "USER_RESTORE" }] },
      ]);
      expect(sent).toBe(0);
    }
    const restored = await done("userRestore", { id });
    expect(restored.fidelity?.lost).toEqual(["state, which was disabled"]);
    expect(user.state).toBe("active");
    const { payload } = await tried("userRestore", { id });
    expect(payload.userErrors).toMatchObject([{ code: "NOT_DELETED", alternatives: [] }]);
  });

  test("gets back what is still there, and hears of the rest", async () => {
    const { state, done, somebody } = account();
    const { user, id } = somebody();
    const gone = state.addTeam("Gone Tomorrow");
    const kept = state.addTeam("Here To Stay");
    state.changeUser(user, { teamIds: [gone.id, kept.id], ringGroups: [state.ringGroups[0]?.name ?? ""] });
    await done("userSoftDelete", { id });
    state.removeTeam(gone);
    state.changeTeam(kept, { name: "Renamed Meanwhile" });
    state.changeUser(user, { roleIds: [], teamIds: [], ringGroups: [] });
    const { fidelity } = await done("userRestore", { id });
    expect(fidelity).toEqual({
      sameId: true,
      restored: ["state", "role", "teams", "ring groups"],
      lost: ["team Gone Tomorrow"],
    });
    expect(user).toMatchObject({
      teamIds: [kept.id],
      roleIds: [state.findRole("agent")?.id],
      ringGroups: [state.ringGroups[0]?.name],
    });
  });

  test("is back without ring groups that the account does not take any more", async () => {
    const { state, tried, done, somebody } = account();
    const { user, id } = somebody();
    state.changeUser(user, { ringGroups: ["Dissolved"] });
    await done("userSoftDelete", { id });
    state.changeUser(user, { ringGroups: [] });
    const { payload } = await tried("userRestore", { id });
    expect(payload).toMatchObject({
      userErrors: [],
      warnings: [{ code: "NOT_RESTORED" }],
      operation: { state: "APPLIED" },
      fidelity: { lost: ["ring group Dissolved"] },
    });
    expect([user.state, user.ringGroups]).toEqual(["active", []]);
  });

  test("is nobody's tombstone once erased", async () => {
    const { done, tried, somebody } = account();
    const { user, id } = somebody();
    await done("userSoftDelete", { id });
    await done("userHardDelete", { id, confirm: user.id });
    const { payload } = await tried("userRestore", { id });
    expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
  });
});

describe("an answer of the server", () => {
  test("that the address is taken, which no look has shown", async () => {
    const { fail, tried, invitation } = account();
    const body = { code: "bad_request", message: "No.", fields: [{ name: "email", description: "taken" }] };
    for (const status of [400, 409, 422]) {
      fail(create, { kind: "status", status, body });
      const { payload, emails } = await tried("userInvite", invitation(`hid.den${status}@partner.example`));
      expect(payload.userErrors).toMatchObject([{ code: "TAKEN", field: ["input", "email"] }]);
      expect(emails).toBe(0);
    }
  });

  test("403, in whichever words, is a refusal", async () => {
    const { fail, tried, somebody } = account();
    for (const body of [{ code: "forbidden", message: "No." }, "<html>No</html>"]) {
      fail(removal, { kind: "status", status: 403, body });
      const { user, id } = somebody();
      const { payload } = await tried("userHardDelete", { id, confirm: user.id });
      expect(payload.userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    }
  });

  test("that deletes nothing, because somebody was faster", async () => {
    const { state, fail, tried, somebody, standIn } = account();
    const { user, id } = somebody();
    fail(removal, { kind: "latency", ms: 200 });
    const racing = tried("userHardDelete", { id, confirm: user.id });
    for (;;) {
      if ((standIn.counters.read().callsByRoute["DELETE /users/:id"] ?? 0) > 0) break;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    state.removeUser(user);
    expect((await racing).payload.userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
  });

  test("that is accepted and not so is not confirmed", async () => {
    const { fail, tried, somebody } = account();
    const { id } = somebody();
    fail(change, { kind: "garbage", body: { id: "x", status: "inactive" } });
    const { payload } = await tried("userDisable", { id });
    expect(payload).toMatchObject({
      userErrors: [{ code: "NOT_CONFIRMED" }],
      operation: { state: "NEEDS_REVIEW" },
    });
  });
});
