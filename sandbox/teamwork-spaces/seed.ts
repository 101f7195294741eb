import type { Company } from "../company.js";
import { createSeededRandom, type SeededRandom } from "../seeded-random.js";
import { toInstallation, type SitePerson } from "../teamwork-site/installation.js";
import {
  SpacesState,
  type CollaboratorDocument,
  type SpaceDocument,
  type TeamDocument,
  type UserDocument,
} from "./state.js";

const firstSpaceId = 8_101;
const firstTeamId = 5_501;
/** Somebody who left before anybody now there came, and is a collaborator still. */
const forgottenId = 390_001;

/** The seeded company as Spaces knows it: all people of the installation, and spaces of every sort. */
export function seedSpaces(company: Company, seed: number, clock: () => Date): SpacesState {
  const random = createSeededRandom(seed ^ 0x59ac);
  const { people } = toInstallation(company);
  const teams = ["Support", "Sales", "Engineering"].map((name, index) => ({
    ...{ id: firstTeamId + 3 * index, name: `${name} team`, handle: name.toLowerCase() },
  }));
  return new SpacesState(
    { users: people.map(toUser), spaces: toSpaces(people, teams, random), teams },
    clock,
  );
}

function toUser(one: SitePerson): UserDocument {
  const { id, person, email, company } = one;
  const { index, firstName, lastName, joinedAt } = person;
  return {
    ...{ id, firstName, companyId: company.id, ...toLife(index, joinedAt) },
    // One has an address alone, and one has none.
    lastName: index === 12 ? "" : lastName,
    email: index === 31 ? "" : index % 15 === 4 ? email.toUpperCase() : email,
    avatar: index % 8 === 0 ? `https://s3.example/avatars/${String(id)}.png` : "",
    isAdmin: index === 0 || (company.isOwner && index % 23 === 4),
    isOnboarded: index % 5 !== 3,
    userType: index % 10 === 9 ? "collaborator" : "account",
    createdAt: joinedAt,
  };
}

function toLife(index: number, joinedAt: string): Pick<UserDocument, "state" | "updatedAt" | "deletedAt"> {
  const later = new Date(Date.parse(joinedAt) + 86_400_000).toISOString();
  if (index > 0 && index % 19 === 7) return { state: "removed", updatedAt: later, deletedAt: later };
  // Only the moment tells that this one is gone.
  if (index === 11) return { state: "active", updatedAt: later, deletedAt: later };
  const state = index % 13 === 5 ? "disabled" : index % 17 === 6 ? "invited" : "active";
  return { state, updatedAt: index % 3 === 0 ? later : joinedAt, deletedAt: null };
}

function toSpaces(
  people: readonly SitePerson[],
  teams: readonly TeamDocument[],
  random: SeededRandom,
): SpaceDocument[] {
  const of = (department: string): readonly number[] =>
    people.filter(({ person }) => person.department === department).map(({ id }) => id);
  const some = (count: number): readonly number[] =>
    random
      .shuffled(people)
      .slice(0, count)
      .map(({ id }) => id);
  const teamIds = teams.map(({ id }) => id);
  const at = "2023-02-01T09:00:00Z";
  return [
    toSpace(0, {
      title: "Company handbook",
      code: "HAND",
      collaborators: toUsers(people.map(({ id }) => id)),
    }),
    toSpace(1, {
      ...{ title: "Engineering", code: "ENG", purpose: "How we build", projectId: 77_001 },
      collaborators: [...toUsers(of("Engineering")), ...toTeams(teamIds.slice(2))],
    }),
    toSpace(2, {
      ...{ title: "Support <playbook> 📚", code: "SUP" },
      collaborators: [...toTeams(teamIds.slice(0, 2)), ...toUsers(of("Support"))],
    }),
    toSpace(3, {
      ...{ title: "Year 2023", code: "Y23", state: "archived" },
      collaborators: toUsers([...some(5), forgottenId]),
    }),
    toSpace(4, { title: "Nobody's", code: "NONE", collaborators: [] }),
    toSpace(5, { title: "Old ideas", code: "OLD", state: "removed", collaborators: toUsers(some(2)) }),
    toSpace(6, {
      ...{ title: "Drafts", code: "DRAFT", state: "deleted", deletedAt: at },
      collaborators: toUsers(some(1)),
    }),
    toSpace(7, { title: "Teams only", code: "TEAMS", collaborators: toTeams(teamIds) }),
  ];
}

function toSpace(index: number, some: Partial<SpaceDocument>): SpaceDocument {
  const at = new Date(Date.UTC(2023, 0, 9 + index, 9)).toISOString();
  return {
    ...{ id: firstSpaceId + 11 * index, title: "", code: "", purpose: "", state: "active", projectId: null },
    ...{ createdAt: at, updatedAt: at, deletedAt: null, collaborators: [] },
    ...some,
  };
}

const levels = ["manage", "edit", "read", "read"] as const;

function toUsers(ids: readonly number[]): CollaboratorDocument[] {
  return ids.map((id, index) => ({ id, type: "users", access: levels[index % levels.length] ?? "read" }));
}

function toTeams(ids: readonly number[]): CollaboratorDocument[] {
  return ids.map((id) => ({ id, type: "teams", access: "edit" }));
}
