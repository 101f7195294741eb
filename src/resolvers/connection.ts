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

/** What the cursors of a list inside one object are bound to. Made when there is a cursor: it costs a hash. */
type RelatedList = () => string;

/** The page of a list inside one object; `list` says which, so that its cursors fit no other. */
export function toPageRequest(args: PageArgs, list: RelatedList): PageRequest {
  const after = args.after ?? null;
  return { size: toSize(args), position: after === null ? null : decodeRelatedCursor(list(), after) };
}

export function toRelatedList(
  parent: { readonly id: string },
  field: string,
  args: PageArgs,
  states: unknown = null,
): RelatedList {
  return () => toListKey([parent.id, field, toSize(args), states]);
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

/**
 * A provider's page of objects as a connection.
 * @throws DirectoryError what made the page incomplete: no account status beside it would tell
 */
export function toConnection<T>(list: RelatedList, page: Page<T>): object {
  return new PageConnection(list, page, (node) => ({ node }));
}

/**
 * A provider's page of memberships as a connection: the facts on the edges, the objects as nodes.
 * @throws DirectoryError likewise
 */
export function toMembershipConnection<T>(list: RelatedList, page: Page<Membership<T>>): object {
  return new PageConnection(list, page, ({ object, role, joinedAt, access }) => ({
    node: object,
    role,
    joinedAt,
    access,
  }));
}

/** A class for its getters: a list of Users makes hundreds, of which most are asked for `nodes` alone. */
class PageConnection<T> {
  readonly #list: RelatedList;
  readonly #page: Page<T>;
  readonly #toEdge: (item: T) => { readonly node: unknown };

  constructor(list: RelatedList, page: Page<T>, toEdge: (item: T) => { readonly node: unknown }) {
    if (page.failure !== null) throw page.failure;
    this.#list = list;
    this.#page = page;
    this.#toEdge = toEdge;
  }

  get edges(): readonly object[] {
    const { rows } = this.#page;
    if (rows.length === 0) return [];
    const list = this.#list();
    return rows.map(({ item, position }) => ({
      ...this.#toEdge(item),
      cursor: encodeRelatedCursor(list, position),
    }));
  }

  get nodes(): readonly unknown[] {
    return this.#page.rows.map(({ item }) => this.#toEdge(item).node);
  }

  get pageInfo(): object {
    const { position, hasMore } = this.#page;
    const endCursor = position === null ? null : encodeRelatedCursor(this.#list(), position);
    return { hasNextPage: hasMore, endCursor };
  }

  get totalCount(): number | null {
    return this.#page.total;
  }
}
