import { describe, expect, it } from "@jest/globals";
import type { FaultRule } from "../../sandbox/faults.js";
import type { MutationName, Payload } from "./mutations.js";
import { scimError, withIdp, type Idp } from "./scim-session.js";

const email = "june.joiner@partner.example";
type Fault = FaultRule["fault"];

/** A write of each method, with the call that it sends. */
const writes = [
  ["POST", "userInvite"],
  ["PATCH", "userDisable"],
  ["PATCH", "userUpdate"],
  ["PATCH", "userSoftDelete"],
  ["DELETE", "userHardDelete"],
] as const;

async function run(idp: Idp, name: MutationName): Promise<Payload> {
  if (name === "userInvite")
    return idp.run(name, { input: { linkedAccount: idp.linkedAccount, email: "new@partner.example" } });
  const { id, remoteId } = await idp.user(email);
  if (name === "userUpdate") return idp.run(name, { id, input: { title: "Chief" } });
  return idp.run(name, name === "userHardDelete" ? { id, confirm: remoteId } : { id });
}

describe.each(writes)("a %s of %s", (method, name) => {
  const lost: readonly (readonly [string, Fault])[] = [
    ["the answer is lost", { kind: "lostAnswer" }],
    ["a 500 comes after it was applied", { kind: "lateApply", ms: 0, answer: "early", status: 500 }],
    ["it is applied while somebody looks", { kind: "lateApply", ms: 150, answer: "cut" }],
  ];
  it.each(lost)("is applied once when %s", (_, fault) =>
    withIdp({}, async (idp) => {
      idp.add(email);
      idp.fail(method, fault);
      const { userErrors, operation } = await run(idp, name);
      expect([userErrors, operation?.state]).toEqual([[], "APPLIED"]);
      const { writes: after, callsByRoute } = idp.session.calls("idp");
      expect(after).toBe(1);
      expect(sum(callsByRoute, method)).toBe(1);
      expect(idp.standIn.store().usersNamed("new@partner.example")).toHaveLength(
        name === "userInvite" ? 1 : 0,
      );
    }),
  );

  const refusals: readonly (readonly [string, Fault, string])[] = [
    ["429", { kind: "status", status: 429, body: "", headers: { "Retry-After": "60" } }, "RATE_LIMITED"],
    ["403", scimError(403), "FORBIDDEN"],
    ["401", scimError(401), "REAUTH_REQUIRED"],
    ["400", scimError(400, "mutability"), "INVALID"],
    ["413", scimError(413), "PROVIDER_UNAVAILABLE"],
  ];
  it.each(refusals)("is not sent again after a %s", (_, fault, code) =>
    withIdp({}, async (idp) => {
      idp.add(email);
      idp.fail(method, fault);
      const { userErrors, operation } = await run(idp, name);
      expect(userErrors).toMatchObject([{ code }]);
      expect([operation?.state, idp.session.calls("idp").writes]).toEqual(["NOT_APPLIED", 0]);
      expect(sum(idp.session.calls("idp").callsByRoute, method)).toBe(1);
    }),
  );
});

function sum(calls: Readonly<Record<string, number>>, method: string): number {
  const counts = Object.entries(calls).filter(([route]) => route.startsWith(`${method} `));
  return counts.reduce((all, [, count]) => all + count, 0);
}

describe("a call that the server does not have", () => {
  const bare: Fault = { kind: "status", status: 404, body: "Not Found", contentType: "text/plain" };
  it.each([
    ["POST", "userInvite", bare],
    ["POST", "userInvite", scimError(404)],
    ["POST", "userInvite", scimError(501)],
    ["DELETE", "userHardDelete", bare],
    ["DELETE", "userHardDelete", scimError(405)],
  ] as const)("is told from a user that is not there: %s of %s, %j", (method, name, fault) =>
    withIdp({}, async (idp) => {
      idp.add(email);
      idp.fail(method, fault);
      const { userErrors, operation } = await run(idp, name);
      expect(userErrors).toMatchObject([{ code: "UNSUPPORTED_BY_PROVIDER" }]);
      expect([operation?.state, idp.session.calls("idp").writes]).toEqual(["NOT_APPLIED", 0]);
    }),
  );

  it("may be PATCH and PUT together", () =>
    withIdp({}, async (idp) => {
      idp.add(email);
      idp.fail("PATCH", scimError(501));
      idp.fail("PUT", bare);
      const { userErrors } = await run(idp, "userDisable");
      expect(userErrors).toMatchObject([{ code: "UNSUPPORTED_BY_PROVIDER" }]);
      expect(idp.written()).toEqual({ PATCH: 1, PUT: 1 });
    }));
});

describe("a user that is gone", () => {
  it.each([
    ["DELETE", "userHardDelete"],
    ["PATCH", "userDisable"],
  ] as const)("since the look, is not found by a %s", (method, name) =>
    withIdp({}, async (idp) => {
      idp.add(email);
      idp.fail(method, scimError(404));
      const { userErrors } = await run(idp, name);
      expect(userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
      expect(idp.written()).toEqual({ [method]: 1 });
    }),
  );

  it("is not written to", () =>
    withIdp({}, async (idp) => {
      const { id: remoteId } = idp.add(email);
      const { id } = await idp.user(email);
      idp.standIn.store().remove("User", remoteId);
      idp.written();
      for (const name of ["userDisable", "userSoftDelete", "userRestore"] as const) {
        const { userErrors } = await idp.run(name, { id });
        expect(userErrors).toMatchObject([{ code: "NOT_FOUND" }]);
      }
      expect(idp.written()).toEqual({});
    }));
});

describe("a call without an answer", () => {
  it.each([
    ["may-lag", "OUTCOME_UNKNOWN", "NEEDS_REVIEW"],
    ["consistent", "PROVIDER_UNAVAILABLE", "NOT_APPLIED"],
  ])("and without an effect, is as sure as the server's reads (%s)", (lookUps, code, state) =>
    withIdp({ settings: { lookUps } }, async (idp) => {
      idp.fail("POST", { kind: "hang" });
      const { userErrors, operation } = await run(idp, "userInvite");
      expect(userErrors).toMatchObject([{ code }]);
      expect([operation?.state, idp.session.calls("idp").writes]).toEqual([state, 0]);
      expect(idp.written()).toEqual({ POST: 1 });
    }),
  );
});

it("does not say that it is unsure where a look before the second form failed", () =>
  withIdp({ quirks: { patchPaths: "refused" } }, async (idp) => {
    idp.add(email);
    const { id } = await idp.user(email);
    const fault: Fault = { kind: "status", status: 500 };
    idp.standIn.faults.add([
      { match: { method: "GET", route: "/scim/v2/Users/*" }, skip: 1, times: 3, fault },
    ]);
    const { userErrors, operation } = await idp.run("userUpdate", { id, input: { title: "Chief" } });
    expect(userErrors).toMatchObject([{ code: "PROVIDER_UNAVAILABLE" }]);
    expect(operation?.state).toBe("NOT_APPLIED");
  }));
