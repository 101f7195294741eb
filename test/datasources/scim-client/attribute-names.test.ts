import { describe, expect, it } from "@jest/globals";
import { z } from "zod";
import { namesOf, toCanonical } from "../../../src/datasources/scim-client/attribute-names.js";

const urn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const schema = z.object({
  userName: z.string().nullable().default(null),
  name: z.object({ givenName: z.string() }).nullable().default(null),
  emails: z
    .array(z.object({ value: z.string(), $ref: z.string().optional() }))
    .nullable()
    .default(null),
  tags: z.array(z.string()).optional(),
  [urn]: z.object({ costCenter: z.string() }).nullish(),
});
const read = (value: unknown): unknown => toCanonical(namesOf(schema), value);

describe("attribute names", () => {
  it("are read in any case, at every depth, extensions included", () => {
    const sent = {
      USERNAME: "ada",
      Name: { GIVENNAME: "Ada" },
      eMails: [{ VALUE: "ada@acme.example", $REF: "x" }],
      [urn.toUpperCase()]: { costcenter: "7" },
    };
    expect(read(sent)).toEqual({
      userName: "ada",
      name: { givenName: "Ada" },
      emails: [{ value: "ada@acme.example", $ref: "x" }],
      [urn]: { costCenter: "7" },
    });
  });

  it("are left out where the schema does not know them, at every depth", () => {
    const sent = {
      password: "s3cret",
      name: { givenName: "Ada", secret: 1 },
      emails: [{ value: "a", x: 2 }],
    };
    expect(read(sent)).toEqual({ name: { givenName: "Ada" }, emails: [{ value: "a" }] });
    expect(read(JSON.parse('{"__proto__": {"userName": "eve"}, "constructor": 1}'))).toEqual({});
  });

  it("prefer their own spelling where a server sends two", () => {
    expect(read({ userName: "ada", username: "eve" })).toEqual({ userName: "ada" });
    expect(read({ username: "eve", userName: "ada" })).toEqual({ userName: "ada" });
  });

  it("take one value alone for a list of one, and a text for its value", () => {
    expect(read({ emails: { value: "ada@acme.example" } })).toEqual({
      emails: [{ value: "ada@acme.example" }],
    });
    expect(read({ emails: ["ada@acme.example", null, 7] })).toEqual({
      emails: [{ value: "ada@acme.example" }, { value: "7" }],
    });
    expect(read({ tags: "x", emails: null })).toEqual({ tags: ["x"], emails: null });
  });

  it("leave alone what is no object", () => {
    for (const value of [null, 7, "text", ["a"], undefined]) expect(read(value)).toBe(value);
  });
});
