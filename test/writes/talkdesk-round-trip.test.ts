import { describe, expect, test } from "@jest/globals";
import type { TalkdeskQuirks } from "../../sandbox/talkdesk/quirks.js";
import type { TalkdeskTeam, TalkdeskUser } from "../../sandbox/talkdesk/documents.js";
import type { TalkdeskState } from "../../sandbox/talkdesk/state.js";
import { userFields, type SeenUser } from "./mutations.js";
import { idOf, useTalkdesk } from "./talkdesk-account.js";

/** What an account tells of role and teams, and what follows for who reads and who restores. */
interface Told {
  readonly isShown: boolean;
  readonly roles: (name: string) => { readonly roles: readonly object[] | null };
  readonly unread: readonly object[];
  readonly unkept: readonly object[];
  readonly restored: readonly string[];
}

const told: Told = {
  isShown: true,
  roles: (name) => ({ roles: [{ name }] }),
  unread: [],
  unkept: [],
  restored: ["state", "role", "teams"],
};
const untold: Told = {
  isShown: false,
  roles: () => ({ roles: null }),
  unread: [{ code: "NOT_READ_BACK" }],
  unkept: [{ code: "NOT_KEPT" }],
  restored: ["state"],
};

/** Accounts whose gets show role and teams, and accounts whose gets show neither (contract 0). */
const dialects: readonly [name: string, tells: Told, quirks: Partial<TalkdeskQuirks>][] = [
  ["the guide's answers", told, {}],
  ["the guide's, lists as full as gets, and roles by id", told, { listShows: "full", roleShows: "id" }],
  ["the documents' answers", untold, { getShows: "minimal", createStatus: 200 }],
];

describe.each(dialects)("somebody in an account with %s", (_name, tells, quirks) => {
  const account = useTalkdesk(quirks);
  const email = "noa.berg@partner.example";

  async function found(filter: string): Promise<readonly SeenUser[]> {
    const reply = await account().session.ask<{ users: { nodes: SeenUser[] } }>(
      `{ users(first: 100, filter: ${filter}) { nodes { ${userFields} } } }`,
    );
    expect(reply.errors).toEqual([]);
    return reply.data.users.nodes;
  }

  test("is invited, changed, disabled, enabled, deleted, restored and erased", async () => {
    const { state, standIn, done, invitation } = account();
    const [first, second] = teamsOf(state);
    const invited = await done(
      "userInvite",
      invitation(email, { name: { given: "Noa", family: "Berg" }, teams: [{ name: first.name }] }),
    );
    expect(invited.user).toMatchObject({ email, state: "ACTIVE", ...tells.roles("agent") });
    expect(invited).toMatchObject({ effects: [{ kind: "EMAIL_SENT" }], operation: { state: "APPLIED" } });
    expect(standIn.counters.read().emails).toBe(1);
    const id = idOf(invited.user?.remoteId ?? "");
    const record = recordOf(state, email);
    expect(record).toMatchObject({ name: "Noa Berg", teamIds: [first.id] });
    expect(await found(`{ emails: ["${email}"] }`)).toMatchObject([{ id, state: "ACTIVE" }]);

    const input = { role: { name: "Supervisor" }, teams: [{ name: second.name }], extension: "4711" };
    const updated = await done("userUpdate", { id, input });
    expect(updated.user).toMatchObject(tells.roles("supervisor"));
    expect(updated.warnings).toEqual(tells.unread);
    const held = { roleIds: [state.findRole("supervisor")?.id], teamIds: [second.id], extension: "4711" };
    expect(record).toMatchObject(held);

    const disabled = await done("userDisable", { id });
    expect(disabled).toMatchObject({
      effectiveMode: "DISABLED",
      isReversible: true,
      user: { state: "DISABLED" },
    });
    const again = await done("userDisable", { id });
    expect(again).toMatchObject({ operation: null, warnings: [{ code: "NOTHING_TO_DO" }] });
    const enabled = await done("userEnable", { id });
    expect(enabled.user?.state).toBe("ACTIVE");

    const deleted = await done("userSoftDelete", { id });
    expect(deleted).toMatchObject({
      effectiveMode: "EMULATED_SOFT_DELETED",
      isReversible: true,
      user: { id, state: "DELETED" },
    });
    expect(deleted.warnings).toEqual(tells.unkept);
    expect(await found(`{ emails: ["${email}"] }`)).toMatchObject([{ id, state: "DELETED" }]);
    expect((await found("{ states: [DELETED] }")).map((user) => user.id)).toEqual([id]);
    expect((await found("{}")).map((user) => user.id)).not.toContain(id);

    // An account that forgets them meanwhile; one that does not tell them cannot have them put back.
    if (tells.isShown) state.changeUser(record, { roleIds: [], teamIds: [] });
    const restored = await done("userRestore", { id });
    expect(restored.user).toMatchObject({ id, state: "ACTIVE", ...tells.roles("supervisor") });
    expect(restored.fidelity).toEqual({ sameId: true, restored: tells.restored, lost: [] });
    expect(record).toMatchObject({ ...held, state: "active" });
    expect(await found("{ states: [DELETED] }")).toEqual([]);

    const erased = await done("userHardDelete", { id, confirm: restored.user?.remoteId });
    expect(erased).toMatchObject({
      effectiveMode: "HARD_DELETED",
      isReversible: false,
      deletedId: id,
      user: null,
      warnings: [{ code: "HISTORY_UNCONFIRMED" }],
    });
    expect(await found(`{ emails: ["${email}"] }`)).toEqual([]);
    expect(state.usersByEmail(email)).toEqual([]);
  });
});

function recordOf(state: TalkdeskState, email: string): TalkdeskUser {
  const [record] = state.usersByEmail(email);
  if (record === undefined) throw new Error("Nobody was made");
  return record;
}

function teamsOf({ teams }: TalkdeskState): readonly [TalkdeskTeam, TalkdeskTeam] {
  const [first, second] = teams;
  if (first === undefined || second === undefined) throw new Error("The account has fewer than two teams");
  return [first, second];
}
