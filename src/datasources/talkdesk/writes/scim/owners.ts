import { BudgetSpent } from "../../../../directory/errors.js";
import { losingOwner, nothingLost, type Losing } from "../../../../directory/owners.js";
import type { Reading } from "../../../../directory/reading.js";
import { listByOffset } from "../../../http/offset-list.js";
import type { Person } from "../../people.js";
import type { RoleList } from "../../roles.js";
import { toScimPerson } from "../../scim-surface.js";
import type { ScimWriteParts } from "./parts.js";

/** Other owners are looked for where lists tell roles, which few do (contract 4.1). */
export async function toLosing(parts: ScimWriteParts, reading: Reading, person: Person): Promise<Losing> {
  if (person.user.state === "DISABLED" || person.roles === null || person.roles.length === 0)
    return nothingLost;
  const list = await parts.book.listForUsers(reading);
  if (!isOwner(parts, person, list)) return nothingLost;
  return losingOwner(await hasOtherOwner(parts, reading, person, list));
}

function isOwner({ book }: ScimWriteParts, { roles }: Person, list: RoleList | null): boolean {
  return book.toHeld(roles, list).privilege === "OWNER";
}

/** `null` where the list does not tell, or is too long to be gone through. */
async function hasOtherOwner(
  parts: ScimWriteParts,
  reading: Reading,
  { id }: Person,
  list: RoleList | null,
): Promise<boolean | null> {
  const met = { isRich: false };
  const page = await listByOffset(reading, parts.scim.users.listing, {
    page: { size: 1, position: null },
    keeps: (row) => {
      const other = toScimPerson(row);
      met.isRich ||= other.isRich;
      return other.id !== id && other.user.state === "ACTIVE" && isOwner(parts, other, list);
    },
  });
  if (page.rows.length > 0) return true;
  if (page.failure !== null && !(page.failure instanceof BudgetSpent)) throw page.failure;
  return met.isRich && !page.isTruncated && page.failure === null ? false : null;
}
