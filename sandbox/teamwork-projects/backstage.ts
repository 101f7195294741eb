import type { ActivityDocument, CompanyDocument, PersonDocument, ProjectDocument } from "./documents.js";
import type { ProjectsQuirks } from "./quirks.js";
import { RequestIndex } from "./request-index.js";
import type { ProjectsState } from "./state.js";

/** What the routes work with, made anew for each request. */
export interface Backstage {
  readonly state: ProjectsState;
  readonly quirks: ProjectsQuirks;
  readonly index: RequestIndex;
}

export function toBackstage(state: ProjectsState, quirks: ProjectsQuirks): Backstage {
  return { state, quirks, index: new RequestIndex(state) };
}

/** Whose credential it is. */
export function ownPerson({ state, quirks }: Pick<Backstage, "state" | "quirks">): PersonDocument {
  return state.people.find((person) => rankOf(person) === quirks.credentialRank) ?? state.owner;
}

/** `null` for those who have no credential. */
function rankOf(person: PersonDocument): ProjectsQuirks["credentialRank"] | null {
  const { userType, deletedAt, invited, isServiceAccount, isPlaceholder } = person;
  if (userType !== "account" || deletedAt !== null || invited === "PENDING") return null;
  if (isServiceAccount || isPlaceholder) return null;
  if (person.isOwner) return "owner";
  if (person.isAdministrator) return "administrator";
  return person.isClientUser ? "client" : "standard";
}

export function isAdministrator({ quirks }: Backstage): boolean {
  return quirks.credentialRank === "owner" || quirks.credentialRank === "administrator";
}

/**
 * Administrators see everybody, and who was deleted. Others see their own company and who works with them; clients
 * their own company and its host (contract section 9).
 */
export function visiblePeople(stage: Backstage): readonly PersonDocument[] {
  const { state } = stage;
  if (isAdministrator(stage)) return state.people.filter((person) => !state.isGone(person));
  const own = ownPerson(stage);
  const isSeen = own.isClientUser ? ofHost(stage) : colleagueOf(stage, own);
  return state.people.filter(
    (person) => person.deletedAt === null && (person.companyId === own.companyId || isSeen(person)),
  );
}

function ofHost({ state }: Backstage): (person: PersonDocument) => boolean {
  const host = state.owner.companyId;
  return ({ companyId }) => companyId === host;
}

function colleagueOf({ state }: Backstage, own: PersonDocument): (person: PersonDocument) => boolean {
  const joined = state.projects.filter(({ memberIds }) => memberIds.includes(own.id));
  const colleagues = new Set(joined.flatMap(({ memberIds }) => memberIds));
  return ({ id }) => colleagues.has(id);
}

export function visiblePerson(stage: Backstage, id: string | undefined): PersonDocument | undefined {
  return visiblePeople(stage).find((person) => String(person.id) === id);
}

export function visibleCompanies(stage: Backstage): readonly CompanyDocument[] {
  const { state, quirks } = stage;
  if (quirks.credentialRank !== "client") return state.companies;
  const { companyId } = ownPerson(stage);
  return state.companies.filter(({ id, isOwner }) => isOwner || id === companyId);
}

/** Clients see the projects that they are in. */
export function visibleProjects(stage: Backstage): readonly ProjectDocument[] {
  const { state, quirks } = stage;
  if (quirks.credentialRank !== "client") return state.projects;
  const { id } = ownPerson(stage);
  return state.projects.filter(({ memberIds }) => memberIds.includes(id));
}

export function visibleProject(stage: Backstage, id: string | undefined): ProjectDocument | undefined {
  return visibleProjects(stage).find((project) => String(project.id) === id);
}

export function visibleActivities(stage: Backstage): readonly ActivityDocument[] {
  const { state, quirks } = stage;
  if (quirks.credentialRank !== "client") return state.activities;
  const ids = new Set(visibleProjects(stage).map(({ id }) => id));
  return state.activities.filter(({ projectId, isPrivate }) => ids.has(projectId) && !isPrivate);
}
