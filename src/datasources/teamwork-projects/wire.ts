import type { Activity, ActivityAction } from "../../directory/activity.js";
import { identify, type DirectoryObject } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Organization } from "../../directory/organization.js";
import type { Role } from "../../directory/role.js";
import type { Team } from "../../directory/team.js";
import type { Workspace, WorkspaceState } from "../../directory/workspace.js";
import type { Sighting } from "../teamwork-site/client.js";
import { toRemote } from "../teamwork-site/remote.js";
import type { ActivityRow, CompanyRow, JobRoleRow, ProjectRoleRow, ProjectRow, TeamRow } from "./rows.js";

/** A project, and who works in it where the call asked for them. */
export interface Project {
  readonly id: string;
  readonly workspace: Workspace;
  readonly userIds: readonly string[] | null;
}

/** A team, and who is in it where the call asked for them. */
export interface Group {
  readonly id: string;
  readonly team: Team;
  readonly memberIds: readonly string[] | null;
}

/** A role of a job or of a project, and who holds it. */
export interface HeldRole {
  readonly id: string;
  readonly role: Role;
  readonly holderIds: readonly string[];
}

export function toOrganizationRef(id: string): RemoteRef {
  return { kind: "company", scope: null, id };
}

export function toProjectRef(id: string): RemoteRef {
  return { kind: "project", scope: null, id };
}

export function toTeamRef(id: string): RemoteRef {
  return { kind: "team", scope: null, id };
}

export function toOrganization(seen: Sighting, row: CompanyRow): Organization {
  return {
    ...identify(seen.account, "Organization", toOrganizationRef(row.id), row.id),
    name: row.name ?? row.id,
    isOwner: row.isOwner === true,
    url: row.website,
    ...source(seen, row),
  };
}

export function toProject(seen: Sighting, row: ProjectRow): Project {
  const companyId = row.companyId ?? row.company?.id ?? null;
  const workspace: Workspace = {
    ...identify(seen.account, "Workspace", toProjectRef(row.id), row.id),
    name: row.name ?? row.id,
    description: row.description,
    kind: "PROJECT",
    state: toWorkspaceState(seen, row.status),
    rawState: row.status,
    url: new URL(`projects/${row.id}`, seen.site).href,
    organization: companyId === null ? null : toOrganizationRef(companyId),
    ...source(seen, row),
  };
  const userIds = row.users?.map(({ id }) => id) ?? row.people ?? null;
  return { id: row.id, workspace, userIds: userIds === null ? null : [...new Set(userIds)] };
}

/** The word for an archived project differs (contract section 2.5). What else is told is how it gets on. */
const workspaceStates: ReadonlyMap<string, WorkspaceState> = new Map<string, WorkspaceState>([
  ["active", "ACTIVE"],
  ["current", "ACTIVE"],
  ["late", "ACTIVE"],
  ["upcoming", "ACTIVE"],
  ["completed", "ACTIVE"],
  ["archived", "ARCHIVED"],
  ["inactive", "ARCHIVED"],
  ["deleted", "DELETED"],
]);

function toWorkspaceState(seen: Sighting, status: string | null): WorkspaceState {
  const state = workspaceStates.get(status?.toLowerCase() ?? "");
  if (state === undefined && status !== null) seen.observer.unknownValue("project.status");
  return state ?? "UNKNOWN";
}

export function toGroup(seen: Sighting, row: TeamRow): Group {
  const companyId = row.company?.id ?? null;
  const parentId = row.parentTeam?.id ?? null;
  const team: Team = {
    ...identify(seen.account, "Team", toTeamRef(row.id), row.id),
    name: row.name ?? row.id,
    description: row.description,
    kind: "TEAM",
    isDeleted: row.deleted === true,
    parent: parentId === null ? null : toTeamRef(parentId),
    organization: companyId === null ? null : toOrganizationRef(companyId),
    workspace: row.projectId === null ? null : toProjectRef(row.projectId),
    ...source(seen, row),
  };
  return { id: row.id, team, memberIds: row.members == null ? null : idsOf(row.members) };
}

