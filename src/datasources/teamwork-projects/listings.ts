import type { z } from "zod";
import type { Activity } from "../../directory/activity.js";
import type { Organization } from "../../directory/organization.js";
import type { Edge } from "../http/edge.js";
import type { Sighting, SiteClient } from "../teamwork-site/client.js";
import { memberOf, rowsIn } from "../teamwork-site/envelope.js";
import { Listing } from "../teamwork-site/listing.js";
import { toActivityWords, toCompanyWords, toPersonWords, toProjectWords } from "./dialects.js";
import { toPerson, type Person } from "./people.js";
import {
  activityRow,
  companyRow,
  jobRoleRow,
  personRow,
  projectPersonRow,
  projectRow,
  teamRow,
} from "./rows.js";
import type { PersonRow, ProjectPersonRow } from "./rows.js";
import { withOwnership } from "./owner-company.js";
import {
  toActivity,
  toGroup,
  toJobRole,
  toOrganization,
  toProject,
  type Group,
  type HeldRole,
  type Project,
} from "./wire.js";

const listLifetimeMs = 15_000;
/** Of roles, teams and what the installation is. */
export const slowLifetimeMs = 300_000;

type Query = Readonly<Record<string, string>>;

/** One list of the product: how it is called, and what becomes of its rows. */
interface ListKind<Row, T> {
  readonly path: string;
  readonly name: string;
  readonly lifetimeMs: number;
  readonly schema: z.ZodType<Row>;
  readonly prepare?: (row: unknown) => unknown;
  readonly listIn?: (edge: Edge, body: unknown) => unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly toItem: (seen: Sighting, row: Row) => T | null;
  readonly idOf: (item: T) => string;
}

interface Asked {
  readonly query: Query;
  readonly maxPageSize: number;
  /** Path and template where the list is inside another object. */
  readonly inside?: { readonly path: string; readonly template: string };
}

function toListing<Row, T>(client: SiteClient, kind: ListKind<Row, T>, asked: Asked): Listing<Row, T> {
  const { path, name, lifetimeMs, schema, prepare, listIn, headers, toItem, idOf } = kind;
  const { query, maxPageSize, inside = { path, template: path } } = asked;
  return new Listing({
    client,
    ...inside,
    name,
    query,
    paging: "numbered",
    maxPageSize,
    lifetimeMs,
    schema,
    ...(prepare !== undefined && { prepare }),
    ...(listIn !== undefined && { listIn }),
    ...(headers !== undefined && { headers }),
    toItems: (seen, rows) => rows.map((row) => (row === null ? null : toItem(seen, row))),
    idOf,
  });
}

/** What of a person's own lists comes along. */
export interface PersonParts {
  readonly projects: boolean;
  readonly teams: boolean;
}

/** People as v2 shows them, which knows invitations: of every kind, unless the query says otherwise. */
export function peopleOfV2(
  client: SiteClient,
  { projects, teams }: PersonParts,
  { query, maxPageSize }: Asked,
): Listing<PersonRow, Person> {
  const everyKind = { includeClients: "true", includeContacts: "true", includeObservers: "true" };
  const parts = { ...(projects && { returnProjectIds: "true" }), ...(teams && { returnTeams: "true" }) };
  const kind: ListKind<PersonRow, Person> = {
    path: "projects/api/v2/people.json",
    name: "people",
    lifetimeMs: listLifetimeMs,
    schema: personRow,
    prepare: toPersonWords,
    toItem: toPerson,
    idOf: (person) => person.id,
  };
  return toListing(client, kind, { query: { ...everyKind, ...parts, ...query }, maxPageSize });
}

/** Likewise as v3 shows them, which knows service accounts and placeholders, and no invitations. */
export function peopleOfV3(
  client: SiteClient,
  query: Query,
  maxPageSize: number,
): Listing<PersonRow, Person> {
  const everyKind = { includeServiceAccounts: "true", includePlaceholders: "true", include: "companies" };
  return new Listing({
    client,
    path: "projects/api/v3/people.json",
    template: "projects/api/v3/people.json",
    name: "people",
    query: { ...everyKind, ...query },
    paging: "numbered",
    maxPageSize,
    lifetimeMs: listLifetimeMs,
    schema: personRow,
    prepare: toPersonWords,
    toItems: (seen, rows, body) => {
      const owned = withOwnership(seen, body);
      return rows.map((row) => (row === null ? null : toPerson(seen, owned(row))));
    },
    idOf: (person) => person.id,
  });
}

