import type { Context } from "../context.js";
import type { Activity, ActivityFilter } from "../directory/activity.js";
import { DirectoryError } from "../directory/errors.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import { emptyPage } from "../directory/pages.js";
import type { AccountList } from "../loaders/account-list.js";
import { decodeMergedCursor, mergedStart } from "../loaders/list-cursor.js";
import type { RefKey } from "../loaders/loaders.js";
import { listMerged } from "../loaders/merged-list.js";
import type { ActivityNarrowing } from "../schema/activity-arguments.js";
import { requireComplete, toQuestionKey, type ListQuestion } from "./account-lists.js";
import { toSize } from "./connection.js";
import { findRef } from "./find-account.js";

const maxActors = 100;

type ActivitiesArgs = ActivityNarrowing & ListQuestion<Activity>["args"];

/** Answers a list of activities over accounts, newest first over all of them. */
export async function answerActivities(
  context: Context,
  accounts: readonly LinkedAccount[],
  args: ActivitiesArgs,
): Promise<AccountList<Activity>> {
  const list = toQuestionKey(context, { name: "activities", accounts, args, narrowing: toNarrowing(args) });
  const after = args.after ?? null;
  const begin = after === null ? mergedStart : decodeMergedCursor(list, after);
  const found = await listMerged({
    scope: context.scope,
    accounts,
    list,
    size: toSize(args),
    ...begin,
    read: toRead(context, args),
    timeOf: (activity) => activity.occurredAt.getTime(),
  });
  return requireComplete(found, args.requireComplete);
}

/** As the client gave it. */
function toNarrowing({ since = null, until = null, actions = null, actors = null }: ActivitiesArgs): object {
  return { since, until, actions, actors };
}

function toRead(context: Context, args: ActivitiesArgs): ListQuestion<Activity>["read"] {
  const { since = null, until = null, actions = null } = args;
  const actors = toActors(context, args.actors);
  return async (account, reading, page) => {
    const { provider } = account;
    if (provider.listActivities === undefined) return null;
    const own = actors?.filter((actor) => actor.account === account).map(({ ref }) => ref) ?? null;
    if (own?.length === 0) return emptyPage;
    const filter: ActivityFilter = {
      since,
      until,
      actors: own,
      actions: actions === null ? null : new Set(actions),
    };
    return provider.listActivities(reading, page, filter);
  };
}

function toActors(context: Context, ids: readonly string[] | null | undefined): readonly RefKey[] | null {
  if (ids == null) return null;
  if (ids.length > maxActors) throw new DirectoryError("BAD_USER_INPUT", `At most ${maxActors} actors`);
  return ids.map((id) => {
    const key = findRef(context, "User", id);
    if (key === null) throw new DirectoryError("NOT_FOUND", "There is no User with this id");
    return key;
  });
}
