import type { Answer } from "../../answer.js";
import { json } from "../answer.js";
import { logInvite, logPendingInvite, type Occasion } from "../activity-log.js";
import type { UserDocument } from "../documents.js";
import { newMember, newPendingInvitation, type Origin } from "../new-documents.js";
import { type Call, callerOf, projectOf, type Route, textOf } from "../route.js";
import { memberView } from "../views.js";

export const inviteRoutes: readonly Route[] = [
  { method: "POST", template: "/:pid/project_users/invite", gate: "admin", run: invite },
];

/** Most outcomes are a 200; only the body tells them apart. Names in the body are never read. */
function invite(call: Call): Answer {
  const email = textOf(call.body["email"])?.toLowerCase();
  const user = call.state.userByEmail(email);
  return user ? inviteRegistered(call, user) : invitePending(call, email);
}

/** A member at once: there is nothing to accept. */
function inviteRegistered(call: Call, user: UserDocument): Answer {
  const { state, body } = call;
  const projectId = projectOf(call)._id;
  if (user._id === callerOf(call).id) {
    return refused("Forbidden. It is not allowed to invite oneself", 4000);
  }
  // Only an active membership counts, so a disabled or trashed one gets a second beside it.
  if (state.activeMembership(projectId, user._id))
    return refused("Forbidden. User is already a member", 4001);
  const user_available = typeof body["user_available"] === "boolean" ? body["user_available"] : true;
  const member = newMember(originOf(call), {
    id_project: projectId,
    id_user: user._id,
    role: textOf(body["role"]),
    user_available,
  });
  state.addMember(member);
  state.emailsSent += 1;
  logInvite(occasionOf(call), member, body);
  return json(200, memberView(member));
}

/** Without an address too: that makes an invitation that nobody can accept. */
function invitePending(call: Call, email: string | undefined): Answer {
  const { state, body } = call;
  const id_project = projectOf(call)._id;
  const waiting = [...state.pendingInvitations.values()].filter((one) => {
    return one.id_project === id_project && (one.email ?? undefined) === email;
  });
  const role = textOf(body["role"]);
  if (!role) return json(200, { success: false, msg: "Role is required.", code: 405 });
  if (waiting.length > 0) {
    return json(200, {
      success: false,
      msg: "Pending Invitation already exist.",
      pendinginvitation: waiting,
    });
  }
  const pendingInvitation = newPendingInvitation(originOf(call), { email, role, id_project });
  state.pendingInvitations.set(pendingInvitation._id, pendingInvitation);
  state.changed();
  state.emailsSent += 1;
  logPendingInvite(occasionOf(call), pendingInvitation, body);
  return json(200, { msg: "User not found, save invite in pending ", pendingInvitation });
}

function refused(msg: string, code: number): Answer {
  return json(403, { success: false, msg, code });
}

function originOf(call: Call): Origin {
  return { _id: call.state.nextId(), at: call.state.now(), createdBy: callerOf(call).id };
}

function occasionOf(call: Call): Occasion {
  const { state } = call;
  return { state, caller: callerOf(call), projectId: projectOf(call)._id, at: state.now() };
}
