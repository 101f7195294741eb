import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { mutate, userFields, type Payload, type SeenUser } from "./mutations.js";

let session: GraphSession;
let linkedAccount: string;
beforeAll(async () => {
  session = await startGraphSession({ accounts: [{ key: "chat", writeRules: { settleMs: 300 } }] });
  const reply = await session.ask<{ linkedAccount: { id: string } }>(
    '{ linkedAccount(accountKey: "chat") { id } }',
  );
  linkedAccount = reply.data.linkedAccount.id;
});
afterAll(() => session.stop());

async function done(
  ...asked: Parameters<typeof mutate> extends [unknown, ...infer Rest] ? Rest : never
): Promise<Payload> {
  const { payload } = await mutate(session, ...asked);
  expect(payload.userErrors).toEqual([]);
  return payload;
}

async function found(filter: string): Promise<readonly SeenUser[]> {
  const reply = await session.ask<{ users: { nodes: SeenUser[] } }>(
    `{ users(first: 100, filter: ${filter}) { nodes { ${userFields} } } }`,
  );
  expect(reply.errors).toEqual([]);
  return reply.data.users.nodes;
}

test("somebody with a Tiledesk account is invited, changed, disabled, enabled, deleted, restored and erased", async () => {
  const email = "noa.berg@partner.example";
  const invited = await done("userInvite", { input: { linkedAccount, email, role: { name: "agent" } } });
  expect(invited.user).toMatchObject({ email, state: "ACTIVE", roles: [{ name: "agent" }] });
  expect(invited.effects).toEqual([{ kind: "EMAIL_SENT" }]);
  expect(invited.operation?.state).toBe("APPLIED");
  const id = invited.user?.id ?? "";
  expect(await found(`{ emails: ["${email}"] }`)).toMatchObject([{ id, state: "ACTIVE" }]);

  const updated = await done("userUpdate", {
    id,
    input: { role: { name: "supervisor" }, isAvailable: false, note: "At lunch", tags: ["night", "vip"] },
  });
  expect(updated.user).toMatchObject({
    roles: [{ name: "supervisor" }],
    availability: { isAvailable: false, note: "At lunch" },
    tags: ["night", "vip"],
  });

  const disabled = await done("userDisable", { id });
  expect(disabled).toMatchObject({
    effectiveMode: "DISABLED",
    isReversible: true,
    user: { state: "DISABLED" },
  });
  const again = await done("userDisable", { id });
  expect(again).toMatchObject({
    operation: null,
    warnings: [{ code: "NOTHING_TO_DO" }],
    user: { state: "DISABLED" },
  });

  const enabled = await done("userEnable", { id });
  expect(enabled.user?.state).toBe("ACTIVE");

  const deleted = await done("userSoftDelete", { id });
  expect(deleted).toMatchObject({
    effectiveMode: "SOFT_DELETED",
    isReversible: true,
    user: { id, state: "DELETED" },
  });
  expect(await found(`{ emails: ["${email}"] }`)).toMatchObject([{ id, state: "DELETED" }]);
  expect((await found("{ states: [DELETED] }")).map((user) => user.id)).toContain(id);
  expect((await found("{}")).map((user) => user.id)).not.toContain(id);

  const restored = await done("userRestore", { id });
  expect(restored).toMatchObject({ user: { id, state: "ACTIVE", roles: [{ name: "supervisor" }] } });
  expect(restored.fidelity).toMatchObject({ sameId: true, lost: [] });

  const erased = await done("userHardDelete", { id, confirm: restored.user?.remoteId });
  expect(erased).toMatchObject({
    effectiveMode: "HARD_DELETED",
    isReversible: false,
    deletedId: id,
    user: null,
  });
  expect(await found(`{ emails: ["${email}"] }`)).toEqual([]);
});
