import type { PageRequest, Page } from "../../src/directory/pages.js";
import type { Ahead, Slot } from "../../src/directory/provider.js";
import { DirectoryError } from "../../src/directory/errors.js";
import type { UserFilter } from "../../src/directory/user-filter.js";
import { userStates } from "../../src/directory/user.js";

export const allStates: UserFilter["states"] = new Set(userStates);
export const everybody: UserFilter = { states: allStates };
export const nothingAhead: Ahead = new Set();
export const firstPage: PageRequest = { size: 100, position: null };
export const anyActivity = { since: null, until: null, actors: null, actions: null } as const;

export function itemsOf<T>(page: Page<T> | null): readonly T[] {
  if (page === null) throw new Error("A list was expected");
  return page.rows.map((row) => row.item);
}

/** The value of a slot that must hold one. */
export function valueOf<T>(slot: Slot<T> | undefined): T {
  if (slot === undefined || slot === null || slot instanceof DirectoryError)
    throw new Error("A value was expected", { cause: slot });
  return slot;
}

/** The error that a read must end in. */
export async function errorOf(read: Promise<unknown>): Promise<DirectoryError> {
  const thrown: unknown = await read.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (thrown instanceof DirectoryError) return thrown;
  throw new Error("It did not fail as it should", { cause: thrown });
}
