import { setTimeout as sleep } from "node:timers/promises";
import type { HeldLock, Lease, LockName, Locks } from "../store/store.js";

/** A turn at a target, and at others that are written along with it: the locks are renewed until they are given back. */
export interface Turn {
  /** Of the target itself first. */
  readonly locks: readonly [HeldLock, ...HeldLock[]];
  end(): Promise<void>;
}

export interface TurnsOptions {
  readonly locks: Locks;
  /** Names this process among those that share the store. */
  readonly owner: string;
  /** How long a lock outlives its holder, in milliseconds. */
  readonly leaseMs: number;
}

const pollMs = 50;

/**
 * Who writes to a target, one after another: within this process in the order of arrival, among processes by leases in
 * the store.
 */
export class Turns {
  readonly #options: TurnsOptions;
  /** The last to have come, by target; resolves when its turn has ended. */
  readonly #last = new Map<string, Promise<void>>();

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /**
   * Waits for a turn until then (`performance.now()` milliseconds); `null` when it did not come.
   * @param also other targets, which are waited for in one order by all, so that nobody waits in a circle
   * @throws DirectoryError STORE_UNAVAILABLE
   */
  async take(name: LockName, until: number, also: readonly string[] = []): Promise<Turn | null> {
    const first = await this.#takeOne(name, until);
    if (first === null) return null;
    const turns = [first];
    const others = [...new Set(also)].filter((target) => target !== name.target).sort();
    try {
      for (const target of others) {
        const turn = await this.#takeOne({ ...name, target }, until);
        if (turn === null) break;
        turns.push(turn);
      }
    } catch (thrown) {
      await endAll(turns);
      throw thrown;
    }
    if (turns.length > others.length) return toOne(first, turns);
    await endAll(turns);
    return null;
  }

  async #takeOne(name: LockName, until: number): Promise<OneTurn | null> {
    const key = JSON.stringify([name.tenant, name.account, name.target]);
    const before = this.#last.get(key) ?? Promise.resolve();
    const { promise: ended, resolve: end } = deferred();
    const mine = before.then(() => ended);
    this.#last.set(key, mine);
    void mine.then(() => {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    });
    try {
      if (!(await settledBy(before, until))) {
        end();
        return null;
      }
      const lock = await this.#acquire(name, until);
      if (lock === null) end();
      return lock === null ? null : this.#begin(lock, end);
    } catch (thrown) {
      end();
      throw thrown;
    }
  }

  async #acquire(name: LockName, until: number): Promise<HeldLock | null> {
    const { locks, owner, leaseMs } = this.#options;
    for (;;) {
      const lock = await locks.acquire(name, owner, toLease(leaseMs));
      if (lock !== null) return lock;
      const leftMs = until - performance.now();
      if (leftMs <= 0) return null;
      await sleep(Math.min(pollMs, leftMs));
    }
  }

  #begin(lock: HeldLock, end: () => void): OneTurn {
    const { locks, leaseMs } = this.#options;
    const renewal = setInterval(() => {
      // A renewal that fails loses the lock, and the next call is not sent: its mark asks for the lock.
      locks.renew(lock, toLease(leaseMs)).catch(() => undefined);
    }, leaseMs / 3);
    return {
      lock,
      end: async () => {
        clearInterval(renewal);
        // Where it cannot be given back it runs out.
        await locks.release(lock).catch(() => undefined);
        end();
      },
    };
  }
}

/** A turn at one target. */
interface OneTurn {
  readonly lock: HeldLock;
  end(): Promise<void>;
}

function toOne(first: OneTurn, turns: readonly OneTurn[]): Turn {
  const others = turns.slice(1).map(({ lock }) => lock);
  return { locks: [first.lock, ...others], end: () => endAll(turns) };
}

async function endAll(turns: readonly OneTurn[]): Promise<void> {
  await Promise.all(turns.map((turn) => turn.end()));
}

function toLease(leaseMs: number): Lease {
  const at = new Date();
  return { at, until: new Date(at.getTime() + leaseMs) };
}

/** Whether it was settled before then. */
async function settledBy(promise: Promise<void>, until: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(Math.max(0, until - performance.now()), false, { signal: timer.signal }).catch(
    () => false,
  );
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    timer.abort();
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
