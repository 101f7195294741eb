import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { Organization } from "../directory/organization.js";
import { defaultStates } from "../directory/user-filter.js";
import type { Workspace } from "../directory/workspace.js";
import {
  WorkspaceConnectionType,
  WorkspaceMemberConnectionType,
  WorkspaceTeamConnectionType,
} from "../schema/connections.js";
import { LookupArgs } from "../schema/lookup.js";
import { OrganizationType } from "../schema/organization.js";
import { AccountsArgs, listSize, PageArgs } from "../schema/paging.js";
import { MembersArgs } from "../schema/user-arguments.js";
import { WorkspaceType } from "../schema/workspace.js";
import { toConnection, toMembershipConnection, toPageRequest, toRelatedList } from "./connection.js";
import { declareDirectoryObjectResolver } from "./directory-object-resolver.js";
import { accountOf, findAccounts } from "./find-account.js";
import { toMembersAhead } from "./look-ahead.js";
import { answerLookup } from "./object-loaders.js";
import { answerObjects } from "./object-lists.js";

@Resolver(() => WorkspaceType)
export class WorkspaceResolver extends declareDirectoryObjectResolver(WorkspaceType) {
  @Query(() => WorkspaceType, {
    nullable: true,
    description: "A Workspace, by global id or by the provider's own key.",
  })
  workspace(
    @Args(() => LookupArgs) args: LookupArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> | null {
    return answerLookup(context, "Workspace", args, info);
  }

  @Directive(listSize)
  @Query(() => WorkspaceConnectionType, { description: "Workspaces of the tenant's linked accounts." })
  workspaces(
    @Args(() => AccountsArgs) args: AccountsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const accounts = findAccounts(context, args.accounts);
    return answerObjects(context, "workspaces", { accounts, args, info });
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: "Company that it belongs to." })
  async organization(@Root() workspace: Workspace, @Ctx() context: Context): Promise<Organization | null> {
    if (workspace.organization === null) return null;
    const account = accountOf(context, workspace);
    return context.loaders.organizationById.load({ account, ref: workspace.organization });
  }

  @Directive(listSize)
  @FieldResolver(() => WorkspaceMemberConnectionType, {
    nullable: true,
    description: "Users who work in it.",
  })
  async members(
    @Root() workspace: Workspace,
    @Args(() => MembersArgs) args: MembersArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    const list = toRelatedList(workspace, "members", args, args.states ?? null);
    const states = args.states == null ? defaultStates : new Set(args.states);
    const request = {
      of: workspace.ref,
      page: toPageRequest(args, list),
      states,
      ahead: toMembersAhead(info),
    };
    const page = await context.loaders.membersOfWorkspace.load({
      account: accountOf(context, workspace),
      request,
    });
    return page === null ? null : toMembershipConnection(list, page);
  }

  @Directive(listSize)
  @FieldResolver(() => WorkspaceTeamConnectionType, {
    nullable: true,
    description: "Teams of the workspace.",
  })
  async teams(
    @Root() workspace: Workspace,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<object | null> {
    const list = toRelatedList(workspace, "teams", args);
    const request = { of: workspace.ref, page: toPageRequest(args, list) };
    const page = await context.loaders.teamsOfWorkspace.load({
      account: accountOf(context, workspace),
      request,
    });
    return page === null ? null : toConnection(list, page);
  }
}
