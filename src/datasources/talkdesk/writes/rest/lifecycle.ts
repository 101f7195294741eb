import type { Reading } from "../../../../directory/reading.js";
import { userAlreadyDeleted, userNotDeleted, WriteRefused } from "../../../../directory/user-errors.js";
import { noStakes, type WritePlan } from "../../../../directory/writing.js";
import { toChange } from "./fields.js";
import { keepsakeWarnings, parseKeepsake } from "../keepsake.js";
import { unseenWarnings } from "../unseen.js";
import { toKeepsake } from "./keeping.js";
import { toLosing } from "./owners.js";
import {
  activating,
  isDeleted,
  planFor,
  removing,
  tellsState,
  type Subject,
  type WriteParts,
} from "./parts.js";
import { puttingBackRingGroups, toPutBack } from "./put-back.js";

/** How each of these is done to a User. */
export type PlanLifecycle = (parts: WriteParts, reading: Reading, subject: Subject) => Promise<WritePlan>;

export const planDisable: PlanLifecycle = async (parts, reading, subject) => {
  assertNotDeleted(subject);
  const { person } = subject;
  if (person.user.state === "DISABLED") return planFor(person, []);
  const { stakes, warnings } = await toLosing(parts, reading, person);
  return {
    ...planFor(person, [activating(person, false)]),
    stakes,
    warnings: [...warnings, ...stateWarnings(subject)],
    removal: { effectiveMode: "DISABLED", isReversible: true, restorableUntil: null },
  };
};

/** Whoever was invited and has not signed in is not disabled. */
export const planEnable: PlanLifecycle = (_parts, _reading, subject) => {
  assertNotDeleted(subject);
  const { person } = subject;
  const { state } = person.user;
  if (state === "ACTIVE" || state === "INVITED") return Promise.resolve(planFor(person, []));
  return Promise.resolve({
    ...planFor(person, [activating(person, true)]),
    warnings: stateWarnings(subject),
  });
};

/**
 * Talkdesk has no such state: the User is made inactive, and Rollcall keeps that it is deleted. Somebody who is
 * inactive already is made so once more, which changes nothing there.
 */
export const planSoftDelete: PlanLifecycle = async (parts, reading, subject) => {
  assertNotDeleted(subject);
  const { person } = subject;
  if (!tellsState(person.user)) throw stateUntold();
  const keepsake = await toKeepsake(parts, reading, person);
  const { stakes, warnings } = await toLosing(parts, reading, person);
  return {
    ...planFor(person, [activating(person, false)]),
    stakes,
    warnings: [...warnings, ...keepsakeWarnings(keepsake)],
    removal: { effectiveMode: "EMULATED_SOFT_DELETED", isReversible: true, restorableUntil: null },
    buries: { ...keepsake },
  };
};

/** One call for what matters, so that nobody is active without the role. */
export const planRestore: PlanLifecycle = async (parts, reading, subject) => {
  const { person, kept } = subject;
  if (kept === null || !isDeleted(subject)) throw userNotDeleted(person.user.state);
  const keepsake = parseKeepsake(kept);
  const putBack = await toPutBack(parts, reading, person, keepsake);
  // All of it is sent, whatever is shown now: it is what was there.
  const { shows, unseen } = toChange(person, putBack);
  return {
    ...planFor(person, [
      activating(person, true, { body: putBack.body, shows }),
      ...puttingBackRingGroups(person, keepsake),
    ]),
    stakes: { ...noStakes, grants: putBack.role?.privilege ?? null },
    warnings: unseenWarnings(unseen),
    fidelity: putBack.fidelity,
    unearths: true,
  };
};

export const planHardDelete: PlanLifecycle = async (parts, reading, { person }) => {
  const { stakes, warnings } = await toLosing(parts, reading, person);
  return {
    ...planFor(person, [removing(person)]),
    stakes,
    warnings: [...warnings, historyUnconfirmed],
    effects: [{ kind: "ACCESS_LOST", detail: "The user is deleted in Talkdesk" }],
    removal: { effectiveMode: "HARD_DELETED", isReversible: false, restorableUntil: null },
    unearths: true,
  };
};

/** "Deactivate or delete", the guide says, and leaves the rest to the support (contract 3.5). */
const historyUnconfirmed = {
  code: "HISTORY_UNCONFIRMED",
  message: "Nothing says whether calls and reports stay attributed to a deleted user",
};

function stateWarnings({ person }: Subject): WritePlan["warnings"] {
  return tellsState(person.user) ? [] : unseenWarnings(["the state"]);
}

export function assertNotDeleted(subject: Subject): void {
  if (!isDeleted(subject)) return;
  throw userAlreadyDeleted();
}

function stateUntold(): WriteRefused {
  return new WriteRefused(
    "UNSUPPORTED_BY_PROVIDER",
    "The account does not tell who is active, so a deleted User could not be told from others",
    { alternatives: [{ operation: "USER_DISABLE", note: "Makes the User inactive." }] },
  );
}
