import type { JsonObject, JsonValue } from "../../../directory/directory-object.js";
import type { User, UserState } from "../../../directory/user.js";

/*
 * What will be seen once a call has taken effect. Plain JSON: another process may have to look for it.
 */

/** A member is in this state and has these values, by the server's own names of its fields. */
interface MemberExpectation {
  readonly kind: "member";
  readonly project: string;
  readonly id: string;
  readonly state: UserState;
  readonly fields: JsonObject;
  /** Of the person behind the member, likewise. */
  readonly person?: JsonObject;
}

/** A member or an invitation is not there any more. */
interface GoneExpectation {
  readonly kind: "goneMember" | "goneInvitation";
  readonly project: string;
  readonly id: string;
}

/** The address belongs to an active member, or to a pending invitation. */
interface InvitedExpectation {
  readonly kind: "invited";
  readonly project: string;
  readonly email: string;
}

/** A group is trashed or not, has these members, and this name. */
export interface GroupExpectation {
  readonly kind: "group";
  readonly project: string;
  readonly id: string;
  readonly name: string;
  readonly isDeleted: boolean;
  /** Ids of the people behind the members. */
  readonly members: readonly string[] | null;
}

/** There is a group of the name. */
export interface NewGroupExpectation {
  readonly kind: "newGroup";
  readonly project: string;
  readonly name: string;
}

export type Expectation =
  MemberExpectation | GoneExpectation | InvitedExpectation | GroupExpectation | NewGroupExpectation;

/** As the plan carries it. */
export function toExpect(expectation: Expectation): JsonObject {
  return { ...expectation };
}

export function toExpectation(expect: JsonObject): Expectation {
  return expect as unknown as Expectation;
}

/** Whether a member is as expected. */
export function isAsExpected(user: User, { state, fields, person = {} }: MemberExpectation): boolean {
  return user.state === state && shows(user.toRemote(), fields) && shows(toPersonRow(user), person);
}

function shows(row: JsonObject, fields: JsonObject): boolean {
  return Object.entries(fields).every(([name, value]) => isShownAs(row, name, value));
}

/** The person inside a member's row, where the server puts it. */
export function toPersonRow(user: User): JsonObject {
  const person = user.toRemote()["id_user"] ?? null;
  return typeof person === "object" && person !== null ? (person as JsonObject) : {};
}

/** Whether a field of a member's row has the value. */
export function isShownAs(row: JsonObject, name: string, value: JsonValue): boolean {
  return isSame(toShown(row, name), value);
}

/** A field of the row, as it is written: the server adds ids and what else it likes to tags. */
function toShown(row: JsonObject, name: string): JsonValue {
  const value = row[name] ?? null;
  if (name !== "tags" || !Array.isArray(value)) return value;
  return (value as readonly JsonObject[]).map(({ tag = null }) => tag);
}

function isSame(one: JsonValue, other: JsonValue): boolean {
  return JSON.stringify(toSorted(one)) === JSON.stringify(toSorted(other));
}

function toSorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => toSorted(item));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return entries.map(([key, inner]): JsonValue => [key, toSorted(inner)]);
}
