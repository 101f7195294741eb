import { describe, expect, test } from "@jest/globals";
import type { ScimQuirks } from "../../sandbox/scim/quirks.js";
import type { TalkdeskUser } from "../../sandbox/talkdesk/documents.js";
import type { TalkdeskQuirks } from "../../sandbox/talkdesk/quirks.js";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { useTalkdesk, type TalkdeskSession } from "./talkdesk-account.js";

const scimToken = "scim0Acme0Voice0opaque0token0";
const settings = { writeSurface: "SCIM", scimRatePerSecond: 1_000 };
const unpaced = { perSecond: null };

/** Both surfaces, of which SCIM is written to; or SCIM alone. */
const accesses = {
  both: { credentials: { scimToken }, settings, kind: "user" },
  alone: {
    credentials: { scimToken, clientId: undefined, clientSecret: undefined },
    settings: { ...settings, rolePrivileges: { agent: "MEMBER", supervisor: "MANAGER" } },
    kind: "scim-user",
  },
} as const;
type Access = keyof typeof accesses;

function open(
  access: Access,
  quirks: Partial<TalkdeskQuirks> = {},
  scim: Partial<ScimQuirks> = {},
): () => TalkdeskSession {
  const { credentials, settings: own } = accesses[access];
  return useTalkdesk(quirks, own, credentials, { ...unpaced, ...scim });
}

function idOf(access: Access, { id, scimId }: TalkdeskUser): string {
  return encodeGlobalId({
    ...{ tenant: "default", account: "voice", type: "User" },
    ref: { kind: accesses[access].kind, scope: null, id: access === "both" ? id : scimId },
  });
}

function restWrites(calls: Readonly<Record<string, number>>): readonly string[] {
  return Object.keys(calls).filter((route) => !route.startsWith("GET ") && !route.includes("/scim/"));
}

async function usersOf({ session }: TalkdeskSession, filter: string): Promise<readonly unknown[]> {
  const reply = await session.ask<{ users: { nodes: readonly unknown[] } }>(
    `{ users(filter: ${filter}) { nodes { id state email name { given family } } } }`,
  );
  expect(reply.errors).toEqual([]);
  return reply.data.users.nodes;
}

describe.each([
  ["both", {}],
  ["alone", {}],
  ["both", { groups: "absent404" }],
  ["alone", { patchPaths: "refused" }],
  ["both", { patchPaths: "needed", patchValues: "any", createReplies: "empty", patchReplies: "empty" }],
] as const)("an account with %s, its SCIM being %j", (access, scim) => {
  const account = open(access, {}, scim);

  test("has somebody invited, changed, disabled, enabled, deleted, restored and erased, by SCIM alone", async () => {
    const session = account();
    const { state, tried, done, linkedAccount } = session;
    const email = "Noa.Berg@partner.example";
    const name = { given: "Noa", family: "Berg" };
    const invited = await tried("userInvite", {
      input: { linkedAccount, email, name, role: { name: "AGENT" } },
    });
    expect(invited.payload).toMatchObject({
      userErrors: [],
      effects: [{ kind: "LICENSE_TAKEN" }],
      operation: { state: "APPLIED" },
      user: { state: "ACTIVE" },
    });
    expect([restWrites(invited.calls), invited.writes]).toEqual([[], 1]);
    const [user] = state.usersByEmail(email);
    if (user === undefined) throw new Error("Nobody was made");
    const id = idOf(access, user);
    expect(invited.payload.user?.id).toBe(id);
    expect(user.roleIds).toEqual([state.findRole("agent")?.id]);
    const changed = await tried("userUpdate", { id, input: { name: { family: "Berg-Lund" } } });
    expect([changed.payload.userErrors, restWrites(changed.calls)]).toEqual([[], []]);
    expect(user).toMatchObject({ givenName: "Noa", familyName: "Berg-Lund" });
    const given = await done("roleAssign", { id, role: { name: "supervisor" } });
    expect(given.replacedRole ?? null).toEqual(access === "both" ? { name: "agent" } : null);
    expect(user.roleIds).toEqual([state.findRole("supervisor")?.id]);
    await done("userDisable", { id });
    expect(user.state).toBe("inactive");
    const again = await tried("userDisable", { id });
    expect([again.payload.warnings, again.sent]).toEqual([[{ code: "NOTHING_TO_DO" }], 0]);
    await done("userEnable", { id });
    const deleted = await done("userSoftDelete", { id });
    expect(deleted).toMatchObject({ effectiveMode: "EMULATED_SOFT_DELETED", user: { state: "DELETED" } });
    state.changeUser(user, { roleIds: [] });
    const byEmail = `{ emails: ["${email.toLowerCase()}"] }`;
    expect(await usersOf(session, byEmail)).toMatchObject([{ id, state: "DELETED" }]);
    expect(await usersOf(session, "{ states: [DELETED] }")).toMatchObject([{ id }]);
    const restored = await done("userRestore", { id });
    expect(restored).toMatchObject({ fidelity: { restored: ["state", "role"], lost: [] } });
    expect(user).toMatchObject({ state: "active", roleIds: [state.findRole("supervisor")?.id] });
    const remoteId = access === "both" ? user.id : user.scimId;
    const erased = await done("userHardDelete", { id, confirm: remoteId });
    expect([erased.deletedId, state.usersByEmail(email)]).toEqual([id, []]);
    expect(await usersOf(session, byEmail)).toEqual([]);
  });
});

