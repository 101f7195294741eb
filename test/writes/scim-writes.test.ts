import { describe, expect, it } from "@jest/globals";
import { strict } from "../../sandbox/scim/quirks.js";
import { scimError, withIdp, type Idp } from "./scim-session.js";

const email = "june.joiner@partner.example";

describe("inviting", () => {
  it("says what it will send, and sends nothing of it", () =>
    withIdp({}, async (idp) => {
      const input = { linkedAccount: idp.linkedAccount, email, name: { given: "June", full: "June Joiner" } };
      const { plannedCalls, operation } = await idp.run("userInvite", { input, dryRun: true });
      const name = { givenName: "June", formatted: "June Joiner" };
      const body = { userName: email, active: true, name, displayName: "June Joiner" };
      expect(plannedCalls).toMatchObject([{ method: "POST", path: "/Users", body }]);
      expect([operation, idp.written()]).toEqual([null, {}]);
    }));

  it("enables who is disabled, in place of a second user, and changes what else is said", () =>
    withIdp({}, async (idp) => {
      const { id } = idp.add(email, { active: false, title: "Intern" });
      const input = { linkedAccount: idp.linkedAccount, email: email.toUpperCase(), title: "Engineer" };
      const { user, effects, userErrors } = await idp.run("userInvite", { input });
      expect(userErrors).toEqual([]);
      expect(effects).toEqual([{ kind: "MEMBERSHIP_ENABLED" }]);
      expect(user).toMatchObject({ remoteId: id, state: "ACTIVE", email });
      expect(idp.document(email)).toMatchObject({ active: true, title: "Engineer", userName: email });
      expect(idp.written()).toEqual({ PATCH: 2 });
    }));

  it("brings back who was deleted, who is then deleted no more", () =>
    withIdp({}, async (idp) => {
      idp.add(email);
      const { id } = await idp.user(email);
      await idp.run("userSoftDelete", { id });
      const input = { linkedAccount: idp.linkedAccount, email };
      const { user, effects } = await idp.run("userInvite", { input });
      expect(effects).toEqual([{ kind: "MEMBERSHIP_RESTORED" }]);
      expect(user).toMatchObject({ id, state: "ACTIVE" });
      const disabled = await idp.run("userDisable", { id });
      expect(disabled.user?.state).toBe("DISABLED");
    }));

  it("gives the role that is asked for, which others have, to who is new and to who returns", () =>
    withIdp({}, async (idp) => {
      const { linkedAccount } = idp;
      const [role, name] = [{ name: "EMPLOYEE" }, { given: "June" }];
      const invited = await idp.run("userInvite", { input: { linkedAccount, email, role, name } });
      expect(invited).toMatchObject({
        userErrors: [],
        warnings: [],
        user: { roles: [{ name: "employee" }] },
      });
      const again = "june.again@partner.example";
      idp.add(again, { active: false, roles: [{ value: "agent" }] });
      const returned = await idp.run("userInvite", { input: { linkedAccount, email: again, role } });
      expect(returned.user?.roles?.map((one) => one.name).sort()).toEqual(["agent", "employee"]);
      const unknown = { linkedAccount, email: "other@partner.example", role: { name: "emplojee" } };
      const { userErrors } = await idp.run("userInvite", { input: unknown });
      expect(userErrors).toMatchObject([{ code: "NOT_FOUND", field: ["input", "role"] }]);
    }));

  it("says what the server passed over of somebody who is there all the same", () =>
    withIdp({}, async (idp) => {
      // Shows another title whatever it was told, and never a role.
      idp.fail("GET", { kind: "mutateRows", replace: { title: "Newcomer", roles: [] } }, 100);
      const input = { linkedAccount: idp.linkedAccount, email, title: "Engineer", locale: "de-DE" };
      const { user, userErrors, warnings, operation } = await idp.run("userInvite", { input });
      expect([userErrors, operation?.state, user?.email]).toEqual([[], "APPLIED", email]);
      expect(warnings).toEqual([{ code: "NOT_SHOWN" }]);
    }));

  it("does not choose among several disabled users", () =>
    withIdp({}, async (idp) => {
      for (const name of ["one", "other"]) idp.add(email, { userName: name, active: false });
      const { userErrors } = await idp.run("userInvite", {
        input: { linkedAccount: idp.linkedAccount, email },
      });
      expect(userErrors).toMatchObject([{ code: "AMBIGUOUS" }]);
    }));

  it("takes a name for another's that nobody with the address has", () =>
    withIdp({}, async (idp) => {
      idp.add("another@partner.example", { userName: email });
      const { userErrors, operation } = await idp.run("userInvite", {
        input: { linkedAccount: idp.linkedAccount, email },
      });
      expect(userErrors).toMatchObject([{ code: "TAKEN", alternatives: [] }]);
      expect([operation?.state, idp.written()]).toEqual(["NOT_APPLIED", { POST: 1 }]);
    }));

  it.each([
    [true, "ALREADY_MEMBER", []],
    [false, "TAKEN", ["USER_ENABLE", "USER_RESTORE"]],
  ])("looks again when somebody was faster (active: %s)", (active, code, operations) =>
    withIdp({}, async (idp) => {
      idp.add(email, { active });
      // The first looks find nobody.
      idp.fail("GET", { kind: "garbage", body: { totalResults: 0, Resources: [] } }, 2);
      const { userErrors } = await idp.run("userInvite", {
        input: { linkedAccount: idp.linkedAccount, email },
      });
      expect(userErrors).toMatchObject([
        { code, alternatives: operations.map((operation) => ({ operation })) },
      ]);
      expect(idp.written()).toEqual({ POST: 1 });
    }),
  );
});

