import type { JsonObject, JsonValue } from "../../../directory/directory-object.js";
import type { User } from "../../../directory/user.js";
import type { UpdateFields } from "../../../directory/writing.js";

/*
 * What will be seen once a call has taken effect. Plain JSON: another process may have to look for it.
 */

/** The User shows these values. */
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
}

export type Expectation = UserExpectation | GoneExpectation | InvitedExpectation;

/** As the plan carries it. */
export function toExpect(expectation: Expectation): JsonObject {
  return { ...expectation };
}

export function toExpectation(expect: JsonObject): Expectation {
  return expect as unknown as Expectation;
}

/** As two of a thing are told apart: servers write numbers, and addresses, their own way. */
const views = {
  state: (user: User): JsonValue => user.state,
  email: (user: User): JsonValue => user.email?.toLowerCase() ?? null,
  given: (user: User): JsonValue => user.name?.given ?? null,
  family: (user: User): JsonValue => user.name?.family ?? null,
  full: (user: User): JsonValue => user.name?.full ?? null,
  title: (user: User): JsonValue => user.title,
  phone: (user: User): JsonValue => user.phone?.replace(/[^\d+]/gu, "") ?? null,
  timeZone: (user: User): JsonValue => user.timeZone,
  locale: (user: User): JsonValue => user.locale,
} as const;
type View = keyof typeof views;

function isView(key: string): key is View {
  return key in views;
}

/** What the fields are about, as the User shows it. */
export function toShows(user: User, { name = {}, ...input }: UpdateFields): JsonObject {
  const names = Object.keys({ ...name, ...input }).filter(isView);
  return Object.fromEntries(names.map((key) => [key, views[key](user)]));
}

/** Whether the User shows all of it; of roles, at least those. */
export function isShown(user: User, shows: JsonObject): boolean {
  return Object.entries(shows).every(([key, value]) =>
    isView(key) ? views[key](user) === value : hasRoles(user, value),
  );
}

function hasRoles({ roleAssignments }: User, wanted: JsonValue): boolean {
  const held = new Set(roleAssignments?.map(({ role }) => role.remoteId));
  return (wanted as readonly string[]).every((id) => held.has(id));
}
