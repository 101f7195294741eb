import type { Reading } from "../../../directory/reading.js";
import { userAlreadyDeleted, userNotDeleted, WriteRefused } from "../../../directory/user-errors.js";
import type { UserState } from "../../../directory/user.js";
import type { JsonObject } from "../../../directory/directory-object.js";
import type { Fidelity, PlannedCall, WritePlan, WriteWarning } from "../../../directory/writing.js";
import { members } from "../resources.js";
import { toExpect } from "./expectations.js";
import { memberTemplate, planFor, toStakes, type Place, type WriteParts } from "./places.js";

/** How each of these is done to a member. */
export type PlanLifecycle = (parts: WriteParts, reading: Reading, place: Place) => Promise<WritePlan>;

/** A DELETE without a query disables, and makes unavailable; no webhook and no activity tells of it (contract §2). */
export const planDisable: PlanLifecycle = async (parts, reading, place) => {
  assertNotDeleted(place);
  if (place.user.state === "DISABLED") return planFor(place.user, []);
  const call: PlannedCall = {
    ...remove(place),
    expect: toExpect({ ...member(place, "DISABLED"), fields: { user_available: false } }),
  };
  return {
    ...planFor(place.user, [call]),
    stakes: await toStakes(parts, reading, place),
    effects: [{ kind: "AVAILABILITY_CHANGED", detail: "Tiledesk makes a disabled member unavailable" }],
    removal: { effectiveMode: "DISABLED", isReversible: true, restorableUntil: null },
  };
};

export const planEnable: PlanLifecycle = (_parts, _reading, place) => {
  assertNotDeleted(place);
  if (place.user.state === "ACTIVE") return Promise.resolve(planFor(place.user, []));
  return Promise.resolve({
    ...planFor(place.user, [enabling(place, {})]),
    warnings: availabilityWarnings(place),
  });
};

/** What a disabled member needs to be one again, and what is to be changed along with it. */
export function enabling(place: Place, fields: JsonObject): PlannedCall {
  return {
    method: "PUT",
    path: place.path,
    template: memberTemplate,
    body: { status: "active", ...fields },
    expect: toExpect({ ...member(place, "ACTIVE"), fields }),
  };
}

export function availabilityWarnings({ user }: Place): readonly WriteWarning[] {
  if (user.availability?.isAvailable !== false) return [];
  return [
    {
      code: "STAYS_UNAVAILABLE",
      message: "Disabling made the member unavailable, and enabling leaves it so",
    },
  ];
}

export const planSoftDelete: PlanLifecycle = async (parts, reading, place) => {
  assertNotDeleted(place);
  const call: PlannedCall = {
    ...remove(place),
    query: { soft: "true" },
    expect: toExpect({ ...member(place, "DELETED"), fields: { trashed: true } }),
  };
  const wasDisabled = place.user.state === "DISABLED";
  return {
    ...planFor(place.user, [call]),
    stakes: await toStakes(parts, reading, place),
    warnings: wasDisabled
      ? [{ code: "RESTORES_AS_ACTIVE", message: "Restoring will enable the member, too" }]
      : [],
    removal: { effectiveMode: "SOFT_DELETED", isReversible: true, restorableUntil: null },
  };
};

export const planHardDelete: PlanLifecycle = async (parts, reading, place) => {
  const { user, project } = place;
  const call: PlannedCall = {
    ...remove(place),
    query: { hard: "true" },
    expect: toExpect({ kind: "goneMember", project, id: user.remoteId }),
  };
  return {
    ...planFor(user, [call]),
    stakes: await toStakes(parts, reading, place),
    effects: [{ kind: "ACCESS_LOST", detail: "The membership is erased; groups keep the person's id" }],
    removal: { effectiveMode: "HARD_DELETED", isReversible: false, restorableUntil: null },
  };
};

/** Groups are not cleaned up when a member goes, so they still have it when it comes back (contract §5). */
const wholeFidelity: Fidelity = {
  sameId: true,
  restored: ["role", "teams", "tags", "attributes", "availability", "maxConversations"],
  lost: [],
};

export const planRestore: PlanLifecycle = async (parts, reading, place) => {
  const { user } = place;
  if (user.state !== "DELETED") throw userNotDeleted(user.state);
  if (user.lifecycle.rawState !== "trashed") {
    throw new WriteRefused(
      "UNSUPPORTED_BY_PROVIDER",
      "The person behind the membership was erased from Tiledesk",
    );
  }
  await assertNoSecond(parts, reading, place);
  return {
    ...planFor(user, [restoring(place)]),
    stakes: { ...planFor(user, []).stakes, grants: user.privilege },
    fidelity: wholeFidelity,
  };
};

export function restoring(place: Place): PlannedCall {
  return {
    method: "PUT",
    path: `${place.path}/restore`,
    template: `${memberTemplate}/restore`,
    expect: toExpect({ ...member(place, "ACTIVE"), fields: { trashed: false } }),
  };
}

/** Restoring beside an active membership of the same person would leave two (contract §2). */
async function assertNoSecond(
  { client }: WriteParts,
  reading: Reading,
  { user, project }: Place,
): Promise<void> {
  const { items } = await client.read(reading, members(project));
  const isThere = items.some(
    (other) =>
      other.remoteId !== user.remoteId &&
      other.identityId !== null &&
      other.identityId === user.identityId &&
      other.state === "ACTIVE",
  );
  if (isThere)
    throw new WriteRefused("ALREADY_MEMBER", "The person has another, active membership of the project");
}

function assertNotDeleted({ user }: Place): void {
  if (user.state !== "DELETED") return;
  throw userAlreadyDeleted();
}

function remove({ path }: Place): Omit<PlannedCall, "expect"> {
  return { method: "DELETE", path, template: memberTemplate };
}

function member(
  { user, project }: Place,
  state: UserState,
): { readonly kind: "member"; readonly project: string; readonly id: string; readonly state: UserState } {
  return { kind: "member", project, id: user.remoteId, state };
}
