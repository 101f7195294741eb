import type { Answer } from "../../answer.js";
import { failure, json, objectNotFound } from "../answer.js";
import type { MemberDocument } from "../documents.js";
import { castObjectId } from "../object-id.js";
import { type Call, membershipOf, param, projectOf, type Route } from "../route.js";
import type { TiledeskState } from "../state.js";
import { busyMemberView, populatedMemberView } from "../views.js";

const base = "/:pid/project_users";

/** `me` and `users/…` come before `:puid`, which would swallow them. */
export const memberReadRoutes: readonly Route[] = [
  { method: "GET", template: base, gate: "agent", run: listMembers },
  { method: "GET", template: `${base}/me`, gate: "agent", run: readMe },
  { method: "GET", template: `${base}/users/search`, gate: "user", run: searchByEmail },
  { method: "GET", template: `${base}/users/:userid`, gate: "agent", run: readByUserId },
  { method: "GET", template: `${base}/:puid`, gate: "agent", run: readById },
];

/**
 * Answers by query and project, thrown away with the first change of any document. The real server writes a list
 * anew each time; here a benchmark of what calls us must not measure us.
 */
const lists = new WeakMap<TiledeskState, { revision: number; answers: Map<string, Answer> }>();

/** All of them at once: the server knows no limit, no page and no order. */
function listMembers(call: Call): Answer {
  const { state, query } = call;
  let kept = lists.get(state);
  if (kept?.revision !== state.revision || kept.answers.size > 20) {
    kept = { revision: state.revision, answers: new Map() };
    lists.set(state, kept);
  }
  const key = `${projectOf(call)._id}?${query.toString()}`;
  const answer = kept.answers.get(key) ?? writeList(call);
  kept.answers.set(key, answer);
  return answer;
}

function writeList(call: Call): Answer {
  const { state, query } = call;
  const roles = [...query.getAll("role"), ...query.getAll("role[]")].filter((role) => role !== "");
  const status = query.get("status");
  const presence = query.get("presencestatus");
  const trashed = query.get("trashed");
  const withTrashed = trashed !== null && trashed !== "" && trashed !== "false";
  const isListed = (member: MemberDocument): boolean => {
    // Asking for roles replaces the look at roleType; a record without one is on no other list.
    if (roles.length > 0 ? !roles.includes(member.role ?? "") : member.roleType !== 1) return false;
    if (status && member.status !== status) return false;
    if (presence && member.presence?.status !== presence) return false;
    return withTrashed || member.trashed !== true;
  };
  const rows = [];
  for (const member of state.membersOfProject(projectOf(call)._id)) {
    if (isListed(member)) rows.push(populatedMemberView(state, member));
  }
  return json(200, rows);
}

function readMe(call: Call): Answer {
  return json(200, [busyMemberView(call.state, membershipOf(call))]);
}

/** Tells that an account exists even to those who must not know; not lower-cased, unlike the invitation. */
function searchByEmail(call: Call): Answer {
  const user = call.state.userByEmail(call.query.get("email") ?? undefined);
  if (!user) return objectNotFound();
  const isTeammate = call.state.membershipsOf(user._id).some((one) => one.id_project === projectOf(call)._id);
  if (!isTeammate) return json(403, { msg: "Unauthorized. This is not a your teammate." });
  return json(200, { _id: user._id });
}

/** The first membership that was made, trashed or not. What is no object id is taken for the uuid of a guest. */
function readByUserId(call: Call): Answer {
  const asked = param(call, "userid");
  const userId = castObjectId(asked);
  const member = call.state
    .membershipsOf(userId ?? asked)
    .find((one) => one.id_project === projectOf(call)._id);
  if (!member) return objectNotFound();
  const view = userId === undefined ? busyMemberView : populatedMemberView;
  return json(200, [view(call.state, member)]);
}

function readById(call: Call): Answer {
  const id = castObjectId(param(call, "puid"));
  if (id === undefined) return failure(500, "Error getting object.");
  const member = call.state.members.get(id);
  if (member?.id_project !== projectOf(call)._id) return objectNotFound();
  return json(200, populatedMemberView(call.state, member));
}
