import type { Timing } from "../../../src/datasources/http/timing.js";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is advanced, and wakes those who sleep in their order. */
export class HeldTiming implements Timing {
  time = 1_000;
  readonly #sleepers = new Set<Sleeper>();

  now(): number {
    return this.time;
  }

  date(): number {
    return this.time;
  }

  random(): number {
    return 0.5;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { until: this.time + ms, wake: resolve };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", () => {
        this.#sleepers.delete(sleeper);
        reject(new Error("aborted"));
      });
    });
  }

  /** Lets the time pass, from one who wakes to the next; each has done what it can before the next wakes. */
  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    for (let next = this.#nextUntil(until); next !== undefined; next = this.#nextUntil(until)) {
      this.time = Math.max(this.time, next.until);
      this.#sleepers.delete(next);
      next.wake();
      await settled();
    }
    this.time = until;
    await settled();
  }

  #nextUntil(until: number): Sleeper | undefined {
    const due = [...this.#sleepers].filter((sleeper) => sleeper.until <= until);
    return due.sort((one, other) => one.until - other.until)[0];
  }
}

/** After all promises that could settle have. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
