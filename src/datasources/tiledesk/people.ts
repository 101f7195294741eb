import { parseDate } from "../../directory/dates.js";
import { identify } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import { highestPrivilege, type Role } from "../../directory/role.js";
import {
  toDisplayName,
  type Presence,
  type User,
  type UserAvailability,
  type UserLifecycle,
  type UserName,
  type UserState,
} from "../../directory/user.js";
import { toMentionedRole } from "./roles.js";
import type { InvitationRow, ProjectUserRow } from "./rows.js";
import { toEmailTrail, toFullName, toProjectRef, toRemote, type Sighting } from "./wire.js";

/** A teammate (`project_user`) as a User of the project. */
export function toMember(seen: Sighting, project: string, row: ProjectUserRow): User {
  return toUser(seen, {
    ref: { kind: "member", scope: project, id: row._id },
    remoteId: row._id,
    remoteKey: row._id,
    project,
    role: row.role,
    human: toHuman(row),
    kind: isVisitor(row) ? "GUEST" : "HUMAN",
    lifecycle: toMemberLifecycle(seen, row),
    availability: toAvailability(seen, row),
    ownPermissions: row.permissions,
    tags: row.tags?.flatMap(({ tag }) => tag ?? []) ?? null,
    attributes: row.attributes,
    row,
  });
}

/** A pending invitation as a User in state INVITED. */
export function toInvited(seen: Sighting, row: InvitationRow): User {
  return toUser(seen, {
    ref: toInvitationRef(row),
    remoteId: row._id,
    remoteKey: `invitation:${row._id}`,
    project: row.id_project,
    role: row.role,
    human: { name: null, email: row.email, phone: null, identityId: null },
    kind: "HUMAN",
    lifecycle: toInvitedLifecycle(row),
    availability: null,
    ownPermissions: null,
    tags: null,
    attributes: null,
    row,
  });
}

type Human = Pick<User, "name" | "email" | "phone" | "identityId">;

/** What is told of a teammate or of somebody invited. */
interface Known extends Pick<
  User,
  | "ref"
  | "remoteId"
  | "remoteKey"
  | "kind"
  | "lifecycle"
  | "availability"
  | "ownPermissions"
  | "tags"
  | "attributes"
> {
  readonly project: string;
  readonly role: string | null;
  readonly human: Human;
  readonly row: object;
}

/** Field by field: an object this wide costs V8 seventy times as much when others are spread into it. */
function toUser(seen: Sighting, known: Known): User {
  const { ref, remoteId, human, lifecycle } = known;
  const { id, accountKey, remoteKey } = identify(seen.account, "User", ref, known.remoteKey);
  const { name, email, phone, identityId } = human;
  const { privilege, roleAssignments } = toRoles(seen, known.project, known.role);
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
    phone,
    extension: null,
    avatarUrl: null,
    timeZone: null,
    locale: null,
    boundary: "INTERNAL",
    kind: known.kind,
    license: null,
    lifecycle,
    availability: known.availability,
    identityId,
    organization: null,
    privilege,
    roleAssignments,
    ownPermissions: known.ownPermissions,
    tags: known.tags,
    attributes: known.attributes,
    fetchedAt: seen.fetchedAt,
    surface: "tiledesk",
    toRemote: () => toRemote(known.row),
  };
}

/** What the row says of the human behind the membership: all, an id, or nothing. */
function toHuman(row: ProjectUserRow): Human {
  const human = row.id_user ?? null;
  if (human === null) return { name: null, email: null, phone: null, identityId: row.uuid_user };
  if (typeof human === "string") return { name: null, email: null, phone: null, identityId: human };
  const name = toName(human.firstname, human.lastname);
  return { name, email: human.email, phone: human.phone, identityId: human._id };
}

/** Carries a trail of the address, by which the id still finds its person when the invitation is gone. */
export function toInvitationRef(row: InvitationRow): RemoteRef {
  const trail = row.email === null ? "" : `.${toEmailTrail(row._id, row.email)}`;
  return { kind: "invitation", scope: row.id_project, id: `${row._id}${trail}` };
}

/** Visitors of the chat are no part of the directory. Old records lack the field and are team members. */
export function isVisitor(row: ProjectUserRow): boolean {
  return row.roleType === 2;
}

function toName(given: string | null, family: string | null): UserName | null {
  const full = toFullName(given, family);
  return full === null ? null : { full, given, family };
}

/** `last_login_at` is left alone: the server fills it with its own start time. */
function toMemberLifecycle(seen: Sighting, row: ProjectUserRow): UserLifecycle {
  const rawState = row.trashed === true ? "trashed" : (row.status ?? "active");
  const state = isHumanGone(row) ? "DELETED" : toState(seen, rawState);
  return toLifecycle({ state, rawState, invitedAt: null }, row);
}

function toInvitedLifecycle(row: InvitationRow): UserLifecycle {
  return toLifecycle({ state: "INVITED", rawState: "pending", invitedAt: parseDate(row.createdAt) }, row);
}

function toLifecycle(
  { state, rawState, invitedAt }: Pick<UserLifecycle, "state" | "rawState" | "invitedAt">,
  row: ProjectUserRow | InvitationRow,
): UserLifecycle {
  return {
    state,
    rawState,
    invitedAt,
    createdAt: parseDate(row.createdAt),
    updatedAt: parseDate(row.updatedAt),
    lastActiveAt: null,
    disabledAt: null,
    deletedAt: null,
    restorableUntil: null,
  };
}

/** The membership outlives an anonymised or physically deleted user, still marked active. */
function isHumanGone(row: ProjectUserRow): boolean {
  if (row.id_user === null) return true;
  return typeof row.id_user === "object" && row.id_user.status === 0;
}

function toState(seen: Sighting, rawState: string): UserState {
  switch (rawState) {
    case "active":
      return "ACTIVE";
    case "disabled":
      return "DISABLED";
    case "trashed":
      return "DELETED";
    default:
      seen.observer.unknownValue("project_user.status");
      return "UNKNOWN";
  }
}

function toAvailability(seen: Sighting, row: ProjectUserRow): UserAvailability {
  const rawPresence = row.presence?.status ?? null;
  return {
    isAvailable: row.user_available,
    presence: rawPresence === null ? null : toPresence(seen, rawPresence),
    rawPresence,
    presenceChangedAt: parseDate(row.presence?.changedAt),
    isBusy: row.isBusy,
    note: row.profileStatus,
    openConversations: row.number_assigned_requests,
    maxConversations: row.max_assigned_chat,
  };
}

function toPresence(seen: Sighting, raw: string): Presence {
  if (raw === "online") return "ONLINE";
  if (raw === "offline") return "OFFLINE";
  seen.observer.unknownValue("project_user.presence.status");
  return "UNKNOWN";
}

/** A member whom nobody gave a role has none. */
function toRoles(
  seen: Sighting,
  project: string,
  name: string | null,
): Pick<User, "privilege" | "roleAssignments"> {
  if (name === null || name === "") return { privilege: highestPrivilege([]), roleAssignments: [] };
  const role = toRoleOnce(seen, project, name);
  return {
    privilege: highestPrivilege([role.privilege]),
    roleAssignments: [{ role, workspace: toProjectRef(project) }],
  };
}

function toRoleOnce(seen: Sighting, project: string, name: string): Role {
  const key = `${project}:${name}`;
  const known = seen.mentionedRoles.get(key);
  if (known !== undefined) return known;
  const role = toMentionedRole({ account: seen.account, project, fetchedAt: seen.fetchedAt }, name);
  seen.mentionedRoles.set(key, role);
  return role;
}
