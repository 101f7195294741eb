import { randomUUID } from "node:crypto";
import { LRUCache } from "lru-cache";
import { DirectoryError } from "../directory/errors.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import {
  eachSideBySide,
  readAccount,
  type AccountList,
  type AccountListRequest,
  type AccountPart,
  type AccountStatus,
} from "./account-list.js";
import {
  decodeSnapshotCursor,
  encodeSnapshotCursor,
  invalidCursor,
  type AccountPosition,
} from "./list-cursor.js";

/** Rows that one sorted list may have: it is sorted in memory, from one snapshot. */
const maxRows = 5_000;
const snapshotLifetimeMs = 300_000;
const maxSnapshotRows = 100_000;

interface Snapshot {
  /** Who may page through it. */
  readonly sight: string;
  readonly items: readonly unknown[];
  readonly statuses: readonly AccountStatus[];
  readonly isComplete: boolean;
}

/** Sorted lists that are being paged through. Shared by the requests of this process; a lost one ends its paging. */
export class Snapshots {
  readonly #snapshots = new LRUCache<string, Snapshot>({
    ttl: snapshotLifetimeMs,
    maxSize: maxSnapshotRows,
    sizeCalculation: ({ items }) => items.length + 1,
  });

  keep(snapshot: Snapshot): string {
    const id = randomUUID();
    this.#snapshots.set(id, snapshot);
    return id;
  }

  find(id: string, sight: string): Snapshot | null {
    const snapshot = this.#snapshots.get(id);
    return snapshot?.sight === sight ? snapshot : null;
  }
}

export interface SortedListRequest<T> extends Omit<AccountListRequest<T>, "positions" | "isSideBySide"> {
  readonly snapshots: Snapshots;
  readonly after: string | null;
  readonly compare: (one: T, other: T) => number;
}

/**
 * A page of a list that is read whole, sorted here and paged from that one copy.
 * @throws DirectoryError LIMIT_EXCEEDED above 5,000 rows, INVALID_CURSOR for a cursor whose copy is gone
 */
export async function listSorted<T>(request: SortedListRequest<T>): Promise<AccountList<T>> {
  const { snapshots, scope, list, after } = request;
  if (after === null) {
    const { snapshot, failure } = await readSnapshot(request);
    return toPage(request, { id: snapshots.keep(snapshot), snapshot, offset: 0, failure });
  }
  const { snapshot: id, offset } = decodeSnapshotCursor(list, after);
  const snapshot = snapshots.find(id, scope.sight);
  if (snapshot === null) throw invalidCursor();
  return toPage(request, { id, snapshot, offset, failure: null });
}

interface Place {
  readonly id: string;
  readonly snapshot: Snapshot;
  readonly offset: number;
  readonly failure: DirectoryError | null;
}

function toPage<T>({ list, size, accounts }: SortedListRequest<T>, place: Place): AccountList<T> {
  const { id, snapshot, offset, failure } = place;
  const items = snapshot.items.slice(offset, offset + size) as readonly T[];
  const end = offset + items.length;
  return {
    rows:
      failure === null
        ? items.map((item, index) => ({
            item,
            toCursor: () => encodeSnapshotCursor(list, id, offset + index + 1),
          }))
        : null,
    endCursor: accounts.length === 0 ? null : encodeSnapshotCursor(list, id, end),
    hasNextPage: end < snapshot.items.length,
    totalCount: snapshot.isComplete ? snapshot.items.length : null,
    statuses: snapshot.statuses,
    isComplete: snapshot.isComplete,
    failure,
  };
}

async function readSnapshot<T>(
  request: SortedListRequest<T>,
): Promise<{ snapshot: Snapshot; failure: DirectoryError | null }> {
  const read = new Map<LinkedAccount, WholePart<T>>();
  await eachSideBySide(request.accounts, async (account) => {
    read.set(account, await readWhole(request, account));
  });
  const parts = request.accounts.flatMap((account) => read.get(account) ?? []);
  const items = parts.flatMap((part) => part.items);
  assertSortable(items.length);
  const statuses = parts.map((part) => part.status);
  const isComplete = statuses.every(({ state, skippedRows }) => state === "OK" && skippedRows === 0);
  const failures = parts.filter((part) => part.isLost).map(({ status }) => status.error);
  const failure = failures.length > 0 && failures.length === parts.length ? (failures[0] ?? null) : null;
  const snapshot = { sight: request.scope.sight, items: items.sort(request.compare), statuses, isComplete };
  return { snapshot, failure };
}

interface WholePart<T> {
  readonly items: readonly T[];
  readonly status: AccountStatus;
  /** Whether nothing of the account could be read. */
  readonly isLost: boolean;
}

/** All of one account. */
async function readWhole<T>(request: SortedListRequest<T>, account: LinkedAccount): Promise<WholePart<T>> {
  const items: T[] = [];
  const parts: AccountPart<T>[] = [];
  for await (const part of readPages(request, account)) {
    parts.push(part);
    for (const { item } of part.page?.rows ?? []) items.push(item);
    assertSortable(items.length);
  }
  const isLost = items.length === 0 && parts.every(({ page }) => page === null);
  return { items, status: toStatus(parts), isLost };
}

/** The account's pages until it ends, fails, or no longer gets on. There is always one. */
async function* readPages<T>(
  request: SortedListRequest<T>,
  account: LinkedAccount,
): AsyncGenerator<AccountPart<T>> {
  let position: string | null = null;
  for (;;) {
    const at: AccountPosition = { position, isDone: false, failed: null };
    const positions = new Map([[account.accountKey, at]]);
    const part = await readAccount({ ...request, positions }, account, maxRows + 1);
    yield part;
    if (!isContinued(part) || part.page?.position === position) return;
    position = part.page?.position ?? null;
  }
}

function isContinued({ page, status }: AccountPart<unknown>): boolean {
  return page?.hasMore === true && status.state === "OK";
}

/** The last page's, with the sums and notes of all. More that could not be reached is missing. */
function toStatus(parts: readonly AccountPart<unknown>[]): AccountStatus {
  const last = parts.at(-1);
  if (last === undefined) throw new Error("An account was not read at all");
  return {
    ...last.status,
    state: isContinued(last) ? "INVALID_RESPONSE" : last.status.state,
    upstreamCalls: parts.reduce((sum, { status }) => sum + status.upstreamCalls, 0),
    skippedRows: parts.reduce((sum, { status }) => sum + status.skippedRows, 0),
    notes: [
      ...new Map(parts.flatMap(({ status }) => status.notes.map((note) => [note.code, note]))).values(),
    ],
  };
}

function assertSortable(rows: number): void {
  if (rows <= maxRows) return;
  throw new DirectoryError(
    "LIMIT_EXCEEDED",
    `A sorted list has at most ${maxRows} rows; narrow it by a filter`,
  );
}