describe("licences", () => {
  const activeOf = ({ standIn }: Idp): number =>
    standIn
      .store()
      .slice("User", 0, 1_000)
      .filter(({ active }) => active === true).length;

  it("are said to be out when somebody new comes out disabled, who is there all the same", () =>
    withIdp({}, async (idp) => {
      idp.standIn.setQuirks({ licences: activeOf(idp) });
      const input = { linkedAccount: idp.linkedAccount, email };
      const { user, userErrors, warnings, operation } = await idp.run("userInvite", { input });
      expect(userErrors).toEqual([]);
      expect(warnings).toEqual([{ code: "LICENSE_EXHAUSTED" }]);
      expect([user?.state, operation?.state]).toEqual(["DISABLED", "APPLIED"]);
    }));

  it("are said to be out of somebody whose invitation was never answered, too", () =>
    withIdp({}, async (idp) => {
      idp.standIn.setQuirks({ licences: activeOf(idp) });
      idp.fail("POST", { kind: "lostAnswer" });
      const input = { linkedAccount: idp.linkedAccount, email };
      const { user, warnings, operation } = await idp.run("userInvite", { input });
      expect([user?.state, operation?.state]).toEqual(["DISABLED", "APPLIED"]);
      expect(warnings).toEqual([{ code: "LICENSE_EXHAUSTED" }]);
    }));

  it.each([
    ["may-lag", "NEEDS_REVIEW"],
    ["consistent", "NOT_APPLIED"],
  ])("that are out keep somebody disabled, and that is no success (%s)", (lookUps, state) =>
    withIdp({ quirks: strict, settings: { lookUps } }, async (idp) => {
      idp.add(email, { active: false });
      idp.standIn.setQuirks({ licences: activeOf(idp) });
      const { id } = await idp.user(email);
      const { userErrors, warnings, operation } = await idp.run("userEnable", { id });
      expect(userErrors).toMatchObject([{ code: "NOT_CONFIRMED" }]);
      expect([warnings, operation?.state]).toEqual([[{ code: "LICENSE_EXHAUSTED" }], state]);
    }),
  );
});

describe("forms of PATCH", () => {
  it.each([["needed" as const], ["refused" as const]])(
    "takes the other one where a path is %s, and remembers it",
    (patchPaths) =>
      withIdp({ quirks: { patchPaths } }, async (idp) => {
        idp.add(email, { name: { givenName: "June", middleName: "Q", familyName: "Joiner" } });
        const { id } = await idp.user(email);
        await idp.run("userDisable", { id });
        await idp.run("userUpdate", { id, input: { name: { given: "Juno" } } });
        expect(idp.written()).toEqual({ PATCH: 3 });
        expect(idp.document(email)).toMatchObject({
          active: false,
          name: { givenName: "Juno", middleName: "Q", familyName: "Joiner" },
        });
        await idp.run("userEnable", { id });
        expect(idp.written()).toEqual({ PATCH: 1 });
      }),
  );

  it.each([
    ["invalidValue", 2],
    ["mutability", 1],
    [undefined, 2],
  ])("says that a 400 of %s is one, after %i", (scimType, calls) =>
    withIdp({}, async (idp) => {
      idp.add(email);
      const { id } = await idp.user(email);
      idp.fail("PATCH", scimError(400, scimType), 2);
      const { userErrors, operation } = await idp.run("userUpdate", { id, input: { title: "Chief" } });
      expect(userErrors).toMatchObject([{ code: "INVALID", retryable: false }]);
      expect([operation?.state, idp.written()]).toEqual(["NOT_APPLIED", { PATCH: calls }]);
      expect(idp.session.calls("idp").writes).toBe(0);
    }),
  );

  it("removes what is gone already", () =>
    withIdp({ quirks: { removesAbsent: "noTarget" } }, async (idp) => {
      idp.add(email);
      const { id } = await idp.user(email);
      // Gone between the look and the call.
      idp.fail("GET", { kind: "mutateRows", replace: { title: "Chief" } });
      const { userErrors, operation } = await idp.run("userUpdate", { id, input: { title: null } });
      expect([userErrors, operation?.state, idp.written()]).toEqual([[], "APPLIED", { PATCH: 1 }]);
    }));
});

