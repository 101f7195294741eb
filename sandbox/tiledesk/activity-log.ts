import type { JsonObject } from "../incoming.js";
import { writeActivityMessage } from "./activity-message.js";
import type { ActivityDocument, MemberDocument, PendingInvitationDocument } from "./documents.js";
import type { Caller } from "./route.js";
import type { TiledeskState } from "./state.js";
import { isBusy, memberView } from "./views.js";

/** Who did it, in which project, and when. */
export interface Occasion {
  readonly state: TiledeskState;
  readonly caller: Caller;
  readonly projectId: string;
  readonly at: string;
}

export function logInvite(occasion: Occasion, member: MemberDocument, body: JsonObject): void {
  log(occasion, {
    verb: "PROJECT_USER_INVITE",
    actionObj: { ...body, inviteType: "registered" },
    target: {
      type: "project_user",
      id: member._id,
      object: { ...withHuman(occasion.state, member, true), isBusy: isBusy(occasion.state, member) },
    },
    targetUserId: member.id_user,
  });
}

export function logPendingInvite(
  occasion: Occasion,
  invitation: PendingInvitationDocument,
  body: JsonObject,
): void {
  log(occasion, {
    verb: "PROJECT_USER_INVITE",
    actionObj: { ...body, inviteType: "pending" },
    target: { type: "pendinginvitation", id: invitation._id, object: { ...invitation } },
  });
}

export function logDelete(occasion: Occasion, member: MemberDocument, deleteType: "soft" | "hard"): void {
  const user = member.id_user === undefined ? undefined : occasion.state.users.get(member.id_user);
  log(occasion, {
    verb: "PROJECT_USER_DELETE",
    actionObj: { deleteType, role: member.role, ...(user ? { email: user.email } : {}) },
    target: { type: "project_user", id: member._id, object: withHuman(occasion.state, member, true) },
    targetUserId: member.id_user,
  });
}

/** Restores come here too, with an empty body. `onOwnRoute` is PUT without an id. */
export function logUpdate(
  occasion: Occasion,
  member: MemberDocument,
  update: { body: JsonObject; onOwnRoute: boolean },
): void {
  const { body, onOwnRoute } = update;
  const updateType = updateTypeOf(body, onOwnRoute || member.id_user === occasion.caller.id);
  log(occasion, {
    verb: verbOf(body, updateType),
    actionObj: { ...body, newStatus: availabilityLabel(member), updateType, source: "api" },
    target: {
      type: "project_user",
      id: member._id,
      object: { ...withHuman(occasion.state, member, false), isBusy: isBusy(occasion.state, member) },
    },
    targetUserId: member.id_user,
    bySystem: updateType === "system",
  });
}

type UpdateType = "self" | "admin" | "system";

/** The body names the initiator, and that changes nothing but the activity. */
function updateTypeOf(body: JsonObject, own: boolean): UpdateType {
  if (body["availabilityInitiator"] === "system") return "system";
  return own ? "self" : "admin";
}

function verbOf(body: JsonObject, updateType: UpdateType): string {
  const isAvailability = body["user_available"] !== undefined || body["profileStatus"] !== undefined;
  if (!isAvailability || updateType === "admin") return "PROJECT_USER_UPDATE";
  return updateType === "self" ? "PROJECT_USER_AVAILABILITY_SELF" : "PROJECT_USER_AVAILABILITY_SYSTEM";
}

function availabilityLabel(member: MemberDocument): string {
  if (member.profileStatus) return member.profileStatus;
  return member.user_available ? "available" : "unavailable";
}

export interface Entry {
  readonly verb: string;
  readonly actionObj: JsonObject;
  readonly target: ActivityDocument["target"];
  readonly targetUserId?: string | undefined;
  readonly bySystem?: boolean;
}

export function log(occasion: Occasion, entry: Entry): void {
  const { state, caller, projectId, at } = occasion;
  if (!state.activitiesEnabled) return;
  // MongoDB refuses dotted field names, so a change of the dotted settings leaves no trace (recorded).
  if (Object.keys(entry.actionObj).some((name) => name.includes("."))) return;
  const _id = state.nextId();
  const actor = entry.bySystem
    ? { _id: state.nextId(), type: "system", id: "system", name: "System" }
    : { _id: state.nextId(), type: "user", id: caller.id, name: caller.name };
  const people = entry.bySystem ? [entry.targetUserId] : [caller.id, entry.targetUserId];
  const activity: ActivityDocument = {
    _id,
    id_project: projectId,
    actor,
    verb: entry.verb,
    actionObj: entry.actionObj,
    target: entry.target,
    createdAt: at,
    updatedAt: at,
    involvedUserIds: [...new Set(people.filter((id) => id !== undefined))],
    __v: 0,
  };
  const message = writeActivityMessage(activity);
  // A copy: the log keeps what was, whatever happens to the documents later.
  state.activities.push(structuredClone(message === undefined ? activity : { ...activity, message }));
}

function withHuman(state: TiledeskState, member: MemberDocument, withEmail: boolean): JsonObject {
  const view = memberView(member);
  if (member.id_user === undefined) return view;
  const user = state.users.get(member.id_user);
  if (!user) return { ...view, id_user: null };
  const { firstname, lastname, email, _id } = user;
  return { ...view, id_user: withEmail ? { firstname, lastname, email, _id } : { firstname, lastname, _id } };
}
