import type { z } from "zod";
import type { JsonObject } from "../../directory/directory-object.js";
import type { Team } from "../../directory/team.js";
import type { User } from "../../directory/user.js";
import { parseEachRow, parseObject } from "../http/edge.js";
import { toWindowLifetimeMs } from "../http/offset-list.js";
import { namesOf, toCanonical, type AttributeNames } from "./attribute-names.js";
import type { ScimResource, ScimSighting } from "./client.js";
import { toEqFilter } from "./filter.js";
import type { PatchOperation } from "./patch-op.js";
import {
  groupNames,
  listEnvelope,
  listNames,
  resourceTypeNames,
  resourceTypeRow,
  scimGroupRow,
  type ScimGroupRow,
  type ScimUserRow,
} from "./rows.js";
import { applyOperations } from "./resource-document.js";

/** How a provider reads a User: `scimUserRow`, or what it extends it with, and the domain's object of it. */
export interface UserMapping<Row extends ScimUserRow> {
  readonly schema: z.ZodObject & z.ZodType<Row>;
  readonly toUser: (seen: ScimSighting, row: Row) => User;
}

export type ToTeam = (seen: ScimSighting, row: ScimGroupRow) => Team;

/** A User resource and what became of it. */
export interface Person<Row extends ScimUserRow = ScimUserRow> {
  readonly id: string;
  readonly row: Row;
  readonly user: User;
  /** Rows of lists may have fewer attributes than a get (contract 4.1). */
  readonly isListed: boolean;
}

/** A Group resource and what became of it. */
export interface Group {
  readonly id: string;
  readonly team: Team;
  /** Ids of the users in it, each once; without nested groups. Empty where members were not asked for. */
  readonly memberIds: readonly string[];
}

/** One answer of a listing. */
export interface ListAnswer<T> {
  /** `null` for a row that could not be read. */
  readonly rows: readonly (T | null)[];
  readonly total: number | null;
  readonly startIndex: number | null;
}

/** Which rows of a listing: from the 1-based index, so many. */
export interface Range {
  readonly startIndex: number;
  readonly count: number;
}

const listLifetimeMs = 15_000;
/** Of groups, and of what a server can. */
export const slowLifetimeMs = 300_000;
/** Some servers give everything whatever is asked for. */
const listMaxBytes = 64_000_000;

/** The resources of a server's Users. */
export class UserResources<Row extends ScimUserRow> {
  readonly #mapping: UserMapping<Row>;
  readonly #names: AttributeNames;

  constructor(mapping: UserMapping<Row>) {
    this.#mapping = mapping;
    this.#names = namesOf(mapping.schema);
  }

  one(id: string): ScimResource<Person<Row>> {
    return {
      call: { path: `/Users/${encodeURIComponent(id)}`, template: "/Users/{id}" },
      lifetimeMs: listLifetimeMs,
      parse: (body, seen) => {
        const row = parseObject(seen.edge("User"), this.#mapping.schema, toCanonical(this.#names, body));
        return this.#toPerson(seen, row, false);
      },
    };
  }

  range(range: Range): ScimResource<ListAnswer<Person<Row>>> {
    const lifetimeMs = toWindowLifetimeMs(range.startIndex - 1, listLifetimeMs);
    return this.#list({ path: "/Users", template: "/Users", query: toQuery(range) }, lifetimeMs);
  }

  /** Whoever has the user name; compare what comes. The value must be well-formed. */
  byUserName(userName: string, lifetimeMs = listLifetimeMs): ScimResource<ListAnswer<Person<Row>>> {
    const query = { filter: toEqFilter("userName", userName) };
    return this.#list({ path: "/Users", template: "/Users?filter=userName eq {value}", query }, lifetimeMs);
  }

  /** The person as a get will show it once the operations have taken effect. */
  changed(seen: ScimSighting, { row }: Person<Row>, operations: readonly PatchOperation[]): Person<Row> {
    const made = this.#mapping.schema.parse(applyOperations(row, operations));
    return this.#toPerson(seen, made, false);
  }

  /** The person that a document is to make. It has no id yet. */
  drafted(seen: ScimSighting, document: JsonObject): Person<Row> {
    const row = this.#mapping.schema.parse(toCanonical(this.#names, { ...document, id: "draft" }));
    return this.#toPerson(seen, row, false);
  }

  #list(call: ScimResource<object>["call"], lifetimeMs: number): ScimResource<ListAnswer<Person<Row>>> {
    return {
      call: { ...call, maxBytes: listMaxBytes },
      lifetimeMs,
      parse: (body, seen) =>
        parseList(
          seen,
          { collection: "User", names: this.#names, schema: this.#mapping.schema },
          body,
          (row) => this.#toPerson(seen, row, true),
        ),
    };
  }

  #toPerson(seen: ScimSighting, row: Row, isListed: boolean): Person<Row> {
    return { id: row.id, row, user: this.#mapping.toUser(seen, row), isListed };
  }
}

/** The resources of a server's Groups. */
export class GroupResources {
  readonly #toTeam: ToTeam;

