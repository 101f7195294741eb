import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { mutate, type Payload } from "./mutations.js";

let session: GraphSession;
let linkedAccount: string;
const logged: string[] = [];
beforeAll(async () => {
  session = await startGraphSession({
    log: (line) => logged.push(line),
    accounts: [{ key: "chat", writeRules: { settleMs: 300 } }],
    deadlineMs: 2_500,
  });
  const reply = await session.ask<{ linkedAccount: { id: string } }>(
    '{ linkedAccount(accountKey: "chat") { id } }',
  );
  linkedAccount = reply.data.linkedAccount.id;
});
afterAll(() => session.stop());

interface Operation {
  readonly id: string;
  readonly operation: string;
  readonly state: string;
  readonly accountKey: string;
  readonly target: string | null;
  readonly userErrors: readonly { readonly code: string }[];
}
const fields = "id operation state accountKey target userErrors { code }";

async function operation(id: string): Promise<Operation | null> {
  const reply = await session.ask<{ operation: Operation | null }>(
    `query ($id: ID!) { operation(id: $id) { ${fields} } }`,
    { id },
  );
  return reply.data.operation;
}

async function pending(
  after: string | null = null,
  first = 50,
): Promise<{ nodes: Operation[]; endCursor: string | null }> {
  const reply = await session.ask<{
    pendingOperations: { nodes: Operation[]; pageInfo: { endCursor: string | null } };
  }>(
    `query ($first: Int, $after: String) { pendingOperations(first: $first, after: $after) {
      nodes { ${fields} } pageInfo { endCursor hasNextPage } } }`,
    { first, after },
  );
  const { nodes, pageInfo } = reply.data.pendingOperations;
  return { nodes, endCursor: pageInfo.endCursor };
}

async function resolve(
  id: string,
  outcome: string,
  note = "Asked the invitee",
): Promise<{ operation: Operation | null; userErrors: readonly { code: string }[] }> {
  const reply = await session.ask<{
    operationResolve: { operation: Operation | null; userErrors: readonly { code: string }[] };
  }>(
    `mutation ($id: ID!, $outcome: OperationOutcome!, $note: String!) {
      operationResolve(id: $id, outcome: $outcome, note: $note) { operation { ${fields} } userErrors { code } } }`,
    { id, outcome, note },
  );
  return reply.data.operationResolve;
}

let guests = 0;
async function invited(): Promise<NonNullable<Payload["user"]>> {
  guests += 1;
  const input = { linkedAccount, email: `op.${guests}@partner.example`, role: { name: "agent" } };
  const { payload } = await mutate(session, "userInvite", { input });
  if (payload.user === null) throw new Error("Nobody was invited");
  return payload.user;
}

/** A resent invitation whose answer is lost: nothing tells whether the mail went out. */
async function inReview(): Promise<{ user: NonNullable<Payload["user"]>; id: string }> {
  const user = await invited();
  const match = { method: "GET", route: "/:pid/pendinginvitations/resendinvite/:id" };
  session.standIn().faults.add([{ match, times: 1, fault: { kind: "lostAnswer" } }]);
  const { payload } = await mutate(session, "userInvitationResend", { id: user.id });
  expect(payload).toMatchObject({
    userErrors: [{ code: "OUTCOME_UNKNOWN" }],
    operation: { state: "NEEDS_REVIEW" },
  });
  return { user, id: payload.operation?.id ?? "" };
}

describe("an operation", () => {
  test("is found by its id, with what became of it", async () => {
    const user = await invited();
    const { payload } = await mutate(session, "userInvitationCancel", { id: user.id });
    expect(await operation(payload.operation?.id ?? "")).toMatchObject({
      operation: "USER_INVITATION_CANCEL",
      state: "APPLIED",
      accountKey: "chat",
      target: user.id,
      userErrors: [],
    });
    expect(await operation("nonsense")).toBeNull();
  });

  test("that takes longer than the request is told as SENT, and goes on to its end by itself", async () => {
    const match = { method: "POST", route: "/:pid/project_users/invite" };
    session.standIn().faults.add([{ match, times: 1, fault: { kind: "latency", ms: 2_000 } }]);
    const input = { linkedAccount, email: "late@partner.example", role: { name: "agent" } };
    const { payload } = await mutate(session, "userInvite", { input });
    expect(payload).toMatchObject({
      user: null,
      userErrors: [{ code: "OUTCOME_UNKNOWN" }],
      operation: { state: "SENT" },
    });
    const id = payload.operation?.id ?? "";
    expect((await pending()).nodes.map((node) => node.id)).toContain(id);
    while ((await operation(id))?.state === "SENT") await new Promise((done) => setTimeout(done, 50));
    expect(await operation(id)).toMatchObject({ state: "APPLIED", userErrors: [] });
    const { payload: again } = await mutate(session, "userInvite", { input });
    expect(again).toMatchObject({ user: { state: "INVITED" }, userErrors: [], operation: { id } });
  });
});

