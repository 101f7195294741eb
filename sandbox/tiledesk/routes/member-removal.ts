import type { Answer } from "../../answer.js";
import { errorFailure, failure, json } from "../answer.js";
import { logDelete, logUpdate, type Occasion } from "../activity-log.js";
import type { MemberDocument } from "../documents.js";
import { newGuest } from "../new-documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, callerOf, param, projectOf, type Route } from "../route.js";
import { memberView } from "../views.js";

const base = "/:pid/project_users";

export const memberRemovalRoutes: readonly Route[] = [
  { method: "POST", template: base, gate: "agent", run: createGuest },
  { method: "PUT", template: `${base}/:puid/restore`, gate: "admin", run: restore },
  { method: "DELETE", template: `${base}/:puid`, gate: "admin", run: remove },
];

function createGuest(call: Call): Answer {
  const { state } = call;
  const origin = { _id: state.nextId(), at: state.now(), createdBy: callerOf(call).id };
  const guest = newGuest(origin, { id_project: projectOf(call)._id, uuid_user: state.random.uuid() });
  state.addMember(guest);
  return json(200, memberView(guest));
}

/** Not scoped by project, and nobody is spared: neither the owner nor oneself. */
function remove(call: Call): Answer {
  const asked = param(call, "puid");
  const id = castObjectId(asked);
  if (id === undefined) return failure(500, `Error deleting Project User with id ${asked}`);
  const member = call.state.members.get(id);
  if (!member) return notFound(asked);
  // Compared with the text "true"; with both given, soft wins.
  if (call.query.get("soft") === "true") return trash(call, member);
  if (call.query.get("hard") === "true") return erase(call, member);
  return disable(call, member);
}

function trash(call: Call, member: MemberDocument): Answer {
  // The server's hook disables what is trashed. user_available stays, which restore relies on.
  touch(call, member, { trashed: true, status: "disabled" });
  logDelete(occasionOf(call), member, "soft");
  return json(200, memberView(member));
}

function erase(call: Call, member: MemberDocument): Answer {
  call.state.removeMember(member);
  logDelete(occasionOf(call), member, "hard");
  return json(200, memberView(member));
}

/** No activity tells of this one. */
function disable(call: Call, member: MemberDocument): Answer {
  touch(call, member, { status: "disabled", user_available: false });
  return json(200, memberView(member));
}

/** The only one of the writes by id that looks at the project. A member disabled before comes back active. */
function restore(call: Call): Answer {
  const asked = param(call, "puid");
  const id = castObjectId(asked);
  if (id === undefined) return failure(500, `Error restoring Project User with id ${asked}`);
  const member = call.state.members.get(id);
  if (member?.id_project !== projectOf(call)._id) return notFound(asked);
  if (member.trashed !== true) return errorFailure(400, "Project user is not trashed, cannot restore");
  touch(call, member, { trashed: false, status: "active" });
  logUpdate(occasionOf(call), member, { body: call.body, onOwnRoute: false });
  return json(200, memberView(member));
}

function touch(call: Call, member: MemberDocument, update: Partial<MemberDocument>): void {
  Object.assign(member, update, { updatedAt: call.state.now() });
  call.state.changed();
}

function occasionOf(call: Call): Occasion {
  const { state } = call;
  return { state, caller: callerOf(call), projectId: projectOf(call)._id, at: state.now() };
}

function notFound(asked: string): Answer {
  return errorFailure(404, `Project user not found with id ${asked}`);
}
