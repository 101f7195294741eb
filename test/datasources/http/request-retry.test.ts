import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { systemTiming } from "../../../src/datasources/http/timing.js";
import { json, silence, text } from "./fixture-server.js";
import { failureOf, inviteUser, listUsers, openAccount } from "./test-account.js";
import type { TestAccount } from "./test-account.js";
import { testReading } from "./test-reading.js";

let account: TestAccount;
beforeEach(async () => {
  account = await openAccount({ queue: 500 });
});
afterEach(() => account.close());

describe.each([502, 503, 504, 429])("a %d", (status) => {
  const code = status === 429 ? "UPSTREAM_RATE_LIMITED" : "UPSTREAM_UNAVAILABLE";

  it("is tried again, twice at most, each try counted and recorded", async () => {
    account.server.next(text("", status), text("", status), json([1]));
    const reading = testReading({ calls: 10 });
    expect((await account.request.send(reading, listUsers)).body).toEqual([1]);
    expect(reading.trace.map((call) => call.status)).toEqual([status, status, 200]);
    expect(reading.budget.remaining).toBe(7);
    // A 429 that does not say for how long holds the account back for a second at most, then for two.
    const held = status === 429 ? [500, 1_000] : [0, 0];
    expect(account.timing.waits).toEqual([100, 200].map((ms, at) => ms + (held[at] ?? 0)));
  });

  it("is final after the third", async () => {
    account.server.next(text("", status), text("", status), text("", status));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error).toMatchObject({ code, httpStatus: status, isRetryable: true });
  });

  it("of a write is final at once", async () => {
    account.server.next(text("", status));
    const error = await failureOf(account.request.send(testReading(), inviteUser));
    expect(error.code).toBe(code);
  });

  it("of a read by POST is tried again", async () => {
    account.server.next(text("", status), json([]));
    await account.request.send(testReading(), { ...inviteUser, kind: "read" });
    expect(account.server.hits.map((hit) => hit.body)).toEqual(Array(2).fill('{"email":"ada@example.com"}'));
  });

  it("is not tried again when the caller wants it as an answer", async () => {
    account.server.next(text("", status));
    const answer = await account.request.send(testReading(), { ...listUsers, answers: [status] });
    expect(answer.status).toBe(status);
  });
});

describe("Retry-After", () => {
  const limited = (value: string) => text("", 429, { "retry-after": value });

  it.each([
    ["seconds", "2", 2_000],
    ["a date", "Sun, 22 Nov 2026 12:00:03 GMT", 3_000],
    ["a date in the past", "Sun, 22 Nov 2026 11:00:00 GMT", 0],
    ["zero", "0", 0],
    ["garbage, as none,", "soon", 500],
    ["a negative, as none,", "-5", 500],
  ])("in %s is waited for, plus jitter", async (_name, value, ms) => {
    account.server.next(limited(value), json([]));
    await account.request.send(testReading(), listUsers);
    expect(account.timing.waits).toEqual([ms + 100]);
  });

  it.each([
    ["beyond the deadline", "20", 20_000],
    ["beyond what we wait", "60", 60_000],
    ["that is absurd", "1000000000", 30_000],
  ])("%s fails at once and says when to come back", async (_name, value, retryAfterMs) => {
    account.server.next(limited(value));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_RATE_LIMITED", retryAfterMs });
    expect(account.timing.waits).toEqual([]);
  });

  it("of a 503 is honoured too", async () => {
    account.server.next(text("", 503, { "retry-after": "1" }), json([]));
    await account.request.send(testReading(), listUsers);
    expect(account.timing.waits).toEqual([1_100]);
  });
});

describe("time-outs", () => {
  it("are not tried again", async () => {
    const hurried = await openAccount({ tryMs: 100 });
    hurried.server.always(silence);
    const reading = testReading();
    expect((await failureOf(hurried.request.send(reading, listUsers))).code).toBe("UPSTREAM_TIMEOUT");
    expect(reading.trace).toHaveLength(1);
    await hurried.close();
  });
});

describe("a client that goes away between two tries", () => {
  it("ends the wait", async () => {
    const reading = testReading();
    account.server.next((response) => {
      reading.client.abort();
      response.writeHead(503).end();
    });
    expect((await failureOf(account.request.send(reading, listUsers))).code).toBe("UPSTREAM_UNAVAILABLE");
    expect(account.server.hits).toHaveLength(1);
  });

  it("ends a wait of the real clock", async () => {
    const slow = await openAccount({ timing: systemTiming });
    slow.server.next(text("", 503, { "retry-after": "5" }));
    const reading = testReading();
    const started = performance.now();
    const failed = failureOf(slow.request.send(reading, listUsers));
    setTimeout(() => {
      reading.client.abort();
    }, 50);
    await failed;
    expect(performance.now() - started).toBeLessThan(3_000);
    await slow.close();
  });
});

describe("a total outage", () => {
  const asked = 500;

  it("is not made worse: of calls that come one by one only those are sent that find out", async () => {
    account.server.always(text("", 503));
    for (let call = 0; call < asked; call += 1) {
      // As if a call came every 200 ms: breaks end, and probes are sent.
      await account.timing.sleep(200, testReading().signal);
      await failureOf(account.request.send(testReading({ withinMs: 1_000_000 }), listUsers));
    }
    expect(account.server.hits.length).toBeGreaterThan(5);
    expect(account.server.hits.length).toBeLessThan(asked * 0.1);
  });

  it("of an account that nobody serves is not made worse either", async () => {
    const gone = await openAccount();
    const { url } = gone.server;
    await gone.close();
    const unserved = await openAccount({ baseUrl: url, timing: account.timing });
    let tries = 0;
    for (let call = 0; call < asked; call += 1) {
      const reading = testReading({ withinMs: 1_000_000 });
      await account.timing.sleep(200, reading.signal);
      expect((await failureOf(unserved.request.send(reading, listUsers))).code).toBe("UPSTREAM_UNAVAILABLE");
      tries += reading.trace.length;
    }
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(asked * 0.1);
    await unserved.close();
  });

  it("with all calls side by side is not made worse by more than a tenth", async () => {
    account.server.always(text("", 503));
    const calls = Array.from({ length: asked }, () =>
      failureOf(account.request.send(testReading(), listUsers)),
    );
    const codes = new Set((await Promise.all(calls)).map(({ code }) => code));
    expect(codes).toEqual(new Set(["UPSTREAM_UNAVAILABLE"]));
    expect(account.server.hits.length).toBeLessThanOrEqual(asked * 1.1);
  });
});
