import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { createProviderRequest } from "../../../src/datasources/http/request.js";
import { eventually, json, text } from "./fixture-server.js";
import { failureOf, getUser, inviteUser, listUsers, localGuard, openAccount } from "./test-account.js";
import type { TestAccount } from "./test-account.js";
import { testReading } from "./test-reading.js";

let account: TestAccount;
beforeEach(async () => {
  account = await openAccount();
});
afterEach(() => account.close());

describe("a call that succeeds", () => {
  it("answers the parsed JSON, the status, the headers and the size", async () => {
    account.server.next(json({ name: "Zoë" }, 200, { "x-total": "1" }));
    const answer = await account.request.send(testReading(), getUser);
    expect(answer).toMatchObject({ status: 200, body: { name: "Zoë" }, bytes: 15 });
    expect(answer.headers["x-total"]).toBe("1");
  });

  it("goes below the base URL's path, with an encoded query", async () => {
    account.server.next(json([]));
    const query = { page: "0", email: "a+b@x.org", id: ["1", "2&3"] };
    await account.request.send(testReading(), { ...listUsers, path: "/p1/users", query });
    expect(account.server.hits[0]?.target).toBe("/v3/p1/users?page=0&email=a%2Bb%40x.org&id=1&id=2%263");
  });

  it("asks for plain JSON and says who it is", async () => {
    account.server.next(json([]));
    await account.request.send(testReading(), listUsers);
    const { headers, body } = account.server.hits[0] ?? { headers: {}, body: "?" };
    expect(headers).toMatchObject({
      accept: "application/json",
      "accept-encoding": "identity",
      "user-agent": "rollcall",
    });
    expect(headers["content-type"]).toBeUndefined();
    expect(body).toBe("");
  });

  it("sends a body as JSON, and the headers of the call before its own defaults", async () => {
    account.server.next(json({}, 201));
    const headers = { "content-type": "application/scim+json" };
    await account.request.send(testReading(), { ...inviteUser, headers });
    const [hit] = account.server.hits;
    expect(hit?.headers["content-type"]).toBe("application/scim+json");
    expect(hit?.body).toBe('{"email":"ada@example.com"}');
  });

  it("sends a form as such", async () => {
    account.server.next(json({}));
    const form = { grant_type: "client_credentials", client_secret: "a&b=c é" };
    const { method, path, template, kind } = inviteUser;
    await account.request.send(testReading(), { method, path, template, kind, form });
    const [hit] = account.server.hits;
    expect(hit?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(hit?.body))).toEqual(form);
  });

  it("takes one call from the budget and one line into the trace, without ids", async () => {
    const reading = testReading({ calls: 5 });
    account.server.next((response, hit) => {
      void account.timing.sleep(40, reading.signal);
      json([])(response, hit);
    });
    await account.request.send(reading, getUser);
    expect(reading.budget.remaining).toBe(4);
    expect(reading.trace).toEqual([
      {
        account: "chat",
        method: "GET",
        path: "users/{id}",
        status: 200,
        ms: 40,
        source: "LIVE",
      },
    ]);
  });

  it("uses a connection again", async () => {
    account.server.next(json(1), json(2), text("gone", 404), json(3));
    for (const call of [listUsers, listUsers, { ...getUser, answers: [404] }, listUsers]) {
      await account.request.send(testReading(), call);
    }
    // Two: undici frees a connection just after it has handed over the answer.
    expect(account.server.connections).toBeLessThanOrEqual(2);
  });

  it.each([
    ["204", text("", 204)],
    ["200 without a body", text("", 200)],
  ])("answers undefined for a %s", async (_name, reply) => {
    account.server.next(reply);
    expect((await account.request.send(testReading(), listUsers)).body).toBeUndefined();
  });

  it.each(["application/json", "application/scim+json; charset=utf-8", "application/hal+json", "text/json"])(
    "takes %s for JSON",
    async (type) => {
      account.server.next(text("[1]", 200, { "content-type": type }));
      expect((await account.request.send(testReading(), listUsers)).body).toEqual([1]);
    },
  );

  it("reads past a byte order mark", async () => {
    account.server.next(text("\uFEFF[1]", 200, { "content-type": "application/json" }));
    expect((await account.request.send(testReading(), listUsers)).body).toEqual([1]);
  });
});

