import { describe, expect, it } from "@jest/globals";
import {
  setActive,
  setAttribute,
  toPathForm,
  valuePath,
} from "../../src/datasources/scim-client/patch-op.js";
import {
  applyOperations,
  toObjectForm,
  toUserPutBody,
} from "../../src/datasources/scim-client/resource-document.js";

const document = {
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  id: "7",
  USERNAME: "june",
  active: "False",
  name: { GivenName: "June", middleName: "Q" },
  emails: [{ value: 'a"b@acme.example', type: "work" }, { value: "home@home.example" }],
  groups: [{ value: "9" }],
  meta: { version: "1" },
  "urn:example:badge": { colour: "green" },
};

describe("a resource that is changed here", () => {
  it.each([
    [setAttribute("userName", "juno"), { USERNAME: "juno" }],
    [setAttribute("name.givenName", "Juno"), { name: { GivenName: "Juno", middleName: "Q" } }],
    [setAttribute("name.givenName", null), { name: { middleName: "Q" } }],
    [
      setAttribute(`${valuePath("emails", 'a"b@acme.example')}.value`, "c@acme.example"),
      { emails: [{ value: "c@acme.example", type: "work" }, { value: "home@home.example" }] },
    ],
    [setAttribute(valuePath("emails", "home@home.example"), null), { emails: [document.emails[0]] }],
    [
      { op: "add" as const, path: "emails", value: [{ value: "x" }] },
      { emails: [...document.emails, { value: "x" }] },
    ],
    [{ op: "add" as const, path: "roles", value: [{ value: "x" }] }, { roles: [{ value: "x" }] }],
    [setActive(true), { active: true }],
  ])("%j", (operation, changed) => {
    expect(applyOperations(document, [operation])).toEqual({ ...document, ...changed });
  });

  it("has no empty lists", () => {
    const made = applyOperations({ phoneNumbers: [{ value: "1" }] }, [
      setAttribute(valuePath("phoneNumbers", "1"), null),
    ]);
    expect(made).toEqual({});
  });
});

describe("a PUT", () => {
  it("has what Rollcall does not know, and nothing that is the server's to write", () => {
    const own = Object.entries(document).filter(([name]) => name !== "groups" && name !== "meta");
    expect(toUserPutBody(document)).toEqual({ ...Object.fromEntries(own), active: false });
  });

  it("is not made without `active`", () => {
    expect(toUserPutBody({ ...document, active: null })).toBeNull();
    expect(toUserPutBody({ id: "7" })).toBeNull();
  });

  it("lists the schemas that the server did not show", () => {
    const body = toUserPutBody({ id: "7", active: true, "urn:example:badge": {} });
    expect(body?.["schemas"]).toEqual(["urn:ietf:params:scim:schemas:core:2.0:User", "urn:example:badge"]);
  });
});

describe("the forms of an operation", () => {
  it("have parts as wholes without a path", () => {
    const operations = [setAttribute("name.givenName", "Juno"), setAttribute("title", null)];
    const value = { name: { GivenName: "Juno", middleName: "Q" }, title: null };
    expect(toObjectForm(document, operations)).toEqual([{ op: "replace", value }]);
  });

  it("have a path for each attribute", () => {
    expect(toPathForm([setActive(false)])).toEqual([{ op: "replace", path: "active", value: false }]);
  });
});
