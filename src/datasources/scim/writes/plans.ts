import type { JsonObject } from "../../../directory/directory-object.js";
import type { RemoteRef } from "../../../directory/ids.js";
import { refKey } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import { isPresent } from "../../../directory/slots.js";
import { planOf, type PlannedCall, type WritePlan } from "../../../directory/writing.js";
import type { ScimEndpoint } from "../../scim-client/endpoint.js";
import type { Person } from "../../scim-client/resources.js";
import { noSuchUser } from "../../scim-client/write-answers.js";
import type { ScimSettings } from "../config.js";
import type { ScimAccountUsers } from "../users.js";

/** What plans are made of. */
export interface WriteParts {
  readonly account: string;
  readonly endpoint: ScimEndpoint;
  readonly users: ScimAccountUsers;
  /** By role name, as the settings have them. */
  readonly rolePrivileges: ScimSettings["rolePrivileges"];
}

/** A User as it is now, and what was kept of it when it was deleted; `null` where it was not. */
export interface Subject {
  readonly person: Person;
  readonly kept: JsonObject | null;
}

/**
 * The User that is meant.
 * @throws WriteRefused NOT_FOUND
 */
export async function findPerson({ users }: WriteParts, reading: Reading, ref: RemoteRef): Promise<Person> {
  const [found = null] = await users.people(reading, [ref]);
  if (isPresent(found)) return found;
  throw found ?? noSuchUser();
}

/** Rollcall deleted the User, and nobody brought it back since. */
export function isDeleted({ person, kept }: Subject): boolean {
  return kept !== null && person.user.state === "DISABLED";
}

/** A plan about somebody, to be filled in. */
export function planFor({ user }: Person, calls: readonly PlannedCall[]): WritePlan {
  return planOf(user.ref, calls);
}

export function isSameRef(one: RemoteRef, other: RemoteRef): boolean {
  return refKey(one) === refKey(other);
}
