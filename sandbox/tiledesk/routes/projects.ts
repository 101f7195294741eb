import type { Answer } from "../../answer.js";
import type { JsonObject } from "../../incoming.js";
import { failure, json, objectNotFound } from "../answer.js";
import type { MemberDocument, ProjectDocument } from "../documents.js";
import { newDefaultDepartment, newMember, newProject } from "../new-documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, callerOf, given, isAdministrator, param, type Route, textOf } from "../route.js";
import type { TiledeskState } from "../state.js";
import { fullName, memberView, projectView } from "../views.js";

/** These look at the project themselves: an unknown one is a 403 or 404 here, not the 400 of `/:pid/…`. */
export const projectRoutes: readonly Route[] = [
  { method: "GET", template: "/projects", gate: "signedIn", run: listProjects },
  { method: "POST", template: "/projects", gate: "signedIn", run: createProject },
  { method: "GET", template: "/projects/all", gate: "signedIn", run: listAllProjects },
  { method: "GET", template: "/projects/:pid/users/availables", gate: "public", run: listAvailables },
  { method: "GET", template: "/projects/:pid", gate: "agent", run: readProject },
  { method: "PUT", template: "/projects/:pid", gate: "admin", run: updateProject },
  { method: "PATCH", template: "/projects/:pid", gate: "admin", run: updateProject },
  { method: "DELETE", template: "/projects/:pid", gate: "owner", run: deleteProject },
  { method: "DELETE", template: "/projects/:pid/physical", gate: "owner", run: removeProject },
];

/** The caller's memberships with the project inside: soft-deleted ones with status 0, removed ones as null. */
function listProjects(call: Call): Answer {
  const { state } = call;
  const now = state.now();
  const rows = state
    .membershipsOf(callerOf(call).id)
    .filter((one) => one.roleType === 1 && one.status === "active")
    .map((member) => ({ member, project: state.projects.get(member.id_project ?? "") }))
    .sort((a, b) => (b.project?.updatedAt ?? "").localeCompare(a.project?.updatedAt ?? ""))
    .map(({ member, project }) => {
      return { ...memberView(member), id_project: project ? projectView(project, now) : null };
    });
  return json(200, rows);
}

function listAllProjects(call: Call): Answer {
  if (!isAdministrator(callerOf(call))) return failure(403, "Unauthorized.");
  const rows = [...call.state.projects.values()].map(({ _id, name, createdBy, createdAt, profile }) => {
    return { _id, name, owner: createdBy, createdAt, profile_name: profile.name };
  });
  return json(200, rows);
}

function createProject(call: Call): Answer {
  const { state } = call;
  const caller = callerOf(call);
  const name = textOf(call.body["name"]);
  if (!name) return failure(500, "Error saving object.");
  const origin = () => ({ _id: state.nextId(), at: state.now(), createdBy: caller.id });
  const project = newProject(origin(), name);
  state.projects.set(project._id, project);
  const membership = { id_project: project._id, id_user: caller.id, role: "owner", user_available: true };
  state.addMember(newMember(origin(), membership));
  const department = newDefaultDepartment(origin(), project._id);
  state.departments.set(department._id, department);
  return json(200, projectView(project, state.now()));
}

function storedProject(call: Call): ProjectDocument | undefined {
  return call.state.projects.get(castObjectId(param(call, "pid")) ?? "");
}

function readProject(call: Call): Answer {
  const project = storedProject(call);
  return project?.status === 100 ? json(200, projectView(project, call.state.now())) : objectNotFound();
}

function updateProject(call: Call): Answer {
  const project = storedProject(call);
  if (project?.status !== 100) return objectNotFound();
  const { body, state } = call;
  project.name = textOf(body["name"]) ?? project.name;
  if (typeof body["activeOperatingHours"] === "boolean")
    project.activeOperatingHours = body["activeOperatingHours"];
  if (given(body, "settings")) project.settings = body["settings"] as JsonObject;
  if (given(body, "attributes")) project.attributes = body["attributes"];
  const description = textOf(body["description"]);
  if (description !== undefined) project.description = description;
  return touched(state, project);
}

function deleteProject(call: Call): Answer {
  const project = storedProject(call);
  if (!project) return objectNotFound();
  project.status = 0;
  return touched(call.state, project);
}

function removeProject(call: Call): Answer {
  const project = storedProject(call);
  if (!project) return objectNotFound();
  call.state.projects.delete(project._id);
  call.state.changed();
  return json(200, projectView(project, call.state.now()));
}

function touched(state: TiledeskState, project: ProjectDocument): Answer {
  project.updatedAt = state.now();
  state.changed();
  return json(200, projectView(project, state.now()));
}

/** Without `raw` the operating hours decide, and nobody works in the sandbox (recorded: an empty list). */
function listAvailables(call: Call): Answer {
  const { state, query } = call;
  const projectId = castObjectId(param(call, "pid"));
  if (projectId === undefined) throw new Error("Cast to ObjectId failed.");
  if (query.get("raw") !== "true") return json(200, []);
  const inGroup = groupFilter(state, query.get("department"));
  const rows = [];
  for (const member of state.membersOfProject(projectId)) {
    const user = isOnDuty(member) && inGroup(member) ? state.users.get(member.id_user ?? "") : undefined;
    if (!user) continue;
    const { _id: id, email } = user;
    const assigned_request = member.number_assigned_requests;
    rows.push({ id, pu_id: member._id, fullname: fullName(user), email, assigned_request });
  }
  return json(200, rows);
}

function isOnDuty(member: MemberDocument): boolean {
  return member.roleType === 1 && member.status === "active" && member.user_available;
}

function groupFilter(state: TiledeskState, departmentId: string | null): (member: MemberDocument) => boolean {
  const groupId = state.departments.get(departmentId ?? "")?.id_group;
  const members = groupId ? state.groups.get(groupId)?.members : undefined;
  return members ? (member) => members.includes(member.id_user ?? "") : () => true;
}
