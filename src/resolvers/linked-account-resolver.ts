import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import { toDirectoryError } from "../directory/errors.js";
import { toAccountState, type Seat, type Visibility } from "../directory/account-state.js";
import { pageOfSorted } from "../directory/pages.js";
import type { User } from "../directory/user.js";
import type { AccountStatus } from "../loaders/account-list.js";
import { VisibilityEnum } from "../schema/account-enums.js";
import { AccountStatusType } from "../schema/account-status.js";
import { AccountActivitiesArgs } from "../schema/activity-arguments.js";
import {
  ActivityConnectionType,
  LinkedAccountConnectionType,
  OrganizationConnectionType,
  RoleConnectionType,
  TeamConnectionType,
  UserConnectionType,
  WorkspaceConnectionType,
} from "../schema/connections.js";
import { AccountHealthType, CapabilityType, LinkedAccountType, SeatType } from "../schema/linked-account.js";
import { AccountLookupArgs } from "../schema/lookup.js";
import { assumedSize, listSize, ownCall, PageArgs } from "../schema/paging.js";
import { AccountUsersArgs } from "../schema/user-arguments.js";
import { UserType } from "../schema/user.js";
import { readCapabilities } from "./account-capabilities.js";
import { answerActivities } from "./activity-lists.js";
import { toAccountsConnection, toConnection, toPageRequest, toRelatedList } from "./connection.js";
import { findLinkedAccount } from "./find-account.js";
import { toLinkedAccountView, type LinkedAccountView } from "./linked-account-view.js";
import { toItemsAhead } from "./look-ahead.js";
import { answerObjects } from "./object-lists.js";
import { answerUsers } from "./user-lists.js";

@Resolver(() => AccountStatusType)
export class AccountStatusResolver {
  @FieldResolver(() => LinkedAccountType, { description: "The linked account." })
  linkedAccount(@Root() { account }: Pick<AccountStatus, "account">): LinkedAccountView {
    return toLinkedAccountView(account);
  }
}

@Resolver(() => LinkedAccountType)
export class LinkedAccountResolver {
  @Query(() => LinkedAccountType, {
    nullable: true,
    description: "A linked account, by global id or configured id.",
  })
  linkedAccount(
    @Args(() => AccountLookupArgs) args: AccountLookupArgs,
    @Ctx() context: Context,
  ): LinkedAccountView | null {
    const account = findLinkedAccount(context, args);
    return account === null ? null : toLinkedAccountView(account);
  }

  @Directive(listSize)
  @Query(() => LinkedAccountConnectionType, { description: "Linked accounts of the tenant." })
  linkedAccounts(@Args(() => PageArgs) args: PageArgs, @Ctx() { scope, viewer }: Context): object {
    const list = toRelatedList({ id: viewer.tenant }, "linkedAccounts", args);
    const sorted = [...scope.accounts].sort((one, other) => (one.accountKey < other.accountKey ? -1 : 1));
    const views = sorted.map((account) => toLinkedAccountView(account));
    return toConnection(
      list,
      pageOfSorted(views, (view) => view.accountKey, toPageRequest(args, list)),
    );
  }

  @Directive(ownCall)
  @FieldResolver(() => AccountHealthType, { description: "Checks the account by one cheap call." })
  async status(
    @Root() { account }: LinkedAccountView,
    @Ctx() { scope }: Context,
  ): Promise<AccountHealthType> {
    try {
      await account.provider.checkHealth(scope.readingOf(account));
      return { state: "OK", message: null, checkedAt: new Date() };
    } catch (thrown) {
      const error = toDirectoryError(thrown);
      return { state: toAccountState(error), message: error.message, checkedAt: new Date() };
    }
  }

  @Directive(ownCall)
  @Directive(assumedSize(40))
  @FieldResolver(() => [CapabilityType], {
    description:
      "What can be asked of it: what the provider can, its settings, the granted scopes and the credential's rank allow, together.",
  })
  capabilities(
    @Root() { account }: LinkedAccountView,
    @Ctx() { loaders }: Context,
  ): Promise<readonly CapabilityType[]> {
    return readCapabilities(account, loaders);
  }

  @Directive(ownCall)
  @FieldResolver(() => VisibilityEnum, {
    nullable: true,
    description: "How much of the account the credential's rank lets Rollcall see.",
  })
  visibility(
    @Root() { account }: LinkedAccountView,
    @Ctx() { loaders }: Context,
  ): Promise<Visibility | null> {
    return loaders.visibility.load({ account });
  }

  @Directive(ownCall)
  @Directive(assumedSize(50))
  @FieldResolver(() => [SeatType], {
    nullable: true,
    description: "Seats of the account, where the provider tells.",
  })
  seats(
    @Root() { account }: LinkedAccountView,
    @Ctx() { loaders }: Context,
  ): Promise<readonly Seat[] | null> {
    return loaders.seats.load({ account });
  }

  @Directive(ownCall)
  @FieldResolver(() => UserType, { nullable: true, description: "The identity behind the credential." })
  me(
    @Root() { account }: LinkedAccountView,
    @Ctx() { loaders }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<User | null> {
    return loaders.ownUser.load({ account, ahead: toItemsAhead(info, "User") });
  }

  @Directive(listSize)
  @FieldResolver(() => UserConnectionType, { nullable: true, description: "Users of this account." })
  async users(
    @Root() { account }: LinkedAccountView,
    @Args(() => AccountUsersArgs) args: AccountUsersArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return toAccountsConnection(await answerUsers(context, { accounts: [account], args, info }));
  }

  @Directive(listSize)
  @FieldResolver(() => RoleConnectionType, { nullable: true, description: "Roles of this account." })
  roles(
    @Root() { account }: LinkedAccountView,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return answerObjects(context, "roles", { accounts: [account], args, info });
  }

  @Directive(listSize)
  @FieldResolver(() => TeamConnectionType, { nullable: true, description: "Teams of this account." })
  teams(
    @Root() { account }: LinkedAccountView,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return answerObjects(context, "teams", { accounts: [account], args, info });
  }

  @Directive(listSize)
  @FieldResolver(() => WorkspaceConnectionType, {
    nullable: true,
    description: "Workspaces of this account.",
  })
  workspaces(
    @Root() { account }: LinkedAccountView,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return answerObjects(context, "workspaces", { accounts: [account], args, info });
  }

  @Directive(listSize)
  @FieldResolver(() => OrganizationConnectionType, {
    nullable: true,
    description: "Organizations of this account.",
  })
  organizations(
    @Root() { account }: LinkedAccountView,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    return answerObjects(context, "organizations", { accounts: [account], args, info });
  }

  @Directive(listSize)
  @FieldResolver(() => ActivityConnectionType, {
    nullable: true,
    description: "What was done in this account.",
  })
  async activities(
    @Root() { account }: LinkedAccountView,
    @Args(() => AccountActivitiesArgs) args: AccountActivitiesArgs,
    @Ctx() context: Context,
  ): Promise<object> {
    return toAccountsConnection(await answerActivities(context, [account], args));
  }
}
