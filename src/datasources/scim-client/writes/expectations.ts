import type { JsonObject } from "../../../directory/directory-object.js";

/*
 * What will be seen once a call has taken effect. Plain JSON: another process may have to look for it.
 */

/** The User shows these values, in the words of the provider that planned it. */
interface UserExpectation {
  readonly kind: "user";
  readonly id: string;
  readonly shows: JsonObject;
}

interface GoneExpectation {
  readonly kind: "gone";
  readonly id: string;
}

/** Somebody has the address, active or not: a server without a licence left makes users that are disabled. */
interface InvitedExpectation {
  readonly kind: "invited";
  readonly email: string;
  /** What else they will show, unless the server passes over it. Absent in what an earlier version wrote down. */
  readonly shows?: JsonObject;
}

/** The Group has the name, where one is given, and these users and not those. */
interface GroupExpectation {
  readonly kind: "group";
  readonly id: string;
  readonly name: string | null;
  readonly has: readonly string[];
  readonly lacks: readonly string[];
}

/** There is a Group of the name. */
interface NewGroupExpectation {
  readonly kind: "newGroup";
  readonly name: string;
}

export type Expectation =
  UserExpectation | GoneExpectation | InvitedExpectation | GroupExpectation | NewGroupExpectation;

/** As the plan carries it. */
export function toExpect(expectation: Expectation): JsonObject {
  return { ...expectation };
}

export function toExpectation(expect: JsonObject): Expectation {
  return expect as unknown as Expectation;
}
