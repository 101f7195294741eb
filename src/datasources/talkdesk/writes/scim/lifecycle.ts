import type { Reading } from "../../../../directory/reading.js";
import { userAlreadyDeleted, userNotDeleted, WriteRefused } from "../../../../directory/user-errors.js";
import { noStakes, type Fidelity, type WritePlan } from "../../../../directory/writing.js";
import { removing, tellsState } from "../../../scim-client/writes/user-calls.js";
import { foldName, type Person } from "../../people.js";
import { keepsakeWarnings, parseKeepsake, type Keepsake } from "../keepsake.js";
import { unseenWarnings } from "../unseen.js";
import { changing, unseen, type Wanted } from "./fields.js";
import { toLosing } from "./owners.js";
import { isDeleted, listTeams, planFor, type ScimWriteParts, type Subject } from "./parts.js";

/** How each of these is done to a User. */
export type PlanLifecycle = (parts: ScimWriteParts, reading: Reading, subject: Subject) => Promise<WritePlan>;

export const planDisable: PlanLifecycle = async (parts, reading, subject) => {
  assertNotDeleted(subject);
  const { person } = subject;
  if (person.user.state === "DISABLED") return planFor(subject, []);
  const { stakes, warnings } = await toLosing(parts, reading, person);
  return {
    ...planFor(subject, [changing(subject, {}, false)]),
    stakes,
    warnings: [...warnings, ...stateWarnings(subject)],
    removal: { effectiveMode: "DISABLED", isReversible: true, restorableUntil: null },
  };
};

export const planEnable: PlanLifecycle = (_parts, _reading, subject) => {
  assertNotDeleted(subject);
  if (subject.person.user.state === "ACTIVE") return Promise.resolve(planFor(subject, []));
  return Promise.resolve({
    ...planFor(subject, [changing(subject, {}, true)]),
    warnings: stateWarnings(subject),
  });
};

/** Talkdesk has no such state: the User is made inactive, and Rollcall keeps that it is deleted. */
export const planSoftDelete: PlanLifecycle = async (parts, reading, subject) => {
  assertNotDeleted(subject);
  const { person } = subject;
  if (!tellsState(person.user)) throw stateUntold();
  const keepsake = toKeepsake(person);
  const { stakes, warnings } = await toLosing(parts, reading, person);
  return {
    ...planFor(subject, [changing(subject, {}, false)]),
    stakes,
    warnings: [...warnings, ...keepsakeWarnings(keepsake)],
    removal: { effectiveMode: "EMULATED_SOFT_DELETED", isReversible: true, restorableUntil: null },
    buries: { ...keepsake },
  };
};

/** In the form that writes over REST keep, too: SCIM has no ids of roles and teams, so their names stand for them. */
function toKeepsake({ user, roles, teams }: Person): Keepsake {
  const named = (names: readonly string[] | null): Keepsake["roles"] =>
    names?.map((name) => ({ id: name, name })) ?? null;
  return { state: user.state, roles: named(roles), teams: named(teams), ringGroups: null };
}

/** One call, so that nobody is active without the role. */
export const planRestore: PlanLifecycle = async (parts, reading, subject) => {
  const { person, kept } = subject;
  if (kept === null || !isDeleted(subject)) throw userNotDeleted(person.user.state);
  const keepsake = parseKeepsake(kept);
  const { wanted, lost } = await toPutBack(parts, reading, keepsake);
  const { privilege } = parts.book.toHeld(wanted.roles ?? [], await parts.book.listForUsers(reading));
  return {
    ...planFor(subject, [changing(subject, wanted, true)]),
    stakes: { ...noStakes, grants: wanted.roles === undefined ? null : privilege },
    warnings: unseenWarnings(unseen(person, wanted)),
    fidelity: toFidelity(keepsake, wanted, lost),
    unearths: true,
  };
};

interface PutBack {
  readonly wanted: Wanted;
  readonly lost: readonly string[];
}

/** A name that is gone meanwhile is lost, not written: SCIM would pass it over, or refuse all of it. */
async function toPutBack(
  parts: ScimWriteParts,
  reading: Reading,
  { roles, teams }: Keepsake,
): Promise<PutBack> {
  const [listedRoles, listedTeams] = await Promise.all([
    parts.book.listForUsers(reading),
    teams === null || teams.length === 0 ? null : listTeams(parts, reading),
  ]);
  const role = divide(roles ?? [], listedRoles?.items ?? null);
  const team = divide(teams ?? [], listedTeams);
  return {
    wanted: {
      ...(role.there.length === 0 ? {} : { roles: role.there }),
      ...(teams === null ? {} : { teams: team.there }),
    },
    lost: [...role.gone.map((name) => `role ${name}`), ...team.gone.map((name) => `team ${name}`)],
  };
}

/** @param listed `null` where nothing lists them: then all are taken to be there */
function divide(
  kept: readonly { readonly name: string }[],
  listed: readonly { readonly name: string }[] | null,
): { readonly there: readonly string[]; readonly gone: readonly string[] } {
  const names = new Set(listed?.map(({ name }) => foldName(name)));
  const isThere = ({ name }: { readonly name: string }): boolean =>
    listed === null || names.has(foldName(name));
  return {
    there: kept.filter(isThere).map(({ name }) => name),
    gone: kept.filter((one) => !isThere(one)).map(({ name }) => name),
  };
}

/** Whoever was disabled before the deletion is active now, which is not what was there. */
function toFidelity({ state }: Keepsake, { roles, teams }: Wanted, losses: readonly string[]): Fidelity {
  const wasDisabled = state === "DISABLED";
  return {
    sameId: true,
    restored: [
      ...(wasDisabled ? [] : ["state"]),
      ...(roles === undefined ? [] : ["role"]),
      ...((teams?.length ?? 0) > 0 ? ["teams"] : []),
    ],
    lost: [...(wasDisabled ? ["state, which was disabled"] : []), ...losses],
  };
}

export const planHardDelete: PlanLifecycle = async (parts, reading, subject) => {
  const { stakes, warnings } = await toLosing(parts, reading, subject.person);
  return {
    ...planFor(subject, [removing(subject.row)]),
    stakes,
    warnings,
    effects: [{ kind: "ACCESS_LOST", detail: "The user is deleted in Talkdesk" }],
    removal: { effectiveMode: "HARD_DELETED", isReversible: false, restorableUntil: null },
    unearths: true,
  };
};

function stateWarnings({ person }: Subject): WritePlan["warnings"] {
  return tellsState(person.user) ? [] : unseenWarnings(["the state"]);
}

export function assertNotDeleted(subject: Subject): void {
  if (isDeleted(subject)) throw userAlreadyDeleted();
}

function stateUntold(): WriteRefused {
  return new WriteRefused(
    "UNSUPPORTED_BY_PROVIDER",
    "The account does not tell who is active, so a deleted User could not be told from others",
    { alternatives: [{ operation: "USER_DISABLE", note: "Makes the User inactive." }] },
  );
}
