import type { Reading } from "../../directory/reading.js";
import type { Person } from "./people.js";

/**
 * Who was read within a request, so that what is asked about somebody who was just listed needs no further call. What
 * a get told is kept rather than what a list did.
 */
export class SeenPeople {
  /** A request's readings share `asked`. */
  readonly #byRequest = new WeakMap<Reading["asked"], Map<string, Person>>();

  note(reading: Reading, people: readonly Person[]): void {
    let seen = this.#byRequest.get(reading.asked);
    if (seen === undefined) {
      seen = new Map();
      this.#byRequest.set(reading.asked, seen);
    }
    for (const person of people) {
      if (person.isRich || !seen.has(person.id)) seen.set(person.id, person);
    }
  }

  of(reading: Reading, id: string): Person | null {
    return this.#byRequest.get(reading.asked)?.get(id) ?? null;
  }
}
