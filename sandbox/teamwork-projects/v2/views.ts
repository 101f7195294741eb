import { isAdministrator, ownPerson, type Backstage } from "../backstage.js";
import type { CompanyDocument, PersonDocument, ProjectDocument } from "../documents.js";
import { listedPermissions } from "../v1/permissions.js";
import { toInvited } from "../v1/person-views.js";
import { statusWord } from "../v1/project-views.js";

/** What of a person's own lists was asked for. */
export interface PersonExtras {
  readonly projects: boolean;
  readonly teams: boolean;
}

type View = Record<string, unknown>;

/** v1's facts in camel case, with numbers for ids (contract section 3). Pages are long: field by field. */
export function listedPerson(stage: Backstage, person: PersonDocument, extras: PersonExtras): View {
  const company = stage.state.companyOf(person);
  const view: View = {
    id: person.id,
    firstName: person.firstName,
    lastName: person.lastName,
    mentionName: toMention(person),
    userName: person.email,
    emailAddress: person.email,
    title: person.title,
    userType: person.userType,
    administrator: person.isAdministrator,
    siteOwner: person.isOwner,
    isClientUser: person.isClientUser,
    inOwnerCompany: company?.isOwner === true,
    companyId: person.companyId,
    companyName: company?.name ?? "",
    avatarUrl: person.avatarUrl,
    isServiceAccount: person.isServiceAccount,
    deleted: person.deletedAt !== null,
    createdAt: person.createdAt,
    lastChangedOn: person.changedAt,
    userInvited: Number(toInvited(person)),
    userInvitedStatus: person.invited,
    userInvitedDate: person.invitedAt,
    twoFactorAuthEnabled: false,
    permissions: toCamelCase(listedPermissions(person)),
    localization: { timezone: person.timeZone, dateFormat: "dd/mm/yyyy", timeFormat: "HH:mm" },
    phoneNumberOffice: person.phoneOffice,
    phoneNumberOfficeExt: person.phoneOfficeExt,
    phoneNumberMobile: person.phoneMobile,
    phoneNumberHome: "",
    tags: person.tags.map((name, position) => ({ id: 256_052 + position, name, color: "#EEC202" })),
  };
  return addExtras(stage, person, extras, view);
}

/** When somebody was here last is private: missing, where it is not told (contract section 9). */
function addExtras(stage: Backstage, person: PersonDocument, extras: PersonExtras, view: View): View {
  const { index } = stage;
  if (isAdministrator(stage) || ownPerson(stage) === person) {
    view["lastLogin"] = person.lastLogin;
    view["lastActive"] = person.lastLogin;
  }
  if (extras.projects) view["projects"] = index.projectIdsOf(person.id);
  if (extras.teams) view["teams"] = index.teamIdsOf(person.id).map(String);
  return view;
}

function toMention({ firstName, lastName }: PersonDocument): string {
  return `${firstName}${lastName.slice(0, 1)}`.toLowerCase();
}

function toCamelCase(view: Readonly<Record<string, unknown>>): View {
  return Object.fromEntries(
    Object.entries(view).map(([name, value]) => [
      name.replace(/-(.)/gu, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

export function singlePerson(stage: Backstage, person: PersonDocument): View {
  const projectIds = stage.index.projectIdsOf(person.id);
  const active = projectIds.filter((id) => stage.state.project(id)?.status === "active");
  return {
    ...listedPerson(stage, person, { projects: false, teams: false }),
    ...{ hasDeskAccount: person.id % 2 === 0, accounts: [] },
    ...{ teamsCount: stage.index.teamIdsOf(person.id).length, numActiveProjects: active.length },
  };
}

/** The companies of the people beside them. */
export function companyBeside({ id, name }: CompanyDocument): View {
  return { id, name, people: [] };
}

export function listedProject(stage: Backstage, project: ProjectDocument): View {
  const { id, name, description, subStatus, companyId, createdAt, changedAt } = project;
  const company = stage.state.companyOf(project);
  return {
    ...{ id, name, description, subStatus, status: statusWord(stage, project), starred: false, tags: [] },
    company: { id: companyId, name: company?.name ?? "", isOwner: company?.isOwner === true },
    ...{ createdOn: createdAt, lastChangedOn: changedAt, startDate: "", endDate: "" },
  };
}
