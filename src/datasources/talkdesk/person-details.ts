import { DirectoryError } from "../../directory/errors.js";
import type { Facts } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { isPresent, settle } from "../../directory/slots.js";
import { Exposure } from "./exposure.js";
import { tells, type Part, type Person } from "./people.js";

/** People with what was asked for beside them, or the error of asking, each in its place. */
export interface Completed {
  readonly people: readonly (Person | DirectoryError)[];
  /** Parts that the account does not expose. */
  readonly untold: readonly Part[];
}

/** Another surface that may tell what this one does not. */
interface MoreDetails {
  /** Whether it is known not to. */
  readonly isUntold: boolean;
  complete(reading: Reading, people: readonly Person[], parts: readonly Part[]): Promise<Completed>;
}

type Find = (reading: Reading, id: string) => Promise<Person | null>;

interface PersonDetailsOptions {
  readonly facts: Facts;
  readonly find: Find;
  readonly more: MoreDetails | null;
  /** What has to be sent before a get of each person spends the request's calls. */
  readonly beforeGets: (reading: Reading, parts: readonly Part[]) => Promise<void>;
}

/** Users of the page that are asked before it is given up to find out what gets tell. */
const mostProbes = 3;

/**
 * Reads for listed people what their list does not tell. One get shows whether gets tell more (contract 3.5); only
 * then is one sent for each.
 */
export class PersonDetails {
  readonly #find: Find;
  readonly #more: MoreDetails | null;
  readonly #beforeGets: PersonDetailsOptions["beforeGets"];
  readonly #exposure: Exposure;

  constructor({ facts, find, more, beforeGets }: PersonDetailsOptions) {
    this.#exposure = new Exposure(facts);
    this.#more = more;
    this.#beforeGets = beforeGets;
    this.#find = async (reading, id) => {
      const person = await find(reading, id);
      if (person !== null) this.#exposure.note(person);
      return person;
    };
  }

  /** One person, by a get; `null` when there is none. */
  find(reading: Reading, id: string): Promise<Person | null> {
    return this.#find(reading, id);
  }

  /** Whether it is known that nothing tells it. */
  isUntold(part: Part): boolean {
    return this.#exposure.of(part) === false && (this.#more === null || this.#more.isUntold);
  }

  async complete(reading: Reading, people: readonly Person[], parts: readonly Part[]): Promise<Completed> {
    const own = await this.#completeByGets(reading, people, parts);
    if (own.untold.length === 0 || this.#more === null) return own;
    const known = own.people.filter(isPresent);
    const more = await this.#more.complete(reading, known, own.untold);
    const filled = new Map(known.map((person, index) => [person, more.people[index] ?? person]));
    return {
      people: own.people.map((person) => (isPresent(person) ? (filled.get(person) ?? person) : person)),
      untold: more.untold,
    };
  }

  async #completeByGets(
    reading: Reading,
    people: readonly Person[],
    parts: readonly Part[],
  ): Promise<Completed> {
    // A list that tells it of somebody tells it of all.
    const lacking = parts.filter(
      (part) => people.length > 0 && !people.some((person) => tells(person, part)),
    );
    if (lacking.length === 0) return { people, untold: [] };
    await this.#probe(reading, people, lacking);
    if (lacking.every((part) => this.#isUngettable(part))) return { people, untold: lacking };
    await this.#beforeGets(reading, lacking);
    const filled = await Promise.all(people.map((person) => this.#fill(reading, person)));
    return { people: filled, untold: lacking.filter((part) => this.#isUngettable(part)) };
  }

  #isUngettable(part: Part): boolean {
    return this.#exposure.of(part) === false;
  }

  async #probe(reading: Reading, people: readonly Person[], parts: readonly Part[]): Promise<void> {
    for (const { id } of people.slice(0, mostProbes)) {
      if (parts.every((part) => this.#exposure.of(part) !== null)) return;
      if ((await settle(this.#find(reading, id))) instanceof DirectoryError) return;
    }
  }

  /** Somebody who is gone since the list was read stays as listed. */
  #fill(reading: Reading, person: Person): Promise<Person | DirectoryError> {
    return settle(this.#find(reading, person.id).then((found) => found ?? person));
  }
}
