import { BudgetSpent, DirectoryError, type ErrorCode } from "../../directory/errors.js";
import { emptyPage, type Page, type PageRequest, type Row } from "../../directory/pages.js";
import { settle } from "../../directory/slots.js";

/** What one project adds to a list: everything that matches, by ascending key. */
export interface ProjectPart<T> {
  readonly items: readonly T[];
  readonly skippedRows: number;
}

export interface ProjectWalk<T> {
  /** Ascending ids. */
  readonly projects: readonly string[];
  readonly page: PageRequest;
  readonly read: (project: string) => Promise<ProjectPart<T>>;
  readonly keyOf: (item: T) => string;
  /** How many projects to read side by side at first; doubled until the page is full. */
  readonly atOnce: number;
  readonly account: string;
}

/** Failures of one project; all others are of the whole account, and asking the next project would not help. */
const projectFailures: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "NOT_FOUND",
  "UPSTREAM_FORBIDDEN",
  "UPSTREAM_INVALID_RESPONSE",
]);
const endOfProject = "\uffff";

interface Progress<T> {
  readonly rows: Row<T>[];
  position: Position | null;
  total: number;
  skippedRows: number;
  failure: DirectoryError | null;
  isTruncated: boolean;
  /** Whether a project that was read has more rows than fitted. */
  hasLeftOver: boolean;
  hasFullView: boolean;
}

interface Position {
  readonly project: string;
  readonly key: string;
}

/**
 * A page of a list that goes through the projects one after another. The position is the last row's project and key,
 * not a count: who comes or goes between two pages makes nobody else skipped or repeated.
 */
export async function walkProjects<T>(walk: ProjectWalk<T>): Promise<Page<T>> {
  const start = parsePosition(walk.page.position, walk.account);
  const ahead = walk.projects.filter((project) => start === null || isAhead(project, start));
  const progress: Progress<T> = {
    rows: [],
    position: start,
    total: 0,
    skippedRows: 0,
    failure: null,
    isTruncated: false,
    hasLeftOver: false,
    hasFullView: ahead.length === walk.projects.length,
  };
  const unread = await readUntilFull(walk, ahead, progress);
  if (progress.failure !== null && progress.rows.length === 0 && unread === 0) throw progress.failure;
  return toPage(progress, unread);
}

/** A project that was passed for good is not read again. */
function isAhead(project: string, { project: current, key }: Position): boolean {
  return project > current || (project === current && key !== endOfProject);
}

/** How many projects were left unread. */
async function readUntilFull<T>(
  walk: ProjectWalk<T>,
  ahead: readonly string[],
  progress: Progress<T>,
): Promise<number> {
  let begin = 0;
  for (let atOnce = walk.atOnce; begin < ahead.length && !isOver(walk, progress); atOnce *= 2) {
    const group = ahead.slice(begin, begin + atOnce);
    const parts = await Promise.all(group.map((project) => settle(walk.read(project))));
    for (const [index, project] of group.entries()) {
      const part = parts[index];
      if (part === undefined || !takePart(walk, progress, project, part)) return ahead.length - begin;
      begin += 1;
    }
  }
  return ahead.length - begin;
}

function isOver<T>(walk: ProjectWalk<T>, progress: Progress<T>): boolean {
  if (progress.isTruncated || progress.rows.length >= walk.page.size) return true;
  if (progress.failure === null || projectFailures.has(progress.failure.code)) return false;
  if (progress.rows.length === 0) throw progress.failure;
  return true;
}

/** Whether the project is read now; otherwise the next page asks it again. */
function takePart<T>(
  walk: ProjectWalk<T>,
  progress: Progress<T>,
  project: string,
  part: ProjectPart<T> | DirectoryError,
): boolean {
  if (!(part instanceof DirectoryError)) {
    addPart(walk, progress, project, part);
    return true;
  }
  progress.isTruncated = part instanceof BudgetSpent;
  // On a full page its turn has not come: it may do better when it has.
  if (progress.isTruncated || progress.rows.length >= walk.page.size) return false;
  progress.failure ??= part;
  progress.hasFullView = false;
  progress.position = { project, key: endOfProject };
  return true;
}

/** A project without anything left is passed for good, so that a walk through empty projects gets on. */
function addPart<T>(
  walk: ProjectWalk<T>,
  progress: Progress<T>,
  project: string,
  part: ProjectPart<T>,
): void {
  const { position, rows } = progress;
  progress.total += part.items.length;
  progress.skippedRows += part.skippedRows;
  const fresh =
    position?.project === project ? part.items.filter((item) => walk.keyOf(item) > position.key) : part.items;
  const taken = fresh.slice(0, walk.page.size - rows.length);
  for (const item of taken) rows.push({ item, position: formatPosition({ project, key: walk.keyOf(item) }) });
  if (progress.hasLeftOver) return;
  const last = taken.at(-1);
  progress.hasLeftOver = taken.length < fresh.length;
  if (!progress.hasLeftOver) progress.position = { project, key: endOfProject };
  else if (last !== undefined) progress.position = { project, key: walk.keyOf(last) };
}

function toPage<T>(progress: Progress<T>, unread: number): Page<T> {
  const { rows, position, skippedRows, failure, isTruncated, hasLeftOver, hasFullView } = progress;
  const isWhole = hasFullView && unread === 0;
  const isDead = failure !== null && !projectFailures.has(failure.code);
  return {
    ...emptyPage,
    rows,
    position: position === null ? null : formatPosition(position),
    hasMore: !isDead && (hasLeftOver || unread > 0),
    total: isWhole ? progress.total : null,
    skippedRows,
    failure,
    isTruncated,
  };
}

function formatPosition({ project, key }: Position): string {
  return `${project}/${key}`;
}

function parsePosition(position: string | null, account: string): Position | null {
  if (position === null) return null;
  const [, project, key] = /^([0-9a-f]{24})\/(.*)$/su.exec(position) ?? [];
  if (project === undefined || key === undefined) {
    throw new DirectoryError("INVALID_CURSOR", "The cursor is not one of this list", { account });
  }
  return { project, key };
}
