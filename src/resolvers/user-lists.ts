import type { GraphQLResolveInfo } from "graphql";
import type { Context } from "../context.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import { emptyPage } from "../directory/pages.js";
import type { User } from "../directory/user.js";
import type { AccountList } from "../loaders/account-list.js";
import { refKeyOf, type RefKey, type RelatedKey } from "../loaders/loaders.js";
import { listSorted } from "../loaders/sorted-list.js";
import type { PageArgs } from "../schema/paging.js";
import type { UserFilterInput, UserOrderField, UserOrderInput } from "../schema/user-arguments.js";
import { answerList, requireComplete, toQuestionKey, type ListQuestion } from "./account-lists.js";
import { toSize } from "./connection.js";
import { toFirstPageSizes, toListAhead } from "./look-ahead.js";
import { toAskedFilter } from "./user-filter.js";

export interface UsersQuestion {
  readonly accounts: readonly LinkedAccount[];
  readonly args: PageArgs & {
    readonly filter?: UserFilterInput | null;
    readonly orderBy?: UserOrderInput | null;
    readonly requireComplete?: boolean;
  };
  readonly info: GraphQLResolveInfo;
}

/** Answers a list of Users over accounts, and remembers those on the page for whoever refers to them. */
export async function answerUsers(context: Context, question: UsersQuestion): Promise<AccountList<User>> {
  const { accounts, args, info } = question;
  const { filter, orderBy } = args;
  const asked = toAskedFilter(context, filter);
  const ahead = toListAhead(info, "User");
  const list: ListQuestion<User> = {
    name: "users",
    accounts,
    args,
    narrowing: filter == null && orderBy == null ? null : { filter, orderBy },
    read: async (account, reading, page) => {
      const own = asked.for(account);
      return own === null ? emptyPage : account.provider.listUsers(reading, page, own, ahead);
    },
  };
  const found = await (orderBy == null ? answerList(context, list) : answerSorted(context, list, orderBy));
  await prepare(context, accounts, found, info);
  return found;
}

async function answerSorted(
  context: Context,
  question: ListQuestion<User>,
  orderBy: UserOrderInput,
): Promise<AccountList<User>> {
  const { accounts, args, read } = question;
  const { scope, snapshots } = context;
  const list = toQuestionKey(context, question);
  const compare = toComparison(orderBy);
  const after = args.after ?? null;
  const found = await listSorted({
    scope,
    snapshots,
    accounts,
    list,
    size: toSize(args),
    after,
    read,
    compare,
  });
  return requireComplete(found, args.requireComplete);
}

const sortKeys: Readonly<Record<UserOrderField, (user: User) => string | null>> = {
  DISPLAY_NAME: (user) => user.displayName.toLocaleLowerCase("en"),
  EMAIL: (user) => user.email?.toLowerCase() ?? null,
  CREATED_AT: (user) => user.lifecycle.createdAt?.toISOString() ?? null,
  UPDATED_AT: (user) => user.lifecycle.updatedAt?.toISOString() ?? null,
};

/** Those without the field come last, whichever way; equals are told apart by id. */
function toComparison({ field, direction }: UserOrderInput): (one: User, other: User) => number {
  const keyOf = sortKeys[field];
  const sign = direction === "DESC" ? -1 : 1;
  return (one, other) => {
    const [left, right] = [keyOf(one), keyOf(other)];
    if (left === right) return one.id < other.id ? -1 : 1;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right ? -sign : sign;
  };
}

/** Remembers the Users on the page, and loads the lists inside them, each in one batch, before they are executed. */
async function prepare(
  { loaders }: Context,
  accounts: readonly LinkedAccount[],
  list: AccountList<User>,
  info: GraphQLResolveInfo,
): Promise<void> {
  const byKey = new Map(accounts.map((account) => [account.accountKey, account]));
  const people: RefKey[] = [];
  for (const { item } of list.rows ?? []) {
    const account = byKey.get(item.accountKey);
    if (account === undefined) continue;
    const key = refKeyOf(account, item.ref);
    loaders.userById.prime(key, item);
    people.push(key);
  }
  await Promise.all([
    loaders.teamsOfUser.prepare(toFirstPages(people, toFirstPageSizes(info, "teams"))),
    loaders.workspacesOfUser.prepare(toFirstPages(people, toFirstPageSizes(info, "workspaces"))),
  ]);
}

function toFirstPages(people: readonly RefKey[], sizes: ReadonlySet<number>): readonly RelatedKey[] {
  return [...sizes].flatMap((size) => {
    const page = { size, position: null };
    return people.map(({ account, ref }) => ({ account, request: { of: ref, page } }));
  });
}
