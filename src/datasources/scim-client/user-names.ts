import { DirectoryError } from "../../directory/errors.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, settle } from "../../directory/slots.js";
import type { ScimClient } from "./client.js";
import { foldCase, isPlainValue, isWellFormed } from "./filter.js";
import type { ScimListing } from "./listing.js";
import { isBoolean, isTrue, Remembered } from "./remembered.js";
import { slowLifetimeMs, type ListAnswer, type Person, type UserResources } from "./resources.js";
import type { ScimUserRow } from "./rows.js";

interface UserNamesOptions<Row extends ScimUserRow> {
  readonly client: ScimClient;
  readonly resources: UserResources<Row>;
  readonly users: {
    readonly listing: ScimListing<Person<Row>>;
    everybody(reading: Reading): Promise<readonly Person<Row>[]>;
    assertThere(reading: Reading): Promise<void>;
  };
}

type People<Row extends ScimUserRow> = readonly Person<Row>[];

/** Up to so many are looked up one by one without a look at what a listing would cost. */
const fewLookUps = 10;
/** Longer ones are nobody's, and longer request lines are refused by servers. */
const maxLength = 512;

/**
 * Look-ups by e-mail, which is the user name on most servers. They know `userName eq`, or no filter at all, or pass
 * over any filter and give everybody (contract 6.1 rows 2 to 5): so what comes is compared here, and where an empty
 * answer may not be true, the list of everybody decides. What a server is like is found out when it matters.
 */
export class UserNames<Row extends ScimUserRow> {
  readonly #options: UserNamesOptions<Row>;
  /** Whether `userName eq` is refused, or passed over. */
  readonly #isDeaf: Remembered<true>;
  /** Whether everybody is found by their e-mail as user name, in any case: then an empty answer is true. */
  readonly #findsAll: Remembered<boolean>;

  constructor(options: UserNamesOptions<Row>) {
    const { facts } = options.client;
    this.#options = options;
    this.#isDeaf = new Remembered({ facts, name: "passes over filters", is: isTrue });
    this.#findsAll = new Remembered({ facts, name: "finds everybody by user name", is: isBoolean });
  }

  /** Everybody with that e-mail, whatever its case. Many are found by the listing where it takes fewer calls. */
  async byEmails(reading: Reading, emails: readonly string[]): Promise<readonly Slot<People<Row>>[]> {
    const isListed = await this.#isListingCheaper(reading, emails.length);
    return answerEach(emails, async (email) => {
      if (email === "" || email.length > maxLength || !isWellFormed(email)) return [];
      if (!isListed) {
        const found =
          (await this.#filtered(reading, email))?.filter((person) => hasEmail(person, email)) ?? [];
        if (found.length > 0 || (await this.#findsEverybody(reading))) return found;
      }
      return (await this.#options.users.everybody(reading)).filter((person) => hasEmail(person, email));
    });
  }

  async #isListingCheaper(reading: Reading, count: number): Promise<boolean> {
    const { listing } = this.#options.users;
    if (this.#isDeaf.value === true) return true;
    if (count <= fewLookUps && !listing.knows(reading)) return false;
    const first = await settle(listing.read(reading, 0));
    const calls = first instanceof DirectoryError ? null : listing.callsAfterFirst(first);
    return calls !== null && calls < count;
  }

  /** Whoever has the user name as given, or else in lower case; `null` where filters tell nothing. */
  async #filtered(reading: Reading, userName: string): Promise<People<Row> | null> {
    const found = await this.#filteredOnce(reading, userName);
    const lower = userName.toLowerCase();
    return found?.length === 0 && lower !== userName ? this.#filteredOnce(reading, lower) : found;
  }

  async #filteredOnce(reading: Reading, userName: string): Promise<People<Row> | null> {
    const { client, resources, users } = this.#options;
    if (this.#isDeaf.value === true) return null;
    const answer = await client.find(reading, resources.byUserName(userName));
    // A server may answer 404 for nobody (contract 6.1 row 5).
    if (answer === "ABSENT") return [];
    if (answer === "UNCLEAR") {
      await users.assertThere(reading);
      return [];
    }
    if (typeof answer === "string") {
      // One odd value may be more than a server's parser can take; then only this look-up goes another way.
      if (isPlainValue(userName)) this.#isDeaf.learn(true);
      return null;
    }
    return this.#matching(answer, userName);
  }

  /** Those who match, of what came. Others among them mean that the server passes over filters, or loosens them. */
  #matching({ rows, total }: ListAnswer<Person<Row>>, userName: string): People<Row> | null {
    const matching = rows.filter((person) => person !== null && hasUserName(person, userName));
    if (matching.length > 0 || rows.length === 0) return matching.filter((person) => person !== null);
    if (total !== null && total <= rows.length && !rows.includes(null)) return [];
    this.#isDeaf.learn(true);
    return null;
  }

  /**
   * Whether nobody by `userName eq` is nobody at all: user names are e-mails, as far as the first page of people tells,
   * and the server compares them in any case, which RFC 7643 section 4.1.1 asks for and not every server does.
   */
  async #findsEverybody(reading: Reading): Promise<boolean> {
    if (this.#isDeaf.value === true) return false;
    if (this.#findsAll.value !== null) return this.#findsAll.value;
    const { listing } = this.#options.users;
    const first = await listing.read(reading, 0);
    // Everybody is here already.
    if (listing.callsAfterFirst(first) === 0) return false;
    const people = first.rows.filter((person) => person !== null);
    const isSo = usesEmails(people) && (await this.#ignoresCase(reading, people));
    this.#findsAll.learn(isSo);
    return isSo;
  }

  async #ignoresCase(reading: Reading, people: People<Row>): Promise<boolean> {
    const { client, resources } = this.#options;
    for (const { id, row } of people) {
      const swapped = toOtherCase(row.userName ?? "");
      if (swapped === null) continue;
      const answer = await client.find(reading, resources.byUserName(swapped, slowLifetimeMs));
      return typeof answer !== "string" && answer.rows.some((person) => person?.id === id);
    }
    return true;
  }
}

function hasUserName({ row }: Person, userName: string): boolean {
  return row.userName !== null && foldCase(row.userName) === foldCase(userName);
}

/** As the filter on users compares them. */
function hasEmail({ user }: Person, email: string): boolean {
  return user.email?.toLowerCase() === email.toLowerCase();
}

function usesEmails(people: readonly Person[]): boolean {
  const withEmail = people.filter(({ user }) => user.email !== null);
  return withEmail.length > 0 && withEmail.every((person) => hasUserName(person, person.user.email ?? ""));
}

function toOtherCase(text: string): string | null {
  const upper = text.toUpperCase();
  const swapped = upper === text ? text.toLowerCase() : upper;
  return swapped === text || !isPlainValue(swapped) ? null : swapped;
}
