import { BudgetSpent } from "../../../directory/errors.js";
import { losingOwner, nothingLost, type Losing } from "../../../directory/owners.js";
import type { Reading } from "../../../directory/reading.js";
import { listByOffset } from "../../http/offset-list.js";
import type { Person } from "../../scim-client/resources.js";
import type { WriteParts } from "./plans.js";

/** Who is an owner is told by the roles that the account's settings call so; nobody is where they call none. */
export async function toLosing(parts: WriteParts, reading: Reading, person: Person): Promise<Losing> {
  if (!isOwner(person)) return nothingLost;
  return losingOwner(await hasOtherOwner(parts, reading, person));
}

function isOwner({ user }: Person): boolean {
  return user.privilege === "OWNER" && user.state !== "DISABLED";
}

/** The users are gone through until one is met; `null` where the list is too long for that. */
async function hasOtherOwner(
  { endpoint }: WriteParts,
  reading: Reading,
  { id }: Person,
): Promise<boolean | null> {
  const page = await listByOffset(reading, endpoint.users.listing, {
    page: { size: 1, position: null },
    keeps: (other) => other.id !== id && isOwner(other),
  });
  if (page.rows.length > 0) return true;
  if (page.failure !== null && !(page.failure instanceof BudgetSpent)) throw page.failure;
  return page.isTruncated || page.failure !== null ? null : false;
}