describe("a server without PATCH", () => {
  it("gets the whole by PUT, and nobody is enabled by it", () =>
    withIdp({ quirks: { ...strict, patch: "absent501", active: "text" } }, async (idp) => {
      const title = "Chief";
      const badge = { colour: "green" };
      idp.add(email, { active: false, "urn:example:badge": badge, shoeSize: 44, externalId: "hr-1" });
      const { id } = await idp.user(email);
      const { userErrors } = await idp.run("userUpdate", { id, input: { title } });
      expect(userErrors).toEqual([]);
      const kept = { "urn:example:badge": badge, shoeSize: 44, externalId: "hr-1" };
      expect(idp.document(email)).toMatchObject({ ...kept, title, active: false });
      expect(idp.written()).toEqual({ PATCH: 1, PUT: 1 });
      await idp.run("userEnable", { id });
      expect(idp.document(email)).toMatchObject({ ...kept, title, active: true });
      expect(idp.written()).toEqual({ PATCH: 1, PUT: 1 });
    }));

  it("is not written to where it does not tell who is active", () =>
    withIdp({ quirks: { ...strict, patch: "absent405", active: "missing" } }, async (idp) => {
      idp.add(email, { active: false });
      const { id } = await idp.user(email);
      const { userErrors } = await idp.run("userUpdate", { id, input: { title: "Chief" } });
      expect(userErrors).toMatchObject([{ code: "UNSUPPORTED_BY_PROVIDER" }]);
      expect(idp.written()).toEqual({ PATCH: 1 });
    }));
});

it("disables on a server that does not tell who is active, and does not delete there", () =>
  withIdp({ quirks: { active: "missing" } }, async (idp) => {
    idp.add(email);
    const { id } = await idp.user(email);
    const disabled = await idp.run("userDisable", { id });
    expect([disabled.userErrors, disabled.operation?.state]).toEqual([[], "APPLIED"]);
    expect(idp.document(email)["active"]).toBe(false);
    const deleted = await idp.run("userSoftDelete", { id });
    expect(deleted.userErrors).toMatchObject([
      { code: "UNSUPPORTED_BY_PROVIDER", alternatives: [{ operation: "USER_DISABLE" }] },
    ]);
  }));

describe("an address", () => {
  it("is changed in both places", () =>
    withIdp({}, async (idp) => {
      idp.add(email, {
        emails: [
          { value: "home@home.example", type: "home" },
          { value: email, type: "work" },
        ],
      });
      const { id } = await idp.user(email);
      const wanted = "june.newname@partner.example";
      const { user, userErrors } = await idp.run("userUpdate", { id, input: { email: wanted } });
      expect([userErrors, user?.email]).toEqual([[], wanted]);
      expect(idp.document(wanted)["emails"]).toMatchObject([
        { value: "home@home.example" },
        { value: wanted },
      ]);
    }));

  it("is refused when it is another's, before anything is sent and after", () =>
    withIdp({}, async (idp) => {
      idp.add(email);
      idp.add("free@partner.example", { userName: "taken@partner.example" });
      idp.add("other@partner.example");
      const { id } = await idp.user(email);
      for (const wanted of ["other@partner.example", "taken@partner.example"]) {
        const { userErrors } = await idp.run("userUpdate", { id, input: { email: wanted } });
        expect(userErrors).toMatchObject([{ code: "TAKEN", field: ["input", "email"] }]);
      }
      expect(idp.written()).toEqual({ PATCH: 1 });
    }));
});
