import { describe, expect, test } from "@jest/globals";
import { providers } from "../../src/datasources/registry.js";
import {
  forWrites,
  native,
  toInputFields,
  unsupported,
  type Capability,
  type Operation,
} from "../../src/directory/capabilities.js";

const invite = native("https://docs.example", null, {
  NATIVE: ["email", "name.given"],
  EMULATED: ["role"],
  UNVERIFIED: ["teams"],
});

function supportsOf(operation: Operation, row: Capability): Readonly<Record<string, string>> {
  const fields = toInputFields(operation, row) ?? [];
  return Object.fromEntries(fields.map(({ name, support }) => [name, support]));
}

describe("the input fields of an operation", () => {
  test("are those that the row takes, and UNSUPPORTED for the rest of its input", () => {
    const supports = supportsOf("USER_INVITE", invite);
    expect(supports).toMatchObject({
      email: "NATIVE",
      "name.given": "NATIVE",
      role: "EMULATED",
      teams: "UNVERIFIED",
      title: "UNSUPPORTED",
      message: "UNSUPPORTED",
    });
    expect(Object.keys(supports)).toHaveLength(17);
  });

  test("of an update are those of an invite and four more", () => {
    const names = Object.keys(supportsOf("USER_UPDATE", invite));
    expect(names).toEqual([
      ...Object.keys(supportsOf("USER_INVITE", invite)),
      ...["note", "maxConversations", "tags", "attributes"],
    ]);
  });

  test("are all UNSUPPORTED where the operation is, whatever its row says", () => {
    for (const row of [unsupported("no"), { ...invite, support: "UNSUPPORTED" } as const])
      expect([...new Set(Object.values(supportsOf("USER_INVITE", row)))]).toEqual(["UNSUPPORTED"]);
  });

  test("are none of a write without an input, and null of a read", () => {
    expect(toInputFields("USER_DISABLE", invite)).toEqual([]);
    expect(toInputFields("USERS_LIST", invite)).toBeNull();
  });

  test("are declared for operations that have them, and each once", () => {
    for (const { capabilities } of providers) {
      for (const [name, row] of Object.entries(capabilities)) {
        const declared = Object.values(row.inputFields ?? {}).flat();
        const names = toInputFields(name as Operation, row)?.map((field) => field.name) ?? [];
        expect(declared.filter((field) => !names.includes(field))).toEqual([]);
        expect(new Set(declared).size).toBe(declared.length);
      }
    }
  });

  test("are told of every operation that writes", () => {
    for (const operation of Object.keys(forWrites(invite)) as Operation[])
      expect(toInputFields(operation, invite)).not.toBeNull();
  });
});
