import { isAdministrator, ownPerson, type Backstage } from "../backstage.js";
import type {
  ActivityDocument,
  CompanyDocument,
  JobRoleDocument,
  PersonDocument,
  ProjectDocument,
} from "../documents.js";
import { toCompanyRole } from "../v1/person-views.js";
import { statusWord } from "../v1/project-views.js";

type View = Record<string, unknown>;

/** How v3 refers to another object. */
function toReference(id: number, type: string): object {
  return { id, type, meta: {} };
}

/** Without invitations, and without saying who owns the site (contract section 4). Pages are long: field by field. */
export function personView(stage: Backstage, person: PersonDocument): View {
  const { id, companyId } = person;
  const { index, state } = stage;
  const view: View = {
    id,
    firstName: person.firstName,
    lastName: person.lastName,
    email: person.email,
    title: person.title,
    avatarUrl: person.avatarUrl === "" ? null : person.avatarUrl,
    type: person.userType,
    isAdmin: person.isAdministrator,
    isClientUser: person.isClientUser,
    isServiceAccount: person.isServiceAccount,
    isPlaceholderResource: person.isPlaceholder,
    deleted: person.deletedAt !== null,
    canAddProjects: person.isAdministrator,
    companyRoleId: Number(toCompanyRole(person)),
    companyId,
    company: toReference(companyId, "companies"),
    teams: index.teamIdsOf(id).map((team) => toReference(team, "teams")),
    jobRoles: index.jobRoleIdsOf(id).map((role) => toReference(role, "jobRoles")),
    timezone: person.timeZone,
    lengthOfDay: 8,
    workingHoursId: 1,
    workingHour: toReference(1, "workingHours"),
    createdAt: person.createdAt,
    updatedAt: person.changedAt,
    createdBy: toReference(state.owner.id, "users"),
    updatedBy: null,
  };
  // Missing for those whom it does not concern (contract section 9).
  if (!isAdministrator(stage) && ownPerson(stage) !== person) return view;
  view["userRate"] = 0;
  view["userCost"] = 0;
  return view;
}

/** Oneself, who alone learns this. */
export function ownView(stage: Backstage, person: PersonDocument): View {
  const inOwnerCompany = stage.state.companyOf(person)?.isOwner === true;
  return { ...personView(stage, person), siteOwner: person.isOwner, inOwnerCompany };
}

export function companyView({ state }: Backstage, company: CompanyDocument): View {
  const { id, name, isOwner, website, city, countryCode, phone, createdAt, changedAt } = company;
  const staff = state.people.filter(({ companyId, deletedAt }) => companyId === id && deletedAt === null);
  const countOf = (isMeant: (person: PersonDocument) => boolean): number => staff.filter(isMeant).length;
  return {
    ...{ id, name, isOwner, website, city, countryCode, phone, status: "active", tags: [] },
    companyNameUrl: `${String(id)}-${name.toLowerCase().replace(/\W+/gu, "-")}`,
    ...{ addressOne: "", addressTwo: "", state: "", zip: "", fax: "", profileText: null, companyDomains: [] },
    ...{ emailOne: "", emailTwo: "", emailThree: "", logoUrl: null, industry: null, clientManagedBy: null },
    accounts: countOf(({ userType, isClientUser }) => userType === "account" && !isClientUser),
    clients: countOf(({ isClientUser }) => isClientUser),
    collaborators: countOf(({ userType }) => userType === "collaborator"),
    contacts: countOf(({ userType }) => userType === "contact"),
    ...{ createdAt, updatedAt: changedAt === "" ? null : changedAt },
  };
}

export function projectView(stage: Backstage, project: ProjectDocument, withUsers: boolean): View {
  const { id, name, description, subStatus, companyId, createdAt, changedAt } = project;
  const [ownerId = null] = project.administratorIds;
  return {
    ...{ id, name, description, type: "normal", status: statusWord(stage, project), subStatus },
    ...{ companyId, company: toReference(companyId, "companies") },
    ...{ ownerId, projectOwner: ownerId === null ? null : toReference(ownerId, "users") },
    ...{ categoryId: null, category: null, isStarred: false, isBillable: true },
    isProjectAdmin: isAdministrator(stage) || project.administratorIds.includes(ownPerson(stage).id),
    ...{ startAt: null, endAt: null, completedAt: subStatus === "completed" ? changedAt : null },
    ...{ lastWorkedOn: changedAt, createdAt, createdBy: stage.state.owner.id },
    ...{ updatedAt: changedAt, updatedBy: stage.state.owner.id },
    ...{ logo: null, logoColor: "", tags: [], integrations: {}, activePages: {} },
    ...(withUsers ? { users: project.memberIds.map((member) => toReference(member, "users")) } : {}),
  };
}

export function jobRoleView({ id, name, isActive, holderIds, primaryHolderIds }: JobRoleDocument): View {
  return {
    ...{ id, name, isActive },
    users: holderIds.map((holder) => toReference(holder, "users")),
    primaryUsers: primaryHolderIds.map((holder) => toReference(holder, "users")),
  };
}

export function activityView({ state, index }: Backstage, entry: ActivityDocument): View {
  const { id, action, type, at, itemId, userId, forUserId, projectId } = entry;
  const companyId = state.project(projectId)?.companyId ?? state.owner.companyId;
  const other = forUserId === null ? undefined : index.person(forUserId);
  return {
    ...{ id, activityType: action, latestActivityType: action, type, dateTime: at },
    ...{ description: entry.description, extraDescription: entry.extraDescription },
    ...{ publicInfo: type === "task" ? "task" : "", dueDate: entry.dueDate === "" ? null : entry.dueDate },
    ...{ link: `${type}s/${String(itemId)}`, itemLink: entry.itemLink },
    ...{ itemId, item: toReference(itemId, `${type}s`) },
    ...{ userId, user: toReference(userId, "users") },
    ...{ forUserId, forUser: forUserId === null ? null : toReference(forUserId, "users") },
    forUserName: other ? `${other.firstName} ${other.lastName.slice(0, 1)}.` : "",
    ...{ projectId, project: toReference(projectId, "projects") },
    ...{ companyId, company: toReference(companyId, "companies") },
    ...{ isPrivate: entry.isPrivate ? 1 : 0, lockdown: null },
  };
}