describe("404", () => {
  it("is an answer to those who want it", async () => {
    account.server.next(json({ msg: "not found" }, 404));
    const answer = await account.request.send(testReading(), { ...getUser, answers: [404] });
    expect(answer).toMatchObject({ status: 404, body: { msg: "not found" } });
  });

  it.each([
    ["plain text", text("nope", 404)],
    ["broken JSON", text("nope", 404, { "content-type": "application/json" })],
  ])("may come as %s, which stays a string", async (_name, reply) => {
    account.server.next(reply);
    expect((await account.request.send(testReading(), { ...getUser, answers: [404] })).body).toBe("nope");
  });

  it("is an invalid response to others", async () => {
    account.server.next(json({ msg: "not found" }, 404));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE", httpStatus: 404 });
  });
});

describe("a status nobody wanted", () => {
  it.each([
    [400, "UPSTREAM_INVALID_RESPONSE"],
    [401, "UPSTREAM_UNAUTHORIZED"],
    [403, "UPSTREAM_FORBIDDEN"],
    [408, "UPSTREAM_TIMEOUT"],
    [409, "UPSTREAM_INVALID_RESPONSE"],
    [418, "UPSTREAM_INVALID_RESPONSE"],
    [500, "UPSTREAM_UNAVAILABLE"],
    [501, "UPSTREAM_UNAVAILABLE"],
    [520, "UPSTREAM_UNAVAILABLE"],
  ])("%d is %s, and is not tried again", async (status, code) => {
    account.server.next(json({ success: false }, status));
    const reading = testReading();
    expect(await failureOf(account.request.send(reading, listUsers))).toMatchObject({
      code,
      httpStatus: status,
    });
    expect(reading.trace.map((call) => call.status)).toEqual([status]);
  });

  it("keeps an excerpt of the body for the log only", async () => {
    account.server.next(text(`secret ${"x".repeat(9_000)}`, 500));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error.message).not.toContain("secret");
    expect(error.cause).toBe(`secret ${"x".repeat(493)}`);
  });

  it("does not read a long body to its end", async () => {
    account.server.next(text("x".repeat(3_000_000), 500));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", httpStatus: 500 });
    await eventually(() => account.server.open === 0);
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])("%d is not followed", async (status) => {
    const elsewhere = await openAccount();
    account.server.next(text("", status, { location: elsewhere.server.url.href }));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE", httpStatus: status });
    expect(elsewhere.server.connections).toBe(0);
    await elsewhere.close();
  });
});

describe("the budget of calls", () => {
  it("is respected before anything is sent", async () => {
    const error = await failureOf(account.request.send(testReading({ calls: 0 }), listUsers));
    expect(error.code).toBe("LIMIT_EXCEEDED");
    expect(account.server.connections).toBe(0);
  });

  it("ends retries, with the provider's failure", async () => {
    account.server.next(text("", 503));
    const error = await failureOf(account.request.send(testReading({ calls: 1 }), listUsers));
    expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
  });
});

describe("what cannot be sent", () => {
  it.each([
    ["a path that leaves the base", { ...getUser, path: "../admin" }, "BAD_USER_INPUT"],
    ["half a character in the query", { ...listUsers, query: { q: "\uD800" } }, "BAD_USER_INPUT"],
    ["a line break in a header", { ...listUsers, headers: { "x-a": "1\r\nx-b: 2" } }, "INTERNAL"],
    ["a line break in a header's name", { ...listUsers, headers: { "x-a\r\nx-b": "1" } }, "INTERNAL"],
  ] as const)("%s opens no socket", async (_name, call, code) => {
    expect((await failureOf(account.request.send(testReading(), call))).code).toBe(code);
    expect(account.server.connections).toBe(0);
  });

  it("line breaks in a body or query stay inside them", async () => {
    account.server.next(json({}));
    const evil = "a\r\nx-evil: 1\r\n\r\nGET /evil HTTP/1.1\r\n\r\n";
    await account.request.send(testReading(), { ...inviteUser, query: { evil }, body: { evil } });
    expect(account.server.hits).toHaveLength(1);
    expect(account.server.hits[0]?.headers["x-evil"]).toBeUndefined();
    expect(JSON.parse(account.server.hits[0]?.body ?? "")).toEqual({ evil });
  });
});

describe("a base URL", () => {
  const options = { account: "chat", auth: null, guard: localGuard };

  it("that the guard forbids stops the start", () => {
    const baseUrl = new URL("http://10.0.0.1/");
    expect(() => createProviderRequest({ ...options, baseUrl })).toThrow("must be https");
  });

  it.each(["https://api.example.com/?a=1", "https://api.example.com/#top"])("is a bare one: %s", (url) => {
    expect(() => createProviderRequest({ ...options, baseUrl: new URL(url) })).toThrow("neither query");
  });
});

describe("after close", () => {
  it("calls fail, closing again does not", async () => {
    await account.request.close();
    await account.request.close();
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error.code).toBe("UPSTREAM_UNAVAILABLE");
  });
});
