import { listIn } from "../../teamwork-site/router.js";
import type { Backstage } from "../backstage.js";
import { companyView, personView, projectView } from "./views.js";

type Views = Readonly<Record<string, object>>;

/** Ids of what the rows of an answer refer to, by what it is called. */
export type Mentioned = Readonly<Partial<Record<"users" | "companies" | "projects", readonly number[]>>>;

/** What is asked to be included, as a map of maps (contract section 4). Names that the list does not have are passed over. */
export function included(stage: Backstage, query: URLSearchParams, mentioned: Mentioned): object {
  const asked = listIn(query, "include") ?? new Set<string>();
  const { users, companies, projects } = mentioned;
  return {
    ...(users && asked.has("users") ? { users: usersBy(stage, users) } : {}),
    ...(companies && asked.has("companies") ? { companies: companiesBy(stage, companies) } : {}),
    ...(projects && asked.has("projects") ? { projects: projectsBy(stage, projects) } : {}),
  };
}

function usersBy(stage: Backstage, ids: readonly number[]): Views {
  const people = [...new Set(ids)].flatMap((id) => stage.index.person(id) ?? []);
  return Object.fromEntries(people.map((person) => [person.id, personView(stage, person)]));
}

function companiesBy(stage: Backstage, ids: readonly number[]): Views {
  const companies = stage.state.companies.filter(({ id }) => ids.includes(id));
  return Object.fromEntries(companies.map((company) => [company.id, companyView(stage, company)]));
}

function projectsBy(stage: Backstage, ids: readonly number[]): Views {
  const projects = stage.state.projects.filter(({ id }) => ids.includes(id));
  return Object.fromEntries(projects.map((project) => [project.id, projectView(stage, project, false)]));
}
