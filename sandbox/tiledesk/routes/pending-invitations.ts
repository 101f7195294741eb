import type { Answer } from "../../answer.js";
import { failure, json, objectNotFound } from "../answer.js";
import type { PendingInvitationDocument } from "../documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, callerOf, param, projectOf, type Route, textOf } from "../route.js";

const base = "/:pid/pendinginvitations";

/** By id, the project is not looked at. */
export const pendingInvitationRoutes: readonly Route[] = [
  { method: "GET", template: base, gate: "agent", run: list },
  { method: "POST", template: base, gate: "agent", run: create },
  { method: "GET", template: `${base}/resendinvite/:id`, gate: "agent", run: resend },
  { method: "GET", template: `${base}/:id`, gate: "agent", run: read },
  { method: "PUT", template: `${base}/:id`, gate: "agent", run: update },
  { method: "DELETE", template: `${base}/:id`, gate: "agent", run: remove },
];

function list(call: Call): Answer {
  const projectId = projectOf(call)._id;
  return json(
    200,
    [...call.state.pendingInvitations.values()].filter((one) => one.id_project === projectId),
  );
}

function read(call: Call): Answer {
  return withInvitation(call, (invitation) => json(200, invitation));
}

/** A GET that sends mail. */
function resend(call: Call): Answer {
  return withInvitation(call, (invitation) => {
    call.state.emailsSent += 1;
    return json(200, { "Resend invitation email to": invitation });
  });
}

function withInvitation(call: Call, answer: (invitation: PendingInvitationDocument) => Answer): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error getting object.");
  const invitation = call.state.pendingInvitations.get(id);
  return invitation ? answer(invitation) : objectNotFound();
}

/** Broken on the server: it reads the project from the wrong place, so the record belongs to none. */
function create(call: Call): Answer {
  const { state, body } = call;
  const { at, ...stamps } = stampsNow(call);
  const invitation: PendingInvitationDocument = {
    _id: state.nextId(),
    ...writable(body["email"], body["role"]),
    createdBy: callerOf(call).id,
    createdAt: at,
    ...stamps,
  };
  state.pendingInvitations.set(invitation._id, invitation);
  state.changed();
  return json(200, invitation);
}

/** Overwrites both fields, the one that is not sent with null; an unknown id makes a record without a project. */
function update(call: Call): Answer {
  const { state, body } = call;
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error updating object.");
  const fields = { email: textOf(body["email"]) ?? null, role: textOf(body["role"]) ?? null };
  const { at, ...stamps } = stampsNow(call);
  const known = state.pendingInvitations.get(id);
  const invitation = known ?? { _id: id, ...fields, createdAt: at, ...stamps };
  Object.assign(invitation, fields, { updatedAt: at });
  state.pendingInvitations.set(id, invitation);
  state.changed();
  return json(200, invitation);
}

/** Answers MongoDB's own result; deleting nothing is a success with n 0. */
function remove(call: Call): Answer {
  const id = castObjectId(param(call, "id"));
  if (id === undefined) return failure(500, "Error deleting object.");
  const n = call.state.pendingInvitations.delete(id) ? 1 : 0;
  if (n > 0) call.state.changed();
  return json(200, { n, ok: 1, deletedCount: n });
}

function stampsNow(call: Call): { at: string; updatedAt: string; __v: number } {
  const at = call.state.now();
  return { at, updatedAt: at, __v: 0 };
}

function writable(email: unknown, role: unknown): { email?: string; role?: string } {
  const address = textOf(email);
  const name = textOf(role);
  return {
    ...(address === undefined ? {} : { email: address }),
    ...(name === undefined ? {} : { role: name }),
  };
}
