import { parseDate } from "../../directory/dates.js";
import { identify } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import { highestPrivilege } from "../../directory/role.js";
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

/** What is the same for a teammate and for somebody invited. */
const absentEverywhere = {
  username: null,
  title: null,
  extension: null,
  avatarUrl: null,
  timeZone: null,
  locale: null,
  boundary: "INTERNAL",
  license: null,
  organization: null,
  surface: "tiledesk",
} as const;

/** A teammate (`project_user`) as a User of the project. */
export function toMember(seen: Sighting, project: string, row: ProjectUserRow): User {
  const ref = { kind: "member", scope: project, id: row._id };
  const human = toHuman(row);
  const lifecycle = toLifecycle(seen, row);
  return {
    ...absentEverywhere,
    ...identify(seen.account, "User", ref, row._id),
    ...human,
    displayName: toDisplayName({ ...human, username: null, remoteId: row._id }),
    state: lifecycle.state,
    kind: isVisitor(row) ? "GUEST" : "HUMAN",
    lifecycle,
    availability: toAvailability(seen, row),
    ...toRoles(seen, project, row.role),
    ownPermissions: row.permissions,
    tags: row.tags?.flatMap(({ tag }) => tag ?? []) ?? null,
    attributes: row.attributes,
    fetchedAt: seen.fetchedAt,
    toRemote: () => toRemote(row),
  };
}

/** What the row says of the human behind the membership: all, an id, or nothing. */
function toHuman(row: ProjectUserRow): Pick<User, "name" | "email" | "phone" | "identityId"> {
  const human = row.id_user ?? null;
  if (human === null) return { name: null, email: null, phone: null, identityId: row.uuid_user };
  if (typeof human === "string") return { name: null, email: null, phone: null, identityId: human };
  const name = toName(human.firstname, human.lastname);
  return { name, email: human.email, phone: human.phone, identityId: human._id };
}

/** A pending invitation as a User in state INVITED. */
export function toInvited(seen: Sighting, row: InvitationRow): User {
  const email = row.email;
  const createdAt = parseDate(row.createdAt);
  return {
    ...absentEverywhere,
    ...identify(seen.account, "User", toInvitationRef(row), `invitation:${row._id}`),
    remoteId: row._id,
    displayName: toDisplayName({ name: null, email, username: null, remoteId: row._id }),
    state: "INVITED",
    name: null,
    email,
    phone: null,
    kind: "HUMAN",
    lifecycle: {
      ...noLifecycle,
      state: "INVITED",
      rawState: "pending",
      invitedAt: createdAt,
      createdAt,
      updatedAt: parseDate(row.updatedAt),
    },
    availability: null,
    identityId: null,
    ...toRoles(seen, row.id_project, row.role),
    ownPermissions: null,
    tags: null,
    attributes: null,
    fetchedAt: seen.fetchedAt,
    toRemote: () => toRemote(row),
  };
}

/** Carries a trail of the address, by which the id still finds its person when the invitation is gone. */
function toInvitationRef(row: InvitationRow): RemoteRef {
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

const noLifecycle: UserLifecycle = {
  state: "UNKNOWN",
  rawState: "",
  invitedAt: null,
  createdAt: null,
  updatedAt: null,
  lastActiveAt: null,
  disabledAt: null,
  deletedAt: null,
  restorableUntil: null,
};

/** `last_login_at` is left alone: the server fills it with its own start time. */
function toLifecycle(seen: Sighting, row: ProjectUserRow): UserLifecycle {
  const rawState = row.trashed === true ? "trashed" : (row.status ?? "active");
  return {
    ...noLifecycle,
    state: isHumanGone(row) ? "DELETED" : toState(seen, rawState),
    rawState,
    createdAt: parseDate(row.createdAt),
    updatedAt: parseDate(row.updatedAt),
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
  const role = toMentionedRole({ account: seen.account, project, fetchedAt: seen.fetchedAt }, name);
  return {
    privilege: highestPrivilege([role.privilege]),
    roleAssignments: [{ role, workspace: toProjectRef(project) }],
  };
}
