import { createHash } from "node:crypto";
import type {
  Activity,
  ActivityAction,
  ActivityActorKind,
  ActivitySubject,
} from "../../directory/activity.js";
import { parseDate } from "../../directory/dates.js";
import { identify, type AccountIdentity, type JsonObject } from "../../directory/directory-object.js";
import type { Observer } from "../../directory/provider.js";
import type { Role } from "../../directory/role.js";
import type { Team } from "../../directory/team.js";
import type { Workspace, WorkspaceState } from "../../directory/workspace.js";
import type { Edge } from "../http/edge.js";
import type { ActivityRow, GroupRow, ProjectMembershipRow, ProjectRow } from "./rows.js";

type ActivityTarget = NonNullable<ActivityRow["target"]>;

/** What every mapping of a row needs beside the row. */
export interface Sighting {
  readonly account: AccountIdentity;
  readonly observer: Observer;
  readonly fetchedAt: Date;
  /** Roles that rows of the answer mention, each made once. */
  readonly mentionedRoles: Map<string, Role>;
  /** What a collection is called when something is wrong with it. */
  readonly edge: (collection: string) => Edge;
}

/** A project, with the credential's own membership in it. */
export interface Project {
  readonly workspace: Workspace;
  /** `null` where the credential is no member. */
  readonly own: { readonly memberId: string; readonly role: string | null } | null;
  /** Seats of the plan; the server does not enforce them. */
  readonly agentSeats: number | null;
}

/** A group with the ids of the humans in it, which only this provider understands. */
export interface Group {
  readonly team: Team;
  readonly memberIdentityIds: ReadonlySet<string>;
}

export function toGroup(seen: Sighting, project: string, row: GroupRow): Group {
  const ref = { kind: "group", scope: project, id: row._id };
  const team: Team = {
    ...identify(seen.account, "Team", ref, row._id),
    name: row.name ?? row._id,
    description: null,
    kind: "TEAM",
    isDeleted: row.trashed === true,
    parent: null,
    organization: null,
    workspace: toProjectRef(project),
    fetchedAt: seen.fetchedAt,
    surface: "tiledesk",
    toRemote: () => toRemote(row),
  };
  return { team, memberIdentityIds: new Set(row.members) };
}

export function toProjectRef(project: string): { kind: string; scope: null; id: string } {
  return { kind: "project", scope: null, id: project };
}

export function toProject(seen: Sighting, row: ProjectRow, membership: ProjectMembershipRow | null): Project {
  const own = membership === null ? null : { memberId: membership._id, role: membership.role };
  return { workspace: toWorkspace(seen, row), own, agentSeats: row.profile?.agents ?? null };
}

function toWorkspace(seen: Sighting, row: ProjectRow): Workspace {
  return {
    ...identify(seen.account, "Workspace", toProjectRef(row._id), row._id),
    name: row.name ?? row._id,
    description: null,
    kind: "PROJECT",
    state: toWorkspaceState(seen, row.status),
    rawState: row.status === null ? null : String(row.status),
    url: null,
    organization: null,
    fetchedAt: seen.fetchedAt,
    surface: "tiledesk",
    toRemote: () => toRemote(row),
  };
}

function toWorkspaceState(seen: Sighting, status: number | null): WorkspaceState {
  if (status === 100 || status === null) return "ACTIVE";
  if (status === 0) return "DELETED";
  seen.observer.unknownValue("project.status");
  return "UNKNOWN";
}

export function toActivity(seen: Sighting, project: string, row: ActivityRow): Activity | null {
  const occurredAt = parseDate(row.createdAt);
  if (occurredAt === null) return null;
  const ref = { kind: "activity", scope: project, id: row._id };
  return {
    ...identify(seen.account, "Activity", ref, row._id),
    ...toActor(seen, project, row),
    occurredAt,
    action: toAction(seen, row),
    rawAction: row.verb,
    summary: row.message,
    subject: row.target === null ? null : toSubject(row.target, row.actionObj),
    workspace: toProjectRef(project),
    fetchedAt: seen.fetchedAt,
    surface: "tiledesk",
    toRemote: () => toRemote(row),
  };
}

function toActor(
  seen: Sighting,
  project: string,
  row: ActivityRow,
): Pick<Activity, "actor" | "actorKind" | "rawActorKind"> {
  const rawActorKind = row.actor?.type ?? null;
  const actorKind = toActorKind(seen, rawActorKind);
  const id = row.actor?.id ?? null;
  const actor = actorKind === "USER" && id !== null ? toIdentityRef(project, id) : null;
  return { actor, actorKind, rawActorKind };
}

/** The member of a project who is this human, addressed by the human's id. */
function toIdentityRef(project: string, identityId: string): { kind: string; scope: string; id: string } {
  return { kind: "identity", scope: project, id: identityId };
}

function toActorKind(seen: Sighting, type: string | null): ActivityActorKind {
  if (type === "user") return "USER";
  if (type === "bot") return "BOT";
  if (type === "system") return "SYSTEM";
  seen.observer.unknownValue("activity.actor.type");
  return "UNKNOWN";
}

/** What each action is called in the log. A restore and an enabling appear as updates, disabling not at all. */
export const activityVerbs: Readonly<Partial<Record<ActivityAction, readonly string[]>>> = {
  USER_INVITED: ["PROJECT_USER_INVITE"],
  USER_UPDATED: ["PROJECT_USER_UPDATE"],
  USER_AVAILABILITY_CHANGED: ["PROJECT_USER_AVAILABILITY_SELF", "PROJECT_USER_AVAILABILITY_SYSTEM"],
  USER_SOFT_DELETED: ["PROJECT_USER_DELETE"],
  USER_HARD_DELETED: ["PROJECT_USER_DELETE"],
  CONVERSATION_CREATED: ["REQUEST_CREATE"],
  CONVERSATION_CLOSED: ["REQUEST_CLOSE"],
};

function toAction(seen: Sighting, row: ActivityRow): ActivityAction {
  if (row.verb === "PROJECT_USER_DELETE") {
    if (row.actionObj?.deleteType === "soft") return "USER_SOFT_DELETED";
    if (row.actionObj?.deleteType === "hard") return "USER_HARD_DELETED";
  } else {
    const known = Object.entries(activityVerbs).find(([, verbs]) => verbs.includes(row.verb));
    if (known !== undefined) return known[0] as ActivityAction;
  }
  seen.observer.unknownValue("activity.verb");
  return "UNKNOWN";
}

function toSubject(target: ActivityTarget, action: ActivityRow["actionObj"]): ActivitySubject | null {
  if (target.type === null) return null;
  const email = target.object?.email ?? action?.email ?? null;
  return { kind: target.type, id: target.id, name: toTargetName(target) ?? email };
}

function toTargetName(target: ActivityTarget): string | null {
  const human = target.object?.id_user ?? null;
  return human === null || typeof human === "string" ? null : toFullName(human.firstname, human.lastname);
}

export function toFullName(
  given: string | null | undefined,
  family: string | null | undefined,
): string | null {
  const full = [given, family].map((part) => part?.trim() ?? "").filter((part) => part !== "");
  return full.length === 0 ? null : full.join(" ");
}

/** The trail by which an invitation's id still finds its person after sign-up, without saying the address. */
export function toEmailTrail(invitationId: string, email: string): string {
  return createHash("sha256")
    .update(`${invitationId}:${email.toLowerCase()}`)
    .digest("base64url")
    .slice(0, 16);
}

/** Rows are parsed JSON already; absent fields are left out. */
export function toRemote(row: object): JsonObject {
  return row as JsonObject;
}
