import { isAdministrator, ownPerson, type Backstage } from "../backstage.js";
import type { ProjectDocument, ProjectRoleDocument } from "../documents.js";

/* Projects in v1's dialect, key by key as recorded: a list and a single project differ in two dozen of them. */

type View = Record<string, unknown>;

/** The word for an archived project differs (contract section 2.5). */
export function statusWord({ quirks }: Backstage, { status }: ProjectDocument): string {
  return status === "archived" ? quirks.archivedWord : status;
}

function sharedView(stage: Backstage, project: ProjectDocument): View {
  return {
    id: String(project.id),
    name: project.name,
    description: project.description,
    status: statusWord(stage, project),
    subStatus: project.subStatus,
    "created-on": project.createdAt,
    "last-changed-on": project.changedAt,
    ...{ starred: false, startDate: "", endDate: "", tags: [], isBillable: true, portfolioBoards: [] },
    ...{ logo: "", logoColor: "", announcement: "", announcementHTML: "", "show-announcement": false },
    ...{ boardData: {}, defaultPrivacy: "open", privacyEnabled: false, notifyeveryone: false },
    ...{ filesAutoNewVersion: false, "harvest-timers-enabled": false, replyByEmailEnabled: true },
    ...{ "start-page": "list", "overview-start-page": "default", "tasks-start-page": "list" },
  };
}

const xero = { basecurrency: "", connected: "NO", countrycode: "", enabled: false, organisation: "" };
const folder = { account: "", enabled: false, folder: "root", foldername: "root" };

export function listedProject(stage: Backstage, project: ProjectDocument, withPeople: boolean): View {
  const company = stage.state.companyOf(project);
  const reference = { id: String(project.companyId), name: company?.name ?? "" };
  return {
    ...sharedView(stage, project),
    company: { ...reference, "is-owner": company?.isOwner === true ? "1" : "0" },
    category: { id: "", name: "", color: "" },
    isProjectAdmin: isAdministrator(stage) || project.administratorIds.includes(ownPerson(stage).id),
    lastWorkedOn: project.changedAt,
    logoIcon: null,
    ...{ isOnBoardingProject: false, isSampleProject: false, defaults: { privacy: "" } },
    integrations: { onedrivebusiness: folder, sharepoint: folder, xero },
    ...(withPeople ? { people: project.memberIds.map(String) } : {}),
  };
}

export function singleProject(stage: Backstage, project: ProjectDocument): View {
  const company = stage.state.companyOf(project);
  return {
    ...sharedView(stage, project),
    company: { id: String(project.companyId), name: company?.name ?? "" },
    category: { id: "", name: "", color: "", parentId: "" },
    type: "normal",
    logoIcon: "",
    ...{ directFileUploadsEnabled: true, skipWeekends: false, "active-pages": activePages },
    integrations: { onedrivebusiness: { enabled: false }, sharepoint: {}, xero },
  };
}

const pageNames = [
  ...["board", "proofs", "billing", "links", "comments", "milestones", "time", "files", "riskRegister"],
  ...["tasks", "table", "forms", "gantt", "finance", "messages", "tickets", "list", "notebooks"],
];
const activePages = Object.fromEntries(pageNames.map((name) => [name, name === "riskRegister" ? "0" : "1"]));

/** A title within a project, and whom it is given to. */
export function projectRole({ index }: Backstage, role: ProjectRoleDocument): View {
  const users = role.holderIds.flatMap((holder) => index.person(holder) ?? []);
  return {
    ...{ id: String(role.id), name: role.name, description: role.description },
    users: users.map(({ id, firstName, lastName, title, avatarUrl }) => ({
      ...{ id: String(id), firstname: firstName, lastname: lastName, title, userimage: avatarUrl },
    })),
  };
}
