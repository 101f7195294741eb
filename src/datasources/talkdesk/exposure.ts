import type { Facts } from "../../directory/provider.js";
import { tells, type Part, type Person } from "./people.js";

/** What was found out is found out again after ten minutes: an account may be moved to another version. */
const lifetimeMs = 600_000;

/**
 * What an account's gets tell that its lists do not. Every get adds to it. A get that tells a part shows it for all;
 * one that has none of the fields that come along with roles and teams shows that there are none. Anything between is
 * a user without the one or the other, and shows nothing.
 */
export class Exposure {
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** Whether gets tell it; `null` when that is not known yet. */
  of(part: Part): boolean | null {
    const isTold = this.#facts.recall(nameOf(part));
    return typeof isTold === "boolean" ? isTold : null;
  }

  note(person: Person): void {
    for (const part of ["roles", "teams", "updatedAt"] as const) {
      if (tells(person, part)) this.#facts.keep(nameOf(part), true, lifetimeMs);
      else if (!person.isRich) this.#facts.keep(nameOf(part), false, lifetimeMs);
    }
  }
}

function nameOf(part: Part): string {
  return `talkdesk gets tell ${part}`;
}
