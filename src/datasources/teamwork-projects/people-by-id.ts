import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { inPlace } from "../teamwork-site/in-place.js";
import { lookUp } from "../teamwork-site/look-up.js";
import type { Seen } from "../teamwork-site/seen.js";
import type { Bin } from "./bin.js";
import { peopleOfV2, peopleOfV3, type PersonParts } from "./listings.js";
import type { Person } from "./people.js";

/** Ids of people, companies and projects that one call may ask for. */
export const idsAtOnce = 100;

const idGrammar = /^\d{1,18}$/u;

export function isId(id: string): boolean {
  return idGrammar.test(id);
}

interface PeopleByIdOptions {
  readonly client: SiteClient;
  readonly bin: Bin;
  readonly seen: Seen<Person>;
}

/**
 * People by id, whatever they are: v2 has the living and the deleted, v3 service accounts and placeholders too, and
 * the bin those whom neither shows.
 */
export class PeopleById {
  readonly #options: PeopleByIdOptions;

  constructor(options: PeopleByIdOptions) {
    this.#options = options;
  }

  /** One slot per id, in order. Who was read within the request, with those parts, costs no call. */
  async find(reading: Reading, ids: readonly string[], parts: PersonParts): Promise<readonly Slot<Person>[]> {
    const found = await this.#options.seen.find(
      reading,
      ids.filter(isId),
      (person) => tells(person, parts),
      (unknown) => this.#read(reading, unknown, parts),
    );
    return inPlace(ids, isId, found);
  }

  async #read(
    reading: Reading,
    ids: readonly string[],
    parts: PersonParts,
  ): Promise<readonly Slot<Person>[]> {
    const { client, bin } = this.#options;
    const slots = await lookUp(reading, ids, {
      atOnce: idsAtOnce,
      listingOf: (some) => {
        const query = { userIds: some.join(), showDeleted: "true" };
        return peopleOfV2(client, parts, { query, maxPageSize: some.length });
      },
    });
    const hidden = await this.#readHidden(
      reading,
      ids.filter((_, index) => (slots[index] ?? null) === null),
    );
    const living = ids.map((id, index) => slots[index] ?? hidden.get(id) ?? null);
    return bin.date(reading, await bin.search(reading, living, ({ id }, index) => id === ids[index]));
  }

  async #readHidden(reading: Reading, ids: readonly string[]): Promise<ReadonlyMap<string, Slot<Person>>> {
    const { client } = this.#options;
    const slots = await lookUp(reading, ids, {
      atOnce: idsAtOnce,
      listingOf: (some) => peopleOfV3(client, { ids: some.join(), showDeleted: "true" }, some.length),
    });
    return new Map(ids.map((id, index) => [id, slots[index] ?? null]));
  }
}

function tells({ projectIds, teamIds }: Person, { projects, teams }: PersonParts): boolean {
  return !(projects && projectIds === null) && !(teams && teamIds === null);
}
