import type { Reading } from "../../directory/reading.js";
import type { Person } from "./people.js";

/**
 * Who was read within a request, so that what is asked about somebody who was just listed needs no further call. Of two
 * sights of one person, the one that tells more is kept.
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
      const { projectIds = null, teamIds = null } = seen.get(person.id) ?? {};
      const tells = { projectIds: person.projectIds ?? projectIds, teamIds: person.teamIds ?? teamIds };
      seen.set(person.id, { ...person, ...tells });
    }
  }

  of(reading: Reading, id: string): Person | null {
    return this.#byRequest.get(reading.asked)?.get(id) ?? null;
  }
}
