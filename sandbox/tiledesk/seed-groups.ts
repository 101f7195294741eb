import type { CompanyDepartment, CompanyPerson } from "../company.js";
import type { GroupDocument, ProjectDocument } from "./documents.js";
import {
  newDefaultDepartment,
  newDepartment,
  newGroup,
  newPendingInvitation,
  type Origin,
} from "./new-documents.js";
import type { Part } from "./seed-casting.js";
import type { Seeding } from "./seed-members.js";

/** A user id that never was anyone's. */
const unknownUserId = "64b0000000000000000000ee";

const activeGroups: readonly CompanyDepartment[] = ["Support", "Sales", "Engineering", "Success"];

/** Groups hold user ids, and keep those of trashed and removed people: nobody cleans them. */
export function seedGroups(seeding: Seeding, project: ProjectDocument, parts: readonly Part[]): void {
  const add = (name: string, people: readonly CompanyPerson[], extra: string[] = []): GroupDocument => {
    const ids = people.map((person) => seeding.userIds.get(person.email)).filter((id) => id !== undefined);
    const members = [...ids, ...extra];
    const group = newGroup(originIn(seeding, project), { id_project: project._id, name, members });
    seeding.state.groups.set(group._id, group);
    return group;
  };
  const peopleOf = (department: CompanyDepartment): CompanyPerson[] =>
    parts.map(({ person }) => person).filter((person) => person.department === department);
  const trashed = parts.filter(({ casting }) => casting === "trashed").map(({ person }) => person);

  const groups = activeGroups.map((department) => add(department, peopleOf(department)));
  add("Escalations", [...trashed, ...peopleOf("Support").slice(0, 3)], [unknownUserId]);
  add("Nobody yet", []);
  add("Night shift", peopleOf("Marketing")).enabled = false;
  const closed = add("Old pilot", peopleOf("Finance"));
  Object.assign(closed, { enabled: false, trashed: true });
  // From before the field: the list, which asks for exactly false, hides it.
  delete add("Founders", peopleOf("Finance").slice(0, 2)).trashed;
  seedDepartments(seeding, project, groups[1]);
}

function seedDepartments(
  seeding: Seeding,
  project: ProjectDocument,
  salesGroup: GroupDocument | undefined,
): void {
  const { departments } = seeding.state;
  const standard = newDefaultDepartment(originIn(seeding, project), project._id);
  departments.set(standard._id, standard);
  const common = { id_project: project._id, routing: "assigned", default: false };
  const sales = newDepartment(originIn(seeding, project), {
    ...common,
    name: "Sales",
    status: 1,
    id_group: salesGroup?._id ?? null,
    description: "Sales desk",
  });
  departments.set(sales._id, sales);
  const hidden = newDepartment(originIn(seeding, project), { ...common, name: "Beta", status: 0 });
  departments.set(hidden._id, hidden);
}

export function seedRoles(seeding: Seeding, project: ProjectDocument): void {
  const { state } = seeding;
  const custom = [
    { name: "auditor", permissions: ["project_users_read", "activities_read"] },
    { name: "team_coach", permissions: ["project_users_read"] },
  ];
  for (const { name, permissions } of custom) {
    const role = { permissions, _id: state.nextId(), name, id_project: project._id, __v: 0 };
    state.roles.set(role._id, role);
  }
}

/** The server takes an invitation without an address, and keeps it. */
export function seedAddresslessInvitation(seeding: Seeding, project: ProjectDocument): void {
  const nobody = { email: undefined, role: "agent", id_project: project._id };
  const invitation = newPendingInvitation(originIn(seeding, project), nobody);
  seeding.state.pendingInvitations.set(invitation._id, invitation);
}

function originIn(seeding: Seeding, project: ProjectDocument): Origin {
  return { _id: seeding.state.nextId(), at: seeding.tick(), createdBy: project.createdBy };
}
