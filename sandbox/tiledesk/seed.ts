import type { Company } from "../company.js";
import type { ProjectDocument, UserDocument } from "./documents.js";
import { newMember, newProject, newUser } from "./new-documents.js";
import { administratorEmail } from "./route.js";
import { seedActivities } from "./seed-activities.js";
import { castProjects, type Part } from "./seed-casting.js";
import { seedAddresslessInvitation, seedGroups, seedRoles } from "./seed-groups.js";
import { busyFrom, seedGuests, seedMembership, seedUser, type Seeding } from "./seed-members.js";
import { TiledeskState } from "./state.js";

export interface SeededTiledesk {
  readonly state: TiledeskState;
  /** Of the owner of every project; all seeded people share the password. */
  readonly email: string;
  readonly password: string;
  /** The projects that are alive, in the order of their making. */
  readonly projectIds: readonly string[];
}

export interface SeedOptions {
  readonly company: Company;
  readonly projects: number;
  readonly seed: number;
  readonly clock: () => Date;
}

const seededPassword = "Passw0rd!";

/** Registered, and in no project: the ones to invite. */
const outsiders = ["noa.berg@partner.example", "ravi.shah@partner.example", "eve.outsider@partner.example"];

const firstMoment = Date.UTC(2024, 0, 8, 8, 0, 0);
const minute = 60_000;

export function seedState({ company, projects, seed, clock }: SeedOptions): SeededTiledesk {
  const state = new TiledeskState(seed, clock);
  let moment = firstMoment;
  const tick = (): string => new Date((moment += minute)).toISOString();
  const seeding: Seeding = { state, tick, password: seededPassword, userIds: new Map() };

  const casts = castProjects(company.people, projects, state.random);
  // Own parts first: a helper in another project has the account that their own part left them.
  for (const part of casts.flat().filter((one) => one.casting !== "agent")) seedUser(seeding, part);
  for (const part of casts.flat()) seedUser(seeding, part);
  seedOutsiders(seeding);

  const owner = [...state.users.values()][0];
  if (!owner) throw new Error("A company has at least one person.");
  const seeded = casts.map((parts, index) =>
    seedProject(seeding, owner, { parts, name: nameOf(company, index) }),
  );
  seedDeadProjects(seeding, owner);
  return { state, email: owner.email, password: seededPassword, projectIds: seeded.map(({ _id }) => _id) };
}

function nameOf(company: Company, index: number): string {
  const names = ["Support", "Sales", "Onboarding", "Partners", "Billing"];
  return `${company.name} ${names[index] ?? `Desk ${index + 1}`}`;
}

function seedProject(
  seeding: Seeding,
  owner: UserDocument,
  { parts, name }: { parts: readonly Part[]; name: string },
): ProjectDocument {
  const { state, tick } = seeding;
  const project = newProject({ _id: state.nextId(), at: tick(), createdBy: owner._id }, name);
  // The mail password is what a project really carries; nobody outside may ever see it.
  const mail = { host: "smtp.acme.example", user: "support@acme.example", pass: "smtp-password-never-show" };
  project.settings = { max_agent_assigned_chat: busyFrom, email: { config: mail } };
  state.projects.set(project._id, project);
  for (const part of parts) seedMembership(seeding, project, part);
  seedGuests(seeding, project, 3);
  seedAddresslessInvitation(seeding, project);
  seedRoles(seeding, project);
  seedGroups(seeding, project, parts);
  seedActivities(state, project, owner);
  return project;
}

function seedOutsiders({ state, tick, password }: Seeding): void {
  for (const email of [...outsiders, administratorEmail]) {
    const [firstname = "", lastname = ""] = (email.split("@")[0] ?? "").split(".").map(capitalised);
    state.addUser(newUser({ _id: state.nextId(), at: tick() }, { email, firstname, lastname }), password);
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** Both stay on the owner's list of projects: one with status 0, one as `id_project: null`. */
function seedDeadProjects({ state, tick }: Seeding, owner: UserDocument): void {
  const origin = () => ({ _id: state.nextId(), at: tick(), createdBy: owner._id });
  const join = (id_project: string): void => {
    const membership = { id_project, id_user: owner._id, role: "owner", user_available: true };
    state.addMember(newMember(origin(), membership));
  };
  const archived = newProject(origin(), "Acme Archive");
  archived.status = 0;
  state.projects.set(archived._id, archived);
  join(archived._id);
  join(state.nextId());
}
