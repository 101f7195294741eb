import { setMaxListeners } from "node:events";
import { CallBudget } from "../../../src/directory/reading.js";
import type { Reading, UpstreamCall } from "../../../src/directory/reading.js";
import type { Timing } from "../../../src/datasources/http/timing.js";

/** A reading whose request can be aborted and whose trace can be read. */
export interface TestReading extends Reading {
  readonly trace: UpstreamCall[];
  readonly client: AbortController;
}

export function testReading(options: { calls?: number; withinMs?: number } = {}): TestReading {
  const { calls = 1_000, withinMs = 10_000 } = options;
  const client = new AbortController();
  // As the service does it: a request waits for many reads.
  setMaxListeners(0, client.signal);
  const trace: UpstreamCall[] = [];
  return {
    signal: client.signal,
    deadline: performance.now() + withinMs,
    budget: new CallBudget("chat", { account: { left: calls }, request: { left: calls } }),
    record: (call) => trace.push(call),
    asked: new Map(),
    trace,
    client,
  };
}

/**
 * Clocks that only waits move on, from the real time at which they are made; waits take no time and are remembered; the
 * dice always show the middle.
 */
export interface TestTiming extends Timing {
  readonly waits: number[];
}

export function testTiming(date = Date.parse("2026-11-22T12:00:00Z")): TestTiming {
  const waits: number[] = [];
  const begun = Math.floor(performance.now());
  const waited = (): number => waits.reduce((sum, ms) => sum + ms, 0);
  return {
    now: () => begun + waited(),
    date: () => date + waited(),
    random: () => 0.5,
    sleep: (ms, signal) => {
      waits.push(ms);
      return signal.aborted ? Promise.reject(new Error("aborted")) : Promise.resolve();
    },
    waits,
  };
}
