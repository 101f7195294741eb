import { describe, expect, it } from "@jest/globals";
import { scimError, withIdp } from "./scim-session.js";

const email = "june.joiner@partner.example";

describe("a User that Rollcall deleted", () => {
  it("is restored first, whatever else is wanted", () =>
    withIdp({}, async (idp) => {
      idp.add(email);
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      idp.written();
      const asked = [
        ["userEnable", { id }],
        ["userDisable", { id }],
        ["userUpdate", { id, input: { title: "Chief" } }],
        ["userSoftDelete", { id }],
      ] as const;
      for (const [name, variables] of asked) {
        const { userErrors } = await idp.run(name, variables);
        expect(userErrors).toMatchObject([
          { code: "ALREADY_DELETED", alternatives: [{ operation: "USER_RESTORE" }] },
        ]);
      }
      expect(idp.written()).toEqual({});
    }));

  it("may have been disabled before, and is enabled when it is restored", () =>
    withIdp({}, async (idp) => {
      idp.add(email, { active: false });
      const { id } = await idp.user(email);
      const deleted = await idp.run("userSoftDelete", { id });
      expect(deleted.warnings).toEqual([{ code: "RESTORES_AS_ACTIVE" }]);
      expect([deleted.userErrors, deleted.user?.state, idp.written()]).toEqual([[], "DELETED", { PATCH: 1 }]);
      const restored = await idp.run("userRestore", { id });
      expect([restored.userErrors, restored.user?.state]).toEqual([[], "ACTIVE"]);
    }));

  it("is not restored by who only disabled it", () =>
    withIdp({}, async (idp) => {
      idp.add(email, { active: false });
      const { id } = await idp.user(email);
      const { userErrors } = await idp.run("userRestore", { id });
      expect(userErrors).toMatchObject([
        { code: "NOT_DELETED", alternatives: [{ operation: "USER_ENABLE" }] },
      ]);
    }));

  it("is not restored when somebody enabled it meanwhile", () =>
    withIdp({}, async (idp) => {
      const { id: remoteId } = idp.add(email);
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      const store = idp.standIn.store();
      store.replace("User", remoteId, { ...idp.document(email), active: true });
      const { userErrors } = await idp.run("userRestore", { id });
      expect(userErrors).toMatchObject([{ code: "NOT_DELETED", alternatives: [] }]);
    }));

  it("gets back the roles that the server took, and is told the teams that it lost", () =>
    withIdp({ quirks: { takesWhenInactive: "rolesAndGroups" } }, async (idp) => {
      const roles = [{ value: "agent", type: "work" }, { value: "Owner" }];
      const { id: value } = idp.add(email, { roles });
      const store = idp.standIn.store();
      for (const displayName of ["Night shift", "Choir"]) {
        store.create("Group", { displayName, members: [{ value }] });
      }
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      expect(idp.document(email)["roles"]).toBeUndefined();
      const { user, fidelity, userErrors } = await idp.run("userRestore", { id });
      expect(userErrors).toEqual([]);
      expect(user).toMatchObject({ state: "ACTIVE", roles: [{ name: "agent" }, { name: "Owner" }] });
      expect(idp.document(email)["roles"]).toEqual(roles);
      const lost = ["team Night shift", "team Choir"];
      expect(fidelity).toEqual({ sameId: true, restored: ["state", "roles"], lost });
    }));

  it("is enabled without its roles where the server does not take them, which is not the whole", () =>
    withIdp({ quirks: { takesWhenInactive: "rolesAndGroups" } }, async (idp) => {
      idp.add(email, { roles: [{ value: "agent" }] });
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      const route = "/scim/v2/Users*";
      const fault = scimError(400, "mutability");
      idp.standIn.faults.add([{ match: { method: "PATCH", route }, skip: 1, fault }]);
      const { userErrors, warnings, operation } = await idp.run("userRestore", { id });
      expect(userErrors).toMatchObject([{ code: "NOT_CONFIRMED" }]);
      expect(warnings).toEqual([{ code: "ROLES_NOT_RESTORED" }]);
      expect([operation?.state, idp.document(email)["active"]]).toEqual(["NEEDS_REVIEW", true]);
    }));

  it("keeps teams that nobody took", () =>
    withIdp({ quirks: { usersCarryGroups: false } }, async (idp) => {
      const { id: value } = idp.add(email);
      idp.standIn.store().create("Group", { displayName: "Choir", members: [{ value }] });
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      const { fidelity } = await idp.run("userRestore", { id });
      expect(fidelity).toEqual({ sameId: true, restored: ["state", "teams"], lost: [] });
    }));

  it("is deleted all the same when its teams cannot be read, and the answer says so", () =>
    withIdp({ quirks: { usersCarryGroups: false } }, async (idp) => {
      idp.add(email);
      const { id } = await idp.user(email);
      const route = "/scim/v2/Groups*";
      idp.standIn.faults.add([{ match: { method: "GET", route }, fault: { kind: "status", status: 500 } }]);
      const { userErrors, warnings, user } = await idp.run("userSoftDelete", { id });
      expect([userErrors, warnings, user?.state]).toEqual([[], [{ code: "TEAMS_NOT_KEPT" }], "DELETED"]);
    }));

  it("can be erased, and somebody new have the address", () =>
    withIdp({}, async (idp) => {
      idp.add(email);
      const { id, remoteId } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      const erased = await idp.run("userHardDelete", { id, confirm: remoteId });
      expect([erased.userErrors, erased.deletedId]).toEqual([[], id]);
      const { user } = await idp.run("userInvite", { input: { linkedAccount: idp.linkedAccount, email } });
      expect(user?.state).toBe("ACTIVE");
      expect(user?.id).not.toBe(id);
    }));
});
