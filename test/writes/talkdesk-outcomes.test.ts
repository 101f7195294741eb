import { describe, expect, test } from "@jest/globals";
import { change, create, openTalkdeskSession, removal, useTalkdesk } from "./talkdesk-account.js";

describe.each([["may-lag"], ["consistent"]] as const)("where look-ups are %s, a call", (lookUps) => {
  const account = useTalkdesk({ emailFilter: "ignored" }, { lookUps });
  const unknown = lookUps === "consistent" ? "PROVIDER_UNAVAILABLE" : "OUTCOME_UNKNOWN";
  const left = lookUps === "consistent" ? "NOT_APPLIED" : "NEEDS_REVIEW";

  test.each([
    ["is cut off after it took effect", { kind: "lostAnswer" }],
    [
      "is answered with an error after it took effect",
      { kind: "lateApply", answer: "early", ms: 0, status: 500 },
    ],
    ["takes effect after it was given up", { kind: "lateApply", answer: "early", ms: 150, status: 504 }],
  ] as const)("%s, and is found and not sent again", async (says, fault) => {
    const { state, fail, tried, invitation, somebody } = account();
    const email = `${says.replaceAll(" ", ".")}@partner.example`;
    fail(create, fault);
    const invited = await tried("userInvite", invitation(email));
    expect(invited.payload).toMatchObject({
      userErrors: [],
      operation: { state: "APPLIED" },
      user: { email },
    });
    expect(state.usersByEmail(email)).toHaveLength(1);
    expect([invited.emails, invited.writes, invited.calls["POST /users"]]).toEqual([1, 1, 1]);

    const { user, id } = somebody();
    fail(change, fault);
    const changed = await tried("userUpdate", {
      id,
      input: { extension: "77", role: { name: "supervisor" } },
    });
    expect(changed.payload).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
    expect(changed.calls["PATCH /users/:id"]).toBe(1);
    fail(removal, fault);
    const erased = await tried("userHardDelete", { id, confirm: user.id });
    expect(erased.payload).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
    expect(erased.calls["DELETE /users/:id"]).toBe(1);
  });

  test(`is never answered nor applied: ${unknown}`, async () => {
    const { fail, tried, invitation } = account();
    fail(create, { kind: "hang" });
    const { payload, emails, writes, calls } = await tried("userInvite", invitation("hang@partner.example"));
    expect(payload).toMatchObject({ userErrors: [{ code: unknown }], operation: { state: left } });
    expect([emails, writes, calls["POST /users"]]).toEqual([0, 0, 1]);
  });

  test("is told to wait, and was not applied", async () => {
    const { session, fail, tried, invitation } = account();
    fail(create, { kind: "status", status: 429, body: "", headers: { "Retry-After": "60" } });
    const { payload, emails, calls } = await tried("userInvite", invitation("wait@partner.example"));
    expect(payload.userErrors).toMatchObject([{ code: "RATE_LIMITED", retryable: true }]);
    expect(payload.operation?.state).toBe("NOT_APPLIED");
    expect([emails, calls["POST /users"]]).toEqual([0, 1]);
    await session.restart();
  });
});

test("a made user whom the lists do not show yet was made, and said so", async () => {
  const { fail, tried, invitation, stop } = await openTalkdeskSession();
  try {
    const body = { users: [], meta: { total: 0, page: 1 } };
    fail({ method: "GET", route: "/users" }, { kind: "garbage", body }, 1_000);
    const { payload, emails } = await tried("userInvite", invitation("young@partner.example"));
    expect(payload).toMatchObject({
      userErrors: [],
      operation: { state: "APPLIED" },
      warnings: [{ code: "NOT_READ_BACK" }],
    });
    expect(emails).toBe(1);
  } finally {
    await stop();
  }
});

describe.each(["absent404", "absent405"] as const)("an account whose API has no writes (%s)", (writes) => {
  const account = useTalkdesk({ writes });

  test("says so of each, whoever it is about", async () => {
    const { tried, invitation, somebody } = account();
    const { user, id } = somebody();
    for (const [mutation, variables] of [
      ["userInvite", invitation("new@partner.example")],
      ["userUpdate", { id, input: { extension: "1" } }],
      ["userDisable", { id }],
      ["userSoftDelete", { id }],
      ["userHardDelete", { id, confirm: user.id }],
    ] as const) {
      const { payload, isChanged } = await tried(mutation, variables);
      expect(payload.userErrors).toMatchObject([{ code: "UNSUPPORTED_BY_PROVIDER" }]);
      expect(payload.operation?.state).toBe("NOT_APPLIED");
      expect(isChanged).toBe(false);
    }
  });
});

test("a deletion that only makes somebody inactive is not confirmed", async () => {
  const { tried, somebody, stop } = await openTalkdeskSession({ deletion: "deactivates" });
  try {
    const { user, id } = somebody();
    const { payload } = await tried("userHardDelete", { id, confirm: user.id });
    expect(payload.userErrors).toMatchObject([{ code: "NOT_CONFIRMED" }]);
    expect(user.state).toBe("inactive");
  } finally {
    await stop();
  }
});
