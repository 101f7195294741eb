import type {
  ActivityDocument,
  CompanyDocument,
  PersonDocument,
  ProjectDocument,
  TeamDocument,
} from "./documents.js";
import type { Backstage } from "./backstage.js";

/*
 * v1's dialect, key by key as recorded from a real site: kebab, snake and camel case side by side, ids as texts, and
 * booleans in three spellings.
 */

const permissionNames = [
  ...["can-add-projects", "canEditWorkflows", "canAccessCalendar", "canViewSchedule", "canViewWorkflows"],
  ...["canManageSchedule", "canAccessPortfolio", "canManageTimeReminders", "canViewProjectTemplates"],
  ...["can-access-templates", "canManageCustomFields", "canApproveTime", "canManageProjectTemplates"],
  ...["canManagePortfolio", "canAddCustomReports", "can-manage-people"],
];

export function permissionsOf({ isAdministrator, isOwner }: PersonDocument): Record<string, boolean> {
  return Object.fromEntries(
    permissionNames.map((name, index) => [
      name,
      isOwner || (isAdministrator ? index % 5 !== 0 : index % 5 === 2),
    ]),
  );
}

/** What is there and empty. */
const blank = {
  ...{ "phone-number-fax": "", openId: "", "im-handle": "", "im-service": "", notes: "", profile: "" },
  ...{ userUUID: "", "profile-text": "", pid: "", "email-alt-1": "", "email-alt-2": "", "email-alt-3": "" },
  ...{ twitter: "", "phone-number-home": "" },
};

/** What lists and single people have in common. */
function sharedPerson({ state }: Backstage, person: PersonDocument): Record<string, unknown> {
  const { id, email, companyId, invited, invitedAt, deletedAt } = person;
  return {
    ...blank,
    permissions: permissionsOf(person),
    "avatar-url": person.avatarUrl,
    "last-changed-on": person.changedAt,
    "email-address": email,
    "last-login": person.lastLogin,
    "user-invite-accepted-date": "",
    "user-name": email,
    id: String(id),
    "site-owner": person.isOwner,
    "company-name": state.companyOf(person)?.name ?? "",
    "user-invited-date": invitedAt,
    "phone-number-mobile": person.phoneMobile,
    "user-type": person.userType,
    address: { city: "", country: "", countrycode: "", zipcode: "", state: "", line1: "", line2: "" },
    "phone-number-office": person.phoneOffice,
    isClientUser: person.isClientUser,
    twoFactorAuthEnabled: false,
    tags: person.tags.map((name, index) => ({ id: String(index + 1), name, color: "#f78234" })),
    "has-access-to-new-projects": person.isOwner,
    deleted: deletedAt !== null,
    "user-invited-status": invited,
    "user-invited": invited === "PENDING" ? "2" : "0",
    "created-at": person.createdAt,
    isServiceAccount: person.isServiceAccount,
    companyId: String(companyId),
    "company-id": String(companyId),
    "phone-number-mobile-parts": { countryCode: "", prefix: "", phone: "" },
    "login-count": person.lastLogin === "" ? "0" : "7",
    administrator: person.isAdministrator,
    title: person.title,
    "last-name": person.lastName,
    "first-name": person.firstName,
    "phone-number-office-ext": person.phoneOfficeExt,
    lengthOfDay: "8.0",
  };
}

export function listedPerson(backstage: Backstage, person: PersonDocument): Record<string, unknown> {
  return {
    ...sharedPerson(backstage, person),
    "address-country": "",
    textFormat: "HTML",
    "address-city": "",
    "full-name": `${person.firstName} ${person.lastName}`.trim(),
    useShorthandDurations: false,
    "address-zip": "",
    "last-active": person.lastLogin,
    "in-owner-company": backstage.state.companyOf(person)?.isOwner === true,
    "address-line-2": "",
    "address-state": "",
    "address-line-1": "",
    utilizationTarget: "0.8",
  };
}

/** Oneself, or one person: the same facts in other spellings, and secrets that nobody should pass on. */
export function singlePerson(backstage: Backstage, person: PersonDocument): Record<string, unknown> {
  return {
    ...sharedPerson(backstage, person),
    marketoId: "0",
    "user-hash": "a1b2c3d4e5",
    "ld-hash": "e5d4c3b2a1",
    documentEditorInstalled: false,
    "has-feature-updates": true,
    installationId: "1046798",
    "in-owner-company": backstage.state.companyOf(person)?.isOwner === true ? "1" : "0",
    "has-desk-account": person.id % 2 === 0,
    integrations: { microsoftConnector: { enabled: false } },
    companyRoleId: person.isOwner ? "2" : "0",
    "private-notes-text": "",
    "private-notes": "",
    "feature-updates-count": "36",
    currentFeatureAnnouncement: {
      ...{ date: "2024-10-17T18:41:00Z", code: "", linkText: "Learn more", calloutImage: "", link: "" },
      ...{ isRead: false, title: "", text: "", html: "", id: "2611", type: "feature" },
    },
  };
}

