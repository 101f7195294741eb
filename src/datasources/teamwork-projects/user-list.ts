import { chainPages, type ChainedList } from "../../directory/chained-pages.js";
import { DirectoryError } from "../../directory/errors.js";
import { pageOfIds } from "../../directory/id-pages.js";
import { pageByKey } from "../../directory/key-page.js";
import { emptyPage, type Page, type PageRequest } from "../../directory/pages.js";
import type { Reading } from "../../directory/reading.js";
import { isPresent } from "../../directory/slots.js";
import { matchesUser, type UserFilter, type UserFilterField } from "../../directory/user-filter.js";
import type { UserState } from "../../directory/user.js";
import { listByOffset, listWholeByOffset } from "../http/offset-list.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { lookUp } from "../teamwork-site/look-up.js";
import type { Seen } from "../teamwork-site/seen.js";
import type { Bin } from "./bin.js";
import type { Holders } from "./holders.js";
import { peopleOfV2, peopleOfV3, type PersonParts } from "./listings.js";
import type { PeopleByEmail } from "./people-by-email.js";
import { idsAtOnce, isId, type PeopleById } from "./people-by-id.js";
import type { Person } from "./people.js";

interface UserListOptions {
  readonly account: string;
  readonly client: SiteClient;
  readonly bin: Bin;
  readonly byId: PeopleById;
  readonly byEmail: PeopleByEmail;
  readonly holders: Holders;
  readonly seen: Seen<Person>;
}

/** So few addresses are looked up one by one where a list is filtered by them; it is part of a cursor's meaning. */
const fewEmails = 10;
/** Rows that are read at once where most are shown, and where a filter picks some. */
const pageSize = 100;
const narrowedPageSize = 500;

/** Lists of people, narrowed. */
export class UserList {
  readonly #options: UserListOptions;

  constructor(options: UserListOptions) {
    this.#options = options;
  }

  /** The fewest calls that the filter allows: addresses, people of teams and roles, or all who are there. */
  async read(
    reading: Reading,
    page: PageRequest,
    filter: UserFilter,
    parts: PersonParts,
  ): Promise<Page<Person>> {
    const { holders, seen } = this.#options;
    const project = toProjectId(filter);
    if (project === null) return emptyPage;
    const narrowing = await holders.narrow(reading, filter);
    const asked = { reading, page, filter: narrowing.rest, project, parts };
    const found = await this.#find(asked, narrowing.ids);
    seen.note(
      reading,
      found.rows.map((row) => row.item),
    );
    return found;
  }

