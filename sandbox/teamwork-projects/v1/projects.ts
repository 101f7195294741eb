import type { Answer } from "../../answer.js";
import { isOn, json, type SiteCall } from "../../teamwork-site/router.js";
import { visibleProject, visibleProjects, type Backstage } from "../backstage.js";
import type { ProjectDocument } from "../documents.js";
import { cutPage, sizesOfV1, withHeaders } from "../paging.js";
import { after, allOf, given, hasWord, type Test } from "../questions.js";
import { idIn, notFound, ok, type Route } from "./answer.js";
import { listedProject, projectRole, singleProject } from "./project-views.js";

/** Projects, and the roles that each has. */
export const projectRoutes: readonly Route[] = [
  { template: "/projects.json", run: listProjects },
  {
    template: "/projects/:id.json",
    run: (stage: Backstage, { params }: SiteCall): Answer => {
      const project = visibleProject(stage, params["id"]);
      return project ? json(200, { project: singleProject(stage, project), STATUS: "OK" }) : notFound();
    },
  },
  {
    template: "/projects/:id/roles.json",
    run: (stage: Backstage, { params }: SiteCall): Answer => {
      const project = visibleProject(stage, params["id"]);
      if (!project) return notFound();
      const roles = stage.state.projectRoles.filter(({ projectId }) => projectId === project.id);
      // Recorded without a STATUS.
      return json(200, { roles: roles.map((role) => projectRole(stage, role)) });
    },
  },
  {
    template: "/roles/:id.json",
    run: (stage: Backstage, call: SiteCall): Answer => {
      const role = stage.state.projectRoles.find(({ id }) => id === idIn(call));
      return role ? ok({ role: projectRole(stage, role) }) : notFound();
    },
  },
];

function listProjects(stage: Backstage, call: SiteCall): Answer {
  const projects = visibleProjects(stage).filter(toTest(call.query));
  const cut = cutPage(call, stage.quirks, projects, sizesOfV1);
  const withPeople = isOn(call.query, "includePeople");
  const rows = cut.rows.map((project) => listedProject(stage, project, withPeople));
  return withHeaders(stage.quirks, cut, { STATUS: "OK", projects: rows });
}

/** By `status`, which is of active projects unless told otherwise. */
const kinds: Readonly<Record<string, (project: ProjectDocument) => boolean>> = {
  ALL: () => true,
  ACTIVE: ({ status }) => status === "active",
  ARCHIVED: ({ status }) => status === "archived",
  CURRENT: ({ status, subStatus }) => status === "active" && subStatus === "current",
  LATE: ({ status, subStatus }) => status === "active" && subStatus === "late",
  COMPLETED: ({ status, subStatus }) => status === "active" && subStatus === "completed",
};

function toTest(query: URLSearchParams): Test<ProjectDocument> {
  return allOf<ProjectDocument>([
    isOfStatus(query),
    given(
      query,
      "companyId",
      (id) =>
        ({ companyId }) =>
          String(companyId) === id,
    ),
    given(
      query,
      "userId",
      (id) =>
        ({ memberIds }) =>
          memberIds.includes(Number(id)),
    ),
    hasWord(query, ({ name }) => name),
    after(query, "updatedAfterDate", ({ changedAt }) => changedAt),
  ]);
}

function isOfStatus(query: URLSearchParams): Test<ProjectDocument> {
  if (isOn(query, "getDeleted")) return ({ status }) => status === "deleted";
  const isOfKind = kinds[(query.get("status") ?? "ACTIVE").toUpperCase()];
  return (project) => project.status !== "deleted" && isOfKind?.(project) === true;
}
