import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { mutate, type Payload } from "./mutations.js";

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
afterEach(() => {
  session.standIn().faults.clear();
});

let guests = 0;
function invitation(role = "agent"): { input: object } {
  guests += 1;
  return { input: { linkedAccount, email: `racer.${guests}@partner.example`, role: { name: role } } };
}

async function invite(variables: Readonly<Record<string, unknown>>): Promise<Payload> {
  return (await mutate(session, "userInvite", variables)).payload;
}

/** What a provider counted while something was done. */
async function counted<T>(doIt: () => Promise<T>): Promise<{ done: T; writes: number; emails: number }> {
  const before = session.calls();
  const done = await doIt();
  const after = session.calls();
  return { done, writes: after.writes - before.writes, emails: after.emails - before.emails };
}

describe("one key", () => {
  test("and 100 racers come to one write and 100 equal payloads", async () => {
    const variables = { ...invitation(), idempotencyKey: "race" };
    const { done, writes, emails } = await counted(() =>
      Promise.all(Array.from({ length: 100 }, () => invite(variables))),
    );
    expect({ writes, emails }).toEqual({ writes: 1, emails: 1 });
    expect(new Set(done.map((payload) => JSON.stringify(payload))).size).toBe(1);
    expect(done[0]).toMatchObject({
      userErrors: [],
      operation: { state: "APPLIED", idempotencyKey: "race" },
    });
  });

  test("answers later what it answered first", async () => {
    const variables = { ...invitation(), idempotencyKey: "later" };
    const first = await invite(variables);
    const { done, writes } = await counted(() => invite(variables));
    expect(done).toEqual(first);
    expect(writes).toBe(0);
  });

  test("stands for its input, whatever the order of its fields, and for no other", async () => {
    const { input } = invitation();
    const first = await invite({ input, idempotencyKey: "input" });
    const turned = Object.fromEntries(Object.entries(input).reverse());
    expect(await invite({ input: turned, idempotencyKey: "input" })).toEqual(first);
    const { done, writes } = await counted(() =>
      invite({ input: { ...input, role: { name: "admin" } }, idempotencyKey: "input" }),
    );
    expect(done.userErrors).toMatchObject([{ code: "IDEMPOTENCY_MISMATCH", field: ["idempotencyKey"] }]);
    expect(writes).toBe(0);
  });

  test("stands for its input among 100 racers, half of which ask for something else", async () => {
    const { input } = invitation();
    const other = { ...input, role: { name: "admin" } };
    const { done, writes } = await counted(() =>
      Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          invite({ input: index % 2 === 0 ? input : other, idempotencyKey: "halves" }),
        ),
      ),
    );
    expect(writes).toBe(1);
    const codes = done.map(({ userErrors }) => userErrors[0]?.code ?? "OK");
    expect(codes.filter((code) => code === "OK")).toHaveLength(50);
    expect(codes.filter((code) => code === "IDEMPOTENCY_MISMATCH")).toHaveLength(50);
  });

  test("is free again where nothing was done and the same may be asked again", async () => {
    const variables = { ...invitation(), idempotencyKey: "again" };
    const fault = { kind: "hang" } as const;
    session.standIn().faults.add([{ match: { method: "POST" }, skip: 0, times: 1, fault }]);
    expect((await invite(variables)).userErrors).toMatchObject([
      { code: "PROVIDER_UNAVAILABLE", retryable: true },
    ]);
    const { done, emails } = await counted(() => invite(variables));
    expect(done).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
    expect(emails).toBe(1);
  });

  test("of any other form is refused", async () => {
    for (const idempotencyKey of ["", "   ", "k".repeat(256)]) {
      const { userErrors } = await invite({ ...invitation(), idempotencyKey });
      expect(userErrors).toMatchObject([{ code: "INVALID", field: ["idempotencyKey"] }]);
    }
  });
});

describe("without a key", () => {
  test("the same invitation within ten minutes is the same one", async () => {
    const variables = invitation();
    const { done, emails } = await counted(() =>
      Promise.all(Array.from({ length: 20 }, () => invite(variables))),
    );
    expect(emails).toBe(1);
    expect(new Set(done.map((payload) => payload.operation?.id)).size).toBe(1);
    expect(await invite(variables)).toEqual(done[0]);
  });

  test("an invitation in another form is refused, and told which operation it stands against", async () => {
    const { input } = invitation();
    const { operation } = await invite({ input });
    const { done, writes } = await counted(() => invite({ input: { ...input, role: { name: "admin" } } }));
    expect(done.userErrors).toMatchObject([{ code: "INVITE_ALREADY_SENT", field: ["input", "email"] }]);
    expect(done.userErrors[0]?.message).toContain(operation?.id);
    expect(writes).toBe(0);
  });

  test("`force` asks the provider, which knows the invitation", async () => {
    const { input } = invitation();
    await invite({ input });
    const forced = await invite({ input: { ...input, role: { name: "admin" } }, force: true });
    expect(forced.userErrors).toMatchObject([
      {
        code: "INVITE_ALREADY_SENT",
        alternatives: [{ operation: "USER_INVITATION_RESEND" }, { operation: "USER_INVITATION_CANCEL" }],
      },
    ]);
  });

  test("whoever was invited and is gone can be invited again", async () => {
    const variables = invitation();
    const { user } = await invite(variables);
    await mutate(session, "userInvitationCancel", { id: user?.id });
    const { done, emails } = await counted(() => invite(variables));
    expect(done).toMatchObject({ userErrors: [], user: { state: "INVITED" } });
    expect(done.user?.id).not.toBe(user?.id);
    expect(emails).toBe(1);
  });
});
