import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { isPresent } from "../../directory/slots.js";

interface SeenOptions<T> {
  readonly idOf: (item: T) => string;
  /** What is kept of two sights of one thing; the later one by default. */
  readonly merge?: (older: T, newer: T) => T;
}

/** What was read within a request, so that what is asked about something just listed needs no further call. */
export class Seen<T> {
  readonly #options: SeenOptions<T>;
  /** A request's readings share `asked`. */
  readonly #byRequest = new WeakMap<Reading["asked"], Map<string, T>>();

  constructor(options: SeenOptions<T>) {
    this.#options = options;
  }

  note(reading: Reading, items: readonly T[]): void {
    const { idOf, merge } = this.#options;
    let seen = this.#byRequest.get(reading.asked);
    if (seen === undefined) {
      seen = new Map();
      this.#byRequest.set(reading.asked, seen);
    }
    for (const item of items) {
      const id = idOf(item);
      const older = seen.get(id);
      seen.set(id, older === undefined || merge === undefined ? item : merge(older, item));
    }
  }

  of(reading: Reading, id: string): T | null {
    return this.#byRequest.get(reading.asked)?.get(id) ?? null;
  }

  /**
   * One slot per id, in order: what was seen, where it tells enough, else what is read; that is seen then.
   * @param read gets each id once, and none when nothing is to be read
   */
  async find(
    reading: Reading,
    ids: readonly string[],
    tells: (item: T) => boolean,
    read: (ids: readonly string[]) => Promise<readonly Slot<T>[]>,
  ): Promise<readonly Slot<T>[]> {
    const known = new Map<string, Slot<T>>();
    for (const id of ids) {
      const item = this.of(reading, id);
      if (item !== null && tells(item)) known.set(id, item);
    }
    const unknown = [...new Set(ids)].filter((id) => !known.has(id));
    const found = unknown.length === 0 ? [] : await read(unknown);
    for (const [index, id] of unknown.entries()) known.set(id, found[index] ?? null);
    this.note(reading, found.filter(isPresent));
    return ids.map((id) => known.get(id) ?? null);
  }
}
