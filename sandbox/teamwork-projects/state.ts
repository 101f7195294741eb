import { createHash } from "node:crypto";
import type {
  ActivityDocument,
  CompanyDocument,
  JobRoleDocument,
  PersonDocument,
  ProjectDocument,
  ProjectRoleDocument,
  TeamDocument,
} from "./documents.js";

export interface ProjectsDocuments {
  readonly people: PersonDocument[];
  readonly companies: CompanyDocument[];
  readonly projects: ProjectDocument[];
  readonly teams: TeamDocument[];
  readonly projectRoles: ProjectRoleDocument[];
  readonly jobRoles: JobRoleDocument[];
  /** The newest first. */
  readonly activities: ActivityDocument[];
}

/** Days that a deleted person stays in the bin (contract section 2.2). */
const binDays = 30;
const dayMs = 86_400_000;

/** One installation of Teamwork Projects. */
export class ProjectsState implements ProjectsDocuments {
  readonly people: PersonDocument[];
  readonly companies: CompanyDocument[];
  readonly projects: ProjectDocument[];
  readonly teams: TeamDocument[];
  readonly projectRoles: ProjectRoleDocument[];
  readonly jobRoles: JobRoleDocument[];
  readonly activities: ActivityDocument[];
  /** Grows with each change. */
  revision = 0;
  readonly #clock: () => Date;
  #nextId: number;

  constructor(documents: ProjectsDocuments, clock: () => Date) {
    this.people = documents.people;
    this.companies = documents.companies;
    this.projects = documents.projects;
    this.teams = documents.teams;
    this.projectRoles = documents.projectRoles;
    this.jobRoles = documents.jobRoles;
    this.activities = documents.activities;
    this.#clock = clock;
    this.#nextId = this.people.reduce((most, { id }) => Math.max(most, id), 0) + 1;
  }

  get owner(): PersonDocument {
    const [first] = this.people;
    if (first === undefined) throw new Error("An installation has an owner");
    return first;
  }

  person(id: number): PersonDocument | undefined {
    return this.people.find((one) => one.id === id);
  }

  companyOf({ companyId }: { readonly companyId: number | null }): CompanyDocument | undefined {
    return this.companies.find(({ id }) => id === companyId);
  }

  project(id: number): ProjectDocument | undefined {
    return this.projects.find((one) => one.id === id);
  }

  /** Whether the days in the bin are over, so that nobody sees the person any more. */
  isGone({ deletedAt }: PersonDocument): boolean {
    return deletedAt !== null && this.#clock().getTime() - Date.parse(deletedAt) > binDays * dayMs;
  }

  /** Somebody of the owner company, at work already, unless told otherwise. */
  addPerson(some: Partial<Omit<PersonDocument, "id">> = {}): PersonDocument {
    const id = this.#nextId;
    const at = toMoment(this.#clock());
    const person: PersonDocument = {
      ...{ ...this.owner, firstName: "Una", lastName: "Nuevo", email: `una.nuevo${String(id)}@acme.example` },
      ...{ id, userType: "account", isOwner: false, isAdministrator: false, tags: [], avatarUrl: "" },
      ...{ createdAt: at, changedAt: at, lastLogin: "", invited: "COMPLETE", invitedAt: "", acceptedAt: "" },
      ...some,
    };
    this.#nextId += 1;
    this.revision += 1;
    this.people.push(person);
    return person;
  }

  /** Gone for good, as after thirty days in the bin. */
  removePerson(id: number): void {
    const index = this.people.findIndex((one) => one.id === id);
    if (index === -1) throw new Error("There is nobody with this id");
    this.people.splice(index, 1);
    for (const ids of this.#personIds()) {
      const at = ids.indexOf(id);
      if (at !== -1) ids.splice(at, 1);
    }
    this.revision += 1;
  }

  /** Over every document. */
  hash(): string {
    const { people, companies, projects, teams, projectRoles, jobRoles, activities } = this;
    const documents = { people, companies, projects, teams, projectRoles, jobRoles, activities };
    return createHash("sha256").update(JSON.stringify(documents)).digest("hex");
  }

  /** Wherever people are named by id, but for the log, which keeps what was. */
  #personIds(): number[][] {
    const { projects, teams, projectRoles, jobRoles } = this;
    return [
      ...projects.flatMap((one) => [one.memberIds, one.administratorIds, one.observerIds]),
      ...[...teams.map((one) => one.memberIds), ...projectRoles.map((one) => one.holderIds)],
      ...jobRoles.flatMap((one) => [one.holderIds, one.primaryHolderIds]),
    ];
  }
}

/** Without fractions of a second, as Teamwork writes it. */
export function toMoment(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/u, "Z");
}
