import type { Answer } from "../../answer.js";
import { isOn, json, listIn, type SiteCall } from "../../teamwork-site/router.js";
import { ownPerson, visiblePeople, visiblePerson, visibleProject, type Backstage } from "../backstage.js";
import type { PersonDocument, ProjectDocument } from "../documents.js";
import { cutPage, sizesOfV3, withMeta } from "../paging.js";
import { inOrder, isAfter, isAmong, isAnyAmong, isExcluded, matchesWords } from "../questions.js";
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
  const asked = visiblePeople(stage).filter(
    (person) =>
      project?.memberIds.includes(person.id) !== false &&
      isShown(query, person) &&
      isAsked(stage, query, person),
  );
  const people = inOrder(query, { by: "orderBy", mode: "orderMode" }, toOrders(stage), asked);
  const cut = cutPage(call, stage.quirks, people, sizesOfV3);
  const beside = included(stage, query, { companies: cut.rows.map(({ companyId }) => companyId) });
  return withMeta(stage.quirks, call, cut, {
    people: cut.rows.map((person) => personView(stage, person)),
    included: project === null ? beside : { ...beside, ...permissionsBeside(query, project, cut.rows) },
  });
}

/** What v3 hides unless it is told not to. */
function isShown(query: URLSearchParams, person: PersonDocument): boolean {
  const hiding: readonly (readonly [isSuch: boolean, isWanted: boolean])[] = [
    [person.deletedAt !== null, isOn(query, "showDeleted")],
    [person.isServiceAccount, isOn(query, "includeServiceAccounts")],
    [person.isPlaceholder, isOn(query, "includePlaceholders")],
    [person.isClientUser, isOn(query, "includeClients", true)],
    [person.userType === "collaborator", isOn(query, "includeCollaborators", true)],
    [person.userType === "contact", !isOn(query, "excludeContacts")],
  ];
  return !hiding.some(([isSuch, isWanted]) => isSuch && !isWanted);
}

function isAsked(stage: Backstage, query: URLSearchParams, person: PersonDocument): boolean {
  const { state, index } = stage;
  const { id } = person;
  const projects = index.projectIdsOf(id);
  const [search, userType] = [query.get("searchTerm"), query.get("userType")];
  return [
    isOneOf(stage, query, person),
    isAnyAmong(query, "projectIds", projects),
    isAnyAmong(query, "jobRoleIds", index.jobRoleIdsOf(id)),
    !isExcluded(query, "excludeIds", id),
    !projects.some((project) => isExcluded(query, "excludeProjectIds", project)),
    !isOn(query, "onlySiteOwner") || person.isOwner,
    !isOn(query, "onlyOwnerCompany") || state.companyOf(person)?.isOwner === true,
    userType === null || userType === person.userType,
    search === null || matchesWords(person, search),
    isAfter(query, "updatedAfter", person.changedAt),
    isAfter(query, "lastLoginAfter", person.lastLogin),
  ].every(Boolean);
}

/** Ids, companies and teams: all that are given have to fit, or with `inclusiveFilter` any. */
function isOneOf({ index }: Backstage, query: URLSearchParams, { id, companyId }: PersonDocument): boolean {
  const tests = {
    ids: () => isAmong(query, "ids", id),
    companyIds: () => isAmong(query, "companyIds", companyId),
    teamIds: () => isAnyAmong(query, "teamIds", index.teamIdsOf(id)),
  };
  const given = Object.entries(tests).filter(([name]) => listIn(query, name) !== null);
  if (given.length === 0) return true;
  return isOn(query, "inclusiveFilter")
    ? given.some(([, test]) => test())
    : given.every(([, test]) => test());
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
