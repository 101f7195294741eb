import { beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { SharedReadCache, type CacheOwner } from "../../src/cache/read-cache.js";
import { BudgetSpent, DirectoryError } from "../../src/directory/errors.js";
import { gate, testRead, testReading } from "./test-read.js";

const owner: CacheOwner = { tenant: "acme", account: "chat", credentialVersion: "1" };

let now: number;
let shared: SharedReadCache;
beforeEach(() => {
  now = 1_000;
  shared = new SharedReadCache({ maxBytes: 1_000, now: () => now });
});

describe("an answer", () => {
  test("is served again until its lifetime is over, to the millisecond", async () => {
    const cache = shared.for(owner);
    const read = testRead("people", { lifetimeMs: 500 });
    expect(await cache.load(testReading(), read)).toBe("people 1");
    now += 499;
    const later = testReading();
    expect(await cache.load(later, read)).toBe("people 1");
    expect(later.calls).toMatchObject([{ source: "CACHE", path: "/people", account: "chat", status: null }]);
    now += 1;
    expect(await cache.load(testReading(), read)).toBe("people 2");
    expect(read.sent()).toBe(2);
  });

  test("lives from when it came, not from when it was asked for", async () => {
    const { promise, open } = gate();
    const read = testRead("people", { lifetimeMs: 500, answer: () => promise });
    const answer = shared.for(owner).load(testReading(), read);
    now += 400;
    open("late");
    await answer;
    now += 499;
    expect(shared.for(owner).has(testReading(), "people")).toBe(true);
    now += 1;
    expect(shared.for(owner).has(testReading(), "people")).toBe(false);
  });

  test("of lifetime 0 is not kept, but for the request that asked", async () => {
    const cache = shared.for(owner);
    const read = testRead("health", { lifetimeMs: 0 });
    const reading = testReading();
    expect(await cache.load(reading, read)).toBe("health 1");
    expect(await cache.load(reading, read)).toBe("health 1");
    expect(await cache.load(testReading(), read)).toBe("health 2");
    expect(shared.bytesOf("acme")).toBe(0);
  });

  test("that is null is an answer, too", async () => {
    const cache = shared.for(owner);
    let sent = 0;
    const read = {
      key: "gone",
      path: "/gone",
      lifetimeMs: 100,
      fetch: () => {
        sent += 1;
        return Promise.resolve({ value: null, bytes: 2 });
      },
    };
    expect(await cache.load(testReading(), read)).toBeNull();
    expect(await cache.load(testReading(), read)).toBeNull();
    expect(sent).toBe(1);
  });

  test("stays the same within a request, though it expires meanwhile", async () => {
    const cache = shared.for(owner);
    const read = testRead("people", { lifetimeMs: 500 });
    const reading = testReading();
    const first = await cache.load(reading, read);
    now += 10_000;
    expect(await cache.load(reading, read)).toBe(first);
    expect(reading.calls).toEqual([]);
  });

  test("that is a failure is not kept for others, and is not asked for again by the same request", async () => {
    const cache = shared.for(owner);
    const error = new DirectoryError("UPSTREAM_UNAVAILABLE", "down");
    const read = testRead("people", {
      answer: (_reading, turn) => (turn === 1 ? Promise.reject(error) : Promise.resolve("up")),
    });
    const reading = testReading();
    await expect(cache.load(reading, read)).rejects.toBe(error);
    await expect(cache.load(reading, read)).rejects.toBe(error);
    expect(read.sent()).toBe(1);
    expect(shared.bytesOf("acme")).toBe(0);
    expect(await cache.load(testReading(), read)).toBe("up");
  });
});

describe("has", () => {
  test("tells what load would answer without a call", async () => {
    const cache = shared.for(owner);
    const reading = testReading();
    expect(cache.has(reading, "people")).toBe(false);
    await cache.load(reading, testRead("people", { lifetimeMs: 0 }));
    expect(cache.has(reading, "people")).toBe(true);
    expect(cache.has(testReading(), "people")).toBe(false);
    await cache.load(testReading(), testRead("teams"));
    expect(cache.has(testReading(), "teams")).toBe(true);
    expect(cache.has(testReading(), "team")).toBe(false);
  });
});

describe("equal reads at once", () => {
  test("are sent once, and told apart in the trace", async () => {
    const cache = shared.for(owner);
    const { promise, open } = gate();
    const read = testRead("people", { answer: () => promise });
    const readings = Array.from({ length: 100 }, () => testReading());
    const answers = readings.map((reading) => cache.load(reading, read));
    open("everybody");
    expect(new Set(await Promise.all(answers))).toEqual(new Set(["everybody"]));
    expect(read.sent()).toBe(1);
    const sources = readings.flatMap(({ calls }) => calls.map(({ source }) => source));
    expect(sources).toEqual(Array<string>(99).fill("SHARED"));
  });

  test("fail together, and the next one is sent anew", async () => {
    const cache = shared.for(owner);
    const first = gate();
    const read = testRead("people", {
      answer: (_reading, turn) => (turn === 1 ? first.promise : Promise.resolve("up")),
    });
    const answers = [testReading(), testReading()].map((reading) => cache.load(reading, read));
    first.break(new DirectoryError("UPSTREAM_TIMEOUT", "late"));
    for (const answer of await Promise.allSettled(answers)) expect(answer.status).toBe("rejected");
    expect(await cache.load(testReading(), read)).toBe("up");
    expect(read.sent()).toBe(2);
  });

  test.each<[string, DirectoryError, number]>([
    ["had no calls left", new BudgetSpent("chat"), 10_000],
    ["ran out of time", new DirectoryError("UPSTREAM_TIMEOUT", "late"), -1],
  ])("are sent anew for those who joined one who %s", async (_title, failure, remainingMs) => {
    const cache = shared.for(owner);
    const { promise, break: fail } = gate();
    const read = testRead("people", {
      answer: (_reading, turn) => (turn === 1 ? promise : Promise.resolve("everybody")),
    });
    const first = cache.load({ ...testReading(), deadline: performance.now() + remainingMs }, read);
    const joined = [testReading(), testReading()].map((reading) => cache.load(reading, read));
    fail(failure);
    await expect(first).rejects.toBe(failure);
    expect(await Promise.all(joined)).toEqual(["everybody", "everybody"]);
    expect(read.sent()).toBe(2);
  });

  test("of one who leaves go on for the others", async () => {
    const cache = shared.for(owner);
    const { promise, open } = gate();
    let signal: AbortSignal | undefined;
    const read = testRead("people", {
      answer: (reading) => {
        signal = reading.signal;
        return promise;
      },
    });
    const [leaving, staying] = [testReading(), testReading()];
    const left = cache.load(leaving, read);
    const stayed = cache.load(staying, read);
    leaving.leave();
    await expect(left).rejects.toMatchObject({ code: "UPSTREAM_TIMEOUT", account: "chat" });
    expect(signal?.aborted).toBe(false);
    open("everybody");
    expect(await stayed).toBe("everybody");
    expect(await cache.load(testReading(), read)).toBe("everybody");
    expect(read.sent()).toBe(1);
  });

  test("are called off when the last one has left, and begin anew for the next", async () => {
    const cache = shared.for(owner);
    const signals: AbortSignal[] = [];
    const read = testRead("people", {
      answer: (reading, turn) => {
        signals.push(reading.signal);
        return turn === 1 ? new Promise<string>(() => undefined) : Promise.resolve("anew");
      },
    });
    const readings = [testReading(), testReading()];
    const answers = readings.map((reading) => cache.load(reading, read));
    for (const reading of readings) reading.leave();
    for (const answer of await Promise.allSettled(answers)) expect(answer.status).toBe("rejected");
    expect(signals[0]?.aborted).toBe(true);
    expect(await cache.load(testReading(), read)).toBe("anew");
    expect(signals[1]?.aborted).toBe(false);
  });

  test("of somebody who has left already fail at once", async () => {
    const reading = testReading();
    reading.leave();
    const read = testRead("people", { answer: () => new Promise<string>(() => undefined) });
    await expect(shared.for(owner).load(reading, read)).rejects.toMatchObject({ code: "UPSTREAM_TIMEOUT" });
  });
});

describe("answers of different owners", () => {
  test.each<[string, Partial<CacheOwner>]>([
    ["tenants", { tenant: "globex" }],
    ["accounts", { account: "voice" }],
    ["versions of the credential", { credentialVersion: "2" }],
    ["owners whose names run together", { tenant: 'acme","chat', account: "" }],
  ])("of other %s are never shared, kept or in flight", async (_title, other) => {
    const [mine, theirs] = [shared.for(owner), shared.for({ ...owner, ...other })];
    const { promise, open } = gate();
    const flying = testRead("flying", {
      answer: (_reading, turn) => promise.then((text) => `${text}${turn}`),
    });
    const reading = testReading();
    const answers = [mine.load(reading, flying), theirs.load(reading, flying)];
    open("answer ");
    expect(await Promise.all(answers)).toEqual(["answer 1", "answer 2"]);
    const kept = testRead("kept");
    expect(await mine.load(testReading(), kept)).toBe("kept 1");
    expect(theirs.has(testReading(), "kept")).toBe(false);
    expect(await theirs.load(testReading(), kept)).toBe("kept 2");
    expect(await mine.load(testReading(), kept)).toBe("kept 1");
  });

  test("are shared by two views of the same owner", async () => {
    const read = testRead("people");
    await shared.for(owner).load(testReading(), read);
    expect(await shared.for({ ...owner }).load(testReading(), read)).toBe("people 1");
  });

  test("never meet, whoever the owners are and whatever they read", async () => {
    const names = fc.constantFrom("a", "b", '","', "", "a,b");
    const owners = fc.record({ tenant: names, account: names, credentialVersion: names });
    await fc.assert(
      fc.asyncProperty(owners, owners, names, names, async (one, other, key, otherKey) => {
        const cache = new SharedReadCache({ maxBytes: 1_000_000 });
        await cache.for(one).load(testReading(), testRead(key));
        const isSame = JSON.stringify([one, key]) === JSON.stringify([other, otherKey]);
        expect(cache.for(other).has(testReading(), otherKey)).toBe(isSame);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a tenant's share", () => {
  async function keep(tenant: string, key: string, bytes: number): Promise<void> {
    await shared.for({ ...owner, tenant }).load(testReading(), testRead(key, { bytes }));
  }
  function keeps(tenant: string, key: string): boolean {
    return shared.for({ ...owner, tenant }).has(testReading(), key);
  }

  test("is a fifth: its own oldest answers make room, never another's", async () => {
    await keep("globex", "theirs", 150);
    await keep("acme", "oldest", 90);
    await keep("acme", "older", 90);
    expect(shared.bytesOf("acme")).toBe(180);
    await keep("acme", "new", 30);
    expect([keeps("acme", "oldest"), keeps("acme", "older"), keeps("acme", "new")]).toEqual([
      false,
      true,
      true,
    ]);
    expect(keeps("globex", "theirs")).toBe(true);
    expect([shared.bytesOf("acme"), shared.bytesOf("globex")]).toEqual([120, 150]);
  });

  test("does not take what is larger than all of it, and gives up nothing for it", async () => {
    await keep("acme", "small", 50);
    await keep("acme", "huge", 201);
    expect([keeps("acme", "huge"), keeps("acme", "small")]).toEqual([false, true]);
    await keep("acme", "just", 200);
    expect([keeps("acme", "just"), keeps("acme", "small")]).toEqual([true, false]);
  });

  test("counts an answer once that is read anew", async () => {
    await keep("acme", "people", 100);
    now += 5_000;
    await keep("acme", "people", 60);
    expect(shared.bytesOf("acme")).toBe(60);
  });

  test("is free again of what has expired as soon as something else is kept", async () => {
    await keep("acme", "one", 40);
    await keep("acme", "two", 40);
    now += 1_001;
    await keep("acme", "new", 10);
    expect(shared.bytesOf("acme")).toBe(10);
  });

  test("is never exceeded, whatever is read", async () => {
    const reads = fc.array(
      fc.record({
        tenant: fc.constantFrom("a", "b", "c"),
        key: fc.constantFrom("1", "2", "3", "4", "5", "6"),
        bytes: fc.nat({ max: 250 }),
        passMs: fc.nat({ max: 600 }),
      }),
      { maxLength: 60 },
    );
    await fc.assert(
      fc.asyncProperty(reads, async (asked) => {
        shared = new SharedReadCache({ maxBytes: 1_000, now: () => now });
        for (const { tenant, key, bytes, passMs } of asked) {
          now += passMs;
          await keep(tenant, key, bytes);
          for (const one of ["a", "b", "c"]) expect(shared.bytesOf(one)).toBeLessThanOrEqual(200);
          if (bytes <= 200) expect(keeps(tenant, key)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });
});
