import type { Answer } from "../answer.js";
import { isOn, json, listIn, type SiteCall, type SiteRoute } from "../teamwork-site/router.js";
import { matchesWords, ownPerson, visiblePeople, type Backstage } from "./backstage.js";
import type { PersonDocument } from "./documents.js";
import { cutPage, withHeaders } from "./paging.js";
import { personOfV2, type PersonExtras } from "./views-v2.js";
import { failureOfV1 } from "./routes-v1.js";

/** Read-only; people with their invitations, projects and teams (contract section 3). */
export const routesOfV2: readonly SiteRoute<Backstage>[] = [
  {
    template: "/projects/api/v2/me.json",
    run: (stage) => json(200, { STATUS: "OK", person: personOfV2(stage, ownPerson(stage), nothing) }),
  },
  { template: "/projects/api/v2/people.json", run: listPeople },
  {
    template: "/projects/api/v2/people/:id.json",
    run: (stage: Backstage, { params }: SiteCall): Answer => {
      const person = visiblePeople(stage).find(({ id }) => String(id) === params["id"]);
      if (!person) return failureOfV1(404, "Not found");
      return json(200, { STATUS: "OK", person: personOfV2(stage, person, nothing) });
    },
  },
];

const nothing: PersonExtras = { projects: false, teams: false };

function listPeople(stage: Backstage, call: SiteCall): Answer {
  const { query } = call;
  const people = visiblePeople(stage).filter((person) => isListed(stage, query, person));
  const cut = cutPage(call, stage.quirks, people, { fallback: 50, largest: 500 });
  const extras = { projects: isOn(query, "returnProjectIds"), teams: isOn(query, "returnTeams") };
  return withHeaders(stage.quirks, cut, {
    people: cut.rows.map((person) => personOfV2(stage, person, extras)),
    companies: [],
    letters: [],
  });
}

function isListed(stage: Backstage, query: URLSearchParams, person: PersonDocument): boolean {
  if (person.isPlaceholder || (person.isServiceAccount && !stage.quirks.serviceAccountsInV2)) return false;
  if (person.deletedAt !== null && !isOn(query, "showDeleted")) return false;
  if (person.isClientUser && !isOn(query, "includeClients", true)) return false;
  // Nothing says that contacts are there unless they are asked for.
  if (person.userType === "contact" && !isOn(query, "includeContacts")) return false;
  return isAsked(stage, query, person);
}

function isAsked({ state }: Backstage, query: URLSearchParams, person: PersonDocument): boolean {
  const { id, email, companyId } = person;
  const tests: Readonly<Record<string, (value: string) => boolean>> = {
    userIds: () => listIn(query, "userIds")?.has(String(id)) !== false,
    emailAddress: (value) => email.toLowerCase() === value.toLowerCase(),
    searchTerm: (value) => matchesWords(person, value),
    companyId: (value) => String(companyId) === value,
    projectId: (value) => state.project(Number(value))?.memberIds.includes(id) === true,
  };
  return Object.entries(tests).every(([name, isMeant]) => {
    const value = query.get(name);
    return value === null || isMeant(value);
  });
}
