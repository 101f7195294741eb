import type { Answer } from "../../answer.js";
import type { JsonObject } from "../../incoming.js";
import { empty, errorFailure, failure, json, objectNotFound } from "../answer.js";
import { castBoolean, CastError, castText, castTexts } from "../cast.js";
import type { GroupDocument } from "../documents.js";
import { newGroup } from "../new-documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, callerOf, given, param, projectOf, type Route, textOf } from "../route.js";

const base = "/:pid/groups";

/** An agent may do all of it. By id, the project is not looked at. */
export const groupRoutes: readonly Route[] = [
  { method: "GET", template: base, gate: "agent", run: list },
  { method: "POST", template: base, gate: "agent", run: create },
  { method: "GET", template: `${base}/:id`, gate: "agent", run: read },
  { method: "PUT", template: `${base}/enable/:id`, gate: "agent", run: enable },
  { method: "PUT", template: `${base}/disable/:id`, gate: "agent", run: disable },
  { method: "PUT", template: `${base}/:id`, gate: "agent", run: update },
  { method: "DELETE", template: `${base}/:id`, gate: "agent", run: remove },
];

/** Exactly `trashed: false`, so the trashed ones cannot be listed and the old ones are hidden with them. */
function list(call: Call): Answer {
  const { state, query } = call;
  const projectId = projectOf(call)._id;
  const wanted = [...query.getAll("member"), ...query.getAll("member[]")].filter((id) => id !== "");
  const groups = [...state.groups.values()].filter((group) => {
    if (group.id_project !== projectId || group.trashed !== false) return false;
    return wanted.length === 0 || wanted.some((id) => group.members.includes(id));
  });
  return json(200, groups);
}

function read(call: Call): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error getting object.");
  const group = call.state.groups.get(id);
  return group ? json(200, group) : objectNotFound();
}

/** Members are taken as they come: nobody asks whether they are user ids of this project. */
function create(call: Call): Answer {
  const { state, body } = call;
  const name = textOf(body["name"]);
  if (!name) return failure(500, "Error saving object.");
  const origin = { _id: state.nextId(), at: state.now(), createdBy: callerOf(call).id };
  const members = given(body, "members") ? castTexts(body["members"]) : [];
  const group = newGroup(origin, { id_project: projectOf(call)._id, name, members });
  state.groups.set(group._id, group);
  state.changed();
  return json(200, group);
}

/** `members` is replaced whole; `enabled` is not settable here; `trashed: false` restores and leaves it disabled. */
function update(call: Call): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error updating object.");
  try {
    return json(200, upsert(call, id, fieldsOf(call.body)));
  } catch (error) {
    if (error instanceof CastError) return failure(500, "Error updating object.");
    throw error;
  }
}

function fieldsOf(body: JsonObject): Partial<GroupDocument> {
  const fields: Partial<GroupDocument> = {};
  if (given(body, "name")) fields.name = castText(body["name"]);
  if (given(body, "members")) fields.members = castTexts(body["members"]);
  if (given(body, "trashed")) fields.trashed = castBoolean(body["trashed"]);
  if (given(body, "attributes")) fields.attributes = body["attributes"];
  return fields;
}

function enable(call: Call): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return errorFailure(500, "Error enabling group");
  return json(200, upsert(call, id, { enabled: true }));
}

function disable(call: Call): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return errorFailure(500, "Error disabling group");
  if (isInDepartment(call, id)) {
    return errorFailure(403, "Unable to disabled a group associated with a department");
  }
  return json(200, upsert(call, id, { enabled: false }));
}

/** An unknown id becomes a group of no project. */
function upsert(call: Call, id: string, fields: Partial<GroupDocument>): GroupDocument {
  const { state } = call;
  const at = state.now();
  const group: GroupDocument = state.groups.get(id) ?? {
    members: [],
    enabled: true,
    _id: id,
    createdAt: at,
    updatedAt: at,
    __v: 0,
  };
  Object.assign(group, fields, { updatedAt: at });
  state.groups.set(id, group);
  state.changed();
  return group;
}

/** Deleting what is not there is a success as well. */
function remove(call: Call): Answer {
  const { state, query } = call;
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error deleting group");
  if (isInDepartment(call, id)) {
    return errorFailure(403, "Unable to delete a group associated with a department");
  }
  const group = state.groups.get(id);
  if (query.get("force") === "true") {
    if (!group) return empty();
    state.groups.delete(id);
    state.changed();
    return json(200, group);
  }
  if (group) upsert(call, id, { enabled: false, trashed: true });
  return json(200, { success: true, message: "Group successfully deleted" });
}

/** Only `id_group` counts; a department that names the group in `groups` does not protect it. */
function isInDepartment(call: Call, groupId: string): boolean {
  const projectId = projectOf(call)._id;
  return [...call.state.departments.values()].some((department) => {
    return department.id_project === projectId && department.id_group === groupId;
  });
}
