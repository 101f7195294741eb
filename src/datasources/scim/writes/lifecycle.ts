import type { JsonObject } from "../../../directory/directory-object.js";
import type { Reading } from "../../../directory/reading.js";
import { userAlreadyDeleted, userNotDeleted, WriteRefused } from "../../../directory/user-errors.js";
import { noStakes, type WritePlan, type WriteStakes } from "../../../directory/writing.js";
import type { Person } from "../../scim-client/resources.js";
import { activating, removing, tellsState } from "../../scim-client/writes/user-calls.js";
import { parseKeepsake, toKeepsake, type KeptRole } from "./keepsake.js";
import { toLosing } from "./owners.js";
import { isDeleted, planFor, type Subject, type WriteParts } from "./plans.js";
import { toPutBack } from "./put-back.js";

/** How each of these is done to a User. */
export type PlanLifecycle = (
  parts: WriteParts,
  reading: Reading,
  subject: Subject,
) => WritePlan | Promise<WritePlan>;

export const planDisable: PlanLifecycle = async (parts, reading, subject) => {
  assertNotDeleted(subject);
  const { person } = subject;
  if (person.user.state === "DISABLED") return planFor(person, []);
  return {
    ...planFor(person, [activating(person, false)]),
    ...(await toLosing(parts, reading, person)),
    removal: { effectiveMode: "DISABLED", isReversible: true, restorableUntil: null },
  };
};

export const planEnable: PlanLifecycle = (_parts, _reading, subject) => {
  assertNotDeleted(subject);
  const { person } = subject;
  return planFor(person, person.user.state === "ACTIVE" ? [] : [activating(person, true)]);
};

/**
 * SCIM has no such state: the User is disabled, and Rollcall keeps that it is deleted. Somebody who is disabled already
 * is disabled once more, which changes nothing there.
 */
export const planSoftDelete: PlanLifecycle = async (parts, reading, subject) => {
  assertNotDeleted(subject);
  const { person } = subject;
  if (!tellsState(person.user)) {
    throw new WriteRefused(
      "UNSUPPORTED_BY_PROVIDER",
      "The SCIM server does not tell who is active, so a deleted User could not be told from others",
      { alternatives: [{ operation: "USER_DISABLE", note: "Disables the User." }] },
    );
  }
  const keepsake = await toKeepsake(parts, reading, person);
  const { stakes, warnings } = await toLosing(parts, reading, person);
  const wasDisabled = person.user.state === "DISABLED";
  return {
    ...planFor(person, [activating(person, false)]),
    stakes,
    warnings: [
      ...warnings,
      ...(wasDisabled
        ? [{ code: "RESTORES_AS_ACTIVE", message: "Restoring will enable the User, too" }]
        : []),
      ...(keepsake.teams === null
        ? [{ code: "TEAMS_NOT_KEPT", message: "The server did not tell the User's teams" }]
        : []),
    ],
    removal: { effectiveMode: "EMULATED_SOFT_DELETED", isReversible: true, restorableUntil: null },
    buries: { roles: keepsake.roles, teams: keepsake.teams },
  };
};

/** Roles and groups come after: a server may take them from who is disabled as soon as they are given. */
export async function planRestore(
  parts: WriteParts,
  reading: Reading,
  { person, kept }: Subject,
  shows: JsonObject = {},
): Promise<WritePlan> {
  if (kept === null || !isDeleted({ person, kept })) throw userNotDeleted(person.user.state);
  const { calls, roles, fidelity } = await toPutBack(parts, reading, person, parseKeepsake(kept));
  return {
    ...planFor(person, [activating(person, true, shows), ...calls]),
    stakes: toStakes(parts, person, roles),
    fidelity,
    unearths: true,
  };
}

export const planHardDelete: PlanLifecycle = async (parts, reading, { person }) => ({
  ...planFor(person, [removing(person)]),
  ...(await toLosing(parts, reading, person)),
  effects: [{ kind: "ACCESS_LOST", detail: "The user is erased on the server" }],
  removal: { effectiveMode: "HARD_DELETED", isReversible: false, restorableUntil: null },
  unearths: true,
});

/** What the roles give to whoever has them when active again, as far as the account's settings tell. */
export function toStakes(
  { endpoint }: Pick<WriteParts, "endpoint">,
  person: Person,
  roles: readonly KeptRole[],
): WriteStakes {
  const value = [...roles];
  const made =
    value.length === 0 ? person : endpoint.users.changed(person, [{ op: "add", path: "roles", value }]);
  const { privilege } = made.user;
  return privilege === "UNKNOWN" ? noStakes : { ...noStakes, grants: privilege };
}

export function assertNotDeleted(subject: Subject): void {
  if (!isDeleted(subject)) return;
  throw userAlreadyDeleted();
}
