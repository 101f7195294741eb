import { log, logDelete, logInvite, logPendingInvite, logUpdate, type Occasion } from "./activity-log.js";
import { callerFor } from "./authentication.js";
import type { MemberDocument, ProjectDocument, UserDocument } from "./documents.js";
import type { TiledeskState } from "./state.js";

const firstDay = Date.UTC(2026, 10, 2, 8, 0, 0);
const twentyMinutes = 1_200_000;
/** More than one page of 40, with what follows them. */
const invites = 36;

/** Something of every verb, days before the seed's end. The server drops them after 30 days; the seed keeps them. */
export function seedActivities(state: TiledeskState, project: ProjectDocument, owner: UserDocument): void {
  let moment = firstDay;
  const occasion = (by: UserDocument = owner): Occasion => {
    moment += twentyMinutes;
    return { state, caller: callerFor(by), projectId: project._id, at: new Date(moment).toISOString() };
  };
  const team = [...state.membersOfProject(project._id)].filter((one) => one.id_user !== owner._id);
  for (const member of team.filter(isJoined(state)).slice(0, invites)) {
    const email = state.users.get(member.id_user ?? "")?.email;
    logInvite(occasion(), member, { email, role: member.role });
  }
  seedPendingInvites(state, project, occasion);
  for (const member of team.filter((one) => one.trashed === true)) logDelete(occasion(), member, "soft");
  const [first, second] = team.filter(isJoined(state));
  if (first) seedChanges(occasion, { member: first, user: state.users.get(first.id_user ?? "") });
  if (second) logDelete(occasion(), { ...second, _id: "64b0000000000000000000dd" }, "hard");
}

function isJoined(state: TiledeskState): (member: MemberDocument) => boolean {
  return (member) =>
    member.roleType === 1 && member.trashed === false && state.users.has(member.id_user ?? "");
}

function seedChanges(
  occasion: (by?: UserDocument) => Occasion,
  { member, user }: { member: MemberDocument; user: UserDocument | undefined },
): void {
  logUpdate(occasion(), member, { body: { role: member.role }, onOwnRoute: false });
  logUpdate(occasion(user), member, { body: { user_available: true }, onOwnRoute: true });
  const bySystem = { user_available: false, availabilityInitiator: "system" };
  logUpdate(occasion(), member, { body: bySystem, onOwnRoute: false });
  // A restore: an update with nothing in it.
  logUpdate(occasion(), member, { body: {}, onOwnRoute: false });
  for (const verb of ["REQUEST_CREATE", "REQUEST_CLOSE"]) {
    const request = { request_id: `support-group-${member._id}`, first_text: "Where is my parcel?" };
    log(occasion(user), {
      verb,
      actionObj: {},
      target: { type: "request", id: request.request_id, object: request },
    });
  }
}

function seedPendingInvites(state: TiledeskState, project: ProjectDocument, occasion: () => Occasion): void {
  for (const invitation of state.pendingInvitations.values()) {
    if (invitation.id_project !== project._id) continue;
    const { email, role } = invitation;
    logPendingInvite(occasion(), invitation, { ...(email === undefined ? {} : { email }), role });
  }
}
