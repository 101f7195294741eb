import type { Answer } from "../../answer.js";
import type { JsonObject } from "../../incoming.js";
import { failure, json } from "../answer.js";
import { logUpdate } from "../activity-log.js";
import { castBoolean, CastError, castNumber, castObjects, castText } from "../cast.js";
import type { MemberDocument } from "../documents.js";
import { newOrphan } from "../new-documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, callerOf, given, membershipOf, param, type Route } from "../route.js";
import type { TiledeskState } from "../state.js";
import { memberView } from "../views.js";

const base = "/:pid/project_users";

export const memberUpdateRoutes: readonly Route[] = [
  { method: "PUT", template: base, gate: "agent", run: updateOwn },
  { method: "PUT", template: `${base}/:puid`, gate: "admin", run: updateById },
];

/** `role` and `status` are not for oneself: ignored with a 200. */
function updateOwn(call: Call): Answer {
  return attempt(() => {
    const member = membershipOf(call);
    apply(call.state, member, ownUpdate(call.state, call.body));
    return updated(call, member, true);
  });
}

/**
 * Looks at the id alone: a member of another project is changed as readily, and an unknown id becomes a new
 * record that belongs to nobody. Both recorded.
 */
function updateById(call: Call): Answer {
  const { state, body } = call;
  const id = castObjectId(param(call, "puid"));
  if (id === undefined) return failure(500, "Error updating object.");
  return attempt(() => {
    const update = { ...ownUpdate(state, body), ...adminUpdate(body) };
    const member = state.members.get(id);
    if (member) {
      apply(state, member, update);
      return updated(call, member, false);
    }
    const { dotted, ...fields } = update;
    const orphan = newOrphan(id, state.now(), fields);
    if (dotted) orphan.settings = withDotted({}, dotted);
    state.addMember(orphan);
    return json(200, memberView(orphan));
  });
}

type Update = Partial<MemberDocument> & { dotted?: Record<string, unknown> };

/** The two settings that can be written, by their literal dotted names; an object named `settings` is ignored. */
const dottedSettings = [
  "settings.email.notification.conversation.assigned.toyou",
  "settings.email.notification.conversation.pooled",
];

function ownUpdate(state: TiledeskState, body: JsonObject): Update {
  const update: Update = {};
  if (given(body, "attributes")) update.attributes = body["attributes"];
  if (given(body, "user_available")) update.user_available = castBoolean(body["user_available"]);
  if (given(body, "profileStatus")) update.profileStatus = castText(body["profileStatus"]);
  if (given(body, "max_assigned_chat")) update.max_assigned_chat = castNumber(body["max_assigned_chat"]);
  if (given(body, "number_assigned_requests")) {
    update.number_assigned_requests = castNumber(body["number_assigned_requests"]);
  }
  if (given(body, "tags")) {
    update.tags = castObjects(body["tags"]).map((tag) => ({ _id: state.nextId(), ...tag }));
  }
  const dotted = dottedSettings.filter((name) => given(body, name));
  if (dotted.length > 0)
    update.dotted = Object.fromEntries(dotted.map((name) => [name, castBoolean(body[name])]));
  return update;
}

/** Any text is a role. A status that is neither of the two is ignored with a 200. */
function adminUpdate(body: JsonObject): Update {
  const update: Update = {};
  if (given(body, "role")) update.role = castText(body["role"]);
  const { status } = body;
  if (status === "active" || status === "disabled") update.status = status;
  return update;
}

function apply(state: TiledeskState, member: MemberDocument, { dotted, ...fields }: Update): void {
  Object.assign(member, fields);
  if (dotted) member.settings = withDotted(member.settings ?? {}, dotted);
  member.updatedAt = state.now();
  state.changed();
}

function withDotted(settings: JsonObject, dotted: Record<string, unknown>): JsonObject {
  const copy = structuredClone(settings);
  for (const [name, value] of Object.entries(dotted)) {
    const steps = name.split(".").slice(1);
    const last = steps.pop() ?? "";
    let place = copy;
    for (const step of steps) place = (place[step] ??= {}) as JsonObject;
    place[last] = value;
  }
  return copy;
}

function updated(call: Call, member: MemberDocument, onOwnRoute: boolean): Answer {
  const { state, body } = call;
  if (member.id_project !== undefined) {
    const occasion = { state, caller: callerOf(call), projectId: member.id_project, at: state.now() };
    logUpdate(occasion, member, { body, onOwnRoute });
  }
  return json(200, memberView(member));
}

/** A value of the wrong type is found by Mongoose before anything is written. */
function attempt(update: () => Answer): Answer {
  try {
    return update();
  } catch (error) {
    if (error instanceof CastError) return failure(500, "Error updating object.");
    throw error;
  }
}
