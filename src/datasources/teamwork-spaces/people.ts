import { identify, type JsonObject } from "../../directory/directory-object.js";
import type { Role } from "../../directory/role.js";
import {
  toDisplayName,
  type User,
  type UserKind,
  type UserLifecycle,
  type UserName,
  type UserState,
} from "../../directory/user.js";
import type { Sighting } from "../teamwork-site/client.js";
import { toUserRef } from "./refs.js";
import { accessRoles, admin, member } from "./roles.js";
import type { UserRow } from "./rows.js";
import { toRemote } from "../teamwork-site/remote.js";

/** Field by field: an object this wide costs V8 seventy times as much when others are spread into it. */
export function toUser(seen: Sighting, row: UserRow): User {
  const { account, fetchedAt } = seen;
  const { id, accountKey, remoteId, remoteKey, ref } = identify(account, "User", toUserRef(row.id), row.id);
  const name = toName(row);
  const { email } = row;
  const lifecycle = toLifecycle(seen, row);
  const role = toRole(seen, row);
  return {
    id,
    accountKey,
    remoteId,
    remoteKey,
    ref,
    displayName: toDisplayName({ name, username: null, email, remoteId }),
    state: lifecycle.state,
    name,
    email,
    username: null,
    title: null,
    phone: null,
    extension: null,
    avatarUrl: row.avatar,
    timeZone: null,
    locale: null,
    // A company is named by its id, and nothing here tells which of them owns the installation.
    boundary: "UNKNOWN",
    kind: toKind(seen, row),
    license: null,
    lifecycle,
    availability: null,
    identityId: null,
    organization: null,
    privilege: role?.privilege ?? "UNKNOWN",
    roleAssignments: role === null ? null : [{ role, workspace: null }],
    ownPermissions: null,
    tags: null,
    attributes: toAttributes(row),
    fetchedAt,
    surface: "teamwork-spaces",
    toRemote: () => toRemote(row),
  };
}

function toRole({ account, fetchedAt }: Sighting, { isAdmin }: UserRow): Role | null {
  return isAdmin === null ? null : accessRoles.toRole(account, isAdmin ? admin : member, fetchedAt);
}

function toName({ firstname: given, lastname: family }: UserRow): UserName | null {
  const parts = [given, family].filter((part) => part !== null);
  return parts.length === 0 ? null : { full: parts.join(" "), given, family };
}

/** The values are not documented; these are the words for other people than users in the Projects of the same site. */
const kinds: ReadonlyMap<string, UserKind> = new Map<string, UserKind>([
  ["account", "HUMAN"],
  ["user", "HUMAN"],
  ["collaborator", "GUEST"],
  ["contact", "CONTACT"],
]);

/** Somebody of an unknown type has a name and an address like the others: a human, counted. */
function toKind(seen: Sighting, { userType }: UserRow): UserKind {
  if (userType === null) return "HUMAN";
  const kind = kinds.get(userType.toLowerCase());
  if (kind === undefined) seen.observer.unknownValue("users.userType");
  return kind ?? "HUMAN";
}

const states: ReadonlyMap<string, UserState> = new Map<string, UserState>([
  ["active", "ACTIVE"],
  ["invited", "INVITED"],
  ["pending", "INVITED"],
  ["disabled", "DISABLED"],
  ["inactive", "DISABLED"],
  ["removed", "DELETED"],
  ["deleted", "DELETED"],
]);

function toState(seen: Sighting, { state, deletedAt }: UserRow): UserState {
  const known = states.get(state?.toLowerCase() ?? "");
  if (known === undefined && state !== null) seen.observer.unknownValue("users.state");
  return deletedAt === null ? (known ?? "UNKNOWN") : "DELETED";
}

function toLifecycle(seen: Sighting, row: UserRow): UserLifecycle {
  const { createdAt, updatedAt, deletedAt } = row;
  return {
    state: toState(seen, row),
    rawState: row.state ?? "",
    invitedAt: null,
    createdAt,
    updatedAt,
    lastActiveAt: null,
    disabledAt: null,
    deletedAt,
    restorableUntil: null,
  };
}

function toAttributes({ userType, isOnboarded, LinkedCompany, company }: UserRow): JsonObject | null {
  const companyId = LinkedCompany?.company?.id ?? company?.id ?? null;
  const told = Object.entries({ userType, isOnboarded, companyId }).filter(([, value]) => value !== null);
  return told.length === 0 ? null : Object.fromEntries(told);
}
