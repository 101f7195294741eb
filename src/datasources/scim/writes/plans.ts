import type { JsonObject } from "../../../directory/directory-object.js";
import type { RemoteRef } from "../../../directory/ids.js";
import { refKey } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import { isPresent } from "../../../directory/slots.js";
import type { User } from "../../../directory/user.js";
import { planOf, type PlannedCall, type WritePlan } from "../../../directory/writing.js";
import type { ScimEndpoint } from "../../scim-client/endpoint.js";
import { setActive, toPatchBody, type PatchOperation } from "../../scim-client/patch-op.js";
import type { Person } from "../../scim-client/resources.js";
import { noSuchUser } from "../../scim-client/write-answers.js";
import type { ScimAccountUsers } from "../users.js";
import { toExpect } from "./expectations.js";

/** What plans are made of. */
export interface WriteParts {
  readonly account: string;
  readonly endpoint: ScimEndpoint;
  readonly users: ScimAccountUsers;
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

/** @param shows what the User will show; `null` where it shows nothing of it */
export function patching(
  { id }: Person,
  operations: readonly PatchOperation[],
  shows: JsonObject | null,
): PlannedCall {
  return {
    ...userCall(id),
    method: "PATCH",
    body: toPatchBody(operations),
    expect: shows === null ? null : toExpect({ kind: "user", id, shows }),
  };
}

/** A server that does not tell who is active shows nothing of it afterwards. */
export function activating(person: Person, isActive: boolean, shows: JsonObject = {}): PlannedCall {
  const state = isActive ? "ACTIVE" : "DISABLED";
  return patching(person, [setActive(isActive)], tellsState(person.user) ? { state, ...shows } : null);
}

export function tellsState({ state }: User): boolean {
  return state !== "UNKNOWN";
}

export function removing({ id }: Person): PlannedCall {
  return { ...userCall(id), method: "DELETE", expect: toExpect({ kind: "gone", id }) };
}

function userCall(id: string): Pick<PlannedCall, "path" | "template"> {
  return { path: `/Users/${encodeURIComponent(id)}`, template: "/Users/{id}" };
}

export function isSameRef(one: RemoteRef, other: RemoteRef): boolean {
  return refKey(one) === refKey(other);
}
