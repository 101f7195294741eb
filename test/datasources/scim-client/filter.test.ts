import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { filter, parse } from "scim2-parse-filter";
import { toTarget } from "../../../src/datasources/http/target.js";
import {
  foldCase,
  isPlainValue,
  isWellFormed,
  toEqFilter,
} from "../../../src/datasources/scim-client/filter.js";

const base = { account: "idp", basePath: "/scim/v2" };

/** The filter as a server reads it out of the request line. */
function received(value: string): string {
  const target = toTarget(base, { path: "Users", query: { filter: toEqFilter("userName", value) } });
  const query = new URL(target, "http://idp.example").searchParams;
  if ([...query.keys()].join() !== "filter") throw new Error(`More than a filter came: ${target}`);
  return query.get("filter") ?? "";
}

/** Texts of everything that quoting, JSON or URLs could stumble over. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        "\\",
        "\\\\",
        "+",
        "%",
        "%22",
        "&",
        "=",
        "#",
        " eq ",
        ")",
        "]",
        "\u0000",
        "\n",
        "😀",
        "İ",
      ),
      fc.string({ unit: "binary", maxLength: 8 }),
      fc.string({ unit: "grapheme", maxLength: 8 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

/** `attrPath SP "eq" SP compValue` with a JSON string (RFC 7644 figure 1, RFC 8259 section 7), to the letter. */
const grammar = /^userName eq ("(?:[^"\\]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*")$/u;

/** Controls that are not escaped are left to JSON.parse, which refuses them. */
function readByGrammar(text: string): unknown {
  const quoted = grammar.exec(text)?.[1];
  if (quoted === undefined) throw new Error(`Not a filter: ${text}`);
  return JSON.parse(quoted);
}

/** The parser takes a backslash before anything but a quote for itself, and stumbles over one at the end. */
function readByParser(text: string): unknown {
  try {
    return parse(text);
  } catch (thrown) {
    expect(String(thrown)).toMatch(/is not json/u);
    return null;
  }
}

describe("a filter", () => {
  it("comes back by the RFCs' grammar as what was put in, for 100,000 values", () => {
    fc.assert(
      fc.property(nasty.filter(isWellFormed), (value) => readByGrammar(received(value)) === value),
      { numRuns: 100_000 },
    );
  });

  it("comes back from a parser as one comparison with what was put in, for 100,000 values", () => {
    let compared = 0;
    fc.assert(
      fc.property(nasty.filter(isWellFormed), (value) => {
        const isAsJson = !JSON.stringify(value).replaceAll('\\"', "").includes("\\");
        const read = readByParser(received(value));
        if (read === null) return !isAsJson;
        compared += 1;
        const { op, attrPath, compValue } = read as Record<string, unknown>;
        return op === "eq" && attrPath === "userName" && (!isAsJson || compValue === value);
      }),
      { numRuns: 100_000 },
    );
    expect(compared).toBeGreaterThan(50_000);
  });

  it("finds the one user whose name it is", () => {
    const hostile = ['a" or userName pr or userName eq "', 'x" and active eq true', '" or 1 eq 1', "a)(b]["];
    for (const value of hostile) {
      const people = ["ada@acme.example", value, `${value} `].map((userName) => ({ userName }));
      expect(people.filter(filter(parse(received(value))))).toEqual([{ userName: value }]);
    }
  });

  it.each([
    ['ada"lovelace', 'userName eq "ada\\"lovelace"'],
    ["ada\\lovelace", 'userName eq "ada\\\\lovelace"'],
    ["a\u0000b", 'userName eq "a\\u0000b"'],
    ["ada+x@acme.example", 'userName eq "ada+x@acme.example"'],
  ])("quotes %j as JSON does", (value, expected) => {
    expect(toEqFilter("userName", value)).toBe(expected);
    expect(received(value)).toBe(expected);
  });

  it("is never made of half a character", () => {
    for (const text of ["\ud800", "a\udc00b", "\ude00\ud83d"]) expect(isWellFormed(text)).toBe(false);
    for (const text of ["", "😀", "\u0000", "ß"]) expect(isWellFormed(text)).toBe(true);
  });

  it("knows values that no parser stumbles over", () => {
    expect(["ada+x@acme.example", "ada_l.ove-lace"].every(isPlainValue)).toBe(true);
    expect(["", 'a"b', "a\\b", "a b", "a'b", "ä"].some(isPlainValue)).toBe(false);
  });

  it("compares whatever the case and the composition of letters", () => {
    expect(foldCase("ADA@Acme.Example")).toBe(foldCase("ada@acme.example"));
    expect(foldCase("Zoe\u0308")).toBe(foldCase("ZO\u00cb"));
    expect(foldCase("ada")).not.toBe(foldCase("adá"));
  });
});
