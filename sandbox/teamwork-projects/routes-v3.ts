import type { Answer } from "../answer.js";
import { isOn, json, listIn, nothing, type SiteCall, type SiteRoute } from "../teamwork-site/router.js";
import { matchesWords, ownPerson, visiblePeople, type Backstage } from "./backstage.js";
import type { ActivityDocument, PersonDocument, ProjectDocument } from "./documents.js";
import { cutPage, withMeta } from "./paging.js";
import { activityOfV3, companyOfV3, jobRoleOfV3, personOfV3, projectOfV3 } from "./views-v3.js";

type Route = SiteRoute<Backstage>;
const base = "/projects/api/v3";
const sizes = { fallback: 50, largest: 500 };

export function failureOfV3(status: number, detail: string): Answer {
  return json(status, {
    errors: [{ id: "7c2", code: "UNEXPECTED", title: "unexpected error", detail, meta: {} }],
  });
}

const peopleRoutes: readonly Route[] = [
  {
    template: `${base}/me.json`,
    run: (stage) => {
      const own = ownPerson(stage);
      const facts = { siteOwner: own.isOwner, inOwnerCompany: stage.state.companyOf(own)?.isOwner === true };
      return json(200, { person: { ...personOfV3(stage, own), ...facts } });
    },
  },
  {
    template: `${base}/people.json`,
    run: (stage, call) => {
      const people = visiblePeople(stage).filter((person) => isListed(stage, call.query, person));
      const cut = cutPage(call, stage.quirks, people, sizes);
      const rows = cut.rows.map((person) => personOfV3(stage, person));
      return withMeta(stage.quirks, cut, { people: rows, included: included(stage, call, cut.rows) });
    },
  },
  {
    template: `${base}/people/:id.json`,
    run: (stage, { params }) => {
      const person = visiblePeople(stage).find(({ id }) => String(id) === params["id"]);
      return person ? json(200, { person: personOfV3(stage, person), included: {} }) : nothing(404);
    },
  },
];

/** What v3 hides unless it is told not to (contract section 4). */
function isListed({ state }: Backstage, query: URLSearchParams, person: PersonDocument): boolean {
  const hiding: readonly (readonly [isSuch: boolean, isShown: boolean])[] = [
    [person.deletedAt !== null, isOn(query, "showDeleted")],
    [person.isServiceAccount, isOn(query, "includeServiceAccounts")],
    [person.isPlaceholder, isOn(query, "includePlaceholders")],
    [person.isClientUser, isOn(query, "includeClients", true)],
    [person.userType === "collaborator", isOn(query, "includeCollaborators", true)],
    [person.userType === "contact", !isOn(query, "excludeContacts")],
  ];
  return !hiding.some(([isSuch, isShown]) => isSuch && !isShown) && isAsked(state, query, person);
}

function isAsked(state: Backstage["state"], query: URLSearchParams, person: PersonDocument): boolean {
  const projects = listIn(query, "projectIds");
  const search = query.get("searchTerm");
  return [
    isAmong(query, "ids", person.id),
    isAmong(query, "companyIds", person.companyId),
    !isOn(query, "onlySiteOwner") || person.isOwner,
    !isOn(query, "onlyOwnerCompany") || state.companyOf(person)?.isOwner === true,
    search === null || matchesWords(person, search),
    projects === null || state.projectIdsOf(person.id).some((id) => projects.has(String(id))),
  ].every(Boolean);
}

function isAmong(query: URLSearchParams, name: string, id: number): boolean {
  return listIn(query, name)?.has(String(id)) !== false;
}

/** A map of maps; what cannot be included is passed over. */
function included({ state }: Backstage, { query }: SiteCall, people: readonly PersonDocument[]): object {
  if (listIn(query, "include")?.has("companies") !== true) return {};
  const ids = new Set(people.map(({ companyId }) => companyId));
  const companies = state.companies.filter(({ id }) => ids.has(id));
  return {
    companies: Object.fromEntries(companies.map((company) => [String(company.id), companyOfV3(company)])),
  };
}

const otherRoutes: readonly Route[] = [
  {
    template: `${base}/companies.json`,
    run: (stage, call) => {
      const found = stage.state.companies.filter(
        ({ id, isOwner }) =>
          isAmong(call.query, "ids", id) && !(isOwner && isOn(call.query, "excludeOwnerCompany")),
      );
      const cut = cutPage(call, stage.quirks, found, sizes);
      return withMeta(stage.quirks, cut, { companies: cut.rows.map(companyOfV3), included: {} });
    },
  },
  {
    template: `${base}/companies/:id.json`,
    run: ({ state }, { params }) => {
      const company = state.companies.find(({ id }) => String(id) === params["id"]);
      return company ? json(200, { company: companyOfV3(company) }) : nothing(404);
    },
  },
  {
    template: `${base}/projects.json`,
    run: (stage, call) => {
      const projects = stage.state.projects.filter((project) => isShown(call.query, project));
      const cut = cutPage(call, stage.quirks, projects, sizes);
      const withUsers = listIn(call.query, "include")?.has("users") === true;
      const rows = cut.rows.map((project) => projectOfV3(stage, project, withUsers));
      return withMeta(stage.quirks, cut, { projects: rows, included: {} });
    },
  },
  {
    template: `${base}/jobroles.json`,
    run: (stage, call) => {
      if (stage.quirks.jobRoles === "forbidden") return failureOfV3(403, "403: Not allowed");
      const cut = cutPage(call, stage.quirks, stage.state.jobRoles, sizes);
      return withMeta(stage.quirks, cut, { jobRoles: cut.rows.map(jobRoleOfV3), included: {} });
    },
  },
  {
    template: `${base}/latestactivity.json`,
    run: (stage, call) => {
      const entries = stage.state.activities.filter((entry) => isLogged(call.query, entry));
      const ordered = call.query.get("orderMode") === "asc" ? entries.toReversed() : entries;
      const cut = cutPage(call, stage.quirks, ordered, sizes);
      const activities = cut.rows.map((entry) => activityOfV3(stage, entry));
      return withMeta(stage.quirks, cut, { activities, included: {} });
    },
  },
];

function isShown(query: URLSearchParams, project: ProjectDocument): boolean {
  const members = listIn(query, "usersWithExplicitMembershipIds");
  if (!isAmong(query, "projectIds", project.id)) return false;
  if (members !== null && !project.memberIds.some((member) => members.has(String(member)))) return false;
  return hasStatus(query, project);
}

function hasStatus(query: URLSearchParams, { status, subStatus }: ProjectDocument): boolean {
  const statuses = listIn(query, "projectStatuses");
  const isArchiveOnly = isOn(query, "onlyArchivedProjects");
  if (status === "archived") return isArchiveOnly || isOn(query, "includeArchivedProjects");
  if (isArchiveOnly) return false;
  if (status === "deleted") return statuses?.has("deleted") === true;
  if (statuses === null) return subStatus !== "completed";
  return statuses.has(subStatus) || (statuses.has("active") && subStatus !== "completed");
}

function isLogged(query: URLSearchParams, { action, at, userId, projectId }: ActivityDocument): boolean {
  if (listIn(query, "activityTypes")?.has(action) === false) return false;
  if (!isAmong(query, "userIds", userId) || !isAmong(query, "projectIds", projectId)) return false;
  const day = at.slice(0, 10);
  const [start, end] = [query.get("startDate"), query.get("endDate")];
  return (start === null || day >= start) && (end === null || day <= end);
}

/** The preferred way to read (contract section 4). */
export const routesOfV3: readonly Route[] = [...peopleRoutes, ...otherRoutes];
