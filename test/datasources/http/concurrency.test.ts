import { describe, expect, it } from "@jest/globals";
import { ConcurrencyBound } from "../../../src/datasources/http/concurrency.js";
import { eventually, json, silence } from "./fixture-server.js";
import type { Reply } from "./fixture-server.js";
import { failureOf, listUsers, openAccount } from "./test-account.js";
import { testReading } from "./test-reading.js";

const never = new AbortController().signal;

describe("a bound on concurrency", () => {
  it("lets in as many as it says", () => {
    const bound = new ConcurrencyBound("chat", 2, 10);
    expect([bound.tryEnter(), bound.tryEnter(), bound.tryEnter()]).toEqual([true, true, false]);
    bound.leave("WORKS");
    expect(bound.tryEnter()).toBe(true);
  });

  it("lets those who wait in by their order of arrival", async () => {
    const bound = new ConcurrencyBound("chat", 1, 10);
    bound.tryEnter();
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (name) => {
      await bound.wait(never);
      order.push(name);
      bound.leave("WORKS");
    });
    expect(bound.tryEnter()).toBe(false);
    bound.leave("WORKS");
    await Promise.all(waiting);
    expect(order).toEqual([1, 2, 3]);
    expect(bound.tryEnter()).toBe(true);
  });

  it("is halved once for all calls that were on the wire when the provider did not keep up, never below one", () => {
    const bound = new ConcurrencyBound("chat", 8, 10);
    const places = (): number => {
      let count = 0;
      while (bound.tryEnter()) count += 1;
      return count;
    };
    expect(places()).toBe(8);
    for (let call = 0; call < 8; call += 1) bound.leave("OVERWHELMED");
    expect(places()).toBe(4);
    for (let call = 0; call < 4; call += 1) bound.leave("SLOW_DOWN");
    expect(places()).toBe(2);
    for (let round = 0; round < 5; round += 1) {
      bound.leave("SLOW_DOWN");
      places();
    }
    for (let call = 0; call < 2; call += 1) bound.leave("UNCLEAR");
    expect(places()).toBeGreaterThanOrEqual(1);
  });

  it("grows by one for a round of answers, to its most", () => {
    const bound = new ConcurrencyBound("chat", 4, 10);
    bound.tryEnter();
    bound.leave("OVERWHELMED");
    const rounds = Array.from({ length: 4 }, () => {
      let places = 0;
      while (bound.tryEnter()) places += 1;
      for (let call = 0; call < places; call += 1) bound.leave("WORKS");
      return places;
    });
    expect(rounds).toEqual([2, 3, 4, 4]);
  });

  it("refuses at once when the queue is full", async () => {
    const bound = new ConcurrencyBound("chat", 1, 1);
    bound.tryEnter();
    const first = bound.wait(never);
    await expect(bound.wait(never)).rejects.toMatchObject({ code: "OVERLOADED", account: "chat" });
    bound.leave("WORKS");
    expect(await first).toBe(true);
  });

  it("forgets who aborts, without losing a place", async () => {
    const bound = new ConcurrencyBound("chat", 1, 2);
    bound.tryEnter();
    const client = new AbortController();
    const aborted = bound.wait(client.signal);
    const patient = bound.wait(never);
    client.abort();
    expect(await aborted).toBe(false);
    expect(await bound.wait(client.signal)).toBe(false);
    bound.leave("WORKS");
    expect(await patient).toBe(true);
    bound.leave("WORKS");
    expect([bound.tryEnter(), bound.tryEnter()]).toEqual([true, false]);
  });

  it("does not mind an abort after the place was given", async () => {
    const bound = new ConcurrencyBound("chat", 1, 2);
    bound.tryEnter();
    const client = new AbortController();
    const waiting = bound.wait(client.signal);
    bound.leave("WORKS");
    client.abort();
    expect(await waiting).toBe(true);
    expect(bound.tryEnter()).toBe(false);
  });
});

describe("the calls of an account", () => {
  it("are never more on the wire than its bound, and all are answered", async () => {
    const account = await openAccount({ connections: 3 });
    let now = 0;
    let most = 0;
    const slow: Reply = (response, hit) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        json([])(response, hit);
      }, 5);
    };
    account.server.always(slow);
    const reading = testReading();
    await Promise.all(Array.from({ length: 30 }, () => account.request.send(reading, listUsers)));
    expect(most).toBe(3);
    expect(account.server.hits).toHaveLength(30);
    await account.close();
  });

  it("fail at once with OVERLOADED when the queue is full, and go on afterwards", async () => {
    const account = await openAccount({ connections: 1, queue: 1, tryMs: 150 });
    account.server.next(silence, json([1]));
    const calls = [1, 2, 3].map(() => account.request.send(testReading(), listUsers));
    const [first, second, third] = calls.map((call) => call.catch((error: unknown) => error));
    expect(await third).toMatchObject({ code: "OVERLOADED" });
    expect(await first).toMatchObject({ code: "UPSTREAM_TIMEOUT" });
    expect(await second).toMatchObject({ body: [1] });
    await account.close();
  });

  it("leave the queue when their client goes away", async () => {
    const account = await openAccount({ connections: 1, tryMs: 150 });
    account.server.next(silence);
    const first = failureOf(account.request.send(testReading(), listUsers));
    await eventually(() => account.server.hits.length === 1);
    const reading = testReading();
    const second = failureOf(account.request.send(reading, listUsers));
    reading.client.abort();
    expect((await second).code).toBe("UPSTREAM_UNAVAILABLE");
    expect((await first).code).toBe("UPSTREAM_TIMEOUT");
    expect(account.server.hits).toHaveLength(1);
    await account.close();
  });
});