describe("teams over SCIM", () => {
  const teamIn = (access: Access, id: string): string =>
    encodeGlobalId({
      ...{ tenant: "default", account: "voice", type: "Team" },
      ref: { kind: access === "both" ? "team" : "scim-group", scope: null, id },
    });

  describe.each([
    ["both", "PATCH /scim/v2/Groups/:id", 1, {}],
    ["alone", "PATCH /scim/v2/Groups/:id", 1, {}],
    ["both", "PATCH /scim/v2/Users/:id", 2, { groups: "absent404" }],
  ] as const)("of an account with %s, by %s", (access, route, calls, scim) => {
    const account = open(access, {}, scim);

    test("are joined and left, and other teams kept", async () => {
      const { state, tried, somebody } = account();
      const [team, other] = [state.addTeam("Choir"), state.addTeam("Band")];
      const singers = [somebody().user, somebody().user];
      for (const user of singers) state.changeUser(user, { teamIds: [other.id] });
      const users = singers.map((user) => idOf(access, user));
      const joined = await tried("teamMembersAdd", { id: teamIn(access, team.id), users });
      expect(joined.payload).toMatchObject({ userErrors: [], team: { name: "Choir" } });
      expect([joined.calls[route], joined.sent]).toEqual([calls, calls]);
      for (const user of singers) expect([...user.teamIds].sort()).toEqual([team.id, other.id].sort());
      const again = await tried("teamMembersAdd", { id: teamIn(access, team.id), users });
      expect([again.payload.warnings, again.sent]).toEqual([[{ code: "NOTHING_TO_DO" }], 0]);
      const left = await tried("teamMembersRemove", { id: teamIn(access, team.id), users });
      expect([left.payload.userErrors, restWrites(left.calls)]).toEqual([[], []]);
      for (const user of singers) expect(user.teamIds).toEqual([other.id]);
    });
  });
});

