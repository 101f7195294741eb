import { setTimeout as delay } from "node:timers/promises";

/** The clocks and the dice of waiting, so that tests can hold them. */
export interface Timing {
  /** Monotonic milliseconds, the clock of `Reading.deadline`. */
  now(): number;
  /** Milliseconds since 1970, for headers that name a date. */
  date(): number;
  /** In [0, 1). */
  random(): number;
  /** Resolves after `ms` milliseconds; rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemTiming: Timing = {
  now: () => performance.now(),
  date: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
};
