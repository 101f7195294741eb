import type { Answer } from "../../answer.js";
import { isOn, json, type SiteCall, type SiteRoute } from "../../teamwork-site/router.js";
import {
  ownPerson,
  visibleCompanies,
  visiblePeople,
  visiblePerson,
  visibleProject,
  visibleProjects,
  type Backstage,
} from "../backstage.js";
import type { PersonDocument } from "../documents.js";
import { cutPage, sizesOfV1, sizesOfV3, withHeaders } from "../paging.js";
import { isAfter, isAmong, matchesWords } from "../questions.js";
import { idIn, notFound } from "../v1/answer.js";
import { companyBeside, listedPerson, listedProject, singlePerson } from "./views.js";

const base = "/projects/api/v2";

/** Read-only; people with their invitations, projects and teams (contract section 3). */
export const routesOfV2: readonly SiteRoute<Backstage>[] = [
  { template: `${base}/me.json`, run: (stage) => answerPerson(stage, ownPerson(stage)) },
  { template: `${base}/people.json`, run: (stage, call) => answerPeople(stage, call, () => true) },
  {
    template: `${base}/people/:id.json`,
    run: (stage: Backstage, { params }: SiteCall): Answer => {
      const person = visiblePerson(stage, params["id"]);
      return person && isTold(stage, person) ? answerPerson(stage, person) : notFound();
    },
  },
  { template: `${base}/people/:id/projects.json`, run: listProjectsOfPerson },
  {
    template: `${base}/projects/:id/people.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const project = visibleProject(stage, call.params["id"]);
      return project ? answerPeople(stage, call, ({ id }) => project.memberIds.includes(id)) : notFound();
    },
  },
  {
    template: `${base}/companies/:id/people.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const company = visibleCompanies(stage).find(({ id }) => id === idIn(call));
      return company ? answerPeople(stage, call, ({ companyId }) => companyId === company.id) : notFound();
    },
  },
];

function answerPerson(stage: Backstage, person: PersonDocument): Answer {
  return json(200, { STATUS: "OK", person: singlePerson(stage, person) });
}

/** v2 knows no placeholders. */
function isTold({ quirks }: Backstage, { isPlaceholder, isServiceAccount }: PersonDocument): boolean {
  return !isPlaceholder && (!isServiceAccount || quirks.serviceAccountsInV2);
}

function answerPeople(
  stage: Backstage,
  call: SiteCall,
  isMeant: (person: PersonDocument) => boolean,
): Answer {
  const { query } = call;
  const people = visiblePeople(stage).filter(
    (person) =>
      isTold(stage, person) && isMeant(person) && isListed(query, person) && isAsked(stage, query, person),
  );
  const cut = cutPage(call, stage.quirks, people, sizesOfV3);
  const extras = { projects: isOn(query, "returnProjectIds"), teams: isOn(query, "returnTeams") };
  const companyIds = new Set(cut.rows.map(({ companyId }) => companyId));
  return withHeaders(stage.quirks, cut, {
    people: cut.rows.map((person) => listedPerson(stage, person, extras)),
    companies: stage.state.companies.filter(({ id }) => companyIds.has(id)).map(companyBeside),
    letters: [],
  });
}

function isListed(query: URLSearchParams, person: PersonDocument): boolean {
  if (person.deletedAt !== null && !isOn(query, "showDeleted")) return false;
  if (person.isClientUser && !isOn(query, "includeClients", true)) return false;
  if (person.userType === "collaborator" && !isOn(query, "includeObservers", true)) return false;
  // Nothing says that contacts are there unless they are asked for.
  return person.userType !== "contact" || isOn(query, "includeContacts");
}

function isAsked(stage: Backstage, query: URLSearchParams, person: PersonDocument): boolean {
  const { id, email, companyId, userType, invited } = person;
  const isIn = (project: string): boolean =>
    stage.state.project(Number(project))?.memberIds.includes(id) === true;
  const tests: Readonly<Record<string, (value: string) => boolean>> = {
    emailAddress: (value) => email.toLowerCase() === value.toLowerCase(),
    searchTerm: (value) => matchesWords(person, value),
    type: (value) => userType === value.toLowerCase(),
    inviteStatus: (value) => invited === value.toUpperCase(),
    companyId: (value) => String(companyId) === value,
    projectId: isIn,
    excludeProjectId: (value) => !isIn(value),
  };
  const isMeant = Object.entries(tests).every(([name, test]) => {
    const value = query.get(name);
    return value === null || value === "" || test(value);
  });
  const isNewer = isAfter(query, "updatedAfterDate", person.changedAt);
  return isMeant && isNewer && isAmong(query, "userIds", id);
}

function listProjectsOfPerson(stage: Backstage, call: SiteCall): Answer {
  const person = visiblePerson(stage, call.params["id"]);
  if (!person || !isTold(stage, person)) return notFound();
  const ids = new Set(stage.index.projectIdsOf(person.id));
  const projects = visibleProjects(stage).filter(({ id, status }) => status === "active" && ids.has(id));
  const cut = cutPage(call, stage.quirks, projects, sizesOfV1);
  const rows = cut.rows.map((project) => listedProject(stage, project));
  return withHeaders(stage.quirks, cut, { STATUS: "OK", projects: rows });
}
