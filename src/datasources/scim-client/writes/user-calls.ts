import type { JsonObject } from "../../../directory/directory-object.js";
import type { User } from "../../../directory/user.js";
import type { PlannedCall } from "../../../directory/writing.js";
import { setActive, toPatchBody, type PatchOperation } from "../patch-op.js";
import type { Person } from "../resources.js";
import { toExpect } from "./expectations.js";

/*
 * Calls that change Users, planned and not sent.
 */

/**
 * @param email of the document, in lower case
 * @param shows what the User will show of it
 */
export function creating(document: JsonObject, email: string, shows: JsonObject): PlannedCall {
  return {
    method: "POST",
    path: "/Users",
    template: "/Users",
    body: document,
    expect: toExpect({ kind: "invited", email, shows }),
  };
}

/** @param shows what the User will show; `null` where it shows nothing of it */
export function patching(
  { id }: Pick<Person, "id">,
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
export function activating(
  person: Pick<Person, "id" | "user">,
  isActive: boolean,
  shows: JsonObject = {},
): PlannedCall {
  const state = isActive ? "ACTIVE" : "DISABLED";
  return patching(person, [setActive(isActive)], tellsState(person.user) ? { state, ...shows } : null);
}

export function tellsState({ state }: Pick<User, "state">): boolean {
  return state !== "UNKNOWN";
}

export function removing({ id }: Pick<Person, "id">): PlannedCall {
  return { ...userCall(id), method: "DELETE", expect: toExpect({ kind: "gone", id }) };
}

function userCall(id: string): Pick<PlannedCall, "path" | "template"> {
  return { path: `/Users/${encodeURIComponent(id)}`, template: "/Users/{id}" };
}
