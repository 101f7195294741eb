import { BudgetSpent, toDirectoryError, type DirectoryError } from "../directory/errors.js";
import { toAccountState, type AccountState, type FailureState } from "../directory/account-state.js";
import { type LinkedAccount, type RequestScope } from "../directory/linked-account.js";
import type { Note, Page, PageRequest } from "../directory/pages.js";
import type { Reading } from "../directory/reading.js";
import { encodeListCursor, type AccountPosition, type ListPositions } from "./list-cursor.js";

/** How one linked account took part in a list. */
export interface AccountStatus {
  readonly account: LinkedAccount;
  readonly state: AccountState;
  readonly error: DirectoryError | null;
  readonly latencyMs: number | null;
  readonly upstreamCalls: number;
  readonly skippedRows: number;
  readonly notes: readonly Note[];
}

export interface ListRow<T> {
  readonly item: T;
  /** Made when asked for. */
  readonly toCursor: () => string;
}

/** A page of a list over linked accounts. */
export interface AccountList<T> {
  /** `null` when nobody could be asked: `failure` then says why, or the providers do not have such objects. */
  readonly rows: readonly ListRow<T>[] | null;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  readonly totalCount: number | null;
  readonly statuses: readonly AccountStatus[];
  readonly isComplete: boolean;
  readonly failure: DirectoryError | null;
}

export interface AccountListRequest<T> {
  readonly scope: RequestScope;
  readonly accounts: readonly LinkedAccount[];
  /** See `toListKey`. */
  readonly list: string;
  readonly size: number;
  readonly positions: ListPositions;
  /** Whether to read the accounts side by side; otherwise one after another, until the page is full. */
  readonly isSideBySide: boolean;
  /** `null` when the account's provider does not have such objects. */
  readonly read: (account: LinkedAccount, reading: Reading, page: PageRequest) => Promise<Page<T> | null>;
}

/** What reading one account brought. */
export interface AccountPart<T> {
  readonly status: AccountStatus;
  readonly page: Page<T> | null;
}

export const atStart: AccountPosition = { position: null, isDone: false, failed: null };
const sideBySide = 16;

/** Reads a page over accounts. An account that fails is passed over, says so in its status, and leaves the rest whole. */
export async function listAccounts<T>(request: AccountListRequest<T>): Promise<AccountList<T>> {
  const parts = new Map<LinkedAccount, AccountPart<T>>();
  if (request.isSideBySide) await readSideBySide(request, parts);
  const rows: ListRow<T>[] = [];
  const positions = new Map(request.positions);
  for (const account of request.accounts) {
    if (rows.length >= request.size) break;
    if (isDone(positions, account)) continue;
    const part = parts.get(account) ?? (await readAccount(request, account, request.size - rows.length));
    parts.set(account, part);
    takeRows(request, { account, part, rows, positions });
    // Its rest comes before the next account's people, on the next page.
    if (!request.isSideBySide && part.status.error === null && !isDone(positions, account)) break;
  }
  const endCursor = encodeListCursor(request.list, positions);
  return toList(request, { parts, rows, positions, endCursor });
}

function isDone(positions: ListPositions, { accountKey }: LinkedAccount): boolean {
  return positions.get(accountKey)?.isDone === true;
}

/** Reads one account's page and says how it went. Never throws. */
export async function readAccount<T>(
  { scope, positions, read }: Pick<AccountListRequest<T>, "scope" | "positions" | "read">,
  account: LinkedAccount,
  size: number,
): Promise<AccountPart<T>> {
  const reading = scope.readingOf(account);
  const budget = reading.budget.fork();
  const begun = performance.now();
  const { position } = positions.get(account.accountKey) ?? atStart;
  let page: Page<T> | null = null;
  let error: DirectoryError | null = null;
  try {
    page = await read(account, { ...reading, budget }, { size, position });
    error = page?.failure ?? null;
  } catch (thrown) {
    error = toDirectoryError(thrown, account.accountKey);
    // A foreign position is the client's mistake, not the account's state.
    if (error.code === "INVALID_CURSOR") throw error;
  }
  const status = {
    account,
    state: toState(page, error),
    error,
    latencyMs: Math.round(performance.now() - begun),
    upstreamCalls: budget.spent,
    skippedRows: page?.skippedRows ?? 0,
    notes: toNotes(page, error),
  };
  return { status, page };
}

/** Reads a page of every account that has not come to its end. */
export async function readSideBySide<T>(
  request: Omit<AccountListRequest<T>, "isSideBySide">,
  parts: Map<LinkedAccount, AccountPart<T>>,
): Promise<void> {
  const waiting = request.accounts.filter((account) => !isDone(request.positions, account));
  await eachSideBySide(waiting, async (account) => {
    parts.set(account, await readAccount(request, account, request.size));
  });
}

