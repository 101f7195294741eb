import { describe, expect, test } from "@jest/globals";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { change, openTalkdeskSession, useTalkdesk } from "./talkdesk-account.js";

function teamId(id: string, kind = "team"): string {
  return encodeGlobalId({
    ...{ tenant: "default", account: "voice", type: "Team" },
    ref: { kind, scope: null, id },
  });
}

describe("an account whose gets tell teams", () => {
  const account = useTalkdesk();

  test("has several users join a team and leave it, one by one, and their other teams are kept", async () => {
    const { state, tried, somebody } = account();
    const team = state.addTeam("Choir");
    const other = state.addTeam("Band");
    const singers = [somebody(), somebody(), somebody()];
    const [first] = singers;
    if (first === undefined) throw new Error("Nobody sings");
    state.changeUser(first.user, { teamIds: [other.id] });
    const users = singers.map(({ id }) => id);
    const joined = await tried("teamMembersAdd", { id: teamId(team.id), users: [...users, users[0]] });
    expect(joined.payload).toMatchObject({ userErrors: [], team: { name: "Choir" } });
    expect(joined.calls).toMatchObject({ "PATCH /users/:id": 3 });
    expect(first.user.teamIds).toEqual([other.id, team.id]);
    for (const { user } of singers) expect(user.teamIds).toContain(team.id);
    const again = await tried("teamMembersAdd", { id: teamId(team.id), users });
    expect([again.payload.warnings, again.sent]).toEqual([[{ code: "NOTHING_TO_DO" }], 0]);
    const left = await tried("teamMembersRemove", { id: teamId(team.id), users: users.slice(0, 2) });
    expect(left.payload.userErrors).toEqual([]);
    expect(singers.map(({ user }) => user.teamIds.includes(team.id))).toEqual([false, false, true]);
    expect(first.user.teamIds).toEqual([other.id]);
  });

  test("puts one user into eight teams at once, and into all of them", async () => {
    const { state, done, somebody } = account();
    const { user, id } = somebody();
    const teams = Array.from({ length: 8 }, (_, index) => state.addTeam(`Project ${index}`));
    state.changeUser(user, { teamIds: [] });
    const { id: companion } = somebody();
    await Promise.all(
      teams.map((team) => done("teamMembersAdd", { id: teamId(team.id), users: [companion, id] })),
    );
    expect([...user.teamIds].sort()).toEqual(teams.map((team) => team.id).sort());
  });

  test("has ring groups and queues, which are none", async () => {
    const { tried, somebody } = account();
    const group = account().state.ringGroups[0]?.name ?? "";
    const variables = { id: teamId(group, "ring-group"), users: [somebody().id] };
    const { payload, sent } = await tried("teamMembersAdd", variables);
    expect(payload.userErrors).toMatchObject([{ code: "UNSUPPORTED_BY_PROVIDER" }]);
    expect(sent).toBe(0);
  });

  test("takes no more at once than calls can be sent for", async () => {
    const { state, tried } = account();
    const users = state.users.slice(0, 26).map(({ id }) =>
      encodeGlobalId({
        ...{ tenant: "default", account: "voice", type: "User" },
        ref: { kind: "user", scope: null, id },
      }),
    );
    const { payload, sent } = await tried("teamMembersAdd", {
      id: teamId(state.addTeam("Crowd").id),
      users,
    });
    expect([payload.userErrors, sent]).toMatchObject([[{ code: "INVALID", field: ["users"] }], 0]);
  });

  test("leaves what broke off in the middle to a person, and says so", async () => {
    const { state, tried, somebody } = account();
    const [first, second] = [somebody(), somebody()];
    const team = state.addTeam("Half a team");
    account().standIn.faults.add([
      {
        match: change,
        skip: 1,
        times: 1,
        fault: { kind: "status", status: 403, body: { code: "forbidden", message: "No." } },
      },
    ]);
    const { payload } = await tried("teamMembersAdd", { id: teamId(team.id), users: [first.id, second.id] });
    expect(payload).toMatchObject({
      userErrors: [{ code: "FORBIDDEN" }],
      warnings: [{ code: "PARTLY_APPLIED" }],
      operation: { state: "NEEDS_REVIEW" },
    });
    expect([first, second].map(({ user }) => user.teamIds.includes(team.id))).toEqual([true, false]);
  });

  test("tells the role that another one replaced", async () => {
    const { done, somebody } = account();
    const { user, id } = somebody();
    const given = await done("roleAssign", { id, role: { name: "Supervisor" } });
    expect(given).toMatchObject({
      replacedRole: { name: "agent" },
      user: { roles: [{ name: "supervisor" }] },
    });
    expect(user.roleIds).toEqual([account().state.findRole("supervisor")?.id]);
    const { payload, sent } = await account().tried("roleUnassign", { id, role: { name: "supervisor" } });
    expect([payload.userErrors, sent]).toMatchObject([
      [{ code: "UNSUPPORTED_BY_PROVIDER", alternatives: [{ operation: "ROLE_ASSIGN" }] }],
      0,
    ]);
  });
});

test("nobody joins a team where nothing tells the teams that they are in", async () => {
  const account = await openTalkdeskSession({ getShows: "minimal" });
  try {
    const team = account.state.addTeam("Choir");
    const variables = { id: teamId(team.id), users: [account.somebody().id] };
    const { payload, sent } = await account.tried("teamMembersAdd", variables);
    expect([payload.userErrors, sent]).toMatchObject([
      [{ code: "UNSUPPORTED_BY_PROVIDER", alternatives: [{ operation: "USER_UPDATE" }] }],
      0,
    ]);
  } finally {
    await account.stop();
  }
});

test("what SCIM tells of teams beside REST is enough to join one, and cannot be read back over REST", async () => {
  const scimToken = "scim0Acme0Voice0opaque0token0";
  const account = await openTalkdeskSession({ getShows: "minimal" }, { writeSurface: "REST" }, { scimToken });
  try {
    const { user, id } = account.somebody(({ teamIds }) => teamIds.length > 0);
    const before = [...user.teamIds];
    const team = account.state.addTeam("Choir");
    const { warnings } = await account.done("teamMembersAdd", { id: teamId(team.id), users: [id] });
    expect(warnings).toEqual([{ code: "NOT_READ_BACK" }]);
    expect(user.teamIds).toEqual([...before, team.id]);
  } finally {
    await account.stop();
  }
});
