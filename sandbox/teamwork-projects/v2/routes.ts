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
import { after, allOf, among, given, hasWord, searchedText, unless, type Test } from "../questions.js";
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
      if (!project) return notFound();
      const members = new Set(project.memberIds);
      return answerPeople(stage, call, ({ id }) => members.has(id));
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

function answerPeople(stage: Backstage, call: SiteCall, isMeant: Test<PersonDocument>): Answer {
  const { query } = call;
  const isAsked = allOf<PersonDocument>([
    (person) => isTold(stage, person),
    isMeant,
    isListed(query),
    toTest(stage, query),
  ]);
  const cut = cutPage(call, stage.quirks, visiblePeople(stage).filter(isAsked), sizesOfV3);
  const extras = { projects: isOn(query, "returnProjectIds"), teams: isOn(query, "returnTeams") };
  const companyIds = new Set(cut.rows.map(({ companyId }) => companyId));
  return withHeaders(stage.quirks, cut, {
    people: cut.rows.map((person) => listedPerson(stage, person, extras)),
    companies: stage.state.companies.filter(({ id }) => companyIds.has(id)).map(companyBeside),
    letters: [],
  });
}

/** Nothing says that contacts are there unless they are asked for. */
function isListed(query: URLSearchParams): Test<PersonDocument> {
  return allOf<PersonDocument>([
    unless(query, "showDeleted", ({ deletedAt }) => deletedAt !== null),
    unless(query, "includeClients", ({ isClientUser }) => isClientUser, true),
    unless(query, "includeObservers", ({ userType }) => userType === "collaborator", true),
    unless(query, "includeContacts", ({ userType }) => userType === "contact"),
  ]);
}

function toTest({ state }: Backstage, query: URLSearchParams): Test<PersonDocument> {
  const membersOf = (project: string): ReadonlySet<number> =>
    new Set(state.project(Number(project))?.memberIds);
  return allOf<PersonDocument>([
    among(query, "userIds", ({ id }) => id),
    given(
      query,
      "emailAddress",
      (address) =>
        ({ email }) =>
          email.toLowerCase() === address.toLowerCase(),
    ),
    hasWord(query, searchedText),
    given(
      query,
      "type",
      (type) =>
        ({ userType }) =>
          userType === type.toLowerCase(),
    ),
    given(
      query,
      "inviteStatus",
      (status) =>
        ({ invited }) =>
          invited === status.toUpperCase(),
    ),
    given(
      query,
      "companyId",
      (id) =>
        ({ companyId }) =>
          String(companyId) === id,
    ),
    given(query, "projectId", (project) => {
      const members = membersOf(project);
      return ({ id }) => members.has(id);
    }),
    given(query, "excludeProjectId", (project) => {
      const members = membersOf(project);
      return ({ id }) => !members.has(id);
    }),
    after(query, "updatedAfterDate", ({ changedAt }) => changedAt),
  ]);
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
