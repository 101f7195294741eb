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
    this.#nextId = Math.max(0, ...this.people.map(({ id }) => id)) + 1;
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

  projectIdsOf(personId: number): readonly number[] {
    return this.projects.filter(({ memberIds }) => memberIds.includes(personId)).map(({ id }) => id);
  }

  teamIdsOf(personId: number): readonly number[] {
    return this.teams
      .filter(({ memberIds, deletedAt }) => deletedAt === null && memberIds.includes(personId))
      .map(({ id }) => id);
  }

  /** Somebody of the owner company, at work already. */
  addPerson(some: Pick<PersonDocument, "firstName" | "lastName" | "email">): PersonDocument {
    const at = this.#clock()
      .toISOString()
      .replace(/\.\d+Z$/u, "Z");
    const person: PersonDocument = {
      ...this.owner,
      ...some,
      ...{ id: this.#nextId, userType: "account", isOwner: false, isAdministrator: false, tags: [] },
      ...{ createdAt: at, changedAt: at, lastLogin: "", invited: "COMPLETE", invitedAt: "" },
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
    for (const { memberIds } of [...this.projects, ...this.teams]) {
      const at = memberIds.indexOf(id);
      if (at !== -1) memberIds.splice(at, 1);
    }
    this.revision += 1;
  }
}
