import type { Reading } from "../../../directory/reading.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type { User } from "../../../directory/user.js";
import type { InviteFields, PlannedCall, WritePlan } from "../../../directory/writing.js";
import { noStakes, planOf } from "../../../directory/writing.js";
import { invitations, members } from "../resources.js";
import { toExpect } from "./expectations.js";
import { availabilityWarnings, enabling, restoring } from "./lifecycle.js";
import { memberTemplate, planFor, toPlace, type WriteParts } from "./places.js";
import { chooseRole, type ChosenRole } from "./role-choice.js";

/**
 * Invites into one project. The server counts only active members as members, and would make a second membership
 * beside a disabled or a trashed one (contract §2): those are brought back instead, and the answer says so.
 */
export async function planInvite(
  parts: WriteParts,
  reading: Reading,
  input: InviteFields,
): Promise<WritePlan> {
  const project = await toProject(parts, reading, input);
  if (input.role === undefined) {
    throw new WriteRefused("BLANK", "Tiledesk invites with a role", { field: ["input", "role"] });
  }
  const chosen = await chooseRole(parts.roles, reading, project, input.role);
  const email = input.email.toLowerCase();
  const known = await findKnown(parts, reading, project, email);
  const stakes = { ...noStakes, grants: chosen.role.privilege };
  if (known !== null) return { ...planReturn(known, input, chosen), stakes };
  return {
    ...planOf(null, [inviting(project, email, input, chosen)]),
    stakes,
    warnings: chosen.warnings,
    effects: [{ kind: "EMAIL_SENT", detail: "Tiledesk writes to the address" }],
  };
}

/** @throws WriteRefused unless exactly one project is meant */
async function toProject(
  { scope }: WriteParts,
  reading: Reading,
  { workspaces }: InviteFields,
): Promise<string> {
  const field = ["input", "workspaces"];
  const all = await scope.ids(reading);
  const [asked, ...more] = workspaces?.map(({ kind, id }) => (kind === "project" ? id : "")) ?? all;
  if (asked === undefined || more.length > 0) {
    throw new WriteRefused("INVALID", "Name exactly one project: a membership belongs to one", { field });
  }
  if (!all.includes(asked)) throw new WriteRefused("NOT_FOUND", "There is no such project", { field });
  return asked;
}

/**
 * Who has the address and can come back; `null` for somebody new.
 * @throws WriteRefused for somebody who is there, or was invited
 */
async function findKnown(
  { client }: WriteParts,
  reading: Reading,
  project: string,
  email: string,
): Promise<User | null> {
  const [present, invited] = await Promise.all([
    client.read(reading, members(project)),
    client.read(reading, invitations(project)),
  ]);
  const same = present.items.filter((user) => user.email?.toLowerCase() === email);
  if (same.some(({ state }) => state === "ACTIVE")) throw alreadyMember();
  if (invited.items.some((user) => user.email?.toLowerCase() === email)) throw alreadyInvited();
  const trashed = same.filter(({ lifecycle }) => lifecycle.rawState === "trashed");
  return same.find(({ state }) => state === "DISABLED") ?? trashed.at(-1) ?? null;
}

export function alreadyMember(): WriteRefused {
  return new WriteRefused("ALREADY_MEMBER", "The address belongs to an active member of the project", {
    field: ["input", "email"],
  });
}

export function alreadyInvited(): WriteRefused {
  return new WriteRefused("INVITE_ALREADY_SENT", "The address has a pending invitation to the project", {
    field: ["input", "email"],
    alternatives: [
      { operation: "USER_INVITATION_RESEND", note: "Sends the invitation again." },
      { operation: "USER_INVITATION_CANCEL", note: "Withdraws it." },
    ],
  });
}

/** Restoring takes no fields, so what else is wanted takes a call of its own after it. */
function planReturn(user: User, { isAvailable }: InviteFields, { role, warnings }: ChosenRole): WritePlan {
  const place = toPlace(user);
  const fields = {
    ...(user.roleAssignments?.[0]?.role.name === role.name ? {} : { role: role.name }),
    ...(isAvailable === undefined ? {} : { user_available: isAvailable }),
  };
  if (user.state === "DISABLED") {
    const left = isAvailable === undefined ? availabilityWarnings(place) : [];
    return {
      ...planFor(user, [enabling(place, fields)]),
      warnings: [...warnings, ...left],
      effects: [
        { kind: "MEMBERSHIP_ENABLED", detail: "The disabled membership was enabled; no mail was sent" },
      ],
    };
  }
  const after = Object.keys(fields).length === 0 ? [] : [enabling(place, fields)];
  return {
    ...planFor(user, [restoring(place), ...after]),
    warnings,
    effects: [
      { kind: "MEMBERSHIP_RESTORED", detail: "The deleted membership was restored; no mail was sent" },
    ],
  };
}

function inviting(
  project: string,
  email: string,
  { isAvailable }: InviteFields,
  { role }: ChosenRole,
): PlannedCall {
  return {
    method: "POST",
    path: `/${project}/project_users/invite`,
    template: memberTemplate.replace("{id}", "invite"),
    body: { email, role: role.name, ...(isAvailable === undefined ? {} : { user_available: isAvailable }) },
    expect: toExpect({ kind: "invited", project, email }),
  };
}

/** A GET that sends mail. Nothing tells afterwards whether it did. */
export function planResend(user: User): WritePlan {
  const call: PlannedCall = {
    method: "GET",
    path: `/${assertPending(user)}/pendinginvitations/resendinvite/${idOf(user)}`,
    template: "/{project}/pendinginvitations/resendinvite/{id}",
    expect: null,
  };
  return {
    ...planFor(user, [call]),
    effects: [{ kind: "EMAIL_SENT", detail: "Tiledesk writes to the address" }],
  };
}

export function planCancel(user: User): WritePlan {
  const project = assertPending(user);
  const id = idOf(user);
  const call: PlannedCall = {
    method: "DELETE",
    path: `/${project}/pendinginvitations/${id}`,
    template: "/{project}/pendinginvitations/{id}",
    expect: toExpect({ kind: "goneInvitation", project, id }),
  };
  return {
    ...planFor(user, [call]),
    removal: { effectiveMode: "HARD_DELETED", isReversible: false, restorableUntil: null },
  };
}

/** The project of an invitation that is still pending. */
function assertPending(user: User): string {
  if (user.state === "INVITED" && user.ref.kind === "invitation") return user.ref.scope ?? "";
  throw new WriteRefused("NOT_FOUND", "The User has no pending invitation", { field: ["id"] });
}

function idOf({ remoteId }: User): string {
  return remoteId;
}
