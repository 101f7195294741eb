import type { Answer } from "../../answer.js";
import { json, type SiteCall } from "../../teamwork-site/router.js";
import {
  isAdministrator,
  ownPerson,
  visibleCompanies,
  visiblePeople,
  visiblePerson,
  visibleProject,
  type Backstage,
} from "../backstage.js";
import type { PersonDocument } from "../documents.js";
import { cutPage, sizesOfV1, withHeaders } from "../paging.js";
import { after, allOf, type Test } from "../questions.js";
import { failureOfV1, idIn, notFound, ok, type Route } from "./answer.js";
import { deletedPerson, listedPerson, personOfProject, singlePerson } from "./person-views.js";

/** People of the site, of a company, of a project, and those in the bin. */
export const peopleRoutes: readonly Route[] = [
  { template: "/me.json", run: (stage) => ok({ person: singlePerson(stage, ownPerson(stage)) }) },
  { template: "/people/deleted.json", run: listBin },
  {
    template: "/people/APIKeys.json",
    run: ({ state }) =>
      failureOfV1(422, `You are not the site owner (must be user ${String(state.owner.id)})`),
  },
  {
    template: "/people.json",
    run: (stage: Backstage, call: SiteCall): Answer => {
      const project = call.query.get("projectId");
      if (project === null) return answerPeople(stage, call, () => true);
      const members = new Set(visibleProject(stage, project)?.memberIds);
      return answerPeople(stage, call, ({ id }) => members.has(id));
    },
  },
  {
    template: "/people/:id.json",
    run: (stage: Backstage, { params }: SiteCall): Answer => {
      const person = visiblePerson(stage, params["id"]);
      return person ? ok({ person: singlePerson(stage, person) }) : notFound();
    },
  },
  {
    template: "/companies/:id/people.json",
    run: (stage: Backstage, call: SiteCall): Answer => {
      const company = visibleCompanies(stage).find(({ id }) => id === idIn(call));
      return company ? answerPeople(stage, call, ({ companyId }) => companyId === company.id) : notFound();
    },
  },
  { template: "/projects/:id/people.json", run: listPeopleOfProject },
  { template: "/projects/:id/people/:user.json", run: showPersonOfProject },
];

/** Who is deleted, a service account or a placeholder is on no list of v1's. */
function isListed({ deletedAt, isServiceAccount, isPlaceholder }: PersonDocument): boolean {
  return deletedAt === null && !isServiceAccount && !isPlaceholder;
}

function answerPeople(stage: Backstage, call: SiteCall, isMeant: Test<PersonDocument>): Answer {
  const isAsked = allOf<PersonDocument>([
    isListed,
    isMeant,
    after(call.query, "updatedAfterDate", ({ changedAt }) => changedAt),
  ]);
  const cut = cutPage(call, stage.quirks, visiblePeople(stage).filter(isAsked), sizesOfV1);
  const rows = cut.rows.map((person) => listedPerson(stage, person));
  return withHeaders(stage.quirks, cut, { STATUS: "OK", people: rows });
}

/** It has no pages, and says so little as to have no STATUS (contract section 2.2). */
function listBin(stage: Backstage): Answer {
  const message = "Only site administrators of the owner company may do this";
  if (!isAdministrator(stage)) return failureOfV1(stage.quirks.binRefusal, message);
  const deleted = visiblePeople(stage).filter(({ deletedAt }) => deletedAt !== null);
  return json(200, { people: deleted.map((person) => deletedPerson(stage, person)) });
}

function listPeopleOfProject(stage: Backstage, call: SiteCall): Answer {
  const project = visibleProject(stage, call.params["id"]);
  if (!project) return notFound();
  const members = new Set(project.memberIds);
  const people = visiblePeople(stage).filter((person) => isListed(person) && members.has(person.id));
  const cut = cutPage(call, stage.quirks, people, sizesOfV1);
  const rows = cut.rows.map((person) => personOfProject(stage, project, person));
  return withHeaders(stage.quirks, cut, { STATUS: "OK", people: rows });
}

/** A list of one. */
function showPersonOfProject(stage: Backstage, { params }: SiteCall): Answer {
  const project = visibleProject(stage, params["id"]);
  const person = visiblePerson(stage, params["user"]);
  if (!project || !person || !project.memberIds.includes(person.id)) return notFound();
  return ok({ people: [personOfProject(stage, project, person)] });
}
