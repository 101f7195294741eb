import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import { refKey, type RemoteRef } from "../../directory/ids.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { Role } from "../../directory/role.js";
import { settle } from "../../directory/slots.js";
import { listByOffset } from "../http/offset-list.js";
import type { ScimEndpoint } from "../scim-client/endpoint.js";
import type { Person } from "../scim-client/resources.js";

/**
 * Roles by id. SCIM has no roles but those that users carry, so a role is there when somebody holds it: the users are
 * gone through until all that are wanted were met. One that was not met is absent only where the list was read to its
 * end.
 */
export async function findRoles(
  reading: Reading,
  { users }: Pick<ScimEndpoint, "users">,
  refs: readonly RemoteRef[],
): Promise<readonly Slot<Role>[]> {
  const missing = new Set(refs.filter(({ kind, scope }) => kind === "role" && scope === null).map(refKey));
  if (missing.size === 0) return refs.map(() => null);
  const found = new Map<string, Role>();
  /** Keeps who carries the last of them, with whom the walk ends. */
  const completes = ({ user }: Person): boolean => {
    for (const { role } of user.roleAssignments ?? []) {
      const key = refKey(role.ref);
      if (missing.delete(key)) found.set(key, role);
    }
    return missing.size === 0;
  };
  const page = await settle(
    listByOffset(reading, users.listing, { page: { size: 1, position: null }, keeps: completes }),
  );
  const isCut = !(page instanceof DirectoryError) && page.isTruncated;
  const failure = page instanceof DirectoryError ? page : page.failure;
  const rest = isCut ? new BudgetSpent(users.listing.account) : failure;
  return refs.map((ref) => found.get(refKey(ref)) ?? (missing.has(refKey(ref)) ? rest : null));
}
