import { DirectoryError } from "../../directory/errors.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { isPresent, settle } from "../../directory/slots.js";
import type { ParsedRows } from "../http/edge.js";
import type { SiteClient } from "../teamwork-site/client.js";
import type { Person } from "./people.js";
import { deletedPeople } from "./resources.js";

/** Where deleted people are for 30 days: the only place that tells when they were deleted (contract section 2.2). */
export class Bin {
  readonly #client: SiteClient;

  constructor(client: SiteClient) {
    this.#client = client;
  }

  /** @throws DirectoryError UPSTREAM_FORBIDDEN where the credential is no administrator of the owner company */
  async all(reading: Reading): Promise<ParsedRows<Person>> {
    const found = await settle(this.#client.read(reading, deletedPeople));
    if (found instanceof DirectoryError) throw isForbidden(found) ? toForbidden(found) : found;
    return found;
  }

  /**
   * The slots, with those in the bin in place of `null`. A credential that may not look into it cannot tell whether
   * they are deleted or never were: that is an error, and so is a row that could not be read.
   */
  async search(
    reading: Reading,
    slots: readonly Slot<Person>[],
    isMeant: (person: Person, index: number) => boolean,
  ): Promise<readonly Slot<Person>[]> {
    if (slots.every((slot) => slot !== null)) return slots;
    const bin = await settle(this.all(reading));
    return slots.map((slot, index) => {
      if (slot !== null) return slot;
      if (bin instanceof DirectoryError) return bin;
      return bin.rows.find((person) => isMeant(person, index)) ?? this.#absence(bin);
    });
  }

  /** The slots, with the time of deletion where the credential may see it. */
  async date(reading: Reading, slots: readonly Slot<Person>[]): Promise<readonly Slot<Person>[]> {
    if (!slots.some(isUndated)) return slots;
    const bin = await settle(this.all(reading));
    if (bin instanceof DirectoryError) {
      if (bin.code === "UPSTREAM_FORBIDDEN") return slots;
      return slots.map((slot) => (isUndated(slot) ? bin : slot));
    }
    const binned = new Map(bin.rows.map((person) => [person.id, person]));
    return slots.map((slot) => (isUndated(slot) ? withDate(slot, binned.get(slot.id)) : slot));
  }

  #absence({ skipped }: ParsedRows<Person>): DirectoryError | null {
    if (skipped === 0) return null;
    const message = "The provider's list of deleted people has rows that cannot be read";
    const account = this.#client.account.accountKey;
    return new DirectoryError("UPSTREAM_INVALID_RESPONSE", message, { account });
  }
}

/** v1 means by 422 what others mean by 403 (contract section 1.4). */
function isForbidden({ code, httpStatus }: DirectoryError): boolean {
  return code === "UPSTREAM_FORBIDDEN" || httpStatus === 422;
}

function toForbidden({ account, httpStatus, cause }: DirectoryError): DirectoryError {
  const message = "The credential may not see deleted people";
  return new DirectoryError("UPSTREAM_FORBIDDEN", message, {
    account: account ?? undefined,
    httpStatus: httpStatus ?? undefined,
    cause,
  });
}

function isUndated(slot: Slot<Person>): slot is Person {
  return isPresent(slot) && slot.user.state === "DELETED" && slot.user.lifecycle.deletedAt === null;
}

/** What else v2 tells of somebody deleted is more than what the bin does. */
function withDate(person: Person, binned: Person | undefined): Person {
  if (binned === undefined) return person;
  const { deletedAt, restorableUntil } = binned.user.lifecycle;
  const lifecycle = { ...person.user.lifecycle, deletedAt, restorableUntil };
  return { ...person, user: { ...person.user, lifecycle } };
}
