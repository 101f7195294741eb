import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { Activity } from "../directory/activity.js";
import type { User } from "../directory/user.js";
import type { Workspace } from "../directory/workspace.js";
import { ActivitiesArgs } from "../schema/activity-arguments.js";
import { ActivityType } from "../schema/activity.js";
import { ActivityConnectionType } from "../schema/connections.js";
import { listSize } from "../schema/paging.js";
import { UserType } from "../schema/user.js";
import { WorkspaceType } from "../schema/workspace.js";
import { answerActivities } from "./activity-lists.js";
import { toAccountsConnection } from "./connection.js";
import { declareDirectoryObjectResolver } from "./directory-object-resolver.js";
import { accountOf, findAccounts } from "./find-account.js";
import { toItemsAhead } from "./look-ahead.js";

@Resolver(() => ActivityType)
export class ActivityResolver extends declareDirectoryObjectResolver(ActivityType) {
  @Directive(listSize)
  @Query(() => ActivityConnectionType, {
    description:
      "What was done in the tenant's linked accounts, newest first over all of them. An account that was cut short " +
      "holds the others' older rows back.",
  })
  async activities(
    @Args(() => ActivitiesArgs) args: ActivitiesArgs,
    @Ctx() context: Context,
  ): Promise<object> {
    const accounts = findAccounts(context, args.accounts);
    return toAccountsConnection(await answerActivities(context, accounts, args));
  }

  @FieldResolver(() => UserType, {
    nullable: true,
    description: "Who did it; null for bots, the system, and the gone.",
  })
  async actor(
    @Root() activity: Activity,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<User | null> {
    if (activity.actor === null) return null;
    const ahead = toItemsAhead(info, "User");
    return context.loaders.userById.load({
      account: accountOf(context, activity),
      ref: activity.actor,
      ahead,
    });
  }

  @FieldResolver(() => WorkspaceType, { nullable: true, description: "Where it was done." })
  async workspace(@Root() activity: Activity, @Ctx() context: Context): Promise<Workspace | null> {
    if (activity.workspace === null) return null;
    return context.loaders.workspaceById.load({
      account: accountOf(context, activity),
      ref: activity.workspace,
    });
  }
}
