import { describe, expect, test } from "@jest/globals";
import { idOf, invitation, isAlone, project, session, somebody, state, tried } from "./tiledesk-project.js";

describe("an invitation", () => {
  test("of somebody who is a member is refused, in any case of the address", async () => {
    const { email } = somebody(({ status, trashed }) => status === "active" && trashed === false);
    const { payload, isChanged } = await tried("userInvite", invitation(email.toUpperCase()));
    expect(payload.userErrors).toMatchObject([{ code: "ALREADY_MEMBER", field: ["input", "email"] }]);
    expect(isChanged).toBe(false);
  });

  test("of the credential's own address is refused", async () => {
    const { payload, emails } = await tried("userInvite", invitation(session().standIn().current().email));
    expect(payload.userErrors).toMatchObject([{ code: "ALREADY_MEMBER" }]);
    expect(emails).toBe(0);
  });

  test("of a disabled member enables the membership there is, with the role asked for", async () => {
    const { id, email, member } = somebody(
      (one) => one.status === "disabled" && one.trashed === false && isAlone(one),
    );
    const { payload, emails } = await tried(
      "userInvite",
      invitation(email, { role: { name: "supervisor" } }),
    );
    expect(payload).toMatchObject({
      userErrors: [],
      user: { id, state: "ACTIVE", roles: [{ name: "supervisor" }] },
      effects: [{ kind: "MEMBERSHIP_ENABLED" }],
    });
    expect(emails).toBe(0);
    expect(
      state()
        .membershipsOf(member.id_user ?? "")
        .filter((one) => one.id_project === project()),
    ).toHaveLength(1);
  });

  test("of a deleted member restores the membership there is, and then gives it the role", async () => {
    const { id, email, member } = somebody((one) => one.trashed === true && isAlone(one));
    const { payload, emails, calls } = await tried(
      "userInvite",
      invitation(email, { role: { name: "admin" } }),
    );
    expect(payload).toMatchObject({
      userErrors: [],
      user: { id, state: "ACTIVE", roles: [{ name: "admin" }] },
      effects: [{ kind: "MEMBERSHIP_RESTORED" }],
    });
    expect(emails).toBe(0);
    expect(calls).toMatchObject({
      "PUT /:pid/project_users/:puid/restore": 1,
      "PUT /:pid/project_users/:puid": 1,
    });
    expect(
      state()
        .membershipsOf(member.id_user ?? "")
        .filter((one) => one.id_project === project()),
    ).toHaveLength(1);
  });

  test("that is pending is not sent again, but by its own mutation", async () => {
    const first = await tried("userInvite", invitation("twice@partner.example"));
    expect(first.payload).toMatchObject({
      userErrors: [],
      user: { state: "INVITED" },
      effects: [{ kind: "EMAIL_SENT" }],
    });
    const second = await tried("userInvite", { ...invitation("twice@partner.example"), force: true });
    expect(second.payload.userErrors).toMatchObject([{ code: "INVITE_ALREADY_SENT" }]);
    expect(second.emails).toBe(0);
    const resent = await tried("userInvitationResend", { id: first.payload.user?.id });
    expect(resent.payload).toMatchObject({ userErrors: [], operation: { state: "APPLIED" } });
    expect(resent.emails).toBe(1);
  });

  test("takes a role that the project has, and no other", async () => {
    for (const [name, code] of [
      ["nobody", "NOT_FOUND"],
      // Somebody holds it, and the project does not have it.
      ["wizard", "INVALID"],
      ["Agent", "NOT_FOUND"],
      ["owner", "INVALID"],
      ["guest", "INVALID"],
      ["user", "INVALID"],
      ["", "INVALID"],
    ] as const) {
      const { payload, isChanged } = await tried(
        "userInvite",
        invitation("role@partner.example", { role: { name } }),
      );
      expect([name, payload.userErrors]).toMatchObject([name, [{ code, field: ["input", "role"] }]]);
      expect(isChanged).toBe(false);
    }
    const foreign = idOf("role", "agent", project(1));
    const { payload } = await tried(
      "userInvite",
      invitation("role@partner.example", { role: { id: foreign } }),
    );
    expect(payload.userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["input", "role"] }]);
  });

  test("with a custom role says what the server makes of it", async () => {
    const { payload } = await tried(
      "userInvite",
      invitation("auditor@partner.example", { role: { name: "auditor" } }),
    );
    expect(payload).toMatchObject({ userErrors: [], warnings: [{ code: "ROLE_BYPASSES_CHECKS" }] });
  });

  test("names exactly one project, and a role, and an address", async () => {
    for (const [more, code, field] of [
      [{ workspaces: undefined }, "INVALID", ["input", "workspaces"]],
      [{ workspaces: [] }, "INVALID", ["input", "workspaces"]],
      [{ workspaces: [idOf("project", "f".repeat(24), null)] }, "NOT_FOUND", ["input", "workspaces"]],
      [{ role: undefined }, "BLANK", ["input", "role"]],
      [{ email: " " }, "BLANK", ["input", "email"]],
      [{ email: "nobody" }, "INVALID", ["input", "email"]],
      [{ email: "a@b\r\nX-Evil: 1" }, "INVALID", ["input", "email"]],
      [{ name: { given: "June" } }, "FIELD_UNSUPPORTED", ["input", "name", "given"]],
      [{ isNotified: false }, "FIELD_UNSUPPORTED", ["input", "isNotified"]],
      [{ message: "Hello" }, "FIELD_UNSUPPORTED", ["input", "message"]],
    ] as const) {
      const { payload, isChanged } = await tried("userInvite", invitation("one@partner.example", more));
      expect([more, payload.userErrors]).toMatchObject([more, [{ code, field }]]);
      expect(isChanged).toBe(false);
    }
  });
});