/** The one list with the time of a deletion, in camel case (contract section 2.2). */
export function deletedPerson({ state }: Backstage, person: PersonDocument): Record<string, unknown> {
  const company = state.companyOf(person);
  return {
    id: String(person.id),
    firstName: person.firstName,
    lastName: person.lastName,
    emailAddress: person.email,
    userType: person.userType,
    companyId: String(person.companyId),
    companyName: company?.name ?? "",
    isInOwnerCompany: company?.isOwner === true,
    avatarUrl: person.avatarUrl,
    deletedByUserId: String(person.deletedBy ?? ""),
    deletedByUserFirstName: state.owner.firstName,
    deletedByUserLastName: state.owner.lastName,
    deletedDateTime: person.deletedAt?.replace(/\.\d+Z$/u, "Z") ?? "",
  };
}

export function companyView({ state }: Backstage, company: CompanyDocument): Record<string, unknown> {
  const staff = state.people.filter(
    ({ companyId, deletedAt }) => companyId === company.id && deletedAt === null,
  );
  const countOf = (test: (person: PersonDocument) => boolean): string => String(staff.filter(test).length);
  return {
    ...{ zip: "", "last-changed-on": "", phone: "", state: "", industryId: "", email_one: "" },
    ...{ address_two: "", "logo-URL": "", country: "", address_one: "", can_see_private: true, cid: "" },
    ...{ industry: "", email_two: "", email_three: "", city: "", countrycode: "", fax: "", tags: [] },
    id: String(company.id),
    name: company.name,
    isowner: company.isOwner ? "1" : "0",
    "created-on": company.createdAt,
    company_name_url: `${String(company.id)}-${company.name.toLowerCase()}`,
    website: company.website,
    accounts: countOf(({ userType, isClientUser }) => userType === "account" && !isClientUser),
    clients: countOf(({ isClientUser }) => isClientUser),
    collaborators: countOf(({ userType }) => userType === "collaborator"),
    contacts: countOf(({ userType }) => userType === "contact"),
  };
}

export function projectView(backstage: Backstage, project: ProjectDocument, withPeople: boolean): object {
  const { state, quirks } = backstage;
  const company = state.companyOf(project);
  return {
    id: String(project.id),
    name: project.name,
    description: project.description,
    status: project.status === "archived" ? quirks.archivedWord : project.status,
    subStatus: project.subStatus,
    company: {
      id: String(project.companyId),
      name: company?.name ?? "",
      "is-owner": company?.isOwner ? "1" : "0",
    },
    category: { id: "", name: "", color: "", parentId: "" },
    "created-on": project.createdAt,
    "last-changed-on": project.changedAt,
    starred: false,
    startDate: "",
    endDate: "",
    isProjectAdmin: true,
    tags: [],
    logo: "",
    ...(withPeople ? { people: project.memberIds.map(String) } : {}),
  };
}

export function teamView({ state, quirks }: Backstage, team: TeamDocument, withMembers: boolean): object {
  const parent = state.teams.find(({ id }) => id === team.parentId);
  const company = state.companyOf(team);
  const memberView = (id: number): object =>
    quirks.teamMembers === "type"
      ? { id: String(id), type: "user" }
      : { id: String(id), name: state.person(id)?.firstName ?? "" };
  return {
    id: String(team.id),
    name: team.name,
    handle: team.handle,
    description: team.description,
    logoUrl: "",
    logoIcon: "",
    logoColor: "",
    projectId: team.projectId === null ? "" : String(team.projectId),
    ...(company ? { company: { id: String(company.id), name: company.name } } : {}),
    ...(parent ? { parentTeam: { id: String(parent.id), name: parent.name, handle: parent.handle } } : {}),
    ...(withMembers ? { members: team.memberIds.map(memberView) } : {}),
    numMembers: String(team.memberIds.length),
    numSubteams: "0",
    isPrivate: false,
    canEdit: true,
    dateCreated: team.createdAt,
    dateUpdated: team.createdAt,
    deleted: team.deletedAt !== null,
    deletedDate: team.deletedAt ?? "",
  };
}

export function activityView({ state }: Backstage, entry: ActivityDocument): object {
  const project = state.project(entry.projectId);
  const company = project ? state.companyOf(project) : undefined;
  const nameOf = (id: number | null): string => {
    const person = id === null ? undefined : state.person(id);
    return person ? `${person.firstName} ${person.lastName.slice(0, 1)}.` : "";
  };
  return {
    "project-id": String(entry.projectId),
    "project-name": project?.name ?? "",
    "company-id": String(company?.id ?? ""),
    "company-name": company?.name ?? "",
    id: String(entry.id),
    activitytype: entry.action,
    description: entry.description,
    extradescription: entry.extraDescription,
    isprivate: "0",
    itemid: String(entry.itemId),
    itemlink: "",
    latestActivityType: entry.action,
    link: `${entry.type}s/${String(entry.itemId)}`,
    lockdownId: "",
    publicinfo: "",
    type: entry.type,
    "due-date": "",
    userid: String(entry.userId),
    datetime: entry.at,
    foruserid: entry.forUserId === null ? "" : String(entry.forUserId),
    forusername: nameOf(entry.forUserId),
    "for-user-avatar-url": "",
    "from-user-avatar-url": "",
    fromusername: nameOf(entry.userId),
  };
}