  #find(asked: Asked, ids: ReadonlySet<string> | null): Promise<Page<Person>> {
    const { emails } = asked.filter;
    if (emails !== undefined && emails.size <= fewEmails) return this.#withEmails(asked, emails, ids);
    return ids === null ? this.#everybody(asked) : this.#withIds(asked, ids);
  }

  async #withEmails(
    asked: Asked,
    emails: ReadonlySet<string>,
    ids: ReadonlySet<string> | null,
  ): Promise<Page<Person>> {
    const { account, byEmail } = this.#options;
    const { reading, page } = asked;
    const parts = withProjects(asked);
    const found = await Promise.all([...emails].map((email) => byEmail.find(reading, email, parts)));
    const people = new Map(found.flat().map((person) => [person.id, person]));
    const kept = [...people.values()].filter(
      (person) => ids?.has(person.id) !== false && isWanted(asked, person),
    );
    return pageByKey(account, kept, (person) => person.id, page);
  }

  #withIds(asked: Asked, ids: ReadonlySet<string>): Promise<Page<Person>> {
    const { account, byId } = this.#options;
    const read: Parameters<typeof pageOfIds<Person>>[0]["read"] = (some) =>
      byId.find(asked.reading, some, withProjects(asked));
    const keeps = (person: Person): boolean => isWanted(asked, person);
    return pageOfIds({ account, ids: [...ids], read, keeps }, asked.page);
  }

  /** Those whom v2 lists; then those whom only v3 does; then the bin: each as far as the states ask for it. */
  #everybody(asked: Asked): Promise<Page<Person>> {
    const { account } = this.#options;
    const { states } = asked.filter;
    const lists: ChainedList<Person>[] = [];
    if (living.some((state) => states.has(state))) {
      lists.push({ name: "people", read: (page) => this.#living({ ...asked, page }) });
      lists.push({ name: "hidden", read: (page) => this.#hidden({ ...asked, page }) });
    }
    // Who is deleted works in no project.
    if (states.has("DELETED") && asked.project === undefined) {
      lists.push({ name: "deleted", read: (page) => this.#deleted({ ...asked, page }) });
    }
    return chainPages(account, lists, asked.page);
  }

  async #living(asked: Asked): Promise<Page<Person>> {
    const { reading, page, filter, parts } = asked;
    const maxPageSize = isNarrowed(filter) ? narrowedPageSize : pageSize;
    const listing = peopleOfV2(this.#options.client, parts, { query: toQuery(asked), maxPageSize });
    const found = await listByOffset(reading, listing, {
      page,
      keeps: ({ user }) => matchesUser(user, filter),
    });
    return { ...found, total: isEverybodyLiving(filter) ? found.total : null };
  }

  /**
   * Service accounts and placeholders. v3 cannot be asked for them alone, and whether v2 lists service accounts too is
   * not documented: those whom it knows are not given twice.
   */
  async #hidden(asked: Asked): Promise<Page<Person>> {
    const { account, client } = this.#options;
    const { reading, page, filter, project } = asked;
    const query = project === undefined ? {} : { projectIds: project };
    const isHidden = ({ user }: Person): boolean => user.kind === "SERVICE" || user.kind === "PLACEHOLDER";
    const found = await listWholeByOffset(reading, peopleOfV3(client, query, narrowedPageSize), isHidden);
    const hidden = found.rows.map((row) => row.item);
    const listed = await this.#listedAmong(reading, hidden);
    const kept = hidden.filter((person) => !listed.has(person.id) && matchesUser(person.user, filter));
    const { skippedRows, failure, isTruncated } = found;
    return { ...pageByKey(account, kept, (person) => person.id, page), skippedRows, failure, isTruncated };
  }

  async #listedAmong(reading: Reading, people: readonly Person[]): Promise<ReadonlySet<string>> {
    const { client } = this.#options;
    const ids = people.map(({ id }) => id);
    const slots = await lookUp(reading, ids, {
      atOnce: idsAtOnce,
      listingOf: (some) =>
        peopleOfV2(
          client,
          { projects: false, teams: false },
          {
            query: { userIds: some.join() },
            maxPageSize: some.length,
          },
        ),
    });
    for (const slot of slots) if (slot instanceof DirectoryError) throw slot;
    return new Set(slots.filter(isPresent).map(({ id }) => id));
  }

  async #deleted(asked: Asked): Promise<Page<Person>> {
    const { bin } = this.#options;
    const { rows, skipped } = await bin.all(asked.reading);
    const found = await this.#withIds(asked, new Set(rows.map(({ id }) => id)));
    return { ...found, skippedRows: asked.page.position === null ? skipped : 0 };
  }
}

/** What one page is asked for. */
interface Asked {
  readonly reading: Reading;
  readonly page: PageRequest;
  readonly filter: UserFilter;
  /** Id of the project that they work in; all of the account when absent. */
  readonly project: string | undefined;
  readonly parts: PersonParts;
}

const living: readonly UserState[] = ["ACTIVE", "INVITED", "UNKNOWN"];

/** `null` for a workspace that cannot be one of this account. */
function toProjectId({ workspace }: UserFilter): string | undefined | null {
  if (workspace === undefined) return undefined;
  return workspace.kind === "project" && workspace.scope === null && isId(workspace.id) ? workspace.id : null;
}

function withProjects({ parts, project }: Asked): PersonParts {
  return { ...parts, projects: parts.projects || project !== undefined };
}

function isWanted({ filter, project }: Asked, person: Person): boolean {
  const isThere = project === undefined || person.projectIds?.includes(project) === true;
  return isThere && matchesUser(person.user, filter);
}

/** What v2 narrows by itself. Its search is a sieve: what is found is looked at again. */
function toQuery({ filter, project }: Asked): Readonly<Record<string, string>> {
  const { organization, search } = filter;
  return {
    ...(project !== undefined && { projectId: project }),
    ...(organization?.kind === "company" && isId(organization.id) && { companyId: organization.id }),
    ...(search !== undefined && { searchTerm: search }),
  };
}

/** Whether few of those who are read may be wanted. */
function isNarrowed(filter: UserFilter): boolean {
  const local: readonly UserFilterField[] = [
    ...(["emails", "role", "privileges", "boundaries", "kinds", "updatedAfter"] as const),
  ];
  return local.some((name) => filter[name] !== undefined) || !filter.states.has("ACTIVE");
}

function isEverybodyLiving(filter: UserFilter): boolean {
  return Object.keys(filter).length === 1 && living.every((state) => filter.states.has(state));
}