export function companies(
  client: SiteClient,
  asked: Asked,
): Listing<z.infer<typeof companyRow>, Organization> {
  return toListing(client, companyKind, asked);
}

const companyKind: ListKind<z.infer<typeof companyRow>, Organization> = {
  path: "projects/api/v3/companies.json",
  name: "companies",
  lifetimeMs: listLifetimeMs,
  schema: companyRow,
  prepare: toCompanyWords,
  toItem: toOrganization,
  idOf: (organization) => organization.remoteId,
};

const liveStatuses = ["active", "current", "late", "upcoming", "completed"];

/** Projects, archived ones too. */
export function projects(client: SiteClient, asked: Asked): Listing<z.infer<typeof projectRow>, Project> {
  const every = { includeArchivedProjects: "true", projectStatuses: liveStatuses.join() };
  return toListing(client, projectKind, { ...asked, query: { ...every, ...asked.query } });
}

/** Those in the bin too, since a reference may be to one of them. */
export const everyStatus = { projectStatuses: [...liveStatuses, "deleted"].join() };

const projectKind: ListKind<z.infer<typeof projectRow>, Project> = {
  path: "projects/api/v3/projects.json",
  name: "projects",
  lifetimeMs: listLifetimeMs,
  schema: projectRow,
  prepare: toProjectWords,
  toItem: toProject,
  idOf: (project) => project.id,
};

/** Teams of the site, of companies and of projects, and those within others, which would be hidden (contract section 2.4). */
export function teams(client: SiteClient, asked: Asked): Listing<z.infer<typeof teamRow>, Group> {
  const every = { includeCompanyTeams: "true", includeProjectTeams: "true", includeSubteams: "true" };
  return toListing(client, teamKind, { ...asked, query: { ...every, ...asked.query } });
}

/** Teams that are in a project, its own and others. */
export function teamsOfProject(client: SiteClient, project: string): Listing<z.infer<typeof teamRow>, Group> {
  const inside = { path: `projects/${project}/teams.json`, template: "projects/{id}/teams.json" };
  return teams(client, { query: {}, maxPageSize: 50, inside });
}

const teamKind: ListKind<z.infer<typeof teamRow>, Group> = {
  path: "teams.json",
  name: "teams",
  lifetimeMs: slowLifetimeMs,
  schema: teamRow,
  toItem: toGroup,
  idOf: (group) => group.id,
};

export function jobRoles(client: SiteClient): Listing<z.infer<typeof jobRoleRow>, HeldRole> {
  return toListing(client, jobRoleKind, { query: {}, maxPageSize: 500 });
}

const jobRoleKind: ListKind<z.infer<typeof jobRoleRow>, HeldRole> = {
  path: "projects/api/v3/jobroles.json",
  name: "jobRoles",
  // The SDK sends it with every call (contract section 2.5).
  headers: { "jobroles-enabled": "true" },
  lifetimeMs: slowLifetimeMs,
  schema: jobRoleRow,
  toItem: toJobRole,
  idOf: (held) => held.id,
};

/** What each person of a project may do in it. */
export function permissionsIn(
  client: SiteClient,
  project: string,
): Listing<ProjectPersonRow, ProjectPersonRow> {
  const inside = { path: `projects/${project}/people.json`, template: "projects/{id}/people.json" };
  return toListing(client, permissionKind, { query: {}, maxPageSize: 250, inside });
}

const permissionKind: ListKind<ProjectPersonRow, ProjectPersonRow> = {
  path: "projects/{id}/people.json",
  name: "people",
  lifetimeMs: listLifetimeMs,
  schema: projectPersonRow,
  toItem: (_, row) => row,
  idOf: (row) => row.id,
};

/** The log, the newest first. */
export function activities(client: SiteClient, asked: Asked): Listing<z.infer<typeof activityRow>, Activity> {
  const newestFirst = { orderBy: "date", orderMode: "desc" };
  return toListing(client, activityKind, { ...asked, query: { ...newestFirst, ...asked.query } });
}

const activityKind: ListKind<z.infer<typeof activityRow>, Activity> = {
  path: "projects/api/v3/latestactivity.json",
  name: "activities",
  // v3's own name for it is in no document; v1 has another.
  listIn: (edge, body) => memberOf(body, "activities") ?? rowsIn(edge, "activity", body),
  lifetimeMs: listLifetimeMs,
  schema: activityRow,
  prepare: toActivityWords,
  toItem: toActivity,
  idOf: (activity) => activity.remoteId,
};
