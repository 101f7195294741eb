import { describe, expect, test } from "@jest/globals";
import { idOf, openTalkdeskSession, useTalkdesk, type TalkdeskSession } from "./talkdesk-account.js";

const capabilitiesQuery =
  '{ linkedAccount(accountKey: "voice") { capabilities { operation support note } } }';

async function supportOf({ session }: TalkdeskSession, operation: string): Promise<unknown> {
  interface Row {
    readonly operation: string;
    readonly support: string;
  }
  const reply = await session.ask<{ linkedAccount: { capabilities: readonly Row[] } }>(capabilitiesQuery);
  return reply.data.linkedAccount.capabilities.find((row) => row.operation === operation)?.support;
}

describe("an account whose users an identity provider owns", () => {
  const code = "MANAGED_EXTERNALLY";
  const account = useTalkdesk({}, { writeSurface: "IDP" });

  test("is not written to over REST", async () => {
    const { tried, invitation, somebody } = account();
    const { user, id } = somebody();
    for (const [mutation, variables] of [
      ["userInvite", invitation("new@partner.example")],
      ["userUpdate", { id, input: { extension: "1" } }],
      ["userDisable", { id }],
      ["userEnable", { id }],
      ["userSoftDelete", { id }],
      ["userRestore", { id }],
      ["userHardDelete", { id, confirm: user.id }],
    ] as const) {
      const { payload, sent } = await tried(mutation, variables);
      expect(payload.userErrors).toMatchObject([{ code }]);
      expect(sent).toBe(0);
    }
    expect(await supportOf(account(), "USER_INVITE")).toBe("UNSUPPORTED");
    expect(await supportOf(account(), "USERS_LIST")).toBe("NATIVE");
  });
});

test("a client without the scopes of writes is told so, before and after", async () => {
  const grantedScopes = ["users:read", "roles:read"];
  const account = await openTalkdeskSession({ grantedScopes, tokenShowsScope: true });
  try {
    for (const operation of ["USER_INVITE", "USER_RESTORE", "USER_HARD_DELETE"])
      expect(await supportOf(account, operation)).toBe("UNSUPPORTED");
    const { payload, isChanged } = await account.tried("userDisable", { id: account.somebody().id });
    expect(payload.userErrors).toMatchObject([{ code: "FORBIDDEN" }]);
    expect(isChanged).toBe(false);
  } finally {
    await account.stop();
  }
});

describe("the last owner", () => {
  function crown({ state }: TalkdeskSession, howMany: number): readonly string[] {
    const role = state.findRole("Account Owner") ?? state.addRole("Account Owner");
    const active = state.users.filter((user) => user.state === "active").slice(0, howMany);
    for (const user of active) state.changeUser(user, { roleIds: [role.id] });
    return active.map(({ id }) => id);
  }

  test("stays where the list tells who else is one", async () => {
    const account = await openTalkdeskSession({ listShows: "full" });
    try {
      const [first = "", second = ""] = crown(account, 2);
      await account.done("userDisable", { id: idOf(first) });
      for (const [mutation, more] of [
        ["userDisable", {}],
        ["userSoftDelete", {}],
        ["userHardDelete", { confirm: second }],
        ["userUpdate", { input: { role: { name: "agent" } } }],
      ] as const) {
        const { payload, isChanged } = await account.tried(mutation, { id: idOf(second), ...more });
        expect(payload.userErrors).toMatchObject([{ code: "LAST_OWNER" }]);
        expect(isChanged).toBe(false);
      }
    } finally {
      await account.stop();
    }
  });

  test("may go where it does not, and it is said that nobody counted", async () => {
    const account = await openTalkdeskSession();
    try {
      const [only = ""] = crown(account, 1);
      const { payload } = await account.tried("userDisable", { id: idOf(only) });
      expect(payload).toMatchObject({ userErrors: [], warnings: [{ code: "OWNERS_NOT_COUNTED" }] });
    } finally {
      await account.stop();
    }
  });
});

test("what SCIM tells beside REST is kept of whoever is deleted, and put back over REST", async () => {
  const scimToken = "scim0Acme0Voice0opaque0token0";
  const account = await openTalkdeskSession({ getShows: "minimal" }, { writeSurface: "REST" }, { scimToken });
  try {
    const { user, id } = account.somebody(({ teamIds }) => teamIds.length > 0);
    const { roleIds, teamIds } = user;
    expect((await account.done("userSoftDelete", { id })).warnings).toEqual([]);
    account.state.changeUser(user, { roleIds: [], teamIds: [] });
    const restored = await account.done("userRestore", { id });
    expect(restored).toMatchObject({
      warnings: [{ code: "NOT_READ_BACK" }],
      fidelity: { restored: ["state", "role", "teams"], lost: [] },
    });
    expect(user).toMatchObject({ state: "active", roleIds, teamIds });
  } finally {
    await account.stop();
  }
});

test("nobody is deleted where nothing tells who is active, and a change of state is believed unseen", async () => {
  const account = await openTalkdeskSession({ status: "missing" });
  try {
    const { user, id } = account.somebody();
    const { payload, sent } = await account.tried("userSoftDelete", { id });
    expect(payload.userErrors).toMatchObject([
      { code: "UNSUPPORTED_BY_PROVIDER", alternatives: [{ operation: "USER_DISABLE" }] },
    ]);
    expect(sent).toBe(0);
    expect((await account.done("userDisable", { id })).warnings).toContainEqual({ code: "NOT_READ_BACK" });
    expect(user.state).toBe("inactive");
  } finally {
    await account.stop();
  }
});
