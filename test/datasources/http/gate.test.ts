import { beforeEach, describe, expect, it } from "@jest/globals";
import { BudgetSpent } from "../../../src/directory/errors.js";
import type { Reading } from "../../../src/directory/reading.js";
import { CircuitBreaker } from "../../../src/datasources/http/circuit-breaker.js";
import { ConcurrencyBound } from "../../../src/datasources/http/concurrency.js";
import { Gate } from "../../../src/datasources/http/gate.js";
import { Pace } from "../../../src/datasources/http/pace.js";
import { HeldTiming } from "./held-timing.js";
import { testReading } from "./test-reading.js";

let timing: HeldTiming;
let pace: Pace;
let breaker: CircuitBreaker;
let gate: Gate;
let left: string[];
beforeEach(() => {
  timing = new HeldTiming();
  left = [];
  open(4);
});

function open(perSecond: number): void {
  pace = new Pace({ perSecond }, timing);
  breaker = new CircuitBreaker();
  gate = new Gate({ account: "chat", timing, breaker, pace, bound: new ConcurrencyBound("chat", 4, 100) });
}

/** A reading on the held clock. */
function within(ms: number, calls = 100): ReturnType<typeof testReading> {
  return { ...testReading({ calls }), deadline: timing.now() + ms };
}

/** Passes the gate, remembers in which order, and is answered in no time. */
async function pass(name: string, reading: Reading = within(60_000)): Promise<void> {
  await gate.enter(reading);
  left.push(name);
  gate.leave("WORKS");
}

describe("a gate", () => {
  it("makes no promise where nothing is in the way", () => {
    expect(gate.enter(within(1_000))).toBeUndefined();
  });

  it("lets those who wait for their turn leave in the order in which they came, newcomers after them", async () => {
    for (const name of ["1", "2", "3", "4"]) await pass(name);
    const waiting = ["5", "6", "7", "8", "9", "10"].map((name) => pass(name));
    await timing.advance(400);
    waiting.push(pass("11"), pass("12"));
    for (let second = 0; second < 4; second += 1) await timing.advance(1_000);
    await Promise.all(waiting);
    expect(left).toEqual(Array.from({ length: 12 }, (_, index) => String(index + 1)));
  });

  it("gives the turn of who goes away to the next", async () => {
    open(1);
    await pass("1");
    const leaver = within(60_000);
    const gone = pass("2", leaver).catch(() => "gone");
    const patient = pass("3");
    leaver.client.abort();
    expect(await gone).toBe("gone");
    await timing.advance(1_000);
    await timing.advance(1_000);
    await patient;
    expect(left).toEqual(["1", "3"]);
    expect(leaver.budget.spent).toBe(0);
  });

  it("refuses at once who would have to wait past its deadline, also because of those before it", async () => {
    for (const name of ["1", "2", "3", "4"]) await pass(name);
    const waiting = ["5", "6", "7", "8"].map((name) => pass(name));
    const hurried = within(1_500);
    await expect(pass("9", hurried)).rejects.toMatchObject({
      code: "UPSTREAM_RATE_LIMITED",
      retryAfterMs: 2_000,
    });
    expect(hurried.budget.spent).toBe(0);
    await timing.advance(1_000);
    await Promise.all(waiting);
  });

  it("refuses while the provider asks for patience, and lets all go on at the instant that it named", async () => {
    pace.hold(timing.now(), 3_000);
    await expect(pass("hurried", within(2_000))).rejects.toMatchObject({ retryAfterMs: 3_000 });
    const waiting = ["1", "2"].map((name) => pass(name));
    await timing.advance(2_999);
    expect(left).toEqual([]);
    await timing.advance(1);
    await Promise.all(waiting);
    expect(left).toEqual(["1", "2"]);
  });

  it("spends no budget for what the breaker refuses, and lets one call try for all who ask", () => {
    for (let failure = 0; failure < 5; failure += 1) breaker.settle("DOWN", timing.now());
    const refused = within(60_000);
    const refusal = { code: "UPSTREAM_UNAVAILABLE", retryAfterMs: 5_000 };
    expect(() => gate.enter(refused)).toThrow(expect.objectContaining(refusal));
    timing.time += 5_000;
    expect(gate.enter(refused)).toBeUndefined();
    expect(() => gate.enter(within(60_000))).toThrow(expect.objectContaining(refusal));
    gate.leave("WORKS");
    expect(gate.enter(within(60_000))).toBeUndefined();
    expect(refused.budget.spent).toBe(1);
  });

  it("refuses those who waited while the provider went down", async () => {
    for (const name of ["1", "2", "3", "4"]) await pass(name);
    const waits = expect(pass("5")).rejects.toMatchObject({ code: "UPSTREAM_UNAVAILABLE" });
    for (let failure = 0; failure < 5; failure += 1) breaker.settle("DOWN", timing.now());
    await timing.advance(1_000);
    await waits;
    expect(left).toHaveLength(4);
  });

  it("spends no budget for a request that is over", () => {
    const gone = within(1_000);
    gone.client.abort();
    const late = within(0);
    expect(() => gate.enter(gone)).toThrow(expect.objectContaining({ code: "UPSTREAM_UNAVAILABLE" }));
    expect(() => gate.enter(late)).toThrow(expect.objectContaining({ code: "UPSTREAM_TIMEOUT" }));
    expect([gone.budget.spent, late.budget.spent]).toEqual([0, 0]);
  });

  it("loses no place to those whom it refuses", () => {
    for (let call = 0; call < 10; call += 1) {
      expect(() => gate.enter(within(1_000, 0))).toThrow(BudgetSpent);
    }
    for (let call = 0; call < 4; call += 1) expect(gate.enter(within(1_000))).toBeUndefined();
  });
});
