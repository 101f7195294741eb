import type { Activity } from "../../directory/activity.js";
import type { Role } from "../../directory/role.js";
import type { User } from "../../directory/user.js";
import type { Call } from "../http/call.js";
import { parseObject, parseRows, type ParsedRows } from "../http/edge.js";
import { isVisitor, toInvited, toMember } from "./people.js";
import { toCustomRole } from "./roles.js";
import {
  activitiesEnvelope,
  activityRow,
  groupRow,
  invitationRow,
  projectMembershipRow,
  projectRow,
  projectUserRow,
  roleRow,
} from "./rows.js";
import { toActivity, toGroup, toProject, type Group, type Project, type Sighting } from "./wire.js";

/** People lists have no pages: a whole project comes at once, about 1 kB a person. */
const peopleMaxBytes = 64 * 1024 * 1024;
const trashedToo = { trashed: "true" };
const listLifetimeMs = 15_000;
const rolesAndTeamsLifetimeMs = 300_000;

/** One thing that can be read from Tiledesk: the call, how long its answer keeps, and what the answer says. */
export interface Resource<T> {
  readonly call: Call;
  readonly lifetimeMs: number;
  readonly parse: (body: unknown, seen: Sighting) => T;
}

/** Objects of one listing, in the order of their ids, which is the order in which they were made. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly byId: ReadonlyMap<string, T>;
  readonly skippedRows: number;
}

/** Projects of the credential, deleted ones too, with its own membership in each. */
export const projects: Resource<Listing<Project>> = {
  call: get("/projects", "/projects"),
  lifetimeMs: listLifetimeMs,
  parse: (body, seen) => {
    const { rows, skipped } = parseRows(seen.edge("project"), projectMembershipRow, body);
    const found = rows.flatMap((row) =>
      row.id_project === null ? [] : toProject(seen, row.id_project, row),
    );
    return toListing({ rows: found, skipped }, (project) => project.workspace.remoteId);
  },
};

/** One project; the credential need not be a member where it administers the whole server. */
export function project(id: string): Resource<Project> {
  return {
    call: get(`/projects/${id}`, "/projects/{project}"),
    lifetimeMs: listLifetimeMs,
    parse: (body, seen) => toProject(seen, parseObject(seen.edge("project"), projectRow, body), null),
  };
}

/** All teammates of a project: disabled, trashed and anonymised ones too, visitors not. */
export function members(project: string): Resource<Listing<User>> {
  return {
    // In one piece, since it is made for each User that is looked up, even when the answer is there already.
    call: {
      method: "GET",
      path: `/${project}/project_users`,
      template: "/{project}/project_users",
      kind: "read",
      query: trashedToo,
      maxBytes: peopleMaxBytes,
    },
    lifetimeMs: listLifetimeMs,
    parse: (body, seen) => {
      const { rows, skipped } = parseRows(seen.edge("project_user"), projectUserRow, body);
      const teammates = rows.filter((row) => !isVisitor(row)).map((row) => toMember(seen, project, row));
      return toListing({ rows: teammates, skipped }, (member) => member.remoteId);
    },
  };
}

/** One teammate in any state; `null` for a visitor. */
export function member(project: string, id: string): Resource<User | null> {
  return {
    call: get(`/${project}/project_users/${id}`, "/{project}/project_users/{id}"),
    lifetimeMs: listLifetimeMs,
    parse: (body, seen) => {
      const row = parseObject(seen.edge("project_user"), projectUserRow, body);
      return isVisitor(row) ? null : toMember(seen, project, row);
    },
  };
}

/** The id of the membership that the server takes for the caller's; a person may have several in a project. */
export function ownMemberId(project: string): Resource<string | null> {
  return {
    call: get(`/${project}/project_users/me`, "/{project}/project_users/me"),
    lifetimeMs: listLifetimeMs,
    parse: (body, seen) => parseRows(seen.edge("project_user"), projectUserRow, body).rows[0]?._id ?? null,
  };
}

export function invitations(project: string): Resource<Listing<User>> {
  return {
    call: get(`/${project}/pendinginvitations`, "/{project}/pendinginvitations"),
    lifetimeMs: listLifetimeMs,
    parse: (body, seen) => {
      const { rows, skipped } = parseRows(seen.edge("pendinginvitation"), invitationRow, body);
      return toListing(
        { rows: rows.map((row) => toInvited(seen, row)), skipped },
        (invited) => invited.remoteId,
      );
    },
  };
}

