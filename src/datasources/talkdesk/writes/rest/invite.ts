import type { JsonObject } from "../../../../directory/directory-object.js";
import { DirectoryError } from "../../../../directory/errors.js";
import type { Reading } from "../../../../directory/reading.js";
import { isPresent } from "../../../../directory/slots.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import {
  noStakes,
  planOf,
  type InviteFields,
  type KeptOf,
  type PlannedCall,
  type WritePlan,
} from "../../../../directory/writing.js";
import { isAddress } from "../../email-lookup.js";
import type { Person } from "../../people.js";
import { toExpect } from "./expectations.js";
import { blank, toChange, toWanted, toWholeName, type Wanted } from "./fields.js";
import { activating, planFor, type WriteParts } from "./parts.js";
import { alreadyMember, isThere } from "../refusals.js";
import { unseenWarnings } from "../unseen.js";

const field = ["input", "email"];

/**
 * Whoever is new gets a welcome mail, which nothing suppresses (contract 3.3). An inactive user keeps the address and
 * is made active in place of a second one: without a mail, and with what is asked for.
 */
export async function planInvite(
  parts: WriteParts,
  reading: Reading,
  input: InviteFields,
  keptOf: KeptOf,
): Promise<WritePlan> {
  const { email } = input;
  if (!isAddress(email)) throw new WriteRefused("INVALID", "This is no e-mail address", { field });
  const name = toWholeName(input.name);
  if (name === null) throw blank("name");
  if (input.role === undefined) throw blank("role");
  const [wanted, known] = await Promise.all([
    toWanted(parts, reading, name, input),
    findKnown(parts, reading, email),
  ]);
  const stakes = { ...noStakes, grants: wanted.role?.privilege ?? null };
  if (known !== null) return { ...planReturn(known, wanted, await keptOf(known.user.ref)), stakes };
  const creating: PlannedCall = {
    method: "POST",
    path: "users",
    template: "users",
    body: { email, ...wanted.body },
    expect: toExpect({ kind: "invited", email: email.toLowerCase(), shows: wanted.shows }),
  };
  return {
    ...planOf(null, [creating]),
    stakes,
    effects: [{ kind: "EMAIL_SENT", detail: "Talkdesk writes to the address" }],
  };
}

/**
 * Whoever has the address and can come back, as a get shows them; `null` for somebody new.
 * @throws WriteRefused for somebody who is there
 */
async function findKnown(parts: WriteParts, reading: Reading, email: string): Promise<Person | null> {
  const found = await findByEmail(parts, reading, email);
  if (found.some(isThere)) throw alreadyMember();
  const [one, ...more] = found;
  if (one === undefined) return null;
  if (more.length > 0)
    throw new WriteRefused("AMBIGUOUS", "Several inactive users have the address", { field });
  const known = (await parts.people.find(reading, one.id)) ?? one;
  if (isThere(known)) throw alreadyMember();
  return known;
}

/** Everybody with the address, in any case of it. @throws DirectoryError */
export async function findByEmail(
  { people }: Pick<WriteParts, "people">,
  reading: Reading,
  email: string,
): Promise<readonly Person[]> {
  const [found = null] = await people.byEmails(reading, [email.toLowerCase()]);
  if (found instanceof DirectoryError) throw found;
  return isPresent(found) ? found : [];
}

/** Role and teams are those that are asked for, whatever a deleted user had. */
function planReturn(person: Person, wanted: Wanted, kept: JsonObject | null): WritePlan {
  const { body, shows, unseen } = toChange(person, wanted);
  return {
    ...planFor(person, [activating(person, true, { body, shows })]),
    warnings: unseenWarnings(unseen),
    effects: [
      kept === null
        ? { kind: "MEMBERSHIP_ENABLED", detail: "The inactive user was made active; no mail was sent" }
        : { kind: "MEMBERSHIP_RESTORED", detail: "The deleted user was made active; no mail was sent" },
    ],
    // What was kept is of no use any more.
    unearths: true,
  };
}