describe("an operation in review", () => {
  test("is pending, and keeps the same from being done again, until a person says what became of it", async () => {
    const { user, id } = await inReview();
    expect((await pending()).nodes).toMatchObject([
      { id, state: "NEEDS_REVIEW", operation: "USER_INVITATION_RESEND" },
    ]);
    const emails = session.calls().emails;
    const { payload: again } = await mutate(session, "userInvitationResend", { id: user.id });
    expect(again.userErrors).toMatchObject([{ code: "OUTCOME_UNKNOWN", retryable: false }]);
    expect(again.userErrors[0]?.message).toContain(id);
    expect(session.calls().emails).toBe(emails);
    expect(await resolve(id, "NOT_APPLIED")).toMatchObject({
      operation: { id, state: "NOT_APPLIED" },
      userErrors: [],
    });
    expect((await pending()).nodes).toEqual([]);
    const { payload: sent } = await mutate(session, "userInvitationResend", { id: user.id });
    expect(sent).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
  });

  test("is one warning in the log and is counted, and neither names anybody", async () => {
    const { user, id } = await inReview();
    const lines = logged.filter((line) => line.includes(id));
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { level: 40, operation: id, account: "chat", mutation: "USER_INVITATION_RESEND" },
    ]);
    const metrics = await (await fetch(`${session.url}/metrics`)).text();
    const sample =
      /^rollcall_operations_total\{operation="USER_INVITATION_RESEND",state="NEEDS_REVIEW"\} (\d+)$/mu;
    expect(Number(sample.exec(metrics)?.[1])).toBeGreaterThan(0);
    for (const text of [user.email ?? "", user.remoteId]) expect(lines.join() + metrics).not.toContain(text);
    await resolve(id, "APPLIED");
  });

  test("keeps nothing else from being done to the same User", async () => {
    const { user, id } = await inReview();
    const { payload } = await mutate(session, "userInvitationCancel", { id: user.id });
    expect(payload).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
    expect(await resolve(id, "APPLIED")).toMatchObject({ operation: { state: "APPLIED" }, userErrors: [] });
  });

  test("is resolved once, with a note", async () => {
    const { id } = await inReview();
    expect((await resolve(id, "APPLIED", " ")).userErrors).toMatchObject([{ code: "INVALID" }]);
    expect((await resolve(id, "APPLIED")).userErrors).toEqual([]);
    expect((await resolve(id, "NOT_APPLIED")).userErrors).toMatchObject([{ code: "INVALID" }]);
    expect((await resolve("nonsense", "APPLIED")).userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
  });

  test("is listed by pages, newest first", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) ids.unshift((await inReview()).id);
    const seen: string[] = [];
    for (let after: string | null = null; seen.length < 3;) {
      const page = await pending(after, 1);
      seen.push(...page.nodes.map((node) => node.id));
      after = page.endCursor;
    }
    expect(seen).toEqual(ids);
    for (const id of ids) await resolve(id, "APPLIED");
  });
});

describe("the audit log", () => {
  interface Event {
    readonly seq: number;
    readonly action: string;
    readonly outcome: string;
    readonly accountKey: string | null;
    readonly target: string | null;
    readonly detail: Readonly<Record<string, unknown>>;
  }
  async function events(): Promise<readonly Event[]> {
    const reply = await session.ask<{ auditEvents: { nodes: Event[] } }>(
      "{ auditEvents(first: 100) { nodes { seq action outcome accountKey target detail hash } } }",
    );
    expect(reply.errors).toEqual([]);
    return reply.data.auditEvents.nodes;
  }

  test("has each mutation, rehearsal, refusal and resolution, and names nobody", async () => {
    const before = (await events())[0]?.seq ?? 0;
    const user = await invited();
    await mutate(session, "userInvitationCancel", { id: user.id, dryRun: true });
    await mutate(session, "userDisable", { id: user.id });
    await mutate(session, "userDisable", { id: "nonsense" });
    const { id } = await inReview();
    await resolve(id, "APPLIED");
    const found = (await events()).filter(({ seq }) => seq > before).reverse();
    expect(found.map(({ action, outcome }) => [action, outcome])).toEqual([
      ["USER_INVITE", "APPLIED"],
      ["USER_INVITATION_CANCEL", "DRY_RUN"],
      ["USER_DISABLE", "UNSUPPORTED_BY_PROVIDER"],
      ["USER_DISABLE", "NOT_FOUND"],
      ["USER_INVITE", "APPLIED"],
      ["USER_INVITATION_RESEND", "OUTCOME_UNKNOWN"],
      ["USER_INVITATION_RESEND", "APPLIED"],
    ]);
    expect(found.map(({ seq }) => seq)).toEqual(found.map((_, index) => before + 1 + index));
    expect(JSON.stringify(await events())).not.toContain("partner.example");
    expect(found[0]).toMatchObject({ accountKey: "chat", target: user.id });
    expect(found.at(-1)?.detail).toMatchObject({ resolution: "APPLIED", note: "Asked the invitee" });
  });
});
