import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import type { Fault, FaultRule } from "../../../sandbox/faults.js";
import type { DirectoryError } from "../../../src/directory/errors.js";
import type { RemoteRef } from "../../../src/directory/ids.js";
import type { Provider } from "../../../src/directory/provider.js";
import { eventually } from "../../datasources/http/fixture-server.js";
import { testReading, type TestReading } from "../../datasources/http/test-reading.js";
import { errorOf, everybody, firstPage, itemsOf, nothingAhead } from "../reads.js";
import { openTiledesk, type TiledeskAccount } from "./tiledesk-account.js";

const people = { method: "GET", route: "/:pid/project_users" };
const person = { method: "GET", route: "/:pid/project_users/:puid" };
const signIn = { method: "POST", route: "/auth/signin" };

describe("failures of Tiledesk", () => {
  let account: TiledeskAccount;
  let someone: RemoteRef;
  beforeAll(async () => {
    account = await openTiledesk({ people: 40 });
    const [first] = itemsOf(await list(account.cold()));
    if (first === undefined) throw new Error("The company is empty");
    someone = first.ref;
  });
  afterEach(() => {
    account.standIn.faults.clear();
    account.standIn.counters.reset();
  });
  afterAll(() => account.close());

  const list = (
    provider: Provider,
    reading: TestReading = testReading(),
  ): ReturnType<Provider["listUsers"]> => provider.listUsers(reading, firstPage, everybody, nothingAhead);
  const calls = (): Readonly<Record<string, number>> => account.standIn.counters.read().callsByRoute;
  const status = (code: number, headers: Record<string, string> = {}): Fault => {
    return { kind: "status", status: code, body: { success: false, msg: "secret words" }, headers };
  };
  const fail = (fault: Fault, rule: Partial<FaultRule> = {}): void => {
    account.standIn.faults.add([{ match: people, ...rule, fault }]);
  };
  const failureOf = (provider: Provider, reading: TestReading = testReading()): Promise<DirectoryError> =>
    errorOf(list(provider, reading));

  describe("of the credential", () => {
    it("signs in anew once for a token that is refused, and goes on", async () => {
      const provider = account.cold();
      await provider.checkHealth(testReading());
      account.standIn.counters.reset();
      fail({ kind: "status", status: 401, body: "Unauthorized" }, { match: person, times: 1 });
      expect(await provider.usersByIds(testReading(), [someone])).toMatchObject([{ ref: someone }]);
      expect(account.standIn.counters.read().signIns).toBe(1);
      expect(calls()).toEqual({ "GET /:pid/project_users/:puid": 2 });
    });

    it("signs in once more when all tokens are revoked", async () => {
      const provider = account.cold();
      await provider.checkHealth(testReading());
      account.standIn.counters.reset();
      account.standIn.mint.revokeAll();
      await provider.checkHealth(testReading());
      const { signIns, callsByRoute } = account.standIn.counters.read();
      expect({ signIns, callsByRoute }).toEqual({ signIns: 1, callsByRoute: { "GET /users": 2 } });
    });

    it("is UPSTREAM_UNAUTHORIZED after one try to sign in anew", async () => {
      fail({ kind: "status", status: 401, body: "Unauthorized" });
      const error = await failureOf(account.cold());
      expect(error).toMatchObject({ code: "UPSTREAM_UNAUTHORIZED", httpStatus: 401, account: "chat" });
      expect(account.standIn.counters.read().signIns).toBe(2);
      expect(calls()["GET /:pid/project_users"]).toBe(2);
    });

    it.each([
      ["a wrong password", { password: "wrong" }],
      ["an address that nobody has", { email: "nobody@acme.example" }],
      ["what is no address", { email: "x" }],
    ])("is UPSTREAM_UNAUTHORIZED for %s, and nothing else is sent", async (_, credentials) => {
      const error = await failureOf(account.cold(credentials));
      expect(error).toMatchObject({ code: "UPSTREAM_UNAUTHORIZED", account: "chat" });
      expect(error.message).not.toMatch(/acme|wrong|@/iu);
      expect(calls()).toEqual({});
    });

    it("is UPSTREAM_UNAUTHORIZED once the password is changed and the token revoked", async () => {
      const own = await openTiledesk({ people: 5 });
      const provider = own.cold();
      await provider.checkHealth(testReading());
      const { email } = own.standIn.current();
      const user = own.state.userByEmail(email);
      if (user === undefined) throw new Error("The owner is gone");
      own.state.setPassword(user, "another");
      own.standIn.mint.revokeAll();
      expect(await errorOf(provider.checkHealth(testReading()))).toMatchObject({
        code: "UPSTREAM_UNAUTHORIZED",
      });
      await own.close();
    });

    it.each([
      ["a sign-in without a token", { kind: "garbage", body: { success: true } } satisfies Fault],
      [
        "a page of HTML",
        { kind: "garbage", body: "<html></html>", contentType: "text/html" } satisfies Fault,
      ],
    ])("is UPSTREAM_INVALID_RESPONSE for %s", async (_, fault) => {
      fail(fault, { match: signIn });
      expect(await failureOf(account.cold())).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
    });

    it("leaves a sign-in that hangs when the request is abandoned", async () => {
      fail({ kind: "hang" }, { match: signIn });
      const reading = testReading();
      const failure = failureOf(account.cold(), reading);
      await eventually(() => account.standIn.counters.read().signIns > 0);
      reading.client.abort();
      expect(await failure).toMatchObject({ account: "chat" });
    });
  });

  describe("by status", () => {
    it.each([
      [403, "UPSTREAM_FORBIDDEN"],
      [400, "UPSTREAM_INVALID_RESPONSE"],
      [408, "UPSTREAM_TIMEOUT"],
      [413, "UPSTREAM_INVALID_RESPONSE"],
      [418, "UPSTREAM_INVALID_RESPONSE"],
      [500, "UPSTREAM_UNAVAILABLE"],
      [501, "UPSTREAM_UNAVAILABLE"],
    ] as const)("%i is %s, asked once", async (code, expected) => {
      fail(status(code));
      const error = await failureOf(account.cold());
      expect(error).toMatchObject({ code: expected, httpStatus: code, account: "chat" });
      expect(error.message).not.toContain("secret words");
      expect(calls()["GET /:pid/project_users"]).toBe(1);
    });

    it.each([429, 502, 503, 504])("%i passes when the next try is answered", async (code) => {
      fail(status(code), { times: 1 });
      expect(itemsOf(await list(account.cold())).length).toBeGreaterThan(30);
      expect(calls()["GET /:pid/project_users"]).toBe(2);
    });

    it.each([
      [429, "UPSTREAM_RATE_LIMITED"],
      [503, "UPSTREAM_UNAVAILABLE"],
    ] as const)("%i is %s after two more tries, each paid for", async (code, expected) => {
      fail(status(code));
      const reading = testReading();
      expect(await failureOf(account.cold(), reading)).toMatchObject({ code: expected, httpStatus: code });
      expect(calls()["GET /:pid/project_users"]).toBe(3);
      expect(reading.budget.spent).toBe(account.standIn.counters.read().calls);
    });

    it("429 says when to come back, and is not tried again before", async () => {
      fail(status(429, { "Retry-After": "120" }));
      const error = await failureOf(account.cold());
      expect(error).toMatchObject({
        code: "UPSTREAM_RATE_LIMITED",
        retryAfterMs: 120_000,
        isRetryable: true,
      });
      expect(calls()["GET /:pid/project_users"]).toBe(1);
    });

    it("404 in JSON is an absent object, in HTML an API that is not there", async () => {
      fail(
        { kind: "status", status: 404, body: { success: false, msg: "Object not found." } },
        { match: person },
      );
      expect(await account.cold().usersByIds(testReading(), [someone])).toEqual([null]);
      account.standIn.faults.clear();
      const page = {
        kind: "status",
        status: 404,
        body: "<h1>Not Found</h1>",
        contentType: "text/html",
      } as const;
      fail(page, { match: person });
      expect(await account.cold().usersByIds(testReading(), [someone])).toMatchObject([
        { code: "UPSTREAM_INVALID_RESPONSE", httpStatus: 404 },
      ]);
    });

    it("404 of a whole list is no empty list", async () => {
      fail({ kind: "status", status: 404, body: { success: false, msg: "Object not found." } });
      expect(await failureOf(account.cold())).toMatchObject({ code: "NOT_FOUND", httpStatus: 404 });
    });
  });

  describe("of the answer", () => {
    const invalid: readonly (readonly [string, Fault])[] = [
      ["HTML with a 200", { kind: "garbage", body: "<!doctype html>", contentType: "text/html" }],
      ["a text", { kind: "garbage", body: "OK", contentType: "text/plain" }],
      ["no body", { kind: "garbage", body: "" }],
      ["JSON that does not parse", { kind: "badJson" }],
      ["null", { kind: "garbage", body: "null" }],
      ["a number", { kind: "garbage", body: 7 }],
      ["an object for a list", { kind: "garbage", body: { success: true } }],
      ["an encoding that nobody asked for", { kind: "contentEncoding" }],
      ["more than 64 MB announced", { kind: "oversize", bytes: 65 * 1024 * 1024, announced: true }],
      ["a redirect", { kind: "redirect", location: "http://127.0.0.1:1/evil" }],
      ["a body that breaks off", { kind: "truncate" }],
      ["a chunked body that breaks off", { kind: "truncate", contentLength: "none" }],
      ["a body cut with its length told short", { kind: "truncate", contentLength: "short" }],
    ];
    it.each(invalid)("is UPSTREAM_INVALID_RESPONSE for %s", async (_, fault) => {
      fail(fault);
      expect(await failureOf(account.cold())).toMatchObject({
        ...{ code: "UPSTREAM_INVALID_RESPONSE", account: "chat" },
      });
    });

    it("is UPSTREAM_TIMEOUT when none comes", async () => {
      fail({ kind: "hang" });
      expect(await failureOf(account.cold(), testReading({ withinMs: 200 }))).toMatchObject({
        code: "UPSTREAM_TIMEOUT",
      });
    });

    it.each([
      ["a reset connection", { kind: "reset" } satisfies Fault],
      ["an answer that is lost", { kind: "lostAnswer" } satisfies Fault],
    ])("passes after %s", async (_, fault) => {
      fail(fault, { times: 1 });
      expect(itemsOf(await list(account.cold())).length).toBeGreaterThan(30);
    });

    it("keeps the rows that can be read of one that has others", async () => {
      const whole = await list(account.cold());
      fail({ kind: "mutateRows", index: 3, replace: { _id: 7 } });
      const page = await list(account.cold());
      expect(page.rows).toHaveLength(whole.rows.length - 1);
      expect(page).toMatchObject({ skippedRows: 1, failure: null });
      expect(account.observer.skipped).toEqual(["project_user"]);
    });
  });

  it("never sends an id that would make the server fail", async () => {
    const refs = ["zzz", "ABCDEFABCDEFABCDEFABCDEF", "twelve chars"].map((id) => ({ ...someone, id }));
    expect(await account.cold().usersByIds(testReading(), refs)).toEqual([null, null, null]);
    const scoped = refs.map(({ id }) => ({ ...someone, scope: id }));
    expect(await account.cold().usersByIds(testReading(), scoped)).toEqual([null, null, null]);
    expect(calls()).toEqual({});
  });

  it("of one kind of people is a failure of the list, not a shorter list", async () => {
    fail(status(500), { match: { method: "GET", route: "/:pid/pendinginvitations" } });
    expect(await failureOf(account.cold())).toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    expect(await account.cold().usersByEmails(testReading(), ["nobody@nowhere.example"])).toMatchObject([
      { code: "UPSTREAM_UNAVAILABLE" },
    ]);
  });
});