/** One invitation; `null` for one of another project, which the server answers, too. */
export function invitation(project: string, id: string): Resource<User | null> {
  return {
    call: get(`/${project}/pendinginvitations/${id}`, "/{project}/pendinginvitations/{id}"),
    lifetimeMs: listLifetimeMs,
    parse: (body, seen) => {
      const row = parseObject(seen.edge("pendinginvitation"), invitationRow, body);
      return row.id_project === project ? toInvited(seen, row) : null;
    },
  };
}

/** Groups of a project that are not trashed; the server has no way to list those. */
export function groups(project: string): Resource<Listing<Group>> {
  return {
    call: get(`/${project}/groups`, "/{project}/groups"),
    lifetimeMs: rolesAndTeamsLifetimeMs,
    parse: (body, seen) => {
      const { rows, skipped } = parseRows(seen.edge("group"), groupRow, body);
      return toListing(
        { rows: rows.map((row) => toGroup(seen, project, row)), skipped },
        ({ team }) => team.remoteId,
      );
    },
  };
}

/** One group, trashed or not; `null` for one of another project, which the server answers, too. */
export function group(project: string, id: string): Resource<Group | null> {
  return {
    call: get(`/${project}/groups/${id}`, "/{project}/groups/{id}"),
    lifetimeMs: rolesAndTeamsLifetimeMs,
    parse: (body, seen) => {
      const row = parseObject(seen.edge("group"), groupRow, body);
      return row.id_project === project ? toGroup(seen, project, row) : null;
    },
  };
}

/** The server's own page size for roles. */
export const customRolesPageSize = 40;

/** One page of a project's custom roles, counted from 0. */
export function customRoles(project: string, page: number): Resource<ParsedRows<Role>> {
  const query = { limit: String(customRolesPageSize), page: String(page) };
  return {
    call: { ...get(`/${project}/roles`, "/{project}/roles"), query },
    lifetimeMs: rolesAndTeamsLifetimeMs,
    parse: (body, seen) => {
      const { rows, skipped } = parseRows(seen.edge("role"), roleRow, body);
      return { rows: rows.map((row) => toCustomRole({ ...seen, project }, row)), skipped };
    },
  };
}

export interface ActivityQuery {
  /** Counted from 0. */
  readonly page: number;
  /** At most 100. */
  readonly size: number;
  /** Whole days, `DD/MM/YYYY`; the server ignores an end without a start. */
  readonly days: { readonly start: string; readonly end: string } | null;
  readonly verbs: readonly string[];
  readonly actorIdentityId: string | null;
}

/** A page of the project's log, newest first. Empty when the server keeps none; needs the rank of an admin. */
export function activities(
  project: string,
  query: ActivityQuery,
): Resource<ParsedRows<Activity> & { isLast: boolean }> {
  return {
    call: { ...get(`/${project}/activities`, "/{project}/activities"), query: toParameters(query) },
    lifetimeMs: listLifetimeMs,
    parse: (body, seen) => {
      const log = parseObject(seen.edge("activity"), activitiesEnvelope, body).activities;
      const { rows, skipped } = parseRows(seen.edge("activity"), activityRow, log);
      const found = rows.flatMap((row) => toActivity(seen, project, row) ?? []);
      return { rows: found, skipped, isLast: log.length < query.size };
    },
  };
}

/** The cheapest call that needs the credential. */
export const signedIn: Resource<true> = { call: get("/users", "/users"), lifetimeMs: 0, parse: () => true };

function get(path: string, template: string): Call {
  return { method: "GET", path, template, kind: "read" };
}

function toListing<T>({ rows, skipped }: ParsedRows<T>, idOf: (item: T) => string): Listing<T> {
  const sorted = [...rows].sort((one, other) => (idOf(one) < idOf(other) ? -1 : 1));
  const byId = new Map(sorted.map((row) => [idOf(row), row] as const));
  return { items: [...byId.values()], byId, skippedRows: skipped };
}

function toParameters(query: ActivityQuery): Record<string, string> {
  return {
    limit: String(query.size),
    page: String(query.page),
    ...(query.days === null ? {} : { start_date: query.days.start, end_date: query.days.end }),
    ...(query.verbs.length === 0 ? {} : { activities: query.verbs.join(",") }),
    ...(query.actorIdentityId === null ? {} : { agent_id: query.actorIdentityId }),
  };
}
