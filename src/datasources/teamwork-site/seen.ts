import type { Reading } from "../../directory/reading.js";

/** What was read within a request, so that what is asked about something just listed needs no further call. */
export class Seen<T> {
  readonly #idOf: (item: T) => string;
  /** A request's readings share `asked`. */
  readonly #byRequest = new WeakMap<Reading["asked"], Map<string, T>>();

  constructor(idOf: (item: T) => string) {
    this.#idOf = idOf;
  }

  note(reading: Reading, items: readonly T[]): void {
    let seen = this.#byRequest.get(reading.asked);
    if (seen === undefined) {
      seen = new Map();
      this.#byRequest.set(reading.asked, seen);
    }
    for (const item of items) seen.set(this.#idOf(item), item);
  }

  of(reading: Reading, id: string): T | null {
    return this.#byRequest.get(reading.asked)?.get(id) ?? null;
  }
}
