import type { Context } from "../context.js";
import { DirectoryError } from "../directory/errors.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { Page, PageRequest } from "../directory/pages.js";
import type { Reading } from "../directory/reading.js";
import { listAccounts, type AccountList } from "../loaders/account-list.js";
import { decodeListCursor, toListKey, type ListPositions } from "../loaders/list-cursor.js";
import type { PageArgs } from "../schema/paging.js";
import { toSize } from "./connection.js";

/** A list over accounts that a resolver answers. */
export interface ListQuestion<T> {
  readonly name: string;
  readonly accounts: readonly LinkedAccount[];
  readonly args: PageArgs & { readonly requireComplete?: boolean };
  /** What narrows the list, as the client gave it: its cursors fit no other. */
  readonly narrowing?: unknown;
  readonly read: (account: LinkedAccount, reading: Reading, page: PageRequest) => Promise<Page<T> | null>;
}

/** Answers a list over accounts. */
export async function answerList<T>(context: Context, question: ListQuestion<T>): Promise<AccountList<T>> {
  const { accounts, args, read, narrowing } = question;
  const list = toQuestionKey(context, question);
  const after = args.after ?? null;
  const positions: ListPositions = after === null ? new Map() : decodeListCursor(list, after);
  const isSideBySide = narrowing !== undefined && narrowing !== null;
  const { scope } = context;
  const found = await listAccounts({
    scope,
    accounts,
    list,
    size: toSize(args),
    positions,
    isSideBySide,
    read,
  });
  return requireComplete(found, args.requireComplete);
}

/** What the cursors of the list are bound to. */
export function toQuestionKey(
  context: Context,
  { name, accounts, args, narrowing }: Omit<ListQuestion<never>, "read">,
): string {
  const keys = accounts.map((account) => account.accountKey);
  return toListKey([name, context.scope.sight, keys, toSize(args), narrowing ?? null]);
}

/** @throws DirectoryError when the caller wants all or nothing and something is missing */
export function requireComplete<T>(list: AccountList<T>, isRequired: boolean | undefined): AccountList<T> {
  if (isRequired !== true || list.isComplete) return list;
  const failed = list.statuses.find(({ error }) => error !== null)?.error;
  throw failed ?? new DirectoryError("UPSTREAM_INVALID_RESPONSE", "The list is not complete");
}
