import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { toTarget } from "../../../src/datasources/http/target.js";
import { isResourceId } from "../../../src/datasources/scim-client/resource-id.js";

const base = { account: "idp", basePath: "/scim/v2" };

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ".",
        "..",
        "/",
        "\\",
        "%2e",
        "%2F",
        "%5c",
        "%252e",
        "?",
        "#",
        ";",
        " ",
        "\u0000",
        "\ud800",
        "@",
      ),
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.uuid(),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(""));

describe("an id in a path", () => {
  it("stays one segment of it, for 100,000 ids, or is none", () => {
    fc.assert(
      fc.property(nasty, (id) => {
        if (!isResourceId(id)) return true;
        const target = toTarget(base, { path: `/Users/${encodeURIComponent(id)}` });
        const isOneSegment = target.split("/").length === 5;
        const isLeftAlone = new URL(target, "http://idp.example").pathname === target;
        return (
          isOneSegment && isLeftAlone && decodeURIComponent(target.slice("/scim/v2/Users/".length)) === id
        );
      }),
      { numRuns: 100_000 },
    );
  });

  it.each([
    "",
    ".",
    "..",
    "../Groups",
    "a/../b",
    "..\\Groups",
    "%2e%2e",
    "%2e%2e%2fGroups",
    "a\u0000b",
    "\ud800",
  ])("is not %j", (id) => {
    expect(isResourceId(id)).toBe(false);
  });

  it.each([
    "2819c223",
    "user a?#",
    "a/b",
    "urn:x:y",
    "ada@acme.example",
    "50 %",
    "a..b",
    "İ😀",
    "-1",
    "null",
  ])("may be %j", (id) => {
    expect(isResourceId(id)).toBe(true);
  });

  it("is no longer than servers take request lines", () => {
    expect(isResourceId("x".repeat(1_024))).toBe(true);
    expect(isResourceId("x".repeat(1_025))).toBe(false);
  });
});
