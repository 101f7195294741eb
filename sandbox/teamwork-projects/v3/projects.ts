import type { Answer } from "../../answer.js";
import { isOn, json, listIn, type SiteCall } from "../../teamwork-site/router.js";
import { visibleProject, visibleProjects, type Backstage } from "../backstage.js";
import type { JobRoleDocument, ProjectDocument } from "../documents.js";
import { cutPage, sizesOfV3, withMeta } from "../paging.js";
import { after, allOf, among, anyAmong, given, hasWord, type Test } from "../questions.js";
import { base, failureOfV3, notFound, type Route } from "./answer.js";
import { included } from "./included.js";
import { jobRoleView, projectView } from "./views.js";

/** Projects, and the roles that people have by their jobs. */
export const projectRoutes: readonly Route[] = [
  {
    template: `${base}/projects.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const projects = visibleProjects(stage).filter(toTest(stage, call.query));
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

function toTest({ state }: Backstage, query: URLSearchParams): Test<ProjectDocument> {
  const teams = state.teams.filter(({ id }) => listIn(query, "teamIds")?.has(String(id)) === true);
  const inTeams = new Set(teams.flatMap(({ memberIds }) => memberIds));
  return allOf<ProjectDocument>([
    isShown(query),
    among(query, "projectIds", ({ id }) => id),
    among(query, "projectCompanyIds", ({ companyId }) => companyId),
    among(query, "projectOwnerIds", ({ administratorIds }) => administratorIds[0] ?? null),
    anyAmong(query, "usersWithExplicitMembershipIds", ({ memberIds }) => memberIds),
    given(
      query,
      "teamIds",
      () =>
        ({ memberIds }) =>
          memberIds.some((id) => inTeams.has(id)),
    ),
    given(
      query,
      "userId",
      (id) =>
        ({ memberIds }) =>
          memberIds.includes(Number(id)),
    ),
    hasWord(query, ({ name }) => name),
    after(query, "updatedAfter", ({ changedAt }) => changedAt),
  ]);
}

/** Archived ones and those in the bin are shown to those who ask for them. */
function isShown(query: URLSearchParams): Test<ProjectDocument> {
  const isOnlyArchived = isOn(query, "onlyArchivedProjects");
  const withArchived = isOnlyArchived || isOn(query, "includeArchivedProjects");
  const statuses = listIn(query, "projectStatuses") ?? new Set(["active"]);
  return ({ status, subStatus }) => {
    if (status === "archived") return withArchived;
    if (isOnlyArchived) return false;
    if (status === "deleted") return statuses.has("deleted");
    return statuses.has(subStatus) || (statuses.has("active") && subStatus !== "completed");
  };
}

function listJobRoles(stage: Backstage, call: SiteCall): Answer {
  const { jobRoles } = stage.quirks;
  if (jobRoles === "forbidden") return failureOfV3(403, "403: Not allowed");
  if (jobRoles === "byHeader" && call.headers["jobroles-enabled"] !== "true") return notFound();
  const isAsked = allOf<JobRoleDocument>([among(call.query, "ids", ({ id }) => id)]);
  const cut = cutPage(call, stage.quirks, stage.state.jobRoles.filter(isAsked), sizesOfV3);
  return withMeta(stage.quirks, call, cut, { jobRoles: cut.rows.map(jobRoleView), included: {} });
}
