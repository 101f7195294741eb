import { BudgetSpent, DirectoryError, FilterUnsupported } from "../../directory/errors.js";
import { emptyPage, type Note, type Page, type PageRequest, type Row } from "../../directory/pages.js";
import type { Reading } from "../../directory/reading.js";
import { matchesUser, type UserFilterField } from "../../directory/user-filter.js";
import type { User } from "../../directory/user.js";
import { listByOffset, type OffsetSource } from "../http/offset-list.js";
import type { FinishedPeople, FinishedPerson, PeopleFinisher } from "./finished-people.js";
import { tells, type Part, type Person } from "./people.js";
import { cutNote, rolesNote, teamsNote } from "./notes.js";
import type { UserPlan } from "./user-plan.js";

interface WalkOptions {
  readonly account: string;
  readonly source: OffsetSource<Person>;
  readonly finisher: PeopleFinisher;
  readonly plan: UserPlan;
}

/** Users that a filter looks at together, where each of them costs a call and where none does. */
const fewAtOnce = 20;
const manyAtOnce = 100;

/** One page's way through the list of users: what the list does not tell is read for those who may be on the page. */
export class UserWalk {
  readonly #options: WalkOptions;
  readonly #rows: Row<User>[] = [];
  readonly #untold = new Set<Part>();
  #position: string | null = null;
  #skippedRows = 0;
  #hasMore = true;
  #isTruncated = false;
  #isCostly = false;
  #failure: DirectoryError | null = null;
  #atOnce = fewAtOnce;
  #total: number | null = null;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** @throws DirectoryError what the first read throws; FilterUnsupported where nothing tells what the filter needs */
  async toPage(reading: Reading, { size, position }: PageRequest): Promise<Page<User>> {
    this.#position = position;
    do await this.#takeChunk(reading, size);
    while (this.#rows.length < size && this.#hasMore && !this.#isTruncated && this.#failure === null);
    const isAll = position === null && !this.#hasMore && this.#failure === null;
    return {
      ...emptyPage,
      rows: this.#rows,
      position: this.#position,
      hasMore: this.#hasMore,
      total: this.#options.plan.isEverybody ? this.#total : isAll ? this.#rows.length : null,
      skippedRows: this.#skippedRows,
      notes: this.#toNotes(),
      failure: this.#failure,
      isTruncated: this.#isTruncated,
    };
  }

  async #takeChunk(reading: Reading, size: number): Promise<void> {
    const { finisher, plan } = this.#options;
    const { deciding, shown } = plan;
    const listed = await this.#list(reading, size);
    const people = listed.rows.map((row) => row.item);
    if (people.length > 0 && deciding.every((part) => people.some((person) => tells(person, part)))) {
      this.#atOnce = manyAtOnce;
    }
    const parts = [...new Set([...deciding, ...shown])];
    const found = await finisher.finish(reading, people, parts);
    const { people: finished, failure } = found;
    this.#noteUntold(found);
    this.#total = listed.total;
    this.#skippedRows += listed.skippedRows;
    const taken = this.#takeRows(listed.rows, finished, size);
    const isWhole = taken === listed.rows.length;
    this.#position = isWhole ? listed.position : (listed.rows[taken - 1]?.position ?? this.#position);
    this.#hasMore = listed.hasMore || !isWhole;
    this.#failure ??= listed.failure ?? failure;
    this.#isTruncated ||= listed.isTruncated;
  }

  /** Those whom the list alone does not rule out. */
  async #list(reading: Reading, size: number): Promise<Page<Person>> {
    const { source, plan } = this.#options;
    const { early, team, deciding } = plan;
    const wanted = deciding.length === 0 ? size - this.#rows.length : this.#atOnce;
    const isOutside = (person: Person): boolean => team !== null && !team.isOnUsers && !team.has(person);
    const page = { size: wanted, position: this.#position };
    const keeps = (person: Person): boolean => matchesUser(person.user, early) && !isOutside(person);
    try {
      return await listByOffset(reading, source, { page, keeps });
    } catch (thrown) {
      // Budget that was spent on what is on the page already cuts it short.
      if (this.#rows.length === 0 || !(thrown instanceof BudgetSpent)) throw thrown;
      return { ...emptyPage, position: this.#position, hasMore: true, isTruncated: true };
    }
  }

  /** @returns how many of the listed rows are behind us then */
  #takeRows(
    listed: readonly Row<Person>[],
    finished: readonly (FinishedPerson | DirectoryError)[],
    size: number,
  ): number {
    for (const [index, row] of listed.entries()) {
      if (this.#rows.length >= size) return index;
      const found = finished[index];
      if (found instanceof BudgetSpent) {
        this.#isTruncated = this.#isCostly = true;
        return index;
      }
      this.#takeRow(row, found);
    }
    return listed.length;
  }

  /** Somebody of whom more could not be read stays as listed, unless it was that which the filter asks for. */
  #takeRow({ item, position }: Row<Person>, found: FinishedPerson | DirectoryError | undefined): void {
    const { plan } = this.#options;
    if (found instanceof DirectoryError) {
      this.#failure ??= found;
      if (plan.deciding.length === 0) this.#rows.push({ item: item.user, position });
    } else if (found !== undefined && matchesUser(found.user, plan.filter)) {
      if (plan.team === null || plan.team.has(found.person)) this.#rows.push({ item: found.user, position });
    }
  }

  /** A role without a list of roles has no id to ask for it by, though its name may tell the privilege. */
  #noteUntold({ untold, isRoleListHidden }: FinishedPeople): void {
    const { account, plan } = this.#options;
    const part = plan.deciding.find((one) => untold.includes(one));
    if (part !== undefined) throw new FilterUnsupported(account, filterOf(plan, part));
    if (isRoleListHidden && plan.filter.role !== undefined) throw new FilterUnsupported(account, "role");
    if (isRoleListHidden) this.#untold.add("roles");
    for (const one of untold) this.#untold.add(one);
  }

  #toNotes(): readonly Note[] {
    const untold = [
      ...(this.#untold.has("roles") ? [rolesNote] : []),
      ...(this.#untold.has("teams") ? [teamsNote] : []),
    ];
    return this.#isCostly ? [...untold, cutNote] : untold;
  }
}

function filterOf({ filter }: UserPlan, part: Part): UserFilterField {
  if (part === "teams") return "team";
  if (part === "updatedAt") return "updatedAfter";
  return filter.role === undefined ? "privileges" : "role";
}
