import { describe, expect, it } from "@jest/globals";
import { strict } from "../../sandbox/scim/quirks.js";
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

  const losing = { quirks: { takesWhenInactive: "rolesAndGroups" } } as const;

  it("gets back the roles and the teams that the server took, but one that is gone", () =>
    withIdp(losing, async (idp) => {
      const roles = [{ value: "agent", type: "work" }, { value: "Owner" }];
      const { id: value } = idp.add(email, { roles });
      const store = idp.standIn.store();
      const [night, , band] = ["Night shift", "Choir", "Band"].map((displayName) =>
        store.create("Group", { displayName, members: [{ value }] }),
      );
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      expect(idp.document(email)["roles"]).toBeUndefined();
      expect(idp.document(email)["groups"]).toBeUndefined();
      store.remove("Group", night?.id ?? "");
      store.replace("Group", band?.id ?? "", { displayName: "Big band" });
      const { user, fidelity, userErrors } = await idp.run("userRestore", { id });
      expect(userErrors).toEqual([]);
      expect(user).toMatchObject({ state: "ACTIVE", roles: [{ name: "agent" }, { name: "Owner" }] });
      expect(idp.document(email)["roles"]).toEqual(roles);
      const groups = idp.document(email)["groups"] as readonly { display: string }[];
      expect(groups.map(({ display }) => display).sort()).toEqual(["Big band", "Choir"]);
      expect(fidelity).toEqual({
        sameId: true,
        restored: ["state", "roles", "teams"],
        lost: ["team Night shift"],
      });
    }));

  it("says in a rehearsal what a restore will bring back", () =>
    withIdp(losing, async (idp) => {
      const { id: value } = idp.add(email, { roles: [{ value: "agent" }] });
      idp.standIn.store().create("Group", { displayName: "Choir", members: [{ value }] });
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      const { fidelity, plannedCalls } = await idp.run("userRestore", { id, dryRun: true });
      expect(fidelity).toEqual({ sameId: true, restored: ["state", "roles", "teams"], lost: [] });
      expect(plannedCalls).toHaveLength(3);
    }));

  it("is enabled without what the server does not take back, and the answer says what is lost", () =>
    withIdp(losing, async (idp) => {
      const { id: value } = idp.add(email, { roles: [{ value: "agent" }] });
      idp.standIn.store().create("Group", { displayName: "Choir", members: [{ value }] });
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      const fault = scimError(400, "mutability");
      const [users, groups] = ["/scim/v2/Users*", "/scim/v2/Groups*"];
      idp.standIn.faults.add([
        { match: { method: "PATCH", route: users }, skip: 1, fault },
        { match: { method: "PATCH", route: groups }, fault },
      ]);
      const { userErrors, warnings, operation, fidelity } = await idp.run("userRestore", { id });
      expect([userErrors, operation?.state]).toEqual([[], "APPLIED"]);
      expect(warnings).toEqual([{ code: "NOT_RESTORED" }, { code: "NOT_RESTORED" }]);
      expect(fidelity).toEqual({ sameId: true, restored: ["state"], lost: ["role agent", "team Choir"] });
      expect(idp.document(email)["active"]).toBe(true);
    }));

  it.each([
    ["may-lag", "NEEDS_REVIEW"],
    ["consistent", "NEEDS_REVIEW"],
  ])("is not back while no licence is left, though its roles are (%s)", (lookUps, state) =>
    withIdp({ quirks: { ...strict, ...losing.quirks }, settings: { lookUps } }, async (idp) => {
      idp.add(email, { roles: [{ value: "agent" }] });
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      idp.standIn.setQuirks({ takesWhenInactive: "nothing", licences: 0 });
      const { userErrors, warnings, operation, fidelity } = await idp.run("userRestore", { id });
      expect(idp.document(email)).toMatchObject({ active: false, roles: [{ value: "agent" }] });
      expect(userErrors).toMatchObject([{ code: "NOT_CONFIRMED" }]);
      expect(warnings).toEqual([{ code: "LICENSE_EXHAUSTED" }, { code: "PARTLY_APPLIED" }]);
      expect([operation?.state, fidelity]).toEqual([state, null]);
      // Whoever is not back is still deleted, and can be restored once there is a licence.
      expect((await idp.user(email)).state).toBe("DELETED");
    }),
  );

  it("has lost what a server takes without a word and does not show", () =>
    withIdp(losing, async (idp) => {
      idp.add(email, { roles: [{ value: "agent" }] });
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      const match = { method: "PATCH", route: "/scim/v2/Users*" };
      const fault = { kind: "status", status: 204, body: "" } as const;
      idp.standIn.faults.add([{ match, skip: 1, times: 1, fault }]);
      const { userErrors, fidelity } = await idp.run("userRestore", { id });
      expect(userErrors).toEqual([]);
      expect(fidelity).toMatchObject({ restored: ["state"], lost: ["role agent"] });
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
