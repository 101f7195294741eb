import type { JsonObject, JsonValue } from "../../../directory/directory-object.js";
import type { User } from "../../../directory/user.js";
import type { UpdateFields } from "../../../directory/writing.js";
import type { Person } from "../../scim-client/resources.js";

/*
 * What a User will show, by the names of the fields that were given.
 */

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

/** Whether the User shows all of it; of `roles`, at least those, and of `withoutRoles`, none. */
export function isShown({ user }: Pick<Person, "user">, shows: JsonObject): boolean {
  const held = new Set(user.roleAssignments?.map(({ role }) => role.remoteId));
  return Object.entries(shows).every(([key, value]) => {
    if (isView(key)) return views[key](user) === value;
    const ids = value as readonly string[];
    return key === "roles" ? ids.every((id) => held.has(id)) : !ids.some((id) => held.has(id));
  });
}
