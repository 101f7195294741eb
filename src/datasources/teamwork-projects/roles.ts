import { chainPages } from "../../directory/chained-pages.js";
import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import { emptyPage, type Page, type PageRequest, type Row } from "../../directory/pages.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { Role } from "../../directory/role.js";
import { answerEach, settle } from "../../directory/slots.js";
import { listByOffset } from "../http/offset-list.js";
import type { ParsedRows } from "../http/edge.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { accessLevels } from "./access-levels.js";
import type { JobRoles } from "./job-roles.js";
import { projects } from "./listings.js";
import { isId } from "./people-by-id.js";
import { projectRole, rolesOfProject } from "./resources.js";
import type { HeldRole } from "./wire.js";

interface RolesOptions {
  readonly client: SiteClient;
  readonly jobRoles: JobRoles;
}

/** Projects that are looked at in one go for their roles. */
const projectsAtOnce = 8;

/** Access to the roles of a Teamwork Projects account: access levels, roles of jobs, roles of projects. */
export class ProjectsRoles {
  readonly #options: RolesOptions;
  readonly #account: string;

  constructor(options: RolesOptions) {
    this.#options = options;
    this.#account = options.client.account.accountKey;
  }

  byIds(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Role>[]> {
    const levels = accessLevels.byIds(this.#options.client.account, refs);
    return answerEach(refs, async ({ kind, id }, index) => {
      const level = levels[index] ?? null;
      if (level instanceof DirectoryError) throw level;
      return level ?? (isId(id) ? ((await this.#held(reading, kind, id))?.role ?? null) : null);
    });
  }

  async #held(reading: Reading, kind: string, id: string): Promise<HeldRole | null> {
    const { client, jobRoles } = this.#options;
    if (kind === "project-role") return client.read(reading, projectRole(id));
    if (kind !== "job-role") return null;
    return (await jobRoles.all(reading))?.find((held) => held.id === id) ?? null;
  }

  list(reading: Reading, page: PageRequest): Promise<Page<Role>> {
    const { account } = this.#options.client;
    const lists = [
      {
        name: "access",
        read: async (rest: PageRequest) => Promise.resolve(accessLevels.list(account, rest)),
      },
      { name: "job", read: (rest: PageRequest) => this.#ofJobs(reading, rest) },
      { name: "project", read: (rest: PageRequest) => this.#ofProjects(reading, rest) },
    ];
    return chainPages(this.#account, lists, page);
  }

  async #ofJobs(reading: Reading, page: PageRequest): Promise<Page<Role>> {
    const all = await this.#options.jobRoles.all(reading);
    const roles = all?.map((held) => held.role) ?? [];
    return pageByKey(this.#account, roles, (role) => role.remoteId, page);
  }

  /**
   * Project by project, as far as the page needs. A position names the place in the list of projects before the
   * project, and the last of its roles that was given.
   */
  async #ofProjects(reading: Reading, page: PageRequest): Promise<Page<Role>> {
    const { client } = this.#options;
    const begin = parsePosition(this.#account, page.position);
    const listing = projects(client, { query: {}, maxPageSize: projectsAtOnce });
    const found = await listByOffset(reading, listing, {
      page: { size: projectsAtOnce, position: begin.before },
    });
    const parts = await Promise.all(
      found.rows.map(async ({ item, position }) => ({
        position,
        roles: await settle(client.read(reading, rolesOfProject(item.id))),
      })),
    );
    const walk = new RoleWalk(page.size, begin);
    for (const { position, roles } of parts) walk.take(position, roles);
    return walk.toPage(found);
  }
}

interface Place {
  /** In the list of projects, before the one whose roles come. */
  readonly before: string | null;
  /** Id of the last role of that project that was given. */
  readonly after: string;
}

/** One page's way through the roles of some projects. */
class RoleWalk {
  readonly #size: number;
  readonly #rows: Row<Role>[] = [];
  #place: Place;
  #skippedRows = 0;
  #failure: DirectoryError | null = null;
  #isTruncated = false;
  #isFull = false;

  constructor(size: number, begin: Place) {
    this.#size = size;
    this.#place = begin;
  }

  /** A project whose roles cannot be read is passed over, unless it is for the budget: then the page ends. */
  take(position: string, roles: ParsedRows<HeldRole> | null | DirectoryError): void {
    if (this.#isFull || this.#isTruncated) return;
    if (roles instanceof BudgetSpent) {
      this.#isTruncated = true;
      return;
    }
    if (roles instanceof DirectoryError) this.#failure ??= roles;
    const isWhole = !(roles instanceof DirectoryError) && roles !== null ? this.#takeRoles(roles) : true;
    this.#isFull = !isWhole;
    if (isWhole) this.#place = { before: position, after: "" };
  }

  toPage(found: Page<unknown>): Page<Role> {
    const isOver = !this.#isFull && !this.#isTruncated && !found.hasMore;
    return {
      ...emptyPage,
      rows: this.#rows,
      position: toPosition(this.#place),
      hasMore: !isOver,
      total: null,
      skippedRows: this.#skippedRows + found.skippedRows,
      failure: this.#failure ?? found.failure,
      isTruncated: this.#isTruncated || found.isTruncated,
    };
  }

  /** Whether the page had room for all of them. */
  #takeRoles({ rows, skipped }: ParsedRows<HeldRole>): boolean {
    const { before, after } = this.#place;
    if (after === "") this.#skippedRows += skipped;
    const rest = rows.filter(({ id }) => id > after).sort((one, other) => (one.id < other.id ? -1 : 1));
    for (const { id, role } of rest) {
      if (this.#rows.length === this.#size) return false;
      this.#place = { before, after: id };
      this.#rows.push({ item: role, position: toPosition(this.#place) });
    }
    return true;
  }
}

function toPosition({ before, after }: Place): string {
  return `${after}@${before ?? ""}`;
}

function parsePosition(account: string, position: string | null): Place {
  if (position === null) return { before: null, after: "" };
  const [, after, before] = /^(\d*)@(.*)$/su.exec(position) ?? [];
  if (after !== undefined && before !== undefined) return { before: before === "" ? null : before, after };
  throw new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list", { account });
}
