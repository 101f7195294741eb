import type { Reading } from "../../../../directory/reading.js";
import { WriteRefused } from "../../../../directory/user-errors.js";
import { noStakes, type NamedRef, type UpdateFields, type WritePlan } from "../../../../directory/writing.js";
import { blank, toChange, toWanted, toWholeName } from "./fields.js";
import { assertNotDeleted } from "./lifecycle.js";
import { toLosing } from "./owners.js";
import { assertNothingCleared } from "../refusals.js";
import { unseenWarnings } from "../unseen.js";
import { patching, planFor, type Subject, type WriteParts } from "./parts.js";

/** Sends what changes, and nothing else: what is not sent stays (contract 3.4). Teams are sent as a whole. */
export async function planUpdate(
  parts: WriteParts,
  reading: Reading,
  subject: Subject,
  input: UpdateFields,
): Promise<WritePlan> {
  assertNotDeleted(subject);
  assertNothingCleared(input);
  const { person } = subject;
  const wanted = await toWanted(parts, reading, toNewName(input), input);
  const { body, shows, unseen } = toChange(person, wanted);
  if (Object.keys(body).length === 0) return planFor(person, []);
  const plan = {
    ...planFor(person, [patching(person, body, { isActive: null, shows })]),
    warnings: unseenWarnings(unseen),
  };
  if (wanted.role === null || !("role" in body)) return plan;
  const { privilege } = wanted.role;
  const keepsOwner = privilege === "OWNER";
  const losing = keepsOwner ? { stakes: noStakes, warnings: [] } : await toLosing(parts, reading, person);
  return {
    ...plan,
    stakes: { ...losing.stakes, grants: privilege },
    warnings: [...plan.warnings, ...losing.warnings],
  };
}

/** Gives the one role that a User has in place of the one that it had, which is told where the account tells it. */
export async function planRoleAssign(
  parts: WriteParts,
  reading: Reading,
  subject: Subject,
  role: NamedRef,
): Promise<WritePlan> {
  const plan = await planUpdate(parts, reading, subject, { role });
  const { roles } = subject.person;
  if (plan.calls.length === 0 || roles === null) return plan;
  const held = parts.book.toHeld(roles, await parts.book.listForUsers(reading)).roles;
  const before = held?.[0]?.ref;
  return before === undefined ? plan : { ...plan, replacedRole: before };
}

/** Talkdesk has one name, and where it parts is a guess: half of it cannot be changed. */
function toNewName({ name }: UpdateFields): string | null {
  if (name === undefined || Object.keys(name).length === 0) return null;
  const whole = toWholeName(name);
  if (whole === null) throw blank("name");
  if (name.full === undefined && (name.given === undefined || name.family === undefined)) {
    throw new WriteRefused("INVALID", "Talkdesk keeps a name in one piece: give it whole, or both parts", {
      field: ["input", "name"],
    });
  }
  return whole;
}
