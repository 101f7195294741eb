import { describe, expect, test } from "@jest/globals";
import { create, useTalkdesk } from "./talkdesk-account.js";

const account = useTalkdesk({ emailFilter: "caseSensitive" });

describe("an invitation", () => {
  test.each([
    [{ name: undefined }, "BLANK", "name"],
    [{ name: { full: "  " } }, "BLANK", "name"],
    [{ role: undefined }, "BLANK", "role"],
    [{ email: "no address" }, "INVALID", "email"],
    [{ role: { name: "emperor" } }, "NOT_FOUND", "role"],
    [{ teams: [{ name: "No Such Team" }] }, "NOT_FOUND", "teams"],
    [{ isNotified: false }, "FIELD_UNSUPPORTED", "isNotified"],
    [{ title: "Boss" }, "FIELD_UNSUPPORTED", "title"],
    [{ extension: " " }, "BLANK", "extension"],
  ])("with %j is refused as %s", async (more, code, field) => {
    const { tried, invitation } = account();
    const { payload, sent, emails } = await tried("userInvite", invitation("b.lank@partner.example", more));
    expect(payload.userErrors).toMatchObject([{ code, field: ["input", field] }]);
    expect([sent, emails]).toEqual([0, 0]);
  });

  test("names role and teams by id, too, and says all that Talkdesk takes", async () => {
    const { state, done, invitation } = account();
    const role = state.findRole("supervisor");
    const [team] = state.teams;
    const encoded = await account().session.ask<{
      roles: { nodes: { id: string; remoteId: string }[] };
      teams: { nodes: { id: string; remoteId: string }[] };
    }>("{ roles { nodes { id remoteId } } teams(first: 100) { nodes { id remoteId } } }");
    const idIn = (nodes: { id: string; remoteId: string }[], remoteId = ""): string =>
      nodes.find((node) => node.remoteId === remoteId)?.id ?? "";
    const { roles, teams } = encoded.data;
    const more = {
      role: { id: idIn(roles.nodes, role?.id) },
      teams: [{ id: idIn(teams.nodes, team?.id) }, { name: team?.name.toUpperCase() }],
      ...{ extension: "12", timeZone: "Europe/Lisbon", locale: "pt-PT" },
    };
    const { user } = await done("userInvite", invitation("A.Ll@partner.example", more));
    expect(state.userById(user?.remoteId ?? "")).toMatchObject({
      ...{ email: "A.Ll@partner.example", name: "June Guest", extension: "12" },
      ...{ timeZone: "Europe/Lisbon", language: "pt-PT", roleIds: [role?.id], teamIds: [team?.id] },
    });
  });

  test("of a name that two roles or teams have is ambiguous, but by its id", async () => {
    const { state, tried, invitation } = account();
    state.addRole("Twin");
    const twin = state.addRole("twin");
    state.addTeam("Doubles");
    state.addTeam("doubles");
    for (const [field, more] of [
      ["role", { role: { name: "TWIN" } }],
      ["teams", { teams: [{ name: "Doubles" }] }],
    ] as const) {
      const { payload, sent } = await tried("userInvite", invitation("t.win@partner.example", more));
      expect(payload.userErrors).toMatchObject([{ code: "AMBIGUOUS", field: ["input", field] }]);
      expect(sent).toBe(0);
    }
    const { payload } = await tried(
      "userInvite",
      invitation("t.win@partner.example", { role: { name: twin.id } }),
    );
    expect(payload.userErrors).toEqual([]);
  });

  test("of an address that somebody has in another case sends nothing", async () => {
    const { tried, invitation, somebody } = account();
    const { user } = somebody(({ email }) => email !== undefined);
    const email = user.email?.toUpperCase() ?? "";
    const { payload, sent } = await tried("userInvite", invitation(email));
    expect(payload.userErrors).toMatchObject([{ code: "ALREADY_MEMBER", field: ["input", "email"] }]);
    expect(sent).toBe(0);
  });

  test.each([
    ["inactive", false],
    ["deleted by Rollcall", true],
  ])("of somebody who is %s brings them back without a mail", async (_says, isDeleted) => {
    const { state, done, tried, invitation, somebody } = account();
    const { user, id } = somebody(({ email }) => email !== undefined);
    await done(isDeleted ? "userSoftDelete" : "userDisable", { id });
    const more = { name: { full: "Back Again" }, role: { name: "admin" } };
    const { payload, emails, calls } = await tried(
      "userInvite",
      invitation(user.email?.toUpperCase() ?? "", more),
    );
    expect(payload).toMatchObject({
      userErrors: [],
      effects: [{ kind: isDeleted ? "MEMBERSHIP_RESTORED" : "MEMBERSHIP_ENABLED" }],
      user: { id, state: "ACTIVE", roles: [{ name: "admin" }] },
    });
    expect([emails, calls["POST /users"] ?? 0, calls["PATCH /users/:id"]]).toEqual([0, 0, 1]);
    expect(user).toMatchObject({
      state: "active",
      name: "Back Again",
      roleIds: [state.findRole("admin")?.id],
    });
    // What was kept is gone with it: who is disabled now is not deleted.
    await done("userDisable", { id });
    const { payload: restored } = await tried("userRestore", { id });
    expect(restored.userErrors).toMatchObject([
      { code: "NOT_DELETED", alternatives: [{ operation: "USER_ENABLE" }] },
    ]);
  });

  test("believes an answer in nothing but the id", async () => {
    const { state, fail, tried, invitation } = account();
    fail(create, {
      kind: "mutateRows",
      remove: ["id", "name", "status"],
      replace: { email: "liar@x.example" },
    });
    const { payload, emails } = await tried("userInvite", invitation("par.tial@partner.example"));
    const made = state.usersByEmail("par.tial@partner.example")[0];
    expect(payload).toMatchObject({ userErrors: [], user: { remoteId: made?.id, email: made?.email } });
    expect(emails).toBe(1);
  });
});
