import { parseDate } from "../../directory/dates.js";
import { identify, type JsonObject } from "../../directory/directory-object.js";
import { highestPrivilege, type Privilege, type Role } from "../../directory/role.js";
import {
  toDisplayName,
  type User,
  type UserLifecycle,
  type UserName,
  type UserState,
} from "../../directory/user.js";
import type { Sighting } from "./client.js";
import type { UserRow } from "./rows.js";

/** What a row may or may not tell of a user, beside who it is. */
export type Part = "roles" | "teams" | "updatedAt";

/** A user as one of Talkdesk's answers has it. `null` where the answer does not tell, never for none. */
export interface Person {
  readonly id: string;
  /** Without roles. */
  readonly user: User;
  /** Ids or names, as the answer mentions them. */
  readonly roles: readonly string[] | null;
  readonly teams: readonly string[] | null;
  /** By name. */
  readonly ringGroups: readonly string[] | null;
  /** Whether the answer has any field that only answers with roles and teams have, so that their absence means something. */
  readonly isRich: boolean;
}

/** Whether the answer that the person was read from tells this of somebody. */
export function tells(person: Person, part: Part): boolean {
  return part === "updatedAt" ? person.user.lifecycle.updatedAt !== null : person[part] !== null;
}

export function toPerson(seen: Sighting, row: UserRow): Person {
  const { role, teams, ring_groups: ringGroups } = row;
  return {
    id: row.id,
    user: toUser(seen, row),
    roles: role === undefined ? null : toList(role),
    teams: teams === undefined ? null : [...new Set(teams)],
    ringGroups: ringGroups === undefined ? null : [...new Set(ringGroups)],
    isRich: richFields.some((field) => row[field] !== undefined),
  };
}

/** Fields of the guide that the documents' answers do not have (contract 0). */
const richFields = ["role", "teams", "ring_groups", "time_zone", "language", "updated_at"] as const;

function toList(role: string | null): readonly string[] {
  const name = role?.trim() ?? "";
  return name === "" ? [] : [name];
}

/** As names of roles and teams are compared. */
export function foldName(name: string): string {
  return name.trim().normalize("NFKC").toLowerCase();
}

/** What is known of the roles of a person. */
export interface Held {
  readonly privilege: Privilege;
  readonly roles: readonly Role[] | null;
}

/** The user with roles. Field by field: spreading an object this wide costs seventy times as much. */
export function withRoles(user: User, { privilege, roles }: Held): User {
  return {
    id: user.id,
    accountKey: user.accountKey,
    remoteId: user.remoteId,
    remoteKey: user.remoteKey,
    ref: user.ref,
    displayName: user.displayName,
    state: user.state,
    name: user.name,
    email: user.email,
    username: user.username,
    title: null,
    phone: user.phone,
    extension: user.extension,
    avatarUrl: null,
    timeZone: user.timeZone,
    locale: user.locale,
    boundary: user.boundary,
    kind: user.kind,
    license: null,
    lifecycle: user.lifecycle,
    availability: null,
    identityId: null,
    organization: null,
    privilege,
    roleAssignments: roles?.map((role) => ({ role, workspace: null })) ?? null,
    ownPermissions: null,
    tags: null,
    attributes: null,
    fetchedAt: user.fetchedAt,
    surface: user.surface,
    toRemote: user.toRemote,
  };
}

function toUser(seen: Sighting, row: UserRow): User {
  const ref = { kind: "user", scope: null, id: row.id };
  const { id, accountKey, remoteId, remoteKey } = identify(seen.account, "User", ref, row.id);
  const name = toName(row.name);
  const email = toText(row.email);
  const lifecycle = toLifecycle(seen, row);
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
    phone: toText(row.external_phone_number),
    extension: toText(row.extension),
    avatarUrl: null,
    timeZone: toText(row.time_zone),
    locale: toText(row.language),
    boundary: "INTERNAL",
    kind: "HUMAN",
    license: null,
    lifecycle,
    availability: null,
    identityId: null,
    organization: null,
    privilege: highestPrivilege([]),
    roleAssignments: null,
    ownPermissions: null,
    tags: null,
    attributes: null,
    fetchedAt: seen.fetchedAt,
    surface: "rest",
    toRemote: () => row as JsonObject,
  };
}

function toText(value: string | number | null | undefined): string | null {
  return value == null || value === "" ? null : String(value);
}

/** Talkdesk has one name; its parts are for display, cut at the last space (contract 3.7). */
export function toName(whole: string | null | undefined): UserName | null {
  const full = whole?.trim() ?? "";
  if (full === "") return null;
  const cut = full.lastIndexOf(" ");
  if (cut === -1) return { full, given: full, family: null };
  return { full, given: full.slice(0, cut).trimEnd(), family: full.slice(cut + 1) };
}

function toLifecycle(seen: Sighting, row: UserRow): UserLifecycle {
  const rawState = row.status ?? (row.active == null ? "" : String(row.active));
  return {
    state: toState(seen, row),
    rawState,
    invitedAt: null,
    createdAt: parseDate(row.created_at),
    updatedAt: parseDate(row.updated_at),
    lastActiveAt: null,
    disabledAt: null,
    deletedAt: null,
    restorableUntil: null,
  };
}

/** Every dialect has words of its own; what does not tell is never taken for active (contract 3.7). */
function toState(seen: Sighting, { status, active }: UserRow): UserState {
  if (status == null || status === "") {
    if (active == null) return "UNKNOWN";
    return active ? "ACTIVE" : "DISABLED";
  }
  switch (status.toLowerCase()) {
    case "active":
      return "ACTIVE";
    case "inactive":
    case "deactivated":
      return "DISABLED";
    case "pending":
      return "INVITED";
    default:
      seen.observer.unknownValue("user.status");
      return "UNKNOWN";
  }
}
