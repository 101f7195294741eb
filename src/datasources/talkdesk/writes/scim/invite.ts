import type { JsonObject } from "../../../../directory/directory-object.js";
import type { Reading } from "../../../../directory/reading.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import {
  noStakes,
  planOf,
  type InviteFields,
  type KeptOf,
  type WritePlan,
} from "../../../../directory/writing.js";
import { userSchema } from "../../../scim-client/resource-document.js";
import { findByEmail, findPerson } from "../../../scim-client/writes/look-up.js";
import { creating } from "../../../scim-client/writes/user-calls.js";
import { isAddress } from "../../email-lookup.js";
import { talkdeskUrn } from "../../scim-rows.js";
import { toScimPerson, type ScimRow } from "../../scim-surface.js";
import { alreadyMember, isThere } from "../refusals.js";
import { unseenWarnings } from "../unseen.js";
import { changing, toAsked, toChange, toExtension, unseen, type Wanted } from "./fields.js";
import { planFor, type ScimWriteParts, type Subject } from "./parts.js";

const field = ["input", "email"];

/** A new user takes a licence; somebody inactive with the address is made active in place of a second one. */
export async function planInvite(
  parts: ScimWriteParts,
  reading: Reading,
  input: InviteFields,
  keptOf: KeptOf,
): Promise<WritePlan> {
  const { email } = input;
  if (!isAddress(email)) throw new WriteRefused("INVALID", "This is no e-mail address", { field });
  const [{ wanted, grants }, known] = await Promise.all([
    toAsked(parts, reading, input),
    findKnown(parts, reading, email),
  ]);
  const { name } = wanted;
  if (name === undefined) {
    throw new WriteRefused("BLANK", "Talkdesk needs a `name`", { field: ["input", "name"] });
  }
  const stakes = { ...noStakes, grants };
  if (known !== null) return { ...(await planReturn(parts, reading, known, { wanted, keptOf })), stakes };
  return {
    ...planOf(null, [creating(toDocument(email, name, wanted), email.toLowerCase(), toNewShows(wanted))]),
    stakes,
    effects: [{ kind: "LICENSE_TAKEN", detail: "An active user takes a licence" }],
  };
}

/** Where no get tells roles and teams, they are not shown, and that is said. */
function toNewShows({ name, roles, teams }: Wanted): JsonObject {
  return {
    ...(name === undefined ? {} : { given: name.given, family: name.family }),
    ...(roles === undefined ? {} : { roles: [...roles] }),
    ...(teams === undefined ? {} : { teams: [...teams] }),
  };
}

/** No `emails` and no display name: the user name is the address (contract 4.1). */
function toDocument(email: string, name: NonNullable<Wanted["name"]>, wanted: Wanted): JsonObject {
  const extension = toExtension({ roles: null, teams: null }, wanted);
  const schemas = talkdeskUrn in extension ? [userSchema, talkdeskUrn] : [userSchema];
  return {
    schemas,
    userName: email,
    name: { givenName: name.given, familyName: name.family },
    active: true,
    ...extension,
  };
}

/**
 * Whoever has the address and can come back, with all that a get tells; `null` for somebody new.
 * @throws WriteRefused for somebody who is there
 */
async function findKnown({ scim }: ScimWriteParts, reading: Reading, email: string): Promise<ScimRow | null> {
  const found = await findByEmail(scim, reading, email);
  if (found.some(isThere)) throw alreadyMember();
  const [one, ...more] = found;
  if (one === undefined) return null;
  if (more.length > 0) {
    throw new WriteRefused("AMBIGUOUS", "Several inactive users have the address", { field });
  }
  const known = (await findPerson(scim, reading, one.id)) ?? one;
  if (isThere(known)) throw alreadyMember();
  return known;
}

interface Returning {
  readonly wanted: Wanted;
  readonly keptOf: KeptOf;
}

/** Role and teams are those that are asked for, whatever a deleted user had. */
async function planReturn(
  { identities }: ScimWriteParts,
  reading: Reading,
  row: ScimRow,
  { wanted, keptOf }: Returning,
): Promise<WritePlan> {
  const email = row.user.email?.toLowerCase() ?? "";
  const ref = identities.refById(row.id) ?? (await identities.refOf(reading, email));
  const person = toScimPerson(row);
  const kept = ref === null ? null : await keptOf(ref);
  const subject: Pick<Subject, "row" | "person"> = { row, person };
  const call = changing(subject, toChange(subject, wanted), true);
  return {
    ...(ref === null ? planOf(null, [call]) : planFor({ ref }, [call])),
    warnings: unseenWarnings(unseen(person, wanted)),
    effects: [
      kept === null
        ? { kind: "MEMBERSHIP_ENABLED", detail: "The inactive user was made active" }
        : { kind: "MEMBERSHIP_RESTORED", detail: "The deleted user was made active" },
    ],
    // What was kept is of no use any more.
    unearths: true,
  };
}