  constructor(toTeam: ToTeam) {
    this.#toTeam = toTeam;
  }

  one(id: string, part: GroupPart): ScimResource<Group> {
    const query = part === "names" ? { query: withoutMembers } : {};
    return {
      call: {
        path: `/Groups/${encodeURIComponent(id)}`,
        template: "/Groups/{id}",
        ...query,
        maxBytes: listMaxBytes,
      },
      lifetimeMs: slowLifetimeMs,
      parse: (body, seen) => {
        const row = parseObject(seen.edge("Group"), scimGroupRow, toCanonical(groupNames, body));
        return this.#toGroup(seen, row);
      },
    };
  }

  range(range: Range, part: GroupPart): ScimResource<ListAnswer<Group>> {
    const query = part === "names" ? { ...withoutMembers, ...toQuery(range) } : toQuery(range);
    return {
      call: { path: "/Groups", template: "/Groups", query, maxBytes: listMaxBytes },
      lifetimeMs: slowLifetimeMs,
      parse: (body, seen) =>
        parseList(seen, { collection: "Group", names: groupNames, schema: scimGroupRow }, body, (row) =>
          this.#toGroup(seen, row),
        ),
    };
  }

  #toGroup(seen: ScimSighting, row: ScimGroupRow): Group {
    const memberIds = row.members?.flatMap((member) => (isUser(member) ? (member.value ?? []) : [])) ?? [];
    // A member added twice may be there twice (contract 6.1 row 11).
    return { id: row.id, team: this.#toTeam(seen, row), memberIds: [...new Set(memberIds)] };
  }
}

/** With members, or names alone: members can be many (contract 6.1 row 15). */
export type GroupPart = "names" | "members";
const withoutMembers = { excludedAttributes: "members" };

/** Which resources there are; servers may not tell (contract 4.3). */
export const resourceTypes: ScimResource<ListAnswer<z.infer<typeof resourceTypeRow>>> = {
  call: { path: "/ResourceTypes", template: "/ResourceTypes" },
  lifetimeMs: slowLifetimeMs,
  parse: (body, seen) =>
    parseList(
      seen,
      { collection: "ResourceType", names: resourceTypeNames, schema: resourceTypeRow },
      body,
      (row) => row,
    ),
};

/** Groups may hold groups (RFC 7643 section 4.2); a group in a group is no user. */
function isUser({ type, $ref }: NonNullable<ScimGroupRow["members"]>[number]): boolean {
  if (type !== null && type !== "") return type.toLowerCase() !== "group";
  return $ref === null || !/\/groups\/[^/]*$/iu.test($ref);
}

function toQuery({ startIndex, count }: Range): Readonly<Record<string, string>> {
  return { startIndex: String(startIndex), count: String(count) };
}

interface RowKind<Row> {
  readonly collection: string;
  readonly names: AttributeNames;
  readonly schema: z.ZodType<Row>;
}

function parseList<Row, T>(
  seen: ScimSighting,
  { collection, names, schema }: RowKind<Row>,
  body: unknown,
  toItem: (row: Row) => T,
): ListAnswer<T> {
  const edge = seen.edge(collection);
  const envelope = parseObject(edge, listEnvelope, toCanonical(listNames, body));
  const canonical = (envelope.Resources ?? []).map((row) => toCanonical(names, row));
  const rows = parseEachRow(edge, schema, canonical).map((row) => (row === null ? null : toItem(row)));
  return { rows, total: envelope.totalResults, startIndex: envelope.startIndex };
}
