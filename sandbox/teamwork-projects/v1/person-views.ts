import { isAdministrator, ownPerson, type Backstage } from "../backstage.js";
import type { PersonDocument, ProjectDocument } from "../documents.js";
import { idText } from "./answer.js";
import { listedPermissions, projectPermissions, singlePermissions } from "./permissions.js";

/*
 * People in v1's dialect, key by key as recorded from a real site: kebab, snake and camel case side by side, ids as
 * texts, and booleans in three spellings.
 */

type View = Record<string, unknown>;

/** What nobody but administrators learns of others; it is missing then, and not empty (contract section 9). */
const privateKeys = ["last-login", "login-count", "private-notes", "private-notes-text"];

function withoutPrivate(stage: Backstage, person: PersonDocument, view: View): View {
  if (isAdministrator(stage) || ownPerson(stage) === person) return view;
  return Object.fromEntries(Object.entries(view).filter(([key]) => !privateKeys.includes(key)));
}

/** What lists and single people have in common. */
function sharedView({ state }: Backstage, person: PersonDocument): View {
  return {
    id: String(person.id),
    "first-name": person.firstName,
    "last-name": person.lastName,
    "email-address": person.email,
    "user-name": person.email,
    title: person.title,
    "avatar-url": person.avatarUrl,
    "company-id": String(person.companyId),
    companyId: String(person.companyId),
    "company-name": state.companyOf(person)?.name ?? "",
    "user-type": person.userType,
    administrator: person.isAdministrator,
    "site-owner": person.isOwner,
    isClientUser: person.isClientUser,
    isServiceAccount: person.isServiceAccount,
    deleted: person.deletedAt !== null,
    "has-access-to-new-projects": person.isAdministrator,
    twoFactorAuthEnabled: false,
    tags: person.tags.map((name, index) => ({
      ...{ id: String(256_052 + index), name, color: "#EEC202", projectId: "0" },
    })),
    ...toHistory(person),
    ...toContacts(person),
    ...nothingKnown,
  };
}

function toHistory(person: PersonDocument): View {
  const { invited, invitedAt, acceptedAt, lastLogin } = person;
  return {
    "created-at": person.createdAt,
    "last-changed-on": person.changedAt,
    "last-login": lastLogin,
    "login-count": lastLogin === "" ? "0" : "7",
    "user-invited": toInvited(person),
    "user-invited-status": invited,
    "user-invited-date": invitedAt,
    "user-invite-accepted-date": acceptedAt,
  };
}

/** "0" for nobody ever invited, "2" while it waits; what "1" is, nobody says: here, that it was accepted. */
export function toInvited({ invited, acceptedAt }: PersonDocument): "0" | "1" | "2" {
  if (invited === "PENDING") return "2";
  return acceptedAt === "" ? "0" : "1";
}

function toContacts(person: PersonDocument): View {
  return {
    "phone-number-office": person.phoneOffice,
    "phone-number-office-ext": person.phoneOfficeExt,
    "phone-number-mobile": person.phoneMobile,
    "phone-number-mobile-parts": { countryCode: "", prefix: "", phone: person.phoneMobile },
    "phone-number-home": "",
    "phone-number-fax": "",
    address: { city: "", country: "", countrycode: "", zipcode: "", state: "", line1: "", line2: "" },
  };
}

/** Empty in every recorded answer. */
const nothingKnown = {
  ...{ "email-alt-1": "", "email-alt-2": "", "email-alt-3": "", "im-handle": "", "im-service": "" },
  ...{ notes: "", openId: "", pid: "", profile: "", "profile-text": "", twitter: "", userUUID: "" },
  lengthOfDay: "8.0",
};

/** `in-owner-company` is a boolean here, and a text in `singlePerson`. */
export function listedPerson(stage: Backstage, person: PersonDocument): View {
  return withoutPrivate(stage, person, {
    ...sharedView(stage, person),
    permissions: listedPermissions(person),
    "full-name": `${person.firstName} ${person.lastName}`.trim(),
    "last-active": person.lastLogin,
    "in-owner-company": stage.state.companyOf(person)?.isOwner === true,
    ...{ "address-line-1": "", "address-line-2": "", "address-city": "", "address-state": "" },
    ...{ "address-zip": "", "address-country": "", textFormat: "HTML" },
    ...{ useShorthandDurations: false, utilizationTarget: "0.8" },
  });
}

/** As a project lists its people: what they did and may do there stands in place of what they did and may in the site. */
export function personOfProject(stage: Backstage, project: ProjectDocument, person: PersonDocument): View {
  const entries = Object.entries(projectPermissions(project, person));
  const { "last-active": lastActive, ...listed } = listedPerson(stage, person);
  return {
    ...listed,
    "project-last-active": lastActive,
    permissions: Object.fromEntries(entries.map(([name, isGiven]) => [name, isGiven ? "1" : "0"])),
  };
}

/** Oneself, or one person: the same facts in other spellings, and secrets that nobody should pass on. */
export function singlePerson(stage: Backstage, person: PersonDocument): View {
  return withoutPrivate(stage, person, {
    ...sharedView(stage, person),
    permissions: singlePermissions(person),
    "in-owner-company": stage.state.companyOf(person)?.isOwner === true ? "1" : "0",
    companyRoleId: toCompanyRole(person),
    installationId: "1046798",
    "has-desk-account": person.id % 2 === 0,
    "user-hash": "a1b2c3d4e5",
    "ld-hash": "e5d4c3b2a1",
    ...{ "private-notes": "", "private-notes-text": "", marketoId: "0", documentEditorInstalled: false },
    ...{ "has-feature-updates": true, "feature-updates-count": "36" },
    integrations: { microsoftConnector: { enabled: false } },
    currentFeatureAnnouncement: announcement,
  });
}

/** Only "2" of a site's owner was ever seen. */
export function toCompanyRole({ isOwner, isAdministrator }: PersonDocument): string {
  if (isOwner) return "2";
  return isAdministrator ? "1" : "0";
}

const announcement = {
  ...{ id: "2611", type: "feature", date: "2024-10-17T18:41:00Z", code: "", isRead: false, html: "" },
  ...{ title: "Introducing Roles", text: "Categorize and organize your team", linkText: "Learn more" },
  ...{ calloutImage: "", link: "https://support.teamwork.example/projects/people/roles" },
};

/** The one list with the time of a deletion, in camel case (contract section 2.2). */
export function deletedPerson({ state, index }: Backstage, person: PersonDocument): View {
  const company = state.companyOf(person);
  const by = person.deletedBy === null ? undefined : index.person(person.deletedBy);
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
    deletedByUserId: idText(person.deletedBy),
    deletedByUserFirstName: by?.firstName ?? "",
    deletedByUserLastName: by?.lastName ?? "",
    deletedDateTime: person.deletedAt ?? "",
  };
}