export function toProjectRole(seen: Sighting, row: ProjectRoleRow): HeldRole {
  const role: Role = {
    ...identify(
      seen.account,
      "Role",
      { kind: "project-role", scope: null, id: row.id },
      `project-role:${row.id}`,
    ),
    name: row.name ?? row.id,
    scope: "WORKSPACE",
    kind: "CUSTOM",
    // It is a title within the project and allows nothing.
    privilege: "UNKNOWN",
    isBuiltIn: false,
    license: null,
    details: { description: row.description, isAssignable: true, permissions: null },
    ...source(seen, row),
  };
  return { id: row.id, role, holderIds: idsOf(row.users ?? []) };
}

export function toJobRole(seen: Sighting, row: JobRoleRow): HeldRole {
  const role: Role = {
    ...identify(seen.account, "Role", { kind: "job-role", scope: null, id: row.id }, `job-role:${row.id}`),
    name: row.name ?? row.id,
    scope: "ACCOUNT",
    kind: "JOB",
    privilege: "UNKNOWN",
    isBuiltIn: false,
    license: null,
    details: { description: null, isAssignable: row.isActive !== false, permissions: null },
    ...source(seen, row),
  };
  return { id: row.id, role, holderIds: idsOf([...(row.primaryUsers ?? []), ...(row.users ?? [])]) };
}

function idsOf(rows: readonly { readonly id: string }[]): readonly string[] {
  return [...new Set(rows.map(({ id }) => id))];
}

/** What the log calls each action (contract section 4). */
const actions: ReadonlyMap<string, ActivityAction> = new Map<string, ActivityAction>([
  ["new", "ITEM_CREATED"],
  ["edited", "ITEM_UPDATED"],
  ["completed", "ITEM_COMPLETED"],
  ["reopened", "ITEM_REOPENED"],
  ["deleted", "ITEM_DELETED"],
  ["undeleted", "ITEM_RESTORED"],
  ["liked", "ITEM_LIKED"],
  ["reacted", "ITEM_REACTED_TO"],
  ["viewed", "ITEM_VIEWED"],
]);

/** The words for the actions; none for those that this log does not have. */
export function toActivityTypes(wanted: ReadonlySet<ActivityAction>): readonly string[] {
  return [...actions].flatMap(([word, action]) => (wanted.has(action) ? word : []));
}

/** `null` for an entry without a time, which has no place in a log. */
export function toActivity(seen: Sighting, row: ActivityRow): Activity | null {
  if (row.dateTime === null) return null;
  const rawAction = row.activityType ?? row.latestActivityType ?? "";
  const projectId = row.projectId ?? row.project?.id ?? null;
  return {
    ...identify(seen.account, "Activity", { kind: "activity", scope: null, id: row.id }, row.id),
    ...toActor(row),
    occurredAt: row.dateTime,
    action: toAction(seen, rawAction),
    rawAction,
    summary: toSummary(row),
    subject: toSubject(row),
    workspace: projectId === null ? null : toProjectRef(projectId),
    ...source(seen, row),
  };
}

function toActor({ userId, user }: ActivityRow): Pick<Activity, "actor" | "actorKind" | "rawActorKind"> {
  const id = userId ?? user?.id ?? null;
  if (id === null) return { actor: null, actorKind: "UNKNOWN", rawActorKind: null };
  return { actor: { kind: "person", scope: null, id }, actorKind: "USER", rawActorKind: null };
}

function toAction(seen: Sighting, word: string): ActivityAction {
  const action = actions.get(word.toLowerCase());
  if (action !== undefined) return action;
  seen.observer.unknownValue("activity.activityType");
  return "UNKNOWN";
}

/** What it was about, and what that is in: `Prueba (My List)`. */
function toSummary({ description, extraDescription }: ActivityRow): string | null {
  if (description === null || extraDescription === null) return description ?? extraDescription;
  return `${description} (${extraDescription})`;
}

function toSubject(row: ActivityRow): Activity["subject"] {
  if (row.type === null) return null;
  return { kind: row.type, id: row.itemId ?? row.item?.id ?? null, name: row.description };
}

function source(
  { fetchedAt }: Sighting,
  row: object,
): Pick<DirectoryObject, "fetchedAt" | "surface" | "toRemote"> {
  return { fetchedAt, surface: "teamwork-projects", toRemote: () => toRemote(row) };
}
