import { BudgetSpent } from "../../../../directory/errors.js";
import { losingOwner, nothingLost, type Losing } from "../../../../directory/owners.js";
import type { Reading } from "../../../../directory/reading.js";
import type { Person } from "../../people.js";
import type { RoleList } from "../../roles.js";
import type { WriteParts } from "./parts.js";

/**
 * What it means that somebody loses the account or the role. Nobody is the credential's own: client credentials are
 * nobody's. Other owners are looked for where the list tells roles; a get of everybody would be out of proportion, so
 * elsewhere it is said that nobody counted. Where not even a get tells the role, nothing is known of owners at all.
 */
export async function toLosing(parts: WriteParts, reading: Reading, person: Person): Promise<Losing> {
  if (person.user.state === "DISABLED" || person.roles === null || person.roles.length === 0)
    return nothingLost;
  const roles = await parts.book.listForUsers(reading);
  if (!isOwner(parts, person, roles)) return nothingLost;
  return losingOwner(await hasOtherOwner(parts, reading, person, roles));
}

function isOwner({ book }: WriteParts, { roles }: Person, list: RoleList | null): boolean {
  return book.toHeld(roles, list).privilege === "OWNER";
}

/** `null` where the list does not tell, or is too long to be gone through. */
async function hasOtherOwner(
  parts: WriteParts,
  reading: Reading,
  person: Person,
  roles: RoleList | null,
): Promise<boolean | null> {
  const { active } = parts.people;
  const first = await active.read(reading, 0);
  if (!first.rows.some((row) => row !== null && row.roles !== null)) return null;
  try {
    const items = (await active.whole(reading))?.items ?? [];
    return items.some(
      (other) => other.id !== person.id && other.user.state !== "DISABLED" && isOwner(parts, other, roles),
    );
  } catch (thrown) {
    if (thrown instanceof BudgetSpent) return null;
    throw thrown;
  }
}
