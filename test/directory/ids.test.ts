import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  decodeGlobalId,
  encodeGlobalId,
  refKey,
  type EntityType,
  type GlobalId,
  type RemoteRef,
} from "../../src/directory/ids.js";

const entityTypes: readonly EntityType[] = [
  "LinkedAccount",
  "User",
  "Role",
  "Team",
  "Workspace",
  "Organization",
  "Activity",
];

/** Any JavaScript string: lone surrogates and NUL too. */
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.array(fc.nat({ max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom("", "\u0000", "\ud800", "\udfff\ud800", "__proto__", '"', "\\", "null", "😀"),
);

const ref: fc.Arbitrary<RemoteRef> = fc.record({
  kind: text,
  scope: fc.option(text, { nil: null }),
  id: text,
});

const globalId: fc.Arbitrary<GlobalId> = fc.record({
  tenant: text,
  account: text,
  type: fc.constantFrom(...entityTypes),
  ref,
});

const plain: GlobalId = {
  tenant: "default",
  account: "chat",
  type: "User",
  ref: { kind: "member", scope: "p", id: "1" },
};

function encode(parts: unknown): string {
  return Buffer.from(JSON.stringify(parts), "utf8").toString("base64url");
}

describe("global ids", () => {
  test("come back as they went, for any strings that fit", () => {
    fc.assert(
      fc.property(globalId, (id) => {
        const encoded = encodeGlobalId(id);
        if (encoded.length <= 2_048) expect(decodeGlobalId(encoded)).toEqual(id);
        else expect(decodeGlobalId(encoded)).toBeNull();
        expect(encoded).toMatch(/^[\w-]+$/u);
      }),
      { numRuns: 1_000 },
    );
  });

  test("are different for different things", () => {
    fc.assert(
      fc.property(globalId, globalId, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(encodeGlobalId(one) === encodeGlobalId(other)).toBe(isSame);
      }),
      { numRuns: 1_000 },
    );
    const moved = { ...plain, tenant: "defaultchat", account: "" };
    expect(encodeGlobalId(moved)).not.toBe(encodeGlobalId(plain));
  });

  test("of 2,048 characters are read, longer ones are nobody's", () => {
    const ofLength = (length: number): string =>
      encodeGlobalId({ ...plain, ref: { ...plain.ref, id: "x".repeat(length) } });
    const longest = Array.from({ length: 1_600 }, (_, at) => ofLength(at)).filter(
      ({ length }) => length <= 2_048,
    );
    expect(decodeGlobalId(longest.at(-1) ?? "")).not.toBeNull();
    expect(decodeGlobalId(ofLength(longest.length))).toBeNull();
    expect(decodeGlobalId("A".repeat(10_000_000))).toBeNull();
  });

  const encoded = encodeGlobalId(plain);
  const parts: unknown[] = [1, "default", "chat", "User", "member", "p", "1"];

  test.each<[string, string]>([
    ["empty", ""],
    ["padded", `${encoded}=`],
    ["padded twice", `${encoded}==`],
    ["with a space", ` ${encoded}`],
    ["with a line end", `${encoded}\n`],
    ["with trailing junk", `${encoded}!`],
    ["with another letter", `${encoded}A`],
    ["cut", encoded.slice(0, -1)],
    ["of the other alphabet", Buffer.from(JSON.stringify([...parts.slice(0, 6), "?>?>"])).toString("base64")],
    ["no JSON", Buffer.from("[1,").toString("base64url")],
    ["with white space in its JSON", Buffer.from(JSON.stringify(parts, null, 1)).toString("base64url")],
    [
      "with an escape that JSON does not need",
      Buffer.from(JSON.stringify(parts).replace("chat", "\\u0063hat")).toString("base64url"),
    ],
    ["an object", encode(Object.fromEntries(parts.entries()))],
    ["null", encode(null)],
    ["with something more", encode([...parts, "more"])],
    ["with something less", encode(parts.slice(0, 6))],
    ["of version 2", encode(parts.with(0, 2))],
    ["of version '1'", encode(parts.with(0, "1"))],
    ["of no type of ours", encode(parts.with(3, "Person"))],
    ["of a type of the prototype", encode(parts.with(3, "constructor"))],
    ["with a number as its id", encode(parts.with(6, 1))],
    ["with null as its id", encode(parts.with(6, null))],
    ["with null as its tenant", encode(parts.with(1, null))],
    ["with a list as its scope", encode(parts.with(5, ["p"]))],
    ["with invalid UTF-8", Buffer.from([0xff, 0xfe, 0x5b]).toString("base64url")],
  ])("%s is none", (_title, given) => {
    expect(decodeGlobalId(given)).toBeNull();
  });

  test("are the one spelling: whatever decodes, encodes to itself", () => {
    const edited = fc
      .tuple(globalId, fc.nat(), fc.constantFrom("", "A", "=", "-", "_", "+", "/", " "))
      .map(([id, at, letter]) => {
        const original = encodeGlobalId(id);
        const place = at % (original.length + 1);
        return original.slice(0, place) + letter + original.slice(place + 1);
      });
    fc.assert(
      fc.property(fc.oneof(edited, fc.string(), fc.base64String()), (given) => {
        const id = decodeGlobalId(given);
        if (id !== null) expect(encodeGlobalId(id)).toBe(given);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("refKey", () => {
  test("is the same for the same reference and for no other", () => {
    fc.assert(
      fc.property(ref, ref, (one, other) => {
        expect(refKey({ ...one })).toBe(refKey(one));
        const isSame = one.kind === other.kind && one.scope === other.scope && one.id === other.id;
        expect(refKey(one) === refKey(other)).toBe(isSame);
      }),
      { numRuns: 1_000 },
    );
    expect(refKey({ kind: "a", scope: null, id: "b" })).not.toBe(
      refKey({ kind: "a", scope: "null", id: "b" }),
    );
    expect(refKey({ kind: "a", scope: "", id: "b" })).not.toBe(refKey({ kind: "a", scope: null, id: "b" }));
  });
});
