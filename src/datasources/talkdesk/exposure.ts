import { tells, type Part, type Person } from "./people.js";

/** What was found out is found out again after ten minutes: an account may be moved to another version. */
const lifetimeMs = 600_000;

/**
 * What an account's gets tell that its lists do not. Every get adds to it. A get that tells a part shows it for all;
 * one that has none of the fields that come along with roles and teams shows that there are none. Anything between is
 * a user without the one or the other, and shows nothing.
 */
export class Exposure {
  readonly #known = new Map<Part, { readonly isTold: boolean; readonly until: number }>();

  /** Whether gets tell it; `null` when that is not known yet. */
  of(part: Part): boolean | null {
    const known = this.#known.get(part);
    return known === undefined || performance.now() >= known.until ? null : known.isTold;
  }

  note(person: Person): void {
    const until = performance.now() + lifetimeMs;
    for (const part of ["roles", "teams", "updatedAt"] as const) {
      if (tells(person, part)) this.#known.set(part, { isTold: true, until });
      else if (!person.isRich) this.#known.set(part, { isTold: false, until });
    }
  }
}