describe("an account that is written over SCIM", () => {
  const account = open("both");

  test("takes nothing there that SCIM's users do not have, and says so in its capabilities", async () => {
    const { session, tried, somebody } = account();
    const id = idOf("both", somebody().user);
    for (const field of ["extension", "timeZone", "locale"]) {
      const { payload, sent } = await tried("userUpdate", { id, input: { [field]: "1" } });
      expect(payload.userErrors).toMatchObject([{ code: "FIELD_UNSUPPORTED", field: ["input", field] }]);
      expect(sent).toBe(0);
    }
    interface Row {
      readonly operation: string;
      readonly inputFields: readonly { readonly name: string; readonly support: string }[];
    }
    const reply = await session.ask<{ linkedAccount: { capabilities: readonly Row[] } }>(
      `{ linkedAccount(accountKey: "voice") { capabilities { operation inputFields { name support } } } }`,
    );
    const row = reply.data.linkedAccount.capabilities.find(({ operation }) => operation === "USER_UPDATE");
    const taken = row?.inputFields.filter(({ support }) => support !== "UNSUPPORTED").map(({ name }) => name);
    expect(taken).toEqual(["name.given", "name.family", "name.full", "role", "teams"]);
  });

  test.each([
    [{ full: "Prince" }, "INVALID"],
    [{ given: "Noa" }, "INVALID"],
  ])("needs both names of somebody new: %j", async (name, code) => {
    const { tried, linkedAccount } = account();
    const input = { linkedAccount, email: "prince@partner.example", name };
    const { payload, sent } = await tried("userInvite", { input });
    expect(payload.userErrors).toMatchObject([{ code, field: ["input", "name"] }]);
    expect(sent).toBe(0);
  });

  test("says that no licence was left for somebody who is there all the same", async () => {
    const { standIn, state, done, linkedAccount } = account();
    standIn.setQuirks({ licences: state.users.filter((user) => user.state === "active").length });
    try {
      const input = { linkedAccount, email: "late@partner.example", name: { full: "Ada Late" } };
      const { user, warnings } = await done("userInvite", { input });
      expect([user?.state, warnings]).toEqual(["DISABLED", [{ code: "LICENSE_EXHAUSTED" }]]);
    } finally {
      standIn.setQuirks({ licences: null });
    }
  });

  test("makes somebody inactive active again in place of a second user", async () => {
    const { state, done, tried, somebody, linkedAccount } = account();
    const { user } = somebody();
    state.changeUser(user, { state: "inactive" });
    const email = user.email?.toUpperCase();
    const input = { linkedAccount, email, name: { full: "Grace Again" }, role: { name: "supervisor" } };
    const { user: seen, effects } = await done("userInvite", { input });
    expect([seen?.id, effects]).toEqual([idOf("both", user), [{ kind: "MEMBERSHIP_ENABLED" }]]);
    expect(user).toMatchObject({ state: "active", givenName: "Grace", familyName: "Again" });
    const again = await tried("userInvite", { input: { ...input, role: { name: "agent" } } });
    expect(again.payload.userErrors).toMatchObject([{ code: "INVITE_ALREADY_SENT" }]);
  });

  test("writes nothing about somebody whom SCIM does not show", async () => {
    const { state, tried, somebody } = account();
    const { user } = somebody();
    state.changeUser(user, { email: undefined });
    const { payload, sent } = await tried("userDisable", { id: idOf("both", user) });
    expect([payload.userErrors, sent]).toMatchObject([[{ code: "UNSUPPORTED_BY_PROVIDER" }], 0]);
  });

  test("brings back by SCIM whom REST had deleted, and tells what is gone", async () => {
    const { state, done, somebody } = account();
    const { user } = somebody();
    const [stays, goes] = [state.addTeam("Stays"), state.addTeam("Goes")];
    state.changeUser(user, { teamIds: [stays.id, goes.id] });
    const id = idOf("both", user);
    await done("userSoftDelete", { id });
    state.removeTeam(goes);
    state.changeUser(user, { roleIds: [], teamIds: [] });
    const { fidelity } = await done("userRestore", { id });
    expect(fidelity).toEqual({ sameId: true, restored: ["state", "role", "teams"], lost: ["team Goes"] });
    expect(user).toMatchObject({ roleIds: [state.findRole("agent")?.id], teamIds: [stays.id] });
  });
});
