import type { JsonObject } from "../incoming.js";
import type { DepartmentDocument, MemberDocument, ProjectDocument, UserDocument } from "./documents.js";
import type { TiledeskState } from "./state.js";

const day = 86_400_000;

/** As the writes answer it: `id_user` a plain id, the virtuals last, no `isBusy`. */
export function memberView(member: MemberDocument): JsonObject {
  return { ...member, isAuthenticated: member.role !== "guest", id: member._id };
}

/** As the reads answer it: the whole user inside, or null once the user is physically gone. */
export function populatedMemberView(state: TiledeskState, member: MemberDocument): JsonObject {
  return busyMemberView(state, member, userView(state, member.id_user));
}

/** The reads that do not populate keep the plain id, and still add `isBusy`. */
export function busyMemberView(state: TiledeskState, member: MemberDocument, user?: unknown): JsonObject {
  const view: JsonObject = { ...member };
  // Assigning keeps the field's place; a guest has no id_user to fill.
  if (member.id_user !== undefined && user !== undefined) view["id_user"] = user;
  view["isAuthenticated"] = member.role !== "guest";
  view["id"] = member._id;
  view["isBusy"] = isBusy(state, member);
  return view;
}

export function isBusy(state: TiledeskState, member: MemberDocument): boolean {
  const project = member.id_project === undefined ? undefined : state.projects.get(member.id_project);
  const most = project?.settings?.["max_agent_assigned_chat"];
  return typeof most === "number" && member.number_assigned_requests >= most;
}

export function projectView(project: ProjectDocument, now: string): JsonObject {
  const age = Math.floor((Date.parse(now) - Date.parse(project.createdAt)) / day);
  return {
    ...project,
    trialExpired: age > project.profile.trialDays,
    // Negative while the trial lasts: recorded so (-14 on the first day).
    trialDaysLeft: age - project.profile.trialDays,
    isActiveSubscription: false,
    id: project._id,
  };
}

export function departmentView(department: DepartmentDocument): JsonObject {
  return { ...department, hasBot: Boolean(department.id_bot), id: department._id };
}

export function fullName(user: UserDocument): string {
  return `${user.firstname} ${user.lastname}`;
}

function userView(state: TiledeskState, id: string | undefined): UserDocument | null {
  return id === undefined ? null : (state.users.get(id) ?? null);
}
