import type { Reading } from "../../directory/reading.js";
import type { Team } from "../../directory/team.js";
import { parseEachRow } from "../http/edge.js";
import type { Answer } from "../http/call.js";
import type { Resource, Sighting, SiteClient } from "../teamwork-site/client.js";
import { includedIn } from "../teamwork-site/envelope.js";
import { collaboratorsIn } from "./envelopes.js";
import { listLifetimeMs, maxPageSize } from "./listings.js";
import { collaboratorRow, teamRow, type CollaboratorRow } from "./rows.js";
import { toTeam } from "./wire.js";

/** Who works in a space. */
export interface Collaborators {
  /** The provider's word for what each user may do there, by the user's id. */
  readonly access: ReadonlyMap<string, string | null>;
  readonly teams: readonly Team[];
  /** True also where the teams are not told by name. */
  readonly hasTeams: boolean;
  /** Those of a kind that Rollcall does not know. */
  readonly strangers: number;
  /** Those who could not be read, or whom the answer counts and does not show. */
  readonly unread: number;
}

/** One answer: its rows in their places, and the teams among them. */
interface CollaboratorPage {
  readonly rows: readonly (CollaboratorRow | null)[];
  readonly teams: readonly Team[];
  /** `null` where the answer does not tell. */
  readonly total: number | null;
}

/** Reads who works in spaces, a call for each: there is none for many (contract section 7). */
export class SpaceCollaborators {
  readonly #client: SiteClient;
  /** `include` is documented of Spaces' calls in general. A server that refuses it here is not asked again. */
  #takesInclude = true;

  constructor(client: SiteClient) {
    this.#client = client;
  }

  /** Whether `of` would need no call. */
  knows(reading: Reading, space: string): boolean {
    return this.#client.knows(reading, this.#resource(space, 0));
  }

  /** @returns `null` for a space that is not there */
  async of(reading: Reading, space: string): Promise<Collaborators | null> {
    const first = await this.#read(reading, space, 0);
    if (first === null) return null;
    const found = new FoundCollaborators(first);
    // That this list has pages is documented nowhere, and neither is that it has none.
    while (found.missing > 0) {
      const next = await this.#read(reading, space, found.size);
      if (next === null || !found.take(next)) break;
    }
    return found.toCollaborators();
  }

  async #read(reading: Reading, space: string, offset: number): Promise<CollaboratorPage | null> {
    const page = await this.#client.read(reading, this.#resource(space, offset));
    if (page !== "REFUSED") return page;
    const plain = await this.#client.read(reading, toResource(space, offset, false));
    this.#takesInclude = false;
    return plain === "REFUSED" ? null : plain;
  }

  #resource(space: string, offset: number): Resource<CollaboratorPage | "REFUSED" | null> {
    return toResource(space, offset, this.#takesInclude);
  }
}

function toResource(
  space: string,
  offset: number,
  withTeams: boolean,
): Resource<CollaboratorPage | "REFUSED" | null> {
  return {
    call: {
      path: `spaces/api/v1/spaces/${space}/collaborators.json`,
      template: "spaces/api/v1/spaces/{id}/collaborators.json",
      query: {
        pageOffset: String(offset),
        pageSize: String(maxPageSize),
        ...(withTeams && { include: "teams" }),
      },
      answers: withTeams ? [400, 404] : [404],
    },
    lifetimeMs: listLifetimeMs,
    parse: (answer, seen) => {
      if (answer.status === 404) return null;
      return answer.status === 400 ? "REFUSED" : toPage(seen, space, answer);
    },
  };
}

function toPage(seen: Sighting, space: string, { body }: Answer): CollaboratorPage {
  const edge = seen.edge("collaborators");
  const { list, count } = collaboratorsIn(edge, body);
  const rows = parseEachRow(edge, collaboratorRow, list);
  const included = parseEachRow(seen.edge("teams"), teamRow, includedIn(body, "teams"));
  const known = new Map(included.flatMap((row) => (row === null ? [] : [[row.id, row] as const])));
  const teams = rows.flatMap((row) => {
    if (row === null || kindOf(row) !== "team") return [];
    return toTeam(seen, space, known.get(row.id) ?? { id: row.id, name: null, title: null, handle: null });
  });
  for (const row of rows) {
    if (row !== null && kindOf(row) === null) seen.observer.unknownValue("collaborators.type");
  }
  return { rows, teams, total: typeof count === "number" ? count : null };
}

/** Those of a space's own row, where they are all there are. Their teams are not told by name: `of` may know. */
export function toCollaborators(rows: readonly CollaboratorRow[]): Collaborators {
  return new FoundCollaborators({ rows, teams: [], total: null }).toCollaborators();
}

export function hasTeams(rows: readonly CollaboratorRow[]): boolean {
  return rows.some((row) => kindOf(row) === "team");
}

/** Whether a row tells what one of them may do. */
export function tellsAccess(rows: readonly CollaboratorRow[]): boolean {
  return rows.some((row) => toAccess(row) !== null);
}

/** The collaborators of one space, put together from as many answers as it took. */
class FoundCollaborators {
  readonly #byKey = new Map<string, CollaboratorRow>();
  readonly #teams = new Map<string, Team>();
  readonly #total: number;
  #skipped = 0;

  constructor(first: CollaboratorPage) {
    this.take(first);
    this.#total = first.total ?? this.size;
  }

  /** Rows taken, by which a list with pages goes on. */
  get size(): number {
    return this.#byKey.size + this.#skipped;
  }

  get missing(): number {
    return Math.max(0, this.#total - this.size);
  }

  /** Whether the page had somebody new. */
  take({ rows, teams }: CollaboratorPage): boolean {
    const before = this.#byKey.size;
    for (const row of rows) if (row !== null) this.#byKey.set(`${row.type ?? ""} ${row.id}`, row);
    for (const team of teams) this.#teams.set(team.remoteId, team);
    const isNew = this.#byKey.size > before;
    // An old page again has its unreadable rows again.
    if (isNew || before === 0) this.#skipped += rows.filter((row) => row === null).length;
    return isNew;
  }

  toCollaborators(): Collaborators {
    const rows = [...this.#byKey.values()];
    const users = rows.filter((row) => kindOf(row) === "user");
    return {
      access: new Map(users.map((row) => [row.id, toAccess(row)])),
      teams: [...this.#teams.values()],
      hasTeams: hasTeams(rows),
      strangers: rows.filter((row) => kindOf(row) === null).length,
      unread: this.#skipped + this.missing,
    };
  }
}

function kindOf({ type }: CollaboratorRow): "user" | "team" | null {
  switch (type?.toLowerCase()) {
    case "users":
    case "user":
      return "user";
    case "teams":
    case "team":
      return "team";
    default:
      return null;
  }
}

function toAccess({ meta }: CollaboratorRow): string | null {
  return meta?.access ?? meta?.accessLevel ?? meta?.level ?? null;
}
