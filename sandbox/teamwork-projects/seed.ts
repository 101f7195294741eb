import type { Company } from "../company.js";
import { createSeededRandom } from "../seeded-random.js";
import { toInstallation, type Installation, type SitePerson } from "../teamwork-site/installation.js";
import type { PersonDocument } from "./documents.js";
import { seedActivities } from "./seed-activities.js";
import { seedProjectList, seedTeams } from "./seed-places.js";
import { seedJobRoles, seedProjectRoles } from "./seed-roles.js";
import { ProjectsState, toMoment } from "./state.js";

const dayMs = 86_400_000;

/** The seeded company as an installation: people of every kind, and places for them to work in. */
export function seedProjects(company: Company, seed: number, clock: () => Date): ProjectsState {
  const random = createSeededRandom(seed ^ 0x7e41);
  const installation = toInstallation(company);
  const people = [...installation.people.map((one) => toPerson(one, clock)), ...toHidden(installation)];
  const projects = seedProjectList(installation, people, random);
  const companies = installation.companies.map(({ id, name, isOwner, domain }, index) => ({
    ...{ id, name, isOwner, createdAt: "2023-01-09T09:00:00Z" },
    // Who never changed has no date of it in v1.
    changedAt: index === 1 ? "2023-06-01T09:00:00Z" : "",
    website: isOwner ? `https://www.${domain}` : "",
    ...{ city: index === 2 ? "Cork" : "", countryCode: index === 2 ? "IE" : "", phone: "" },
  }));
  const documents = {
    ...{ people, companies, projects },
    teams: seedTeams(installation, people, projects),
    projectRoles: seedProjectRoles(projects),
    jobRoles: seedJobRoles(people),
    activities: seedActivities(people, projects, random),
  };
  return new ProjectsState(documents, clock);
}

/** Field by field: objects this wide that others are spread into are slow to read, and there may be many. */
function toPerson(one: SitePerson, clock: () => Date): PersonDocument {
  const { person, company } = one;
  const { index } = person;
  const at = person.joinedAt.replace(/\.\d+Z$/u, "Z");
  const deletedAt = toDeletion(index, clock);
  const isClientUser = !company.isOwner && index % 2 === 1;
  const { title, phoneOffice, phoneOfficeExt, phoneMobile, avatarUrl } = toContacts(one);
  const { invited, invitedAt, acceptedAt, lastLogin } = toInvitation(index, at, deletedAt !== null);
  return {
    id: one.id,
    firstName: person.firstName,
    lastName: person.lastName,
    email: index === 31 ? "" : one.email,
    userType: toUserType(index, isClientUser),
    isOwner: index === 0,
    isAdministrator: index === 0 || (company.isOwner && index % 23 === 4),
    isClientUser,
    isServiceAccount: false,
    isPlaceholder: false,
    companyId: company.id,
    title,
    phoneOffice,
    phoneOfficeExt,
    phoneMobile,
    timeZone: person.timeZone,
    invited,
    invitedAt,
    acceptedAt,
    createdAt: at,
    changedAt: at,
    lastLogin,
    deletedAt,
    deletedBy: deletedAt === null ? null : 391_604,
    avatarUrl,
    tags: index % 10 === 6 ? ["night shift"] : [],
  };
}

/** Within the days that the bin keeps. */
function toDeletion(index: number, clock: () => Date): string | null {
  if (index === 0 || index % 19 !== 7) return null;
  return toMoment(new Date(clock().getTime() - (1 + (index % 20)) * dayMs));
}

type Contacts = Pick<
  PersonDocument,
  "title" | "phoneOffice" | "phoneOfficeExt" | "phoneMobile" | "avatarUrl"
>;

function toContacts({ id, person: { index, jobTitle, phone } }: SitePerson): Contacts {
  return {
    title: index % 3 === 0 ? jobTitle : "",
    phoneOffice: index % 4 === 1 ? phone : "",
    phoneOfficeExt: index % 8 === 1 ? String(100 + index) : "",
    phoneMobile: index % 4 === 2 ? phone : "",
    avatarUrl: index % 6 === 0 ? `https://s3.example/userAvatar/${String(id)}.png` : "",
  };
}

function toInvitation(
  index: number,
  at: string,
  isDeleted: boolean,
): Pick<PersonDocument, "invited" | "invitedAt" | "acceptedAt" | "lastLogin"> {
  const isInvited = index > 0 && index % 17 === 3 && !isDeleted;
  if (isInvited) return { invited: "PENDING", invitedAt: at, acceptedAt: "", lastLogin: "" };
  const lastLogin = index % 5 === 2 ? "" : at;
  const accepted = index % 17 === 4 ? at : "";
  return { invited: "COMPLETE", invitedAt: accepted, acceptedAt: accepted, lastLogin };
}

/** Index 40 is of a sort that nobody knows. */
function toUserType(index: number, isClientUser: boolean): string {
  if (index === 0 || isClientUser) return "account";
  if (index === 40) return "robot";
  if (index % 13 === 6) return "collaborator";
  return index % 13 === 9 ? "contact" : "account";
}

/** Those whom lists hide: two service accounts, one of them an administrator, and two placeholders. */
function toHidden({ owner, people }: Installation): PersonDocument[] {
  const from = (people.at(-1)?.id ?? 0) + 900_001;
  const names = ["Backup Service", "Sync Service", "Designer Placeholder", "Developer Placeholder"];
  return names.map((name, index) => {
    const [firstName = "", lastName = ""] = name.split(" ");
    const isService = index < 2;
    const at = "2023-02-01T00:00:00Z";
    return {
      id: from + index,
      firstName,
      lastName,
      email: isService ? `${firstName.toLowerCase()}@svc.acme.example` : "",
      userType: "account",
      isOwner: false,
      isAdministrator: index === 0,
      isClientUser: false,
      isServiceAccount: isService,
      isPlaceholder: !isService,
      companyId: owner.id,
      title: "",
      phoneOffice: "",
      phoneOfficeExt: "",
      phoneMobile: "",
      timeZone: "",
      invited: "COMPLETE",
      invitedAt: "",
      acceptedAt: "",
      createdAt: at,
      changedAt: at,
      lastLogin: "",
      deletedAt: null,
      deletedBy: null,
      avatarUrl: "",
      tags: [],
    };
  });
}
