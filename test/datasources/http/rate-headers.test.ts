import { describe, expect, it } from "@jest/globals";
import { toToldRate } from "../../../src/datasources/http/rate-headers.js";

const now = Date.parse("2026-11-22T12:00:00Z");
const inAMinute = String(now / 1_000 + 60);

describe("the headers of a rate limit", () => {
  it.each(["x-ratelimit", "x-rate-limit", "ratelimit"])("are read as %s", (prefix) => {
    const headers = { [`${prefix}-limit`]: "150", [`${prefix}-remaining`]: "7", [`${prefix}-reset`]: "60" };
    expect(toToldRate(headers, now)).toEqual({ limit: 150, remaining: 7, resetMs: 60_000 });
  });

  it("give the reset as seconds from now, or as a point in time", () => {
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": inAMinute };
    expect(toToldRate(headers, now)).toEqual({ limit: null, remaining: 0, resetMs: 60_000 });
  });

  it.each([
    ["nothing is told", {}],
    ["the reset is missing", { "x-ratelimit-remaining": "0" }],
    ["the rest is missing", { "x-ratelimit-reset": "60" }],
    ["the rest is no number", { "x-ratelimit-remaining": "many", "x-ratelimit-reset": "60" }],
    ["the rest is negative", { "x-ratelimit-remaining": "-1", "x-ratelimit-reset": "60" }],
    ["the reset is absurd", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "999999999" }],
    ["the reset is past", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1_000 - 1) }],
    ["a header came twice", { "x-ratelimit-remaining": ["0", "1"], "x-ratelimit-reset": "60" }],
  ])("are not believed when %s", (_title, headers) => {
    expect(toToldRate(headers, now)).toBeNull();
  });
});
