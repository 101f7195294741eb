import { describe, expect, it } from "@jest/globals";
import { parseScimDate } from "../../../src/datasources/scim-client/scim-date.js";

describe("a date of SCIM's", () => {
  it.each([
    ["2026-01-23T04:56:22Z", "2026-01-23T04:56:22.000Z"],
    ["2026-01-23T04:56:22.1234567Z", "2026-01-23T04:56:22.123Z"],
    ["2026-01-23T04:56:22+02:00", "2026-01-23T02:56:22.000Z"],
    ["2026-01-23T04:56:22", "2026-01-23T04:56:22.000Z"],
    ["2026-01-23T04:56:22.5", "2026-01-23T04:56:22.500Z"],
    ["2026-01-23 04:56:22", "2026-01-23T04:56:22.000Z"],
    ["2026-01-23T04:56", "2026-01-23T04:56:00.000Z"],
    ["2026-01-23", "2026-01-23T00:00:00.000Z"],
    [" 2026-01-23T04:56:22Z ", "2026-01-23T04:56:22.000Z"],
  ])("%s is %s, whatever this machine's zone", (text, expected) => {
    expect(parseScimDate(text)?.toISOString()).toBe(expected);
  });

  it.each([
    null,
    undefined,
    "",
    " ",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00",
    "never",
    "2026-13-40T00:00:00",
  ])("%j is none", (text) => {
    expect(parseScimDate(text)).toBeNull();
  });
});
