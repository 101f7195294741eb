import type { Facts, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach } from "../../directory/slots.js";
import type { OffsetWindow } from "../http/offset-list.js";
import type { Person } from "./people.js";
import type { RestPeople } from "./rest-people.js";

/** Whether the server's filter finds an address that is written in another case than the one asked for. */
const foldsCase = "talkdesk e-mail filter folds case";
const foldsCaseLifetimeMs = 600_000;
/** More addresses than these are first weighed against the pages of the whole list. */
const fewEmails = 3;
const pageSize = 100;

/**
 * Looks users up by e-mail. Nothing says whether the server's filter is exact, partial, heeds the case, or is there at
 * all (contract 3.1): whoever is found must have the address, and that nobody is found counts only where the filter
 * is known to find addresses of another case. Otherwise the whole list decides.
 */
export class EmailLookup {
  readonly #people: RestPeople;
  readonly #facts: Facts;

  constructor(people: RestPeople, facts: Facts) {
    this.#people = people;
    this.#facts = facts;
  }

  /** @param emails lower-case */
  async find(reading: Reading, emails: readonly string[]): Promise<readonly Slot<readonly Person[]>[]> {
    const isListed = await this.#isListingCheaper(reading, emails.filter(isAddress).length);
    return answerEach(emails, (email) => {
      if (!isAddress(email)) return Promise.resolve([]);
      return isListed ? this.#inList(reading, email) : this.#one(reading, email);
    });
  }

  async #isListingCheaper(reading: Reading, count: number): Promise<boolean> {
    if (count === 0 || (count <= fewEmails && !this.#people.all.knows(reading))) return false;
    const total = await this.#people.all.total(reading).catch(() => null);
    return total !== null && count >= Math.ceil(total / pageSize);
  }

  async #one(reading: Reading, email: string): Promise<readonly Person[]> {
    const window = await this.#people.withEmail(email).read(reading, 0);
    const found = withAddress(window.rows, email);
    if (found.length > 0) return found;
    return isWhole(window) && (await this.#folds(reading)) ? [] : this.#inList(reading, email);
  }

  async #inList(reading: Reading, email: string): Promise<readonly Person[]> {
    return withAddress((await this.#people.all.whole(reading))?.items ?? [], email);
  }

  /** Asks for somebody of the list by an address in the other case; a list of one page answers everything itself. */
  async #folds(reading: Reading): Promise<boolean> {
    const known = this.#facts.recall(foldsCase);
    if (typeof known === "boolean") return known;
    const first = await this.#people.all.read(reading, 0);
    const email = first.rows.map((person) => person?.user.email ?? "").find(isCased);
    if (isWhole(first) || email === undefined) return false;
    const { rows } = await this.#people.withEmail(swapCase(email)).read(reading, 0);
    const folds = withAddress(rows, email.toLowerCase()).length > 0;
    this.#facts.keep(foldsCase, folds, foldsCaseLifetimeMs);
    return folds;
  }
}

function withAddress(people: readonly (Person | null)[], email: string): readonly Person[] {
  return people.filter((person) => person !== null && person.user.email?.toLowerCase() === email) as Person[];
}

function isWhole({ rows, total }: OffsetWindow<unknown>): boolean {
  return total !== null && rows.length >= total;
}

/** Nothing else is sent: an address has no spaces and no controls, and at most 254 characters (RFC 5321 section 4.5.3). */
export function isAddress(email: string): boolean {
  return email.length <= 254 && /^[^\s\p{C}@]+@[^\s\p{C}@]+$/u.test(email);
}

function isCased(email: string): boolean {
  return isAddress(email) && email.toLowerCase() !== email.toUpperCase();
}

function swapCase(email: string): string {
  const lower = email.toLowerCase();
  return lower === email ? email.toUpperCase() : lower;
}
