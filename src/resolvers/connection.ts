import type { Page } from "../directory/pages.js";
import type { Membership } from "../directory/provider.js";
import type { AccountList, AccountStatus } from "../loaders/account-list.js";
import { decodeRelatedCursor, encodeRelatedCursor, toListKey } from "../loaders/list-cursor.js";
import type { PageArgs } from "../schema/paging.js";
import type { PageRequest } from "../directory/pages.js";

const defaultSize = 50;

/** Page size asked for. The request's limits have refused everything outside 1 to 100. */
export function toSize({ first }: PageArgs): number {
  return first ?? defaultSize;
}

/** The page of a list inside one object; `list` says which, so that its cursors fit no other. */
export function toPageRequest(args: PageArgs, list: string): PageRequest {
  const after = args.after ?? null;
  return { size: toSize(args), position: after === null ? null : decodeRelatedCursor(list, after) };
}

/** What the cursors of a list inside one object are bound to. */
export function toRelatedList(
  parent: { readonly id: string },
  field: string,
  args: PageArgs,
  states: unknown = null,
): string {
  return toListKey([parent.id, field, toSize(args), states]);
}

/**
 * A list over accounts as a connection. `edges` and `nodes` are made when they are asked for, and fail there when
 * nobody could be asked, so that the account statuses beside them still tell why.
 */
export function toAccountsConnection<T>(list: AccountList<T>): object {
  return {
    get edges(): object | null {
      if (list.failure !== null) throw list.failure;
      return list.rows?.map(({ item, toCursor }) => ({ node: item, cursor: toCursor() })) ?? null;
    },
    get nodes(): object | null {
      if (list.failure !== null) throw list.failure;
      return list.rows?.map(({ item }) => item) ?? null;
    },
    pageInfo: { hasNextPage: list.hasNextPage, endCursor: list.endCursor },
    totalCount: list.totalCount,
    accountStatuses: list.statuses.map(toStatusView),
    isComplete: list.isComplete,
  };
}

/** A status with the facts of its failure laid flat. */
function toStatusView({ error, ...status }: AccountStatus): object {
  return {
    ...status,
    code: error?.code ?? null,
    httpStatus: error?.httpStatus ?? null,
    retryAfterMs: error?.retryAfterMs ?? null,
  };
}

/** A provider's page of objects as a connection. */
export function toConnection<T>(list: string, page: Page<T>): object {
  return {
    ...toPageFields(list, page),
    get edges(): object {
      return page.rows.map(({ item, position }) => ({
        node: item,
        cursor: encodeRelatedCursor(list, position),
      }));
    },
    get nodes(): readonly T[] {
      return page.rows.map(({ item }) => item);
    },
  };
}

/** A provider's page of memberships as a connection: the facts on the edges, the objects as nodes. */
export function toMembershipConnection<T>(list: string, page: Page<Membership<T>>): object {
  return {
    ...toPageFields(list, page),
    get edges(): object {
      return page.rows.map(({ item: { object, role, joinedAt, access }, position }) => ({
        node: object,
        cursor: encodeRelatedCursor(list, position),
        role,
        joinedAt,
        access,
      }));
    },
    get nodes(): readonly T[] {
      return page.rows.map(({ item }) => item.object);
    },
  };
}

function toPageFields(list: string, page: Page<unknown>): object {
  const endCursor = page.position === null ? null : encodeRelatedCursor(list, page.position);
  return { pageInfo: { hasNextPage: page.hasMore, endCursor }, totalCount: page.total };
}
