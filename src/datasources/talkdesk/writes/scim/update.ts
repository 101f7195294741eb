import type { Reading } from "../../../../directory/reading.js";
import { noStakes, type NamedRef, type UpdateFields, type WritePlan } from "../../../../directory/writing.js";
import { assertNothingCleared } from "../refusals.js";
import { unseenWarnings } from "../unseen.js";
import { changing, isNothing, toAsked, toChange, unseen } from "./fields.js";
import { assertNotDeleted } from "./lifecycle.js";
import { toLosing } from "./owners.js";
import { planFor, type ScimWriteParts, type Subject } from "./parts.js";

/** Sends what changes; role and teams as whole lists (contract 4.1). */
export async function planUpdate(
  parts: ScimWriteParts,
  reading: Reading,
  subject: Subject,
  input: UpdateFields,
): Promise<WritePlan> {
  assertNotDeleted(subject);
  assertNothingCleared(input);
  const { person } = subject;
  const { wanted, grants } = await toAsked(parts, reading, withKnownName(subject, input));
  const change = toChange(subject, wanted);
  if (isNothing(change)) return planFor(subject, []);
  const plan = {
    ...planFor(subject, [changing(subject, change)]),
    warnings: unseenWarnings(unseen(person, change)),
  };
  if (change.roles === undefined) return plan;
  const losing = grants === "OWNER" ? null : await toLosing(parts, reading, person);
  return {
    ...plan,
    stakes: { ...(losing?.stakes ?? noStakes), grants },
    warnings: [...plan.warnings, ...(losing?.warnings ?? []), ...replacedWarnings(subject)],
  };
}

/** Gives the one role that a User has in place of what it had. */
export async function planRoleAssign(
  parts: ScimWriteParts,
  reading: Reading,
  subject: Subject,
  role: NamedRef,
): Promise<WritePlan> {
  const plan = await planUpdate(parts, reading, subject, { role });
  if (plan.calls.length === 0) return plan;
  const held = parts.book.toHeld(subject.person.roles, await parts.book.listForUsers(reading)).roles;
  const before = held?.[0]?.ref;
  return before === undefined ? plan : { ...plan, replacedRole: before };
}

/** SCIM may have put several into the list, although a user of Talkdesk has one. */
function replacedWarnings({ person: { roles } }: Subject): WritePlan["warnings"] {
  if (roles === null || roles.length < 2) return [];
  return [
    { code: "ROLES_REPLACED", message: "The User had several roles, and has the new one in place of all" },
  ];
}

/** A name goes out whole, so the part that is not given is the one that is there. */
function withKnownName({ row }: Subject, input: UpdateFields): UpdateFields {
  const { name } = input;
  if (name === undefined || name.full !== undefined || Object.keys(name).length === 0) return input;
  const { givenName, familyName } = row.row.name ?? {};
  return {
    ...input,
    name: { given: name.given ?? givenName ?? "", family: name.family ?? familyName ?? "" },
  };
}
