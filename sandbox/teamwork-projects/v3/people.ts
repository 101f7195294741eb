import type { Answer } from "../../answer.js";
import { isOn, json, listIn, type SiteCall } from "../../teamwork-site/router.js";
import { ownPerson, visiblePeople, visiblePerson, visibleProject, type Backstage } from "../backstage.js";
import type { PersonDocument, ProjectDocument } from "../documents.js";
import { cutPage, sizesOfV3, withMeta } from "../paging.js";
import {
  after,
  allOf,
  among,
  anyAmong,
  given,
  hasWord,
  inOrder,
  notAmong,
  only,
  searchedText,
  unless,
  type Test,
} from "../questions.js";
import { projectPermissions } from "../v1/permissions.js";
import { base, notFound, type Route } from "./answer.js";
import { included } from "./included.js";
import { ownView, personView } from "./views.js";

export const peopleRoutes: readonly Route[] = [
  {
    template: `${base}/me.json`,
    run: (stage) => json(200, { person: ownView(stage, ownPerson(stage)) }),
  },
  { template: `${base}/people.json`, run: (stage, call) => answerPeople(stage, call, null) },
  {
    template: `${base}/people/:id.json`,
    run: (stage, call) => answerPerson(stage, call, visiblePerson(stage, call.params["id"])),
  },
  {
    template: `${base}/projects/:id/people.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const project = visibleProject(stage, call.params["id"]);
      return project ? answerPeople(stage, call, project) : notFound();
    },
  },
  {
    template: `${base}/projects/:id/people/:user.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const person = visiblePerson(stage, call.params["user"]);
      const members = visibleProject(stage, call.params["id"])?.memberIds ?? [];
      return answerPerson(stage, call, person && members.includes(person.id) ? person : undefined);
    },
  },
];

function answerPerson(stage: Backstage, { query }: SiteCall, person: PersonDocument | undefined): Answer {
  if (!person) return notFound();
  const beside = included(stage, query, { companies: [person.companyId] });
  return json(200, { person: personView(stage, person), included: beside });
}

function answerPeople(stage: Backstage, call: SiteCall, project: ProjectDocument | null): Answer {
  const { query } = call;
  const members = project && new Set(project.memberIds);
  const isAsked = allOf<PersonDocument>([
    members && (({ id }) => members.has(id)),
    isShown(query),
    isOneOf(stage, query),
    toTest(stage, query),
  ]);
  const asked = visiblePeople(stage).filter(isAsked);
  const people = inOrder(query, { by: "orderBy", mode: "orderMode" }, toOrders(stage), asked);
  const cut = cutPage(call, stage.quirks, people, sizesOfV3);
  const beside = included(stage, query, { companies: cut.rows.map(({ companyId }) => companyId) });
  return withMeta(stage.quirks, call, cut, {
    people: cut.rows.map((person) => personView(stage, person)),
    included: project === null ? beside : { ...beside, ...permissionsBeside(query, project, cut.rows) },
  });
}

/** What v3 hides unless it is told not to. */
function isShown(query: URLSearchParams): Test<PersonDocument> {
  return allOf<PersonDocument>([
    unless(query, "showDeleted", ({ deletedAt }) => deletedAt !== null),
    unless(query, "includeServiceAccounts", ({ isServiceAccount }) => isServiceAccount),
    unless(query, "includePlaceholders", ({ isPlaceholder }) => isPlaceholder),
    unless(query, "includeClients", ({ isClientUser }) => isClientUser, true),
    unless(query, "includeCollaborators", ({ userType }) => userType === "collaborator", true),
    only(query, "excludeContacts", ({ userType }) => userType !== "contact"),
  ]);
}

function toTest({ state, index }: Backstage, query: URLSearchParams): Test<PersonDocument> {
  const excluded = anyAmong<PersonDocument>(query, "excludeProjectIds", ({ id }) => index.projectIdsOf(id));
  return allOf<PersonDocument>([
    anyAmong(query, "projectIds", ({ id }) => index.projectIdsOf(id)),
    anyAmong(query, "jobRoleIds", ({ id }) => index.jobRoleIdsOf(id)),
    notAmong(query, "excludeIds", ({ id }) => id),
    excluded && ((person) => !excluded(person)),
    only(query, "onlySiteOwner", ({ isOwner }) => isOwner),
    only(query, "onlyOwnerCompany", (person) => state.companyOf(person)?.isOwner === true),
    given(
      query,
      "userType",
      (type) =>
        ({ userType }) =>
          userType === type,
    ),
    hasWord(query, searchedText),
    after(query, "updatedAfter", ({ changedAt }) => changedAt),
    after(query, "lastLoginAfter", ({ lastLogin }) => lastLogin),
  ]);
}

/** Ids, companies and teams: all that are given have to fit, or with `inclusiveFilter` any. */
function isOneOf({ index }: Backstage, query: URLSearchParams): Test<PersonDocument> {
  const asked = [
    among<PersonDocument>(query, "ids", ({ id }) => id),
    among<PersonDocument>(query, "companyIds", ({ companyId }) => companyId),
    anyAmong<PersonDocument>(query, "teamIds", ({ id }) => index.teamIdsOf(id)),
  ].filter((test) => test !== null);
  if (asked.length === 0 || !isOn(query, "inclusiveFilter")) return allOf(asked);
  return (person) => asked.some((test) => test(person));
}

function toOrders({
  state,
}: Backstage): Readonly<Record<string, (person: PersonDocument) => string | number>> {
  const nameOf = ({ firstName, lastName }: PersonDocument): string => `${firstName} ${lastName}`;
  return {
    id: ({ id }) => id,
    name: nameOf,
    namecaseinsensitive: (person) => nameOf(person).toLowerCase(),
    company: (person) => state.companyOf(person)?.name ?? "",
  };
}

/** By the ids of the people; the schema calls it so, with a capital letter. */
function permissionsBeside(
  query: URLSearchParams,
  project: ProjectDocument,
  people: readonly PersonDocument[],
): object {
  if (listIn(query, "include")?.has("permissions") !== true) return {};
  const entries = people.map((person) => {
    const told = projectPermissions(project, person);
    const { "project-administrator": projectAdministrator, "is-observing": isObserving } = told;
    const rest = {
      viewTime: told["view-time"],
      addTasks: told["add-tasks"],
      setPrivacy: told["set-privacy"],
    };
    const view = { id: person.id, active: true, canAccess: true, projectAdministrator, isObserving, ...rest };
    return [person.id, view] as const;
  });
  return { ProjectPermissions: Object.fromEntries(entries) };
}
