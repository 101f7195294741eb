import type { Page } from "./pages.js";
import type { Membership } from "./provider.js";

/** Of a provider that says who is in what, and neither since when nor as what. */
export function toMembership<T>(object: T): Membership<T> {
  return { object, role: null, joinedAt: null, access: null };
}

export function toMemberships<T>(page: Page<T>): Page<Membership<T>> {
  return { ...page, rows: page.rows.map(({ item, position }) => ({ item: toMembership(item), position })) };
}
