import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { DirectoryError } from "../../src/directory/errors.js";
import type { ErrorCode } from "../../src/directory/errors.js";
import { codeOf, startToyHost } from "./toy-host.js";
import type { ToyHost } from "./toy-host.js";

let toyHost: ToyHost;
beforeAll(async () => {
  toyHost = await startToyHost();
});
afterAll(() => toyHost.host.drain());
afterEach(() => {
  toyHost.lines.length = 0;
});

const failing = (code: string): { query: string } => ({ query: `{ fail(code: "${code}") }` });

describe("errors of the domain", () => {
  test("say code, account, whether and when to retry", async () => {
    const { status, json } = await toyHost.post(failing("RATE"));
    expect(status).toBe(200);
    expect(json).toEqual({
      errors: [
        {
          message: "Slow down",
          path: ["fail"],
          locations: [{ line: 1, column: 3 }],
          extensions: { code: "UPSTREAM_RATE_LIMITED", account: "chat", retryable: true, retryAfterMs: 1500 },
        },
      ],
      data: { fail: null },
    });
  });

  test("leave out what is not known", async () => {
    const { json } = await toyHost.post(failing("NOT_FOUND"));
    expect(json?.errors?.[0]?.extensions).toEqual({ code: "NOT_FOUND", retryable: false });
  });

  test.each([
    ["BUDGET", "LIMIT_EXCEEDED"],
    ["WRAPPED", "UPSTREAM_TIMEOUT"],
    ["FOREIGN", "FORBIDDEN"],
  ])("are recognised as subclasses, wrapped and from elsewhere: %s", async (which, code) => {
    expect(codeOf(await toyHost.post(failing(which)))).toBe(code);
  });
});

describe("bugs", () => {
  test.each(["{ bug }", "{ strict }", '{ fail(code: "INTERNAL") }', '{ fail(code: "?") }'])(
    "%s is masked and logged once with its request's id",
    async (query) => {
      const reply = await toyHost.post({ query });
      expect(reply.json?.errors).toMatchObject([
        { message: "Internal error", extensions: { code: "INTERNAL" } },
      ]);
      expect(reply.text).not.toMatch(/hunter2|postgres|stack|node_modules|ada@example/);
      const logged = toyHost.lines.filter(({ msg }) => msg === "internal error");
      expect(logged).toHaveLength(1);
      expect(logged[0]?.["requestId"]).toBe(reply.headers.get("x-request-id"));
      expect(JSON.stringify(logged)).not.toMatch(/hunter2|ada@example/);
    },
  );

  test("null by variable for a non-null argument is the client's", async () => {
    const query = 'mutation ($dry: Boolean = false) { invite(email: "a@b.c", dryRun: $dry) }';
    const reply = await toyHost.post({ query, variables: { dry: null } });
    expect(codeOf(reply)).toBe("BAD_USER_INPUT");
    expect(reply.json?.data).toEqual({ invite: null });
  });
});

describe("status", () => {
  test.each([
    ["a client error without data", "{ invalidCursor }", 400, "INVALID_CURSOR"],
    ["not found without data", '{ failStrict(code: "NOT_FOUND") }', 200, "NOT_FOUND"],
    ["a provider's failure without data", '{ failStrict(code: "RATE") }', 200, "UPSTREAM_RATE_LIMITED"],
    ["a client error beside data", '{ hello fail(code: "BUDGET") }', 200, "LIMIT_EXCEEDED"],
    ["a limit without data", '{ failStrict(code: "BUDGET") }', 400, "LIMIT_EXCEEDED"],
    ["a bug without data", "{ strict }", 200, "INTERNAL"],
  ])("%s", async (_name, query, status, code) => {
    const reply = await toyHost.post({ query });
    expect({ status: reply.status, code: codeOf(reply) }).toEqual({ status, code });
    expect(reply.headers.get("cache-control")).toBe("private, no-store");
  });
});

describe("a context that cannot be made", () => {
  const statuses: readonly (readonly [ErrorCode, number])[] = [
    ["UNAUTHENTICATED", 401],
    ["FORBIDDEN", 403],
    ["OVERLOADED", 503],
    ["STORE_UNAVAILABLE", 503],
    ["INTERNAL", 500],
  ];
  test.each(statuses)("%s is %i", async (code, status) => {
    const refusing = await startToyHost({
      createContext: () => {
        throw new DirectoryError(code, "No", { retryAfterMs: 1_200 });
      },
    });
    const reply = await refusing.post({ query: "{ hello }" });
    expect({ status: reply.status, code: codeOf(reply) }).toEqual({ status, code });
    expect(reply.headers.get("retry-after")).toBe("2");
    expect(reply.headers.get("www-authenticate")).toBe(status === 401 ? "Bearer" : null);
    await refusing.host.drain();
  });

  test("an unknown error is masked", async () => {
    const broken = await startToyHost({ createContext: () => Promise.reject(new Error("password=hunter2")) });
    const reply = await broken.post({ query: "{ hello }" });
    expect({ status: reply.status, code: codeOf(reply) }).toEqual({ status: 500, code: "INTERNAL" });
    expect(reply.text + JSON.stringify(broken.lines)).not.toContain("hunter2");
    await broken.host.drain();
  });
});

describe("without introspection", () => {
  test("neither the schema nor the nearest names are told", async () => {
    const closed = await startToyHost({ introspection: false });
    for (const query of [
      "{ __schema { types { name } } }",
      '{ __type(name: "User") { name } }',
      "{ helo }",
    ]) {
      const reply = await closed.post({ query });
      expect({ status: reply.status, code: codeOf(reply) }).toEqual({ status: 400, code: "BAD_USER_INPUT" });
      expect(reply.text).not.toMatch(/Did you mean|hello/);
    }
    expect((await closed.post({ query: "{ __typename }" })).status).toBe(200);
    await closed.host.drain();
  });
});

describe("explain", () => {
  test("shows the upstream calls and counts those that went out", async () => {
    const { json } = await toyHost.post({ query: "{ hello }" }, { "x-rollcall-explain": "1" });
    expect(json?.extensions).toEqual({
      upstream: {
        calls: [
          { account: "chat", method: "GET", path: "/projects/:id", status: 200, ms: 4, source: "LIVE" },
          { account: "chat", method: "GET", path: "/users", status: 200, ms: 0, source: "CACHE" },
          { account: "chat", method: "POST", path: "/auth/signin", status: 200, ms: 9, source: "AUTH" },
        ],
        count: 1,
      },
    });
  });

  test.each([undefined, "0", "true"])("is silent for %s", async (value) => {
    const headers: Record<string, string> = value === undefined ? {} : { "x-rollcall-explain": value };
    expect((await toyHost.post({ query: "{ hello }" }, headers)).json?.extensions).toBeUndefined();
  });
});
