import type { JsonObject } from "../incoming.js";
import type { SpacesQuirks } from "./quirks.js";
import type { CollaboratorDocument, SpaceDocument, TeamDocument, UserDocument } from "./state.js";

/** A reference, as Spaces writes it everywhere. */
function toReference(id: number, type: string, { ids }: SpacesQuirks): JsonObject {
  return { id: toId(id, ids), type, meta: {} };
}

export function toId(id: number, ids: SpacesQuirks["ids"]): number | string {
  return ids === "text" ? String(id) : id;
}

export function showUser(user: UserDocument, quirks: SpacesQuirks): JsonObject {
  const company = toReference(user.companyId, "companies", quirks);
  return {
    id: toId(user.id, quirks.ids),
    firstname: user.firstName,
    lastname: user.lastName,
    email: user.email,
    avatar: user.avatar,
    isAdmin: user.isAdmin,
    isOnboarded: user.isOnboarded,
    state: user.state,
    userType: user.userType,
    preferences: { emailEnabled: true, showOnboardingHelp: false, welcomeTextEnabled: true },
    ...(quirks.company === "company" ? { company } : { LinkedCompany: { company } }),
    LinkedInstallation: { installation: toReference(1, "installations", quirks) },
    ...showMoments(user, quirks),
    createdBy: toReference(391_604, "users", quirks),
    updatedBy: null,
    deletedBy: null,
  };
}

export function showSpace(space: SpaceDocument, quirks: SpacesQuirks): JsonObject {
  return {
    id: toId(space.id, quirks.ids),
    title: space.title,
    code: space.code,
    purpose: space.purpose,
    state: space.state,
    spaceColor: "#4461d7",
    icon: "book",
    banner: null,
    homepage: toReference(space.id + 1, "pages", quirks),
    projectId: space.projectId,
    ...showCarried(space, quirks),
    collaboratorsCount: space.collaborators.length,
    LinkedCategory: { category: toReference(31, "categories", quirks) },
    ...showMoments(space, quirks),
    createdBy: toReference(391_604, "users", quirks),
    // What nobody should ever see below `remote`.
    inviteToken: "secret-invite-token",
  };
}

function showCarried({ collaborators }: SpaceDocument, quirks: SpacesQuirks): JsonObject {
  if (quirks.carried === "none") return {};
  const shown = quirks.carried === "some" ? collaborators.slice(0, 1) : collaborators;
  return { collaborators: shown.map((one) => showCollaborator(one, quirks)) };
}

export function showCollaborator(one: CollaboratorDocument, quirks: SpacesQuirks): JsonObject {
  const meta = quirks.access === "none" ? {} : { [quirks.access]: one.access };
  return { id: toId(one.id, quirks.ids), type: one.type, meta };
}

export function showTeam(team: TeamDocument, { ids }: SpacesQuirks): JsonObject {
  return { id: toId(team.id, ids), name: team.name, handle: team.handle };
}

function showMoments(
  { createdAt, updatedAt, deletedAt }: Pick<UserDocument, "createdAt" | "updatedAt" | "deletedAt">,
  { unset }: SpacesQuirks,
): JsonObject {
  const zero = unset === "zero" ? "0001-01-01T00:00:00Z" : null;
  const gone = deletedAt ?? zero;
  return { createdAt, updatedAt, ...(gone === null && unset === "missing" ? {} : { deletedAt: gone }) };
}
