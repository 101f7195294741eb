import type { LinkedAccount } from "../directory/linked-account.js";
import {
  atStart,
  positionAfter,
  readSideBySide,
  toList,
  type AccountList,
  type AccountListRequest,
  type AccountPart,
  type ListRow,
} from "./account-list.js";
import { encodeMergedCursor, type AccountPosition, type MergedPositions } from "./list-cursor.js";

export interface MergedListRequest<T>
  extends Omit<AccountListRequest<T>, "isSideBySide" | "positions">, MergedPositions {
  /** In ms. Each account gives its newest first. */
  readonly timeOf: (item: T) => number;
}

/** What was read of one account, and how many rows of it are behind us. */
interface Queue<T> {
  readonly account: LinkedAccount;
  readonly part: AccountPart<T>;
  readonly before: AccountPosition;
  taken: number;
}

/** The next row of an account. */
interface Head<T> {
  readonly queue: Queue<T>;
  readonly item: T;
  readonly time: number;
  readonly accountKey: string;
}

/**
 * A page of a list that is newest first over all accounts; those of one moment come by `accountKey`, then as their
 * account has them. Accounts are read side by side. Rows that are read and not given out are read again by the next
 * page: each position is that of the last row given out. An account that fails is passed over and says so in its
 * status. One that was cut short holds the others' rest back: what it would give next may come before theirs.
 */
export async function listMerged<T>(request: MergedListRequest<T>): Promise<AccountList<T>> {
  const parts = new Map<LinkedAccount, AccountPart<T>>();
  await readSideBySide(request, parts);
  return toList(request, { parts, ...merge(request, toQueues(request, parts)) });
}

interface Merged<T> {
  readonly rows: readonly ListRow<T>[];
  readonly positions: MergedPositions["positions"];
  readonly endCursor: string;
}

function merge<T>(request: MergedListRequest<T>, queues: readonly Queue<T>[]): Merged<T> {
  const begin = [...request.positions, ...queues.map(standing)];
  const steps: { readonly standing: readonly [string, AccountPosition]; readonly head: Head<T> }[] = [];
  const positionsAfter = (count: number): MergedPositions => {
    const done = steps.slice(0, count);
    return {
      positions: new Map([...begin, ...done.map((step) => step.standing)]),
      last: done.at(-1)?.head ?? request.last,
      begun: new Set([...request.begun, ...done.map(({ head }) => head.accountKey)]),
    };
  };
  const rows: ListRow<T>[] = [];
  while (rows.length < request.size && !queues.some(isHoldingBack)) {
    const head = findNewest(queues, request.timeOf);
    if (head === null) break;
    head.queue.taken += 1;
    const count = steps.push({ standing: standing(head.queue), head });
    rows.push({ item: head.item, toCursor: () => encodeMergedCursor(request.list, positionsAfter(count)) });
  }
  const end = positionsAfter(steps.length);
  return { rows, positions: end.positions, endCursor: encodeMergedCursor(request.list, end) };
}

function toQueues<T>(
  request: MergedListRequest<T>,
  parts: ReadonlyMap<LinkedAccount, AccountPart<T>>,
): readonly Queue<T>[] {
  return request.accounts.flatMap((account) => {
    const part = parts.get(account);
    if (part === undefined) return [];
    const queue = { account, part, before: request.positions.get(account.accountKey) ?? atStart, taken: 0 };
    passLateComers(queue, request);
    return [queue];
  });
}

/**
 * Rows that would have come on an earlier page: they were written since, or could not be read then. An account that
 * goes on soundly from a row of its own has none; if it errs in its order, it must lose nothing.
 */
function passLateComers<T>(queue: Queue<T>, { last, begun, timeOf }: MergedListRequest<T>): void {
  const isSound = queue.before.failed === null && begun.has(queue.account.accountKey);
  if (last === null || isSound) return;
  for (let head = headOf(queue, timeOf); head !== null && isBefore(head, last); head = headOf(queue, timeOf))
    queue.taken += 1;
}

function standing({ account, part, before, taken }: Queue<unknown>): readonly [string, AccountPosition] {
  return [account.accountKey, positionAfter(part, before, taken)];
}

/** Whether it has more, and nobody knows what: nothing may be given out before it. */
function isHoldingBack(queue: Queue<unknown>): boolean {
  const [, { isDone }] = standing(queue);
  return !isDone && queue.taken >= (queue.part.page?.rows.length ?? 0);
}

function headOf<T>(queue: Queue<T>, timeOf: MergedListRequest<T>["timeOf"]): Head<T> | null {
  const row = queue.part.page?.rows[queue.taken];
  if (row === undefined) return null;
  const { item } = row;
  return { queue, item, time: timeOf(item), accountKey: queue.account.accountKey };
}

function findNewest<T>(queues: readonly Queue<T>[], timeOf: MergedListRequest<T>["timeOf"]): Head<T> | null {
  let newest: Head<T> | null = null;
  for (const queue of queues) {
    const head = headOf(queue, timeOf);
    if (head !== null && (newest === null || isBefore(head, newest))) newest = head;
  }
  return newest;
}

type Place = NonNullable<MergedPositions["last"]>;

function isBefore(one: Place, other: Place): boolean {
  return one.time === other.time ? one.accountKey < other.accountKey : one.time > other.time;
}
