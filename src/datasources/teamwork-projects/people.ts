import { identify, type JsonObject } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Role } from "../../directory/role.js";
import {
  toDisplayName,
  type User,
  type UserBoundary,
  type UserKind,
  type UserLifecycle,
  type UserName,
  type UserState,
} from "../../directory/user.js";
import type { Sighting } from "../teamwork-site/client.js";
import { toRemote } from "../teamwork-site/remote.js";
import { toHeldLevel } from "./access-levels.js";
import { toCamelCase } from "./dialects.js";
import type { PersonRow } from "./rows.js";
import { toOrganizationRef } from "./wire.js";

/** A person, and the ids of what it is in where the call asked for them. */
export interface Person {
  readonly id: string;
  readonly user: User;
  readonly projectIds: readonly string[] | null;
  readonly teamIds: readonly string[] | null;
}

export function toPerson(seen: Sighting, row: PersonRow): Person {
  return {
    id: row.id,
    user: toUser(seen, row),
    projectIds: row.projects ?? null,
    teamIds: row.teams ?? null,
  };
}

/** Of two sights of one person, each of the lists that either tells. */
export function mergePeople(older: Person, newer: Person): Person {
  return {
    ...newer,
    projectIds: newer.projectIds ?? older.projectIds,
    teamIds: newer.teamIds ?? older.teamIds,
  };
}

export function toPersonRef(id: string): RemoteRef {
  return { kind: "person", scope: null, id };
}

/** Field by field: an object this wide costs V8 seventy times as much when others are spread into it. */
function toUser(seen: Sighting, row: PersonRow): User {
  const { account, fetchedAt } = seen;
  const { id, accountKey, remoteId, remoteKey, ref } = identify(account, "User", toPersonRef(row.id), row.id);
  const name = toName(row);
  const { emailAddress: email, userName: username } = row;
  const lifecycle = toLifecycle(seen, row);
  const role = toHeldLevel(seen, row);
  return {
    id,
    accountKey,
    remoteId,
    remoteKey,
    ref,
    displayName: toDisplayName({ name, username, email, remoteId }),
    state: lifecycle.state,
    name,
    email,
    username,
    title: row.title,
    phone: toPhone(row),
    extension: row.phoneNumberOfficeExt,
    avatarUrl: row.avatarUrl,
    timeZone: row.timezone ?? row.localization?.timezone ?? null,
    locale: null,
    boundary: toBoundary(row),
    kind: toKind(seen, row),
    license: null,
    lifecycle,
    availability: null,
    identityId: null,
    organization: row.companyId === null ? null : toOrganizationRef(row.companyId),
    privilege: role?.privilege ?? "UNKNOWN",
    roleAssignments: role === null ? [] : [{ role, workspace: null }],
    ownPermissions: toPermissions(row.permissions),
    tags: toTags(row),
    attributes: toAttributes(row),
    fetchedAt,
    surface: "teamwork-projects",
    toRemote: () => toRemote(row),
  };
}

/** The same person with roles beside the access level. */
export function withRoles(user: User, roles: readonly Role[]): User {
  if (roles.length === 0) return user;
  const assignments = roles.map((role) => ({ role, workspace: null }));
  // What a job is called says nothing of what its people may do: the privilege stays.
  return { ...user, roleAssignments: [...(user.roleAssignments ?? []), ...assignments] };
}

function toPhone({ phoneNumberOffice, phoneNumberMobile, phoneNumberHome }: PersonRow): string | null {
  return phoneNumberOffice ?? phoneNumberMobile ?? phoneNumberHome;
}

function toTags({ tags }: PersonRow): readonly string[] | null {
  return tags?.flatMap((tag) => (typeof tag === "string" ? tag : (tag.name ?? []))) ?? null;
}

function toName({ fullName, firstName, lastName }: PersonRow): UserName | null {
  const joined = [firstName, lastName].filter((part) => part !== null).join(" ");
  const full = fullName ?? (joined === "" ? null : joined);
  return full === null ? null : { full, given: firstName, family: lastName };
}

/** Owner company and not a client user: one of the account's own (contract section 4). */
function toBoundary({ isClientUser, inOwnerCompany }: PersonRow): UserBoundary {
  if (isClientUser === true || inOwnerCompany === false) return "CLIENT";
  return inOwnerCompany === true ? "INTERNAL" : "UNKNOWN";
}

function toKind(seen: Sighting, row: PersonRow): UserKind {
  if (row.isServiceAccount === true) return "SERVICE";
  if (row.isPlaceholderResource === true) return "PLACEHOLDER";
  switch (row.userType?.toLowerCase()) {
    case "account":
    case undefined:
      return "HUMAN";
    case "collaborator":
      return "GUEST";
    case "contact":
      return "CONTACT";
    default:
      seen.observer.unknownValue("person.userType");
      return "UNKNOWN";
  }
}

/** Days that a deleted person stays in the bin (contract section 2.2). */
const binDays = 30;
const dayMs = 86_400_000;

function toLifecycle(seen: Sighting, row: PersonRow): UserLifecycle {
  const { createdAt, lastChangedOn: updatedAt, userInvitedDate: invitedAt, deletedAt } = row;
  const isDeleted = row.deleted === true || deletedAt !== null;
  return {
    state: isDeleted ? "DELETED" : toInvitedState(seen, row.userInvitedStatus),
    rawState: isDeleted ? "deleted" : (row.userInvitedStatus ?? "active"),
    invitedAt,
    createdAt,
    updatedAt,
    lastActiveAt: toLatest(row.lastActive, row.lastLogin),
    disabledAt: null,
    deletedAt,
    restorableUntil: deletedAt === null ? null : new Date(deletedAt.getTime() + binDays * dayMs),
  };
}

/** v3 does not tell of invitations. */
function toInvitedState(seen: Sighting, status: string | null): UserState {
  switch (status?.toUpperCase()) {
    case "PENDING":
      return "INVITED";
    case "COMPLETE":
    case undefined:
      return "ACTIVE";
    default:
      seen.observer.unknownValue("person.userInvitedStatus");
      return "UNKNOWN";
  }
}

function toLatest(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}

/** Names of what the person may do, in one spelling of the three. */
function toPermissions(permissions: PersonRow["permissions"]): readonly string[] | null {
  if (permissions == null) return null;
  const given = Object.entries(permissions).filter(([, isGiven]) => isGiven === true || isGiven === "1");
  return given.map(([name]) => toCamelCase(name)).sort();
}

function toAttributes(row: PersonRow): JsonObject | null {
  const { twoFactorAuthEnabled, hasDeskAccount, companyRoleId } = row;
  const told = Object.entries({ twoFactorAuthEnabled, hasDeskAccount, companyRoleId });
  const present = told.filter(([, value]) => value !== null);
  return present.length === 0 ? null : Object.fromEntries(present);
}