/** Reads accounts, at most 16 of them at a time. */
export async function eachSideBySide(
  accounts: readonly LinkedAccount[],
  read: (account: LinkedAccount) => Promise<void>,
): Promise<void> {
  const waiting = accounts.values();
  const lanes = Array.from({ length: sideBySide }, async () => {
    for (const account of waiting) await read(account);
  });
  await Promise.all(lanes);
}

interface Taking<T> {
  readonly account: LinkedAccount;
  readonly part: AccountPart<T>;
  readonly rows: ListRow<T>[];
  readonly positions: Map<string, AccountPosition>;
}

function takeRows<T>(request: AccountListRequest<T>, { account, part, rows, positions }: Taking<T>): void {
  const key = account.accountKey;
  const before = positions.get(key) ?? atStart;
  const taken = part.page?.rows.slice(0, request.size - rows.length) ?? [];
  const failed = before.failed ?? toFailure(part.status);
  const others = new Map(positions);
  for (const { item, position } of taken) {
    const toCursor = (): string =>
      encodeListCursor(request.list, new Map(others).set(key, { position, isDone: false, failed }));
    rows.push({ item, toCursor });
  }
  positions.set(key, positionAfter(part, before, taken.length));
}

/** Where the list stands in an account, after so many rows of what was read of it. */
export function positionAfter(
  { page, status }: AccountPart<unknown>,
  before: AccountPosition,
  taken: number,
): AccountPosition {
  const failed = before.failed ?? toFailure(status);
  // Out of budget is not out of the list: the next page has a new one.
  if (page === null) return { ...before, isDone: status.state !== "TRUNCATED", failed };
  if (taken === page.rows.length) return { position: page.position, isDone: !page.hasMore, failed };
  return { position: page.rows[taken - 1]?.position ?? before.position, isDone: false, failed };
}

function toFailure({ error }: AccountStatus): FailureState | null {
  const state = error === null ? "TRUNCATED" : toAccountState(error);
  return state === "TRUNCATED" ? null : state;
}

function toState(page: Page<unknown> | null, error: DirectoryError | null): AccountState {
  if (error !== null) return toAccountState(error);
  return page?.isTruncated === true ? "TRUNCATED" : "OK";
}

function toNotes(page: Page<unknown> | null, error: DirectoryError | null): readonly Note[] {
  if (error !== null) return [...(page?.notes ?? []), { code: error.code, message: error.message }];
  return (
    page?.notes ?? [{ code: "UNSUPPORTED_BY_PROVIDER", message: "The provider does not have such objects." }]
  );
}

interface Outcome<T> {
  readonly parts: ReadonlyMap<LinkedAccount, AccountPart<T>>;
  readonly rows: readonly ListRow<T>[];
  readonly positions: ListPositions;
  readonly endCursor: string;
}

/** The answer, once rows are taken. */
export function toList<T>(
  request: Pick<AccountListRequest<T>, "accounts" | "positions">,
  { parts, rows, positions, endCursor }: Outcome<T>,
): AccountList<T> {
  const statuses = request.accounts.map(
    (account) => parts.get(account)?.status ?? toUnasked(account, request.positions.get(account.accountKey)),
  );
  const asked = [...parts.values()];
  const wasAnswered = [...request.positions.values()].some(({ isDone, failed }) => isDone && failed === null);
  const isNobody = asked.length > 0 && asked.every(isLost) && !wasAnswered;
  const failures = asked.flatMap(({ status }) => status.error ?? []);
  const wasFailed = [...positions.values()].some(({ failed }) => failed !== null);
  return {
    rows: isNobody ? null : rows,
    endCursor: parts.size === 0 ? null : endCursor,
    hasNextPage: request.accounts.some((account) => !isDone(positions, account)),
    totalCount: toTotal(request, parts),
    statuses,
    isComplete: !wasFailed && statuses.every(isWhole),
    failure: isNobody && failures.length === asked.length ? (failures[0] ?? null) : null,
  };
}

/** Out of budget is an empty page with a next one. */
function isLost({ page, status }: AccountPart<unknown>): boolean {
  return page === null && !(status.error instanceof BudgetSpent);
}

function isWhole({ state, skippedRows }: AccountStatus): boolean {
  return (state === "OK" || state === "NOT_REACHED") && skippedRows === 0;
}

function toTotal<T>(
  request: Pick<AccountListRequest<T>, "accounts">,
  parts: Outcome<T>["parts"],
): number | null {
  const totals = request.accounts.map((account) => parts.get(account)?.page?.total ?? null);
  return totals.reduce<number | null>(
    (sum, total) => (sum === null || total === null ? null : sum + total),
    0,
  );
}

/** Earlier pages came to its end, or its turn is still to come. */
function toUnasked(account: LinkedAccount, before: AccountPosition = atStart): AccountStatus {
  const state = before.isDone ? (before.failed ?? "OK") : "NOT_REACHED";
  return { account, state, error: null, latencyMs: null, upstreamCalls: 0, skippedRows: 0, notes: [] };
}
