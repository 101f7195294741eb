import type { Answer } from "../answer.js";
import { isOn, json, listIn, numberIn, type SiteCall, type SiteRoute } from "../teamwork-site/router.js";
import { isAdministrator, ownPerson, visiblePeople, type Backstage } from "./backstage.js";
import type { ProjectDocument, TeamDocument } from "./documents.js";
import { cutPage, withHeaders } from "./paging.js";
import {
  activityView,
  companyView,
  deletedPerson,
  listedPerson,
  projectView,
  singlePerson,
  teamView,
} from "./views-v1.js";

type Route = SiteRoute<Backstage>;

const ok = (body: object): Answer => json(200, { STATUS: "OK", ...body });

export function failureOfV1(status: number, message: string): Answer {
  return json(status, { STATUS: "Error", MESSAGE: message });
}

const notFound = (): Answer => failureOfV1(404, "Not found");

function idIn({ params }: SiteCall, name = "id"): number {
  return Number(params[name]);
}

const peopleRoutes: readonly Route[] = [
  { template: "/me.json", run: (stage) => ok({ person: singlePerson(stage, ownPerson(stage)) }) },
  {
    template: "/people/deleted.json",
    run: (stage) => {
      const message = "Only site administrators of the owner company may do this";
      if (!isAdministrator(stage)) return failureOfV1(stage.quirks.binRefusal, message);
      const deleted = stage.state.people.filter(({ deletedAt }) => deletedAt !== null);
      return ok({ people: deleted.map((person) => deletedPerson(stage, person)) });
    },
  },
  {
    template: "/people/APIKeys.json",
    run: ({ state }) =>
      failureOfV1(422, `You are not the site owner (must be user ${String(state.owner.id)})`),
  },
  {
    template: "/people.json",
    run: (stage, call) => {
      const people = visiblePeople(stage).filter(
        ({ deletedAt, isPlaceholder }) => deletedAt === null && !isPlaceholder,
      );
      const cut = cutPage(call, stage.quirks, people, { fallback: 100, largest: 500 });
      return withHeaders(stage.quirks, cut, {
        STATUS: "OK",
        people: cut.rows.map((person) => listedPerson(stage, person)),
      });
    },
  },
  {
    template: "/people/:id.json",
    run: (stage, call) => {
      const person = visiblePeople(stage).find(({ id }) => id === idIn(call));
      return person ? ok({ person: singlePerson(stage, person) }) : notFound();
    },
  },
];

const companyRoutes: readonly Route[] = [
  {
    template: "/companies.json",
    run: (stage, call) => {
      const cut = cutPage(call, stage.quirks, stage.state.companies, { fallback: 50, largest: 500 });
      return withHeaders(stage.quirks, cut, {
        STATUS: "OK",
        companies: cut.rows.map((company) => companyView(stage, company)),
      });
    },
  },
  {
    template: "/companies/:id.json",
    run: (stage, call) => {
      const company = stage.state.companies.find(({ id }) => id === idIn(call));
      return company ? ok({ company: companyView(stage, company) }) : notFound();
    },
  },
];

const projectRoutes: readonly Route[] = [
  {
    template: "/projects.json",
    run: (stage, call) => {
      const wanted = (call.query.get("status") ?? "ACTIVE").toUpperCase();
      const isWanted = ({ status }: ProjectDocument): boolean =>
        status !== "deleted" &&
        (wanted === "ALL" || status === (wanted === "ARCHIVED" ? "archived" : "active"));
      const cut = cutPage(call, stage.quirks, stage.state.projects.filter(isWanted), {
        fallback: 50,
        largest: 500,
      });
      const withPeople = isOn(call.query, "includePeople");
      const projects = cut.rows.map((project) => projectView(stage, project, withPeople));
      return withHeaders(stage.quirks, cut, { STATUS: "OK", projects });
    },
  },
  {
    template: "/projects/:id.json",
    run: (stage, call) => {
      const project = stage.state.project(idIn(call));
      return project ? ok({ project: projectView(stage, project, false) }) : notFound();
    },
  },
  { template: "/projects/:id/people.json", run: peopleOfProject },
  {
    template: "/projects/:id/people/:user.json",
    run: (stage, call) => {
      const project = stage.state.project(idIn(call));
      const person = project?.memberIds.includes(idIn(call, "user"))
        ? stage.state.person(idIn(call, "user"))
        : undefined;
      if (!project || !person) return notFound();
      return ok({
        people: [{ ...listedPerson(stage, person), permissions: permissionsIn(project, person.id) }],
      });
    },
  },
  {
    template: "/projects/:id/roles.json",
    run: ({ state }, call) => {
      if (!state.project(idIn(call))) return notFound();
      const roles = state.projectRoles.filter(({ projectId }) => projectId === idIn(call));
      return ok({ roles: roles.map((role) => roleView(state, role)) });
    },
  },
  {
    template: "/roles/:id.json",
    run: ({ state }, call) => {
      const role = state.projectRoles.find(({ id }) => id === idIn(call));
      return role ? ok({ role: roleView(state, role) }) : notFound();
    },
  },
];

function peopleOfProject(stage: Backstage, call: SiteCall): Answer {
  const project = stage.state.project(idIn(call));
  if (!project) return notFound();
  const people = visiblePeople(stage).filter(({ id }) => project.memberIds.includes(id));
  const cut = cutPage(call, stage.quirks, people, { fallback: 100, largest: 500 });
  return withHeaders(stage.quirks, cut, {
    STATUS: "OK",
    people: cut.rows.map((person) => ({
      ...listedPerson(stage, person),
      "project-last-active": "",
      permissions: permissionsIn(project, person.id),
    })),
  });
}

