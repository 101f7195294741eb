import type { Context } from "../context.js";
import type { Activity, ActivityFilter } from "../directory/activity.js";
import { DirectoryError } from "../directory/errors.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import { emptyPage } from "../directory/pages.js";
import type { AccountList } from "../loaders/account-list.js";
import type { RefKey } from "../loaders/loaders.js";
import type { ActivityNarrowing } from "../schema/activity-arguments.js";
import { answerList, type ListQuestion } from "./account-lists.js";
import { findRef } from "./find-account.js";

const maxActors = 100;

/** Answers a list of activities over accounts. */
export function answerActivities(
  context: Context,
  accounts: readonly LinkedAccount[],
  args: ActivityNarrowing & ListQuestion<Activity>["args"],
): Promise<AccountList<Activity>> {
  const { since = null, until = null, actions = null } = args;
  const actors = toActors(context, args.actors);
  const isNarrowed = [since, until, actions, actors].some((value) => value !== null);
  return answerList(context, {
    name: "activities",
    accounts,
    args,
    narrowing: isNarrowed ? { since, until, actions, actors: args.actors } : null,
    read: async (account, reading, page) => {
      const own = actors?.filter((actor) => actor.account === account).map(({ ref }) => ref) ?? null;
      if (own?.length === 0) return emptyPage;
      const filter: ActivityFilter = {
        since,
        until,
        actors: own,
        actions: actions === null ? null : new Set(actions),
      };
      return (await account.provider.listActivities?.(reading, page, filter)) ?? null;
    },
  });
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
