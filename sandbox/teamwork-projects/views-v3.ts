import type { Backstage } from "./backstage.js";
import type {
  ActivityDocument,
  CompanyDocument,
  JobRoleDocument,
  PersonDocument,
  ProjectDocument,
} from "./documents.js";

/** How v3 refers to another object. */
function reference(id: number, type: string): object {
  return { id, type };
}

/** Without invitations, and without saying who owns the site (contract section 4). */
export function personOfV3({ state }: Backstage, person: PersonDocument): object {
  const { id, companyId } = person;
  return {
    ...{ id, companyId, firstName: person.firstName, lastName: person.lastName, email: person.email },
    title: person.title,
    avatarUrl: person.avatarUrl === "" ? null : person.avatarUrl,
    type: person.userType,
    isAdmin: person.isAdministrator,
    isClientUser: person.isClientUser,
    isServiceAccount: person.isServiceAccount,
    isPlaceholderResource: person.isPlaceholder,
    deleted: person.deletedAt !== null,
    canAddProjects: person.isAdministrator,
    companyRoleId: person.isOwner ? 2 : 0,
    company: reference(companyId, "companies"),
    teams: state.teamIdsOf(id).map((team) => reference(team, "teams")),
    jobRoles: state.jobRoles
      .filter(({ holderIds, primaryHolderIds }) => [...holderIds, ...primaryHolderIds].includes(id))
      .map((role) => reference(role.id, "jobRoles")),
    timezone: person.timeZone,
    lengthOfDay: 8,
    userRate: 0,
    userCost: 0,
    createdAt: person.createdAt,
    updatedAt: person.changedAt,
    createdBy: reference(state.owner.id, "users"),
    updatedBy: null,
  };
}

export function companyOfV3(company: CompanyDocument): object {
  const { id, name, isOwner, website, createdAt } = company;
  return {
    ...{ id, name, isOwner, website, createdAt, updatedAt: createdAt, status: "active", tags: [] },
    ...{ addressOne: "", city: "", countryCode: "", emailOne: "", phone: "", logoUrl: null, industry: null },
  };
}

export function projectOfV3({ quirks }: Backstage, project: ProjectDocument, withUsers: boolean): object {
  const { id, name, description, companyId } = project;
  return {
    ...{ id, name, description, companyId, type: "normal", subStatus: project.subStatus },
    status: project.status === "archived" ? quirks.archivedWord : project.status,
    company: reference(companyId, "companies"),
    isStarred: false,
    isProjectAdmin: true,
    startAt: null,
    endAt: null,
    createdAt: project.createdAt,
    updatedAt: project.changedAt,
    ...(withUsers ? { users: project.memberIds.map((member) => reference(member, "users")) } : {}),
  };
}

export function jobRoleOfV3({ id, name, isActive, holderIds, primaryHolderIds }: JobRoleDocument): object {
  return {
    ...{ id, name, isActive },
    users: holderIds.map((holder) => reference(holder, "users")),
    primaryUsers: primaryHolderIds.map((holder) => reference(holder, "users")),
  };
}

export function activityOfV3({ state }: Backstage, entry: ActivityDocument): object {
  const project = state.project(entry.projectId);
  const companyId = project?.companyId ?? state.owner.companyId;
  return {
    id: entry.id,
    activityType: entry.action,
    latestActivityType: entry.action,
    type: entry.type,
    dateTime: entry.at,
    description: entry.description,
    extraDescription: entry.extraDescription,
    publicInfo: "",
    dueDate: null,
    link: `${entry.type}s/${String(entry.itemId)}`,
    itemLink: "",
    itemId: entry.itemId,
    item: reference(entry.itemId, `${entry.type}s`),
    userId: entry.userId,
    user: reference(entry.userId, "users"),
    forUserId: entry.forUserId,
    forUser: entry.forUserId === null ? null : reference(entry.forUserId, "users"),
    forUserName: "",
    projectId: entry.projectId,
    project: reference(entry.projectId, "projects"),
    companyId,
    company: reference(companyId, "companies"),
    isPrivate: 0,
    lockdown: null,
  };
}
