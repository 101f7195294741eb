import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { settle } from "../../directory/slots.js";
import type { User } from "../../directory/user.js";
import { listWholeByOffset } from "../http/offset-list.js";
import { Seen } from "../teamwork-site/seen.js";
import type { UserListing } from "./listings.js";

/** All users as far as they could be read. */
interface WholeList {
  readonly byId: ReadonlyMap<string, User>;
  readonly byEmail: ReadonlyMap<string, readonly User[]>;
  /** Why whoever is not among them may still be there; `null` where the list is complete. */
  readonly gap: DirectoryError | null;
}

/**
 * Users by id and by address. Spaces has no call for either (contract section 7), so the list is read whole, and once
 * for everybody who is looked for in a request. Whoever the request has listed takes no call.
 */
export class Everybody {
  readonly #listing: UserListing;
  readonly #seen = new Seen<User>({ idOf: (user) => user.remoteId });
  /** By request: its readings share `asked`. */
  readonly #whole = new WeakMap<Reading["asked"], Promise<WholeList>>();

  constructor(listing: UserListing) {
    this.#listing = listing;
  }

  note(reading: Reading, users: readonly User[]): void {
    this.#seen.note(reading, users);
  }

  /** Starts the list; whoever needs it meets the same call and its failure. */
  begin(reading: Reading): void {
    this.#listing.read(reading, 0).catch(() => undefined);
  }

  /** One slot per id, in order; `null` for what cannot be an id. */
  async byIds(reading: Reading, ids: readonly (string | null)[]): Promise<readonly Slot<User>[]> {
    const seen = ids.map((id) => (id === null ? null : this.#seen.of(reading, id)));
    const isDone = ids.every((id, index) => id === null || (seen[index] ?? null) !== null);
    if (isDone) return seen;
    const { byId, gap } = await this.#read(reading);
    return ids.map((id, index) => {
      if (id === null) return null;
      return seen[index] ?? byId.get(id) ?? gap;
    });
  }

  /** Users with the address, in any state. Where the list has a gap, one more of them may be in it. */
  async byEmails(reading: Reading, emails: readonly string[]): Promise<readonly Slot<readonly User[]>[]> {
    if (emails.length === 0) return [];
    const { byEmail, gap } = await this.#read(reading);
    return emails.map((email) => gap ?? byEmail.get(email) ?? []);
  }

  #read(reading: Reading): Promise<WholeList> {
    let whole = this.#whole.get(reading.asked);
    if (whole === undefined) {
      whole = readWhole(reading, this.#listing);
      this.#whole.set(reading.asked, whole);
    }
    return whole;
  }
}

async function readWhole(reading: Reading, listing: UserListing): Promise<WholeList> {
  const page = await settle(listWholeByOffset(reading, listing));
  if (page instanceof DirectoryError) return { byId: new Map(), byEmail: new Map(), gap: page };
  const users = page.rows.map((row) => row.item);
  const byEmail = new Map<string, User[]>();
  for (const user of users) {
    const email = user.email?.toLowerCase();
    if (email === undefined) continue;
    const others = byEmail.get(email);
    if (others === undefined) byEmail.set(email, [user]);
    else others.push(user);
  }
  const spent = page.isTruncated ? new BudgetSpent(listing.account) : null;
  const unreadable = page.skippedRows > 0 ? hasUnreadableRows(listing.account) : null;
  const byId = new Map(users.map((user) => [user.remoteId, user]));
  return { byId, byEmail, gap: page.failure ?? spent ?? unreadable };
}

/** Among rows that could not be read may be the one that is missing. */
function hasUnreadableRows(account: string): DirectoryError {
  const message = "The provider's list of users has rows that cannot be read";
  return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account });
}
