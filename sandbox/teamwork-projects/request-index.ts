import type { PersonDocument } from "./documents.js";
import type { ProjectsState } from "./state.js";

type IdsByPerson = ReadonlyMap<number, readonly number[]>;

/** What a page's rows are joined with, made once for a request and when it is needed: the lists may be long. */
export class RequestIndex {
  readonly #state: ProjectsState;
  #people: ReadonlyMap<number, PersonDocument> | undefined;
  #projects: IdsByPerson | undefined;
  #teams: IdsByPerson | undefined;
  #jobRoles: IdsByPerson | undefined;

  constructor(state: ProjectsState) {
    this.#state = state;
  }

  person(id: number): PersonDocument | undefined {
    this.#people ??= new Map(this.#state.people.map((person) => [person.id, person]));
    return this.#people.get(id);
  }

  /** Archived ones too, and none from the bin. */
  projectIdsOf(personId: number): readonly number[] {
    const { projects } = this.#state;
    this.#projects ??= toIdsByPerson(
      projects.filter(({ status }) => status !== "deleted"),
      ({ memberIds }) => memberIds,
    );
    return this.#projects.get(personId) ?? [];
  }

  teamIdsOf(personId: number): readonly number[] {
    const { teams } = this.#state;
    this.#teams ??= toIdsByPerson(
      teams.filter(({ deletedAt }) => deletedAt === null),
      ({ memberIds }) => memberIds,
    );
    return this.#teams.get(personId) ?? [];
  }

  jobRoleIdsOf(personId: number): readonly number[] {
    this.#jobRoles ??= toIdsByPerson(this.#state.jobRoles, ({ holderIds, primaryHolderIds }) => [
      ...new Set([...holderIds, ...primaryHolderIds]),
    ]);
    return this.#jobRoles.get(personId) ?? [];
  }
}

function toIdsByPerson<One extends { readonly id: number }>(
  groups: readonly One[],
  peopleOf: (group: One) => readonly number[],
): IdsByPerson {
  const ids = new Map<number, number[]>();
  for (const group of groups) {
    for (const person of peopleOf(group)) {
      const known = ids.get(person);
      if (known) known.push(group.id);
      else ids.set(person, [group.id]);
    }
  }
  return ids;
}
