import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { toBasePath, toTarget } from "../../../src/datasources/http/target.js";

const base = { account: "chat", basePath: "/v3" };
const segments = (target: string): number => (target.split("?")[0] ?? "").split("/").length;

describe("the target of a call", () => {
  it.each([
    ["users", "/v3/users"],
    ["/users", "/v3/users"],
    ["p1/project_users/", "/v3/p1/project_users/"],
    ["", "/v3"],
    ["Users/urn:x:y@z.org", "/v3/Users/urn:x:y@z.org"],
    ["users/a%2Fb", "/v3/users/a%2Fb"],
    ["users/a.b..c", "/v3/users/a.b..c"],
    ["users/...", "/v3/users/..."],
  ])("of %p is %s", (path, target) => {
    expect(toTarget(base, { path })).toBe(target);
  });

  it.each([
    ["https://api.example.com", "", "/"],
    ["https://api.example.com/", "users", "/users"],
    ["https://api.example.com/v3/", "users", "/v3/users"],
    ["https://api.example.com/scim/v2", "users", "/scim/v2/users"],
  ])("below %s, of %p, is %s", (url, path, target) => {
    expect(toTarget({ account: "chat", basePath: toBasePath(new URL(url)) }, { path })).toBe(target);
  });

  it("encodes names and values of the query", () => {
    const query = { "filter[email]": "a&b=c#d", id: ["1", "2"], none: [] };
    expect(toTarget(base, { path: "users", query })).toBe(
      "/v3/users?filter%5Bemail%5D=a%26b%3Dc%23d&id=1&id=2",
    );
  });
});

describe("a path that leaves its base", () => {
  it.each([
    "..",
    "../oauth",
    "users/..",
    "users/../../oauth",
    "users/.",
    "./users",
    "users/%2e%2e/oauth",
    "users/%2E.",
    "users/.%2e",
    "users/..%2f..%2foauth",
    "users/..%5c..%5coauth",
    "users/%2e",
    "//evil.example/users",
    "///evil.example",
    "users//u1",
    "users\\u1",
    "..\\oauth",
    "https://evil.example/",
    "//user:password@evil.example",
    "users/u1?admin=true",
    "users/u1#top",
    "users/u 1",
    "users/u1\r\nHost: evil.example",
    "users/u1\n",
    "users/\0",
    "users/%00",
    "users/%0d%0aHost:%20evil.example",
    "users/%7f",
    "users/%",
    "users/%zz",
    "users/%ff",
    "users/é",
    "users/。。",
    'users/"',
    "users/<script>",
    "users/{id}",
    "users/a|b",
    "users/a^b",
    "users/`a`",
  ])("is refused: %j", (path) => {
    expect(() => toTarget(base, { path })).toThrow(
      expect.objectContaining({ code: "BAD_USER_INPUT", account: "chat" }),
    );
  });
});

const hostile = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(".", "/", "\\", "%", "2", "e", "E", "f", "5", "c", ":", "@", "?", "#", "\r", "\n"),
  }),
);

const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);

function targetOf(path: string): string | null {
  try {
    return toTarget(base, { path });
  } catch {
    return null;
  }
}

describe("whatever an id holds", () => {
  it("encoded, it stays one segment or is refused", () => {
    fc.assert(
      fc.property(hostile, (id) => {
        fc.pre(id !== "" && isWellFormed(id));
        const target = targetOf(`users/${encodeURIComponent(id)}/teams`);
        if (target === null) return;
        expect(segments(target)).toBe(5);
        expect(new URL(target, "https://api.example.com").pathname).toBe(target);
      }),
      { numRuns: 5_000 },
    );
  });

  it("raw, it stays below the base and on the host or is refused", () => {
    fc.assert(
      fc.property(hostile, (id) => {
        const target = targetOf(`users/${id}`);
        if (target === null) return;
        const url = new URL(target, "https://api.example.com");
        expect(url.host).toBe("api.example.com");
        expect(url.pathname).toBe(target);
        expect(target.startsWith("/v3/users/")).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  it("an ordinary id is never refused", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_@:+-]{1,40}$/), (id) => {
        expect(targetOf(`users/${encodeURIComponent(id)}`)).not.toBeNull();
      }),
    );
  });

  it("in the query, it comes back as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (name, value) => {
        fc.pre(isWellFormed(name) && isWellFormed(value));
        const target = toTarget(base, { path: "users", query: { [name]: value } });
        expect(target).toMatch(/^\/v3\/users\?[\x21-\x7e]*$/);
        expect([...new URL(target, "https://api.example.com").searchParams]).toEqual([[name, value]]);
      }),
      { numRuns: 2_000 },
    );
  });
});
