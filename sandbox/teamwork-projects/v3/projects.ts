import type { Answer } from "../../answer.js";
import { isOn, json, listIn, type SiteCall } from "../../teamwork-site/router.js";
import { visibleProject, visibleProjects, type Backstage } from "../backstage.js";
import type { ProjectDocument } from "../documents.js";
import { cutPage, sizesOfV3, withMeta } from "../paging.js";
import { hasWord, isAfter, isAmong, isAnyAmong } from "../questions.js";
import { base, failureOfV3, notFound, type Route } from "./answer.js";
import { included } from "./included.js";
import { jobRoleView, projectView } from "./views.js";

/** Projects, and the roles that people have by their jobs. */
export const projectRoutes: readonly Route[] = [
  {
    template: `${base}/projects.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const projects = visibleProjects(stage).filter((project) => isAsked(stage, call.query, project));
      const cut = cutPage(call, stage.quirks, projects, sizesOfV3);
      const withUsers = isUsersAsked(call);
      const rows = cut.rows.map((project) => projectView(stage, project, withUsers));
      return withMeta(stage.quirks, call, cut, { projects: rows, included: beside(stage, call, cut.rows) });
    },
  },
  {
    template: `${base}/projects/:id.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const project = visibleProject(stage, call.params["id"]);
      if (!project) return notFound();
      const view = projectView(stage, project, isUsersAsked(call));
      return json(200, { project: view, included: beside(stage, call, [project]) });
    },
  },
  { template: `${base}/jobroles.json`, run: listJobRoles },
];

function isUsersAsked({ query }: SiteCall): boolean {
  return listIn(query, "include")?.has("users") === true;
}

function beside(stage: Backstage, { query }: SiteCall, projects: readonly ProjectDocument[]): object {
  return included(stage, query, {
    users: projects.flatMap(({ memberIds }) => memberIds),
    companies: projects.map(({ companyId }) => companyId),
  });
}

function isAsked({ state }: Backstage, query: URLSearchParams, project: ProjectDocument): boolean {
  const user = query.get("userId");
  const search = query.get("searchTerm");
  const teams = listIn(query, "teamIds");
  const inTeams = state.teams
    .filter(({ id }) => teams?.has(String(id)))
    .flatMap(({ memberIds }) => memberIds);
  return [
    isShown(query, project),
    isAmong(query, "projectIds", project.id),
    isAmong(query, "projectCompanyIds", project.companyId),
    isAmong(query, "projectOwnerIds", project.administratorIds[0] ?? null),
    isAnyAmong(query, "usersWithExplicitMembershipIds", project.memberIds),
    teams === null || inTeams.some((id) => project.memberIds.includes(id)),
    user === null || project.memberIds.includes(Number(user)),
    search === null || hasWord(project.name, search),
    isAfter(query, "updatedAfter", project.changedAt),
  ].every(Boolean);
}

/** Archived ones and those in the bin are shown to those who ask for them. */
function isShown(query: URLSearchParams, { status, subStatus }: ProjectDocument): boolean {
  const isOnlyArchived = isOn(query, "onlyArchivedProjects");
  if (status === "archived") return isOnlyArchived || isOn(query, "includeArchivedProjects");
  if (isOnlyArchived) return false;
  const statuses = listIn(query, "projectStatuses");
  if (status === "deleted") return statuses?.has("deleted") === true;
  if (statuses === null) return subStatus !== "completed";
  return statuses.has(subStatus) || (statuses.has("active") && subStatus !== "completed");
}

function listJobRoles(stage: Backstage, call: SiteCall): Answer {
  const { jobRoles } = stage.quirks;
  if (jobRoles === "forbidden") return failureOfV3(403, "403: Not allowed");
  if (jobRoles === "byHeader" && call.headers["jobroles-enabled"] !== "true") return notFound();
  const asked = stage.state.jobRoles.filter(({ id }) => isAmong(call.query, "ids", id));
  const cut = cutPage(call, stage.quirks, asked, sizesOfV3);
  return withMeta(stage.quirks, call, cut, { jobRoles: cut.rows.map(jobRoleView), included: {} });
}
