import type { PersonDocument } from "./documents.js";
import type { ProjectsQuirks } from "./quirks.js";
import type { ProjectsState } from "./state.js";

/** What the routes work with. */
export interface Backstage {
  readonly state: ProjectsState;
  readonly quirks: ProjectsQuirks;
}

/** Whose credential it is. */
export function ownPerson({ state, quirks }: Backstage): PersonDocument {
  const living = state.people.filter(({ deletedAt }) => deletedAt === null);
  const found = living.find((person) => rankOf(person) === quirks.credentialRank);
  return found ?? state.owner;
}

function rankOf(person: PersonDocument): ProjectsQuirks["credentialRank"] {
  if (person.isOwner) return "owner";
  if (person.isAdministrator) return "administrator";
  return person.isClientUser ? "client" : "standard";
}

export function isAdministrator({ quirks }: Backstage): boolean {
  return quirks.credentialRank === "owner" || quirks.credentialRank === "administrator";
}

/** Clients see their own company and its host; deleted people are for administrators (contract section 9). */
export function visiblePeople(backstage: Backstage): readonly PersonDocument[] {
  const { state, quirks } = backstage;
  const own = ownPerson(backstage);
  const host = state.owner.companyId;
  return state.people.filter(({ companyId, deletedAt }) => {
    if (deletedAt !== null && !isAdministrator(backstage)) return false;
    return quirks.credentialRank !== "client" || companyId === own.companyId || companyId === host;
  });
}

/** Fuzzy: any of the words, anywhere in name or address (contract section 9). */
export function matchesWords({ firstName, lastName, email }: PersonDocument, words: string): boolean {
  const text = `${firstName} ${lastName} ${email}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/u)
    .some((word) => word !== "" && text.includes(word));
}