const permissionKeys = [
  ...["can-be-assigned-to-tasks", "view-messages-and-files", "view-tasks-and-milestones", "view-time"],
  ...["view-notebooks", "view-risk-register", "view-invoices", "view-links", "add-tasks", "add-milestones"],
  ...["add-taskLists", "add-messages", "add-files", "add-time", "add-links", "set-privacy"],
];

/** In texts (contract section 1.5). */
function permissionsIn(project: ProjectDocument, person: number): Record<string, string> {
  const isLead = project.administratorIds.includes(person);
  const isObserving = project.observerIds.includes(person);
  return {
    "project-administrator": isLead ? "1" : "0",
    "is-observing": isObserving ? "1" : "0",
    ...Object.fromEntries(
      permissionKeys.map((key) => [key, isObserving && !key.startsWith("view") ? "0" : "1"]),
    ),
  };
}

function roleView(state: Backstage["state"], role: Backstage["state"]["projectRoles"][number]): object {
  const users = role.holderIds.flatMap((holder) => state.person(holder) ?? []);
  return {
    id: String(role.id),
    name: role.name,
    description: role.description,
    users: users.map(({ id, firstName, lastName, title, avatarUrl }) => ({
      ...{ id: String(id), firstname: firstName, lastname: lastName, title, userimage: avatarUrl },
    })),
  };
}

const teamRoutes: readonly Route[] = [
  {
    template: "/teams.json",
    run: (stage, call) =>
      answerTeams(
        stage,
        call,
        stage.state.teams.filter((team) => isShown(call, team)),
      ),
  },
  {
    template: "/teams/:id.json",
    run: (stage, call) => {
      const team = stage.state.teams.find(({ id }) => id === idIn(call));
      if (!team) return notFound();
      const withMembers = listIn(call.query, "include")?.has("members") === true;
      return ok({ team: teamView(stage, team, withMembers), users: {}, projects: {} });
    },
  },
  {
    template: "/projects/:id/teams.json",
    run: (stage, call) => {
      if (!stage.state.project(idIn(call))) return notFound();
      const teams = stage.state.teams.filter(
        ({ projectId, deletedAt }) => projectId === idIn(call) && deletedAt === null,
      );
      return answerTeams(stage, call, teams);
    },
  },
  {
    template: "/companies/:id/teams.json",
    run: (stage, call) => {
      const teams = stage.state.teams.filter(
        ({ companyId, deletedAt }) => companyId === idIn(call) && deletedAt === null,
      );
      return answerTeams(stage, call, teams);
    },
  },
];

/** Without its flags the list hides most of what there is (contract section 2.4). */
function isShown({ query }: SiteCall, team: TeamDocument): boolean {
  if (team.deletedAt !== null && !isOn(query, "showDeleted")) return false;
  if (team.companyId !== null && !isOn(query, "includeCompanyTeams")) return false;
  if (team.projectId !== null && !isOn(query, "includeProjectTeams")) return false;
  if (team.parentId !== null && !isOn(query, "includeSubteams")) return false;
  return isAmong(query, team);
}

function isAmong(query: URLSearchParams, team: TeamDocument): boolean {
  const ids = listIn(query, "teamIds");
  const users = listIn(query, "userIds");
  const companies = listIn(query, "companyIds");
  const search = (query.get("searchTerm") ?? "").toLowerCase();
  if (ids !== null && !ids.has(String(team.id))) return false;
  if (listIn(query, "excludeTeamIds")?.has(String(team.id)) === true) return false;
  if (users !== null && !team.memberIds.some((id) => users.has(String(id)))) return false;
  if (companies !== null && !companies.has(String(team.companyId))) return false;
  return team.name.toLowerCase().includes(search);
}

function answerTeams(stage: Backstage, call: SiteCall, teams: readonly TeamDocument[]): Answer {
  const cut = cutPage(call, stage.quirks, teams, { fallback: 50, largest: 250 });
  const withMembers = listIn(call.query, "include")?.has("members") === true;
  return withHeaders(stage.quirks, cut, {
    STATUS: "OK",
    teams: cut.rows.map((team) => teamView(stage, team, withMembers)),
  });
}

const siteRoutes: readonly Route[] = [
  {
    template: "/latestActivity.json",
    run: (stage, { query }) => {
      const entries = stage.state.activities.slice(0, Math.min(200, numberIn(query, "maxItems", 60)));
      return ok({ activity: entries.map((entry) => activityView(stage, entry)) });
    },
  },
  {
    template: "/account.json",
    run: (stage) => {
      const { owner } = stage.state;
      return json(200, {
        account: {
          ...{
            id: "1046798",
            code: "acme",
            name: "Acme",
            companyid: String(owner.companyId),
            companyname: "Acme",
          },
          ...{ awsRegion: "US", "account-holder-id": String(owner.id), defaultUserType: "account" },
          ...{ clientUsersEnabled: true, projectsEnabled: true, deskEnabled: true, spacesEnabled: true },
          ...{ pricePlan: "scale", pricePlanId: "18", priceplanMaxUsers: "0", paidForUsers: "250" },
          ...{ lang: "EN", userIsAdmin: isAdministrator(stage), memberOfOwnerCompany: "YES" },
        },
        STATUS: "OK",
      });
    },
  },
  {
    template: "/launchpad/v1/userinfo.json",
    run: (stage) => json(200, { user_id: ownPerson(stage).id, installation_id: 1_046_798, awsRegion: "US" }),
  },
];

/** The older API, still the only one with teams, the bin and project roles (contract section 2). */
export const routesOfV1: readonly Route[] = [
  ...peopleRoutes,
  ...companyRoutes,
  ...projectRoutes,
  ...teamRoutes,
  ...siteRoutes,
];
