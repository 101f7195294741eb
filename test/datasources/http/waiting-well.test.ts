import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { RequestAuth } from "../../../src/datasources/auth/request-auth.js";
import { eventually, json, raw, silence, text } from "./fixture-server.js";
import { failureOf, inviteUser, listUsers, openAccount } from "./test-account.js";
import type { TestAccount } from "./test-account.js";
import { testReading } from "./test-reading.js";

let account: TestAccount;
afterEach(() => account.close());

describe("a rate", () => {
  beforeEach(async () => {
    account = await openAccount({ rate: { perSecond: 4 } });
    account.server.always(json([]));
  });

  it("lets as many leave at once, and the next when a second has passed since an answer", async () => {
    const started = account.timing.now();
    for (let call = 0; call < 9; call += 1) await account.request.send(testReading(), listUsers);
    expect(account.timing.now() - started).toBe(2_000);
    expect(account.request.rateBudget()).toMatchObject({ limit: 4, source: "CONFIGURED" });
  });

  it("tells those at once whose turn would come after their deadline, and sends nothing for them", async () => {
    for (let call = 0; call < 4; call += 1) await account.request.send(testReading(), listUsers);
    const reading = testReading({ withinMs: 500 });
    const error = await failureOf(account.request.send(reading, listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_RATE_LIMITED", isRetryable: true });
    expect(error.retryAfterMs).toBe(1_000);
    expect(reading.budget.spent).toBe(0);
    expect(account.timing.waits).toEqual([]);
    expect(account.server.hits).toHaveLength(4);
  });

  it("counts those who wait before them", async () => {
    const patient = Array.from({ length: 12 }, () =>
      account.request.send(testReading({ withinMs: 60_000 }), listUsers),
    );
    const hurried = failureOf(account.request.send(testReading({ withinMs: 1_500 }), listUsers));
    expect((await hurried).code).toBe("UPSTREAM_RATE_LIMITED");
    await Promise.all(patient);
    expect(account.server.hits).toHaveLength(12);
  });
});

describe("a 429", () => {
  beforeEach(async () => {
    account = await openAccount();
  });

  it("holds all calls of the account back until the instant that it names", async () => {
    account.server.next(text("", 429, { "retry-after": "3" })).always(json([]));
    const first = account.request.send(testReading(), listUsers);
    await first;
    expect(account.server.hits).toHaveLength(2);
    account.server.next(text("", 429, { "retry-after": "20" }));
    await failureOf(account.request.send(testReading(), listUsers));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error.code).toBe("UPSTREAM_RATE_LIMITED");
    expect(error.retryAfterMs).toBe(20_000);
    expect(account.server.hits).toHaveLength(3);
    await account.request.send(testReading({ withinMs: 60_000 }), listUsers);
    expect(account.server.hits).toHaveLength(4);
  });

  it("is foreseen when the provider tells that nothing is left", async () => {
    const spent = { "x-ratelimit-limit": "150", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "5" };
    account.server.next(json([], 200, spent)).always(json([]));
    await account.request.send(testReading(), listUsers);
    expect(account.request.rateBudget()).toMatchObject({ limit: 150, remaining: 0, source: "HEADERS" });
    await account.request.send(testReading(), listUsers);
    expect(account.timing.waits).toEqual([5_000]);
  });
});

describe("a provider that is down", () => {
  beforeEach(async () => {
    account = await openAccount();
  });

  it("is not asked any more after five tries, costs no budget then, and is asked again after the break", async () => {
    account.server.always(text("", 502));
    for (let call = 0; call < 5; call += 1) await failureOf(account.request.send(testReading(), listUsers));
    const hits = account.server.hits.length;
    const reading = testReading();
    const error = await failureOf(account.request.send(reading, listUsers));
    expect(error).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", httpStatus: null, isRetryable: true });
    expect(error.retryAfterMs).toBeGreaterThan(0);
    expect(reading.budget.spent).toBe(0);
    expect(account.server.hits).toHaveLength(hits);
    account.server.always(json([]));
    await account.timing.sleep(5_000, reading.signal);
    await account.request.send(testReading({ withinMs: 60_000 }), listUsers);
    await account.request.send(testReading({ withinMs: 60_000 }), listUsers);
    expect(account.server.hits).toHaveLength(hits + 2);
  });

  it("keeps nobody of another account waiting", async () => {
    const other = await openAccount();
    other.server.always(json([]));
    account.server.always(text("", 429, { "retry-after": "60" }));
    const limited = Array.from({ length: 20 }, () =>
      failureOf(account.request.send(testReading(), listUsers)),
    );
    const fine = Array.from({ length: 20 }, () => other.request.send(testReading(), listUsers));
    expect(await Promise.all(fine)).toHaveLength(20);
    expect(new Set((await Promise.all(limited)).map(({ code }) => code))).toEqual(
      new Set(["UPSTREAM_RATE_LIMITED"]),
    );
    expect(other.timing.waits).toEqual([]);
    await other.close();
  });

  it("keeps none of another account's calls from leaving, also when nobody listens any more", async () => {
    const other = await openAccount();
    other.server.always(json([]));
    const gone = await openAccount();
    await gone.close();
    const failed = Array.from({ length: 20 }, () => failureOf(gone.request.send(testReading(), listUsers)));
    await Promise.all(failed);
    await Promise.all(Array.from({ length: 20 }, () => other.request.send(testReading(), listUsers)));
    expect(other.server.hits).toHaveLength(20);
    expect(other.timing.waits).toEqual([]);
    await other.close();
  });

  it.each([
    ["cuts its answers short", raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[1,")],
    ["answers with a page where JSON belongs", text("<html></html>", 200, { "content-type": "text/html" })],
    ["does not speak HTTP", raw("SSH-2.0-OpenSSH_9.2\r\n")],
  ])("is one that %s", async (_name, reply) => {
    account.server.always(reply);
    for (let call = 0; call < 10; call += 1) await failureOf(account.request.send(testReading(), listUsers));
    expect(account.server.hits).toHaveLength(5);
  });

  it.each([400, 401, 403, 404, 409, 422])("is none that refuses with %d", async (status) => {
    account.server.always(text("", status));
    for (let call = 0; call < 20; call += 1) await failureOf(account.request.send(testReading(), listUsers));
    expect(account.server.hits).toHaveLength(20);
  });

  it("is none whose callers go away", async () => {
    account.server.always(silence);
    for (let call = 0; call < 10; call += 1) {
      const reading = testReading();
      const failed = failureOf(account.request.send(reading, listUsers));
      await eventually(() => account.server.hits.length === call + 1);
      reading.client.abort();
      await failed;
    }
    expect(account.server.hits).toHaveLength(10);
  });

  it("is asked neither by calls nor by sign-ins", async () => {
    account.server.always(text("", 502));
    for (let call = 0; call < 5; call += 1) await failureOf(account.request.send(testReading(), listUsers));
    const hits = account.server.hits.length;
    const auth: RequestAuth = { headers: () => ({ authorization: "JWT x" }) };
    await failureOf(account.request.withAuth(auth).send(testReading(), listUsers));
    await failureOf(account.request.send(testReading(), inviteUser));
    expect(account.server.hits).toHaveLength(hits);
  });

  it("that answers with an error of its own about one object is asked for the next", async () => {
    account.server.always(text("", 500));
    for (let call = 0; call < 20; call += 1) await failureOf(account.request.send(testReading(), listUsers));
    expect(account.server.hits).toHaveLength(20);
  });
});
