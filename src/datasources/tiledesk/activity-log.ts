import type { Activity, ActivityAction, ActivityFilter } from "../../directory/activity.js";
import type { AccountIdentity } from "../../directory/directory-object.js";
import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import { emptyPage, type Page, type PageRequest } from "../../directory/pages.js";
import type { Reading } from "../../directory/reading.js";
import { settle } from "../../directory/slots.js";
import type { TiledeskClient } from "./client.js";
import { activities, type ActivityQuery } from "./resources.js";
import type { ProjectScope } from "./scope.js";
import type { TiledeskUsers } from "./users.js";
import { activityVerbs } from "./wire.js";

interface ActivityLogOptions {
  readonly account: AccountIdentity;
  readonly client: TiledeskClient;
  readonly scope: ProjectScope;
  readonly users: TiledeskUsers;
}

/** The server's largest page. */
const pageSize = 100;
const dayMs = 86_400_000;
/** Before any Tiledesk: the server ignores an end without a start. */
const firstDay = new Date("2015-01-01T00:00:00Z");

/** What was read of one project's log: newest first. */
interface LogPart {
  readonly rows: readonly Activity[];
  readonly skippedRows: number;
  readonly isWhole: boolean;
  readonly failure: DirectoryError | null;
}

/** Access to the logs of a Tiledesk account's projects, merged by time. */
export class TiledeskActivityLog {
  readonly #options: ActivityLogOptions;

  constructor(options: ActivityLogOptions) {
    this.#options = options;
  }

  async list(reading: Reading, page: PageRequest, filter: ActivityFilter): Promise<Page<Activity>> {
    const before = parsePosition(page.position, this.#options.account.accountKey);
    if (!mayOccur(filter.actions)) return emptyPage;
    const actors = await this.#actors(reading, filter);
    if (actors?.size === 0) return emptyPage;
    const wanted = (row: Activity): boolean =>
      isWanted(row, filter, actors) && (before === null || keyOf(row) < before);
    const projects = await this.#options.scope.ids(reading);
    const parts = await Promise.all(
      projects.map((project) =>
        this.#part(reading, project, { query: toQuery(filter, before, actors), wanted, size: page.size }),
      ),
    );
    return merge(parts, page);
  }

  /** Identities of the actors asked for, or `null` for everybody. */
  async #actors(reading: Reading, filter: ActivityFilter): Promise<ReadonlySet<string> | null> {
    if (filter.actors === null) return null;
    const found = await this.#options.users.byIds(reading, filter.actors);
    const failed = found.find((slot) => slot instanceof DirectoryError);
    if (failed !== undefined) throw failed;
    return new Set(
      found.flatMap((slot) =>
        slot === null || slot instanceof DirectoryError ? [] : (slot.identityId ?? []),
      ),
    );
  }

  async #part(reading: Reading, project: string, ask: Ask): Promise<LogPart> {
    // By id: an entry that comes meanwhile moves the last one of this page to the beginning of the next.
    const found = new Map<string, Activity>();
    let skippedRows = 0;
    for (let page = 0; found.size < ask.size; page += 1) {
      const answer = await settle(
        this.#options.client.read(reading, activities(project, { ...ask.query, page })),
      );
      if (answer instanceof DirectoryError)
        return { rows: [...found.values()], skippedRows, isWhole: false, failure: answer };
      for (const row of answer.rows.filter(ask.wanted)) found.set(row.remoteId, row);
      skippedRows += answer.skipped;
      if (answer.isLast) return { rows: [...found.values()], skippedRows, isWhole: true, failure: null };
    }
    return { rows: [...found.values()], skippedRows, isWhole: false, failure: null };
  }
}

interface Ask {
  readonly query: ActivityQuery;
  readonly wanted: (row: Activity) => boolean;
  readonly size: number;
}

/**
 * The newest rows of all parts. A part that broke off hides what is older than its last row, so nothing beyond that
 * is given out: it would have to be skipped later.
 */
