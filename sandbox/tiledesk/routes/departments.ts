import type { Answer } from "../../answer.js";
import type { JsonObject } from "../../incoming.js";
import { failure, json, objectNotFound } from "../answer.js";
import { castObjects, castText } from "../cast.js";
import type { DepartmentDocument, MemberDocument } from "../documents.js";
import { newDepartment } from "../new-documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, callerOf, given, param, projectOf, type Route, textOf } from "../route.js";
import { departmentView, memberView } from "../views.js";

const base = "/:pid/departments";

export const departmentRoutes: readonly Route[] = [
  { method: "GET", template: base, gate: "public", run: listShown },
  { method: "GET", template: `${base}/allstatus`, gate: "agent", run: listAll },
  { method: "GET", template: `${base}/:id`, gate: "public", run: read },
  { method: "GET", template: `${base}/:id/operators`, gate: "agent", run: listOperators },
  { method: "POST", template: base, gate: "admin", run: create },
  { method: "PUT", template: `${base}/:id`, gate: "admin", run: replace },
  { method: "PATCH", template: `${base}/:id`, gate: "admin", run: patch },
  { method: "DELETE", template: `${base}/:id`, gate: "admin", run: remove },
];

function listShown(call: Call): Answer {
  return json(200, inProject(call, (department) => department.status === 1).map(departmentView));
}

function listAll(call: Call): Answer {
  return json(200, inProject(call, (department) => department.status >= 0).map(departmentView));
}

function inProject(call: Call, keep: (department: DepartmentDocument) => boolean): DepartmentDocument[] {
  const projectId = projectOf(call)._id;
  return [...call.state.departments.values()].filter((one) => one.id_project === projectId && keep(one));
}

function read(call: Call): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error getting object.");
  const department = call.state.departments.get(id);
  return department ? json(200, departmentView(department)) : objectNotFound();
}

/** Who could be given a conversation. Nobody is drawn by lot here, as the server does: the first one is it. */
function listOperators(call: Call): Answer {
  const { state } = call;
  const id = castObjectId(param(call, "id"));
  const department = id === undefined ? undefined : state.departments.get(id);
  if (!department) return objectNotFound();
  const group = department.id_group ? state.groups.get(department.id_group) : undefined;
  const isCandidate = (member: MemberDocument): boolean => {
    if (member.roleType !== 1 || member.status !== "active") return false;
    return !group || group.members.includes(member.id_user ?? "");
  };
  const agents = [...state.membersOfProject(projectOf(call)._id)].filter(isCandidate);
  const available = agents.filter((member) => member.user_available);
  const [first] = department.routing === "assigned" ? available : [];
  return json(200, {
    available_agents: available.map(memberView),
    agents: agents.map(memberView),
    operators: first ? [memberView(first)] : [],
    department: departmentView(department),
  });
}

function create(call: Call): Answer {
  const { state, body } = call;
  if (!textOf(body["name"])) return failure(500, "Error saving object.");
  const origin = { _id: state.nextId(), at: state.now(), createdBy: callerOf(call).id };
  const defaults = { id_project: projectOf(call)._id, routing: "assigned", default: false, status: 1 };
  const department = newDepartment(origin, { ...defaults, ...fieldsOf(body) });
  state.departments.set(department._id, department);
  state.changed();
  return json(200, departmentView(department));
}

/** What is not sent of `id_group` and `id_bot` is set to null. */
function replace(call: Call): Answer {
  const fields = fieldsOf(call.body);
  return write(call, { ...fields, id_group: fields.id_group ?? null, id_bot: fields.id_bot ?? null });
}

function patch(call: Call): Answer {
  return write(call, fieldsOf(call.body));
}

function write(call: Call, fields: Partial<DepartmentDocument>): Answer {
  const { state } = call;
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error updating object.");
  const at = state.now();
  const origin = { _id: id, at, createdBy: callerOf(call).id };
  const fresh = {
    id_project: projectOf(call)._id,

    routing: "assigned",
    default: false,
    status: 1,
  };
  const department = state.departments.get(id) ?? newDepartment(origin, fresh);
  Object.assign(department, fields, { updatedAt: at });
  state.departments.set(id, department);
  state.changed();
  return json(200, departmentView(department));
}

function fieldsOf(body: JsonObject): Partial<DepartmentDocument> {
  const fields: Partial<DepartmentDocument> = {};
  for (const name of ["name", "description", "routing", "id_group", "id_bot"] as const) {
    if (given(body, name)) fields[name] = castText(body[name]);
  }
  for (const name of ["groups", "tags"] as const) {
    if (given(body, name)) fields[name] = castObjects(body[name]);
  }
  if (typeof body["status"] === "number") fields.status = body["status"];
  if (typeof body["default"] === "boolean") fields.default = body["default"];
  return fields;
}

function remove(call: Call): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error deleting object.");
  const department = call.state.departments.get(id);
  if (!department) return json(200, null);
  call.state.departments.delete(id);
  call.state.changed();
  return json(200, departmentView(department));
}
