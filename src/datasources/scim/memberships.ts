import type { Page } from "../../directory/pages.js";
import type { Membership } from "../../directory/provider.js";

/** SCIM says who is in what, and nothing more of it. */
export function toMembership<T>(object: T): Membership<T> {
  return { object, role: null, joinedAt: null, access: null };
}

export function toMemberships<T>(page: Page<T>): Page<Membership<T>> {
  return { ...page, rows: page.rows.map(({ item, position }) => ({ item: toMembership(item), position })) };
}
