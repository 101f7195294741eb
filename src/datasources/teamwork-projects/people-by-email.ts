import { DirectoryError } from "../../directory/errors.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { SiteClient } from "../teamwork-site/client.js";
import type { Seen } from "../teamwork-site/seen.js";
import type { Bin } from "./bin.js";
import { peopleOfV2, peopleOfV3, type PersonParts } from "./listings.js";
import type { Person } from "./people.js";

interface PeopleByEmailOptions {
  readonly client: SiteClient;
  readonly bin: Bin;
  readonly seen: Seen<Person>;
}

/** People by address, whatever they are and in whichever state, in as few calls as find them. */
export class PeopleByEmail {
  readonly #options: PeopleByEmailOptions;

  constructor(options: PeopleByEmailOptions) {
    this.#options = options;
  }

  /**
   * @param email in lower case
   * @throws DirectoryError UPSTREAM_FORBIDDEN when nobody is found and the credential may not see who is deleted
   */
  async find(reading: Reading, email: string, parts: PersonParts): Promise<readonly Person[]> {
    const { client, bin, seen } = this.#options;
    const query = { emailAddress: email, showDeleted: "true" };
    const listed = await wholeOf(reading, peopleOfV2(client, parts, { query, maxPageSize: 100 }), email);
    const living: readonly Slot<Person>[] =
      listed.length > 0 ? listed : await this.#findHidden(reading, email);
    const slots = await bin.date(
      reading,
      await bin.search(reading, living, (person) => hasEmail(person, email)),
    );
    const people = slots.flatMap((slot) => {
      if (slot instanceof DirectoryError) throw slot;
      return slot ?? [];
    });
    seen.note(reading, people);
    return people;
  }

  /** Service accounts, by a search that takes the address for words; one `null` for nobody. */
  async #findHidden(reading: Reading, email: string): Promise<readonly Slot<Person>[]> {
    const listing = peopleOfV3(this.#options.client, { searchTerm: email, showDeleted: "true" }, 100);
    const hidden = await wholeOf(reading, listing, email);
    return hidden.length > 0 ? hidden : [null];
  }
}

/** @throws DirectoryError also where rows could not be read: the one that is sought may be among them */
async function wholeOf(
  reading: Reading,
  listing: ReturnType<typeof peopleOfV2>,
  email: string,
): Promise<readonly Person[]> {
  const { items, skippedRows } = await listing.whole(reading);
  const found = items.filter((person) => hasEmail(person, email));
  if (found.length > 0 || skippedRows === 0) return found;
  const message = "The provider's answer has rows that cannot be read";
  throw new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account: listing.account });
}

function hasEmail({ user }: Person, email: string): boolean {
  return user.email?.toLowerCase() === email;
}
