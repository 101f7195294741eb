import type { Answer } from "../../answer.js";
import { failure, json, objectNotFound } from "../answer.js";
import { castTexts } from "../cast.js";
import type { RoleDocument } from "../documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, given, param, projectOf, type Route, textOf } from "../route.js";

const base = "/:pid/roles";

/** An agent may do all of it, creating and deleting too. By id, the project is not looked at. */
export const roleRoutes: readonly Route[] = [
  { method: "GET", template: base, gate: "agent", run: list },
  { method: "POST", template: base, gate: "agent", run: create },
  { method: "GET", template: `${base}/:id`, gate: "agent", run: read },
  { method: "PUT", template: `${base}/:id`, gate: "agent", run: update },
  { method: "DELETE", template: `${base}/:id`, gate: "agent", run: remove },
];

/** The one list of the team that has pages, 0-based. Its default order is by a field that roles lack. */
function list(call: Call): Answer {
  const { state, query } = call;
  const limit = Number.parseInt(query.get("limit") ?? "40", 10) || 40;
  const start = (Number.parseInt(query.get("page") ?? "0", 10) || 0) * limit;
  const projectId = projectOf(call)._id;
  const roles = [...state.roles.values()].filter((role) => role.id_project === projectId);
  if (query.get("sort") === "name") {
    const direction = query.get("direction") === "1" ? 1 : -1;
    roles.sort((a, b) => direction * (a.name ?? "").localeCompare(b.name ?? ""));
  }
  return json(200, roles.slice(start, start + limit));
}

function read(call: Call): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error getting object.");
  const role = call.state.roles.get(id);
  return role ? json(200, role) : objectNotFound();
}

function create(call: Call): Answer {
  const { state, body } = call;
  const name = textOf(body["name"]);
  if (!name) return failure(500, "Error inserting object.");
  const permissions = given(body, "permissions") ? castTexts(body["permissions"]) : [];
  const role: RoleDocument = {
    permissions,
    _id: state.nextId(),
    name,
    id_project: projectOf(call)._id,
    __v: 0,
  };
  state.roles.set(role._id, role);
  state.changed();
  return json(200, role);
}

/** Renaming orphans the members that hold the old name. An unknown id is created, in no project. */
function update(call: Call): Answer {
  const { state, body } = call;
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error updating object.");
  const role = state.roles.get(id) ?? { permissions: [], _id: id, __v: 0 };
  if (given(body, "permissions")) role.permissions = castTexts(body["permissions"]);
  const name = textOf(body["name"]);
  if (name !== undefined) role.name = name;
  state.roles.set(id, role);
  state.changed();
  return json(200, role);
}

/** null when there was none. */
function remove(call: Call): Answer {
  const { roles } = call.state;
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error deleting object.");
  const role = roles.get(id);
  if (role) {
    roles.delete(id);
    call.state.changed();
  }
  return json(200, role ?? null);
}
