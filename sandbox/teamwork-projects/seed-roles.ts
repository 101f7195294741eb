import type { JobRoleDocument, PersonDocument, ProjectDocument, ProjectRoleDocument } from "./documents.js";

/** Titles within two of the projects. */
export function seedProjectRoles(projects: readonly ProjectDocument[]): ProjectRoleDocument[] {
  return projects.slice(0, 2).flatMap(({ id, memberIds }, index) => [
    {
      ...{ id: 10_246 + 2 * index, projectId: id, name: "Lead", description: "Decides" },
      holderIds: memberIds.slice(0, 1),
    },
    {
      ...{ id: 10_247 + 2 * index, projectId: id, name: "Reviewer", description: "" },
      holderIds: memberIds.slice(1, 4),
    },
  ]);
}

/** What people do for a living, whatever the project. */
export function seedJobRoles(people: readonly PersonDocument[]): JobRoleDocument[] {
  const idsWhere = (remainder: number): number[] =>
    people.filter((_, index) => index % 6 === remainder).map(({ id }) => id);
  return ["Designer", "Developer", "Writer"].map((name, index) => ({
    ...{ id: 71 + index, name, isActive: name !== "Writer" },
    holderIds: idsWhere(index).slice(1),
    primaryHolderIds: idsWhere(index).slice(0, 1),
  }));
}