function merge(parts: readonly LogPart[], page: PageRequest): Page<Activity> {
  const failures = parts.flatMap((part) => part.failure ?? []);
  const failure = failures.find((error) => !(error instanceof BudgetSpent)) ?? null;
  const isTruncated = failures.some((error) => error instanceof BudgetSpent);
  if (failure !== null && parts.every((part) => part.failure !== null && part.rows.length === 0))
    throw failure;
  const spent = parts.filter((part) => part.failure instanceof BudgetSpent);
  const horizon = spent
    .map((part) => part.rows.at(-1))
    .map((row) => (row === undefined ? "\uffff" : keyOf(row)));
  const rows = parts
    .flatMap((part) => part.rows)
    .filter((row) => horizon.every((key) => keyOf(row) >= key))
    .sort((one, other) => (keyOf(one) > keyOf(other) ? -1 : 1));
  const taken = rows.slice(0, page.size).map((item) => ({ item, position: keyOf(item) }));
  const isMore = rows.length > taken.length || parts.some((part) => !part.isWhole && isContinuable(part));
  return {
    ...emptyPage,
    rows: taken,
    position: taken.at(-1)?.position ?? page.position,
    hasMore: isMore,
    total: null,
    skippedRows: parts.reduce((sum, part) => sum + part.skippedRows, 0),
    failure,
    isTruncated,
  };
}

function isContinuable(part: LogPart): boolean {
  return part.failure === null || part.failure instanceof BudgetSpent;
}

/** Sorts by time, then id; ISO dates of one length compare as text. */
function keyOf(row: Activity): string {
  return `${row.occurredAt.toISOString()}/${row.remoteId}`;
}

function isWanted(row: Activity, filter: ActivityFilter, actors: ReadonlySet<string> | null): boolean {
  if (filter.since !== null && row.occurredAt < filter.since) return false;
  if (filter.until !== null && row.occurredAt >= filter.until) return false;
  if (filter.actions !== null && !filter.actions.has(row.action)) return false;
  return actors === null || (row.actor !== null && actors.has(row.actor.id));
}

function toQuery(
  filter: ActivityFilter,
  before: string | null,
  actors: ReadonlySet<string> | null,
): ActivityQuery {
  const until = before === null ? filter.until : new Date(before.slice(0, before.indexOf("/")));
  const isBounded = filter.since !== null || until !== null;
  const [onlyActor = null] = actors?.size === 1 ? actors : [];
  return {
    page: 0,
    size: pageSize,
    days: isBounded
      ? { start: toDay(filter.since ?? firstDay, -1), end: toDay(until ?? new Date(), 1) }
      : null,
    verbs: toVerbs(filter.actions),
    actorIdentityId: onlyActor,
  };
}

/** The server's day is of its own time zone: a day more on either side, the rest is cut here. */
function toDay(date: Date, days: number): string {
  const [year = "", month = "", day = ""] = new Date(date.getTime() + days * dayMs)
    .toISOString()
    .slice(0, 10)
    .split("-");
  return `${day}/${month}/${year}`;
}

/** Whether this log has any of the actions. */
function mayOccur(actions: ReadonlySet<ActivityAction> | null): boolean {
  return actions === null || actions.has("UNKNOWN") || toVerbs(actions).length > 0;
}

/** Actions that no verb names are looked for in the whole log. */
function toVerbs(actions: ReadonlySet<ActivityAction> | null): readonly string[] {
  if (actions === null || actions.has("UNKNOWN")) return [];
  return [...new Set([...actions].flatMap((action) => activityVerbs[action] ?? []))];
}

function parsePosition(position: string | null, account: string): string | null {
  if (position === null) return null;
  const [, moment] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\/[0-9a-f]{24}$/u.exec(position) ?? [];
  if (moment !== undefined && !Number.isNaN(Date.parse(moment))) return position;
  throw new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list", { account });
}
