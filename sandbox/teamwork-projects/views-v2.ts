import type { Backstage } from "./backstage.js";
import type { PersonDocument } from "./documents.js";
import { permissionsOf } from "./views-v1.js";

/** What a person's own lists are asked for by. */
export interface PersonExtras {
  readonly projects: boolean;
  readonly teams: boolean;
}

/** v1's facts in camel case, with numbers for ids (contract section 3). */
export function personOfV2({ state }: Backstage, person: PersonDocument, extras: PersonExtras): object {
  const company = state.companyOf(person);
  const camel = (name: string): string => name.replace(/-(.)/gu, (_, letter: string) => letter.toUpperCase());
  const permissions = Object.entries(permissionsOf(person)).map(([name, isGiven]) => [camel(name), isGiven]);
  return {
    id: person.id,
    firstName: person.firstName,
    lastName: person.lastName,
    userName: person.email,
    emailAddress: person.email,
    userType: person.userType,
    administrator: person.isAdministrator,
    siteOwner: person.isOwner,
    isClientUser: person.isClientUser,
    inOwnerCompany: company?.isOwner === true,
    deleted: person.deletedAt !== null,
    companyId: person.companyId,
    companyName: company?.name ?? "",
    title: person.title,
    avatarUrl: person.avatarUrl,
    lastLogin: person.lastLogin,
    lastActive: person.lastLogin,
    lastChangedOn: person.changedAt,
    createdAt: person.createdAt,
    userInvited: person.invited === "PENDING" ? 2 : 0,
    userInvitedStatus: person.invited,
    userInvitedDate: person.invitedAt,
    twoFactorAuthEnabled: false,
    mentionName: person.firstName.toLowerCase(),
    permissions: Object.fromEntries(permissions) as object,
    localization: { timezone: person.timeZone, dateFormat: "dd/mm/yyyy" },
    phoneNumberOffice: person.phoneOffice,
    phoneNumberOfficeExt: person.phoneOfficeExt,
    phoneNumberMobile: person.phoneMobile,
    phoneNumberHome: "",
    tags: person.tags.map((name, index) => ({ id: index + 1, name })),
    ...(extras.projects ? { projects: state.projectIdsOf(person.id) } : {}),
    ...(extras.teams ? { teams: state.teamIdsOf(person.id).map(String) } : {}),
  };
}
