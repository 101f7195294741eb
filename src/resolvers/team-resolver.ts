import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Int, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { Organization } from "../directory/organization.js";
import type { Page } from "../directory/pages.js";
import type { Ahead, Membership, MembersRequest } from "../directory/provider.js";
import type { Team } from "../directory/team.js";
import { defaultStates } from "../directory/user-filter.js";
import type { User } from "../directory/user.js";
import type { Workspace } from "../directory/workspace.js";
import type { Loaded } from "../loaders/relation-loader.js";
import { TeamConnectionType, TeamMemberConnectionType } from "../schema/connections.js";
import { LookupArgs } from "../schema/lookup.js";
import { OrganizationType } from "../schema/organization.js";
import { AccountsArgs, listSize } from "../schema/paging.js";
import { TeamType } from "../schema/team.js";
import { MembersArgs, StatesArgs } from "../schema/user-arguments.js";
import { WorkspaceType } from "../schema/workspace.js";
import { toMembershipConnection, toPageRequest, toRelatedList } from "./connection.js";
import { declareDirectoryObjectResolver } from "./directory-object-resolver.js";
import { accountOf, findAccounts } from "./find-account.js";
import { toMembersAhead } from "./look-ahead.js";
import { answerLookup } from "./object-loaders.js";
import { answerObjects } from "./object-lists.js";

@Resolver(() => TeamType)
export class TeamResolver extends declareDirectoryObjectResolver(TeamType) {
  @Query(() => TeamType, {
    nullable: true,
    description: "A Team, by global id or by the provider's own key.",
  })
  team(
    @Args(() => LookupArgs) args: LookupArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> | null {
    return answerLookup(context, "Team", args, info);
  }

  @Directive(listSize)
  @Query(() => TeamConnectionType, { description: "Teams of the tenant's linked accounts." })
  teams(
    @Args(() => AccountsArgs) args: AccountsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const accounts = findAccounts(context, args.accounts);
    return answerObjects(context, "teams", { accounts, args, info });
  }

  @FieldResolver(() => TeamType, { nullable: true, description: "Team that it is a part of." })
  async parent(@Root() team: Team, @Ctx() context: Context): Promise<Team | null> {
    if (team.parent === null) return null;
    return context.loaders.teamById.load({ account: accountOf(context, team), ref: team.parent });
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: "Company that it belongs to." })
  async organization(@Root() team: Team, @Ctx() context: Context): Promise<Organization | null> {
    if (team.organization === null) return null;
    return context.loaders.organizationById.load({
      account: accountOf(context, team),
      ref: team.organization,
    });
  }

  @FieldResolver(() => WorkspaceType, { nullable: true, description: "Workspace that it belongs to." })
  async workspace(@Root() team: Team, @Ctx() context: Context): Promise<Workspace | null> {
    if (team.workspace === null) return null;
    return context.loaders.workspaceById.load({ account: accountOf(context, team), ref: team.workspace });
  }

  @Directive(listSize)
  @FieldResolver(() => TeamMemberConnectionType, { nullable: true, description: "Users in the team." })
  async members(
    @Root() team: Team,
    @Args(() => MembersArgs) args: MembersArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    const list = toRelatedList(team, "members", args, args.states ?? null);
    const page = await loadMembers(context, team, {
      page: toPageRequest(args, list),
      states: args.states,
      ahead: toMembersAhead(info),
    });
    return page === null ? null : toMembershipConnection(list, page);
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description: "How many Users `members` lists for the same states.",
  })
  async memberCount(
    @Root() team: Team,
    @Args(() => StatesArgs) { states }: StatesArgs,
    @Ctx() context: Context,
  ): Promise<number | null> {
    const page = { size: 1, position: null };
    return (await loadMembers(context, team, { page, states, ahead: new Set() }))?.total ?? null;
  }
}

interface MembersPage extends Pick<MembersRequest, "page"> {
  readonly states: MembersArgs["states"];
  readonly ahead: Ahead;
}

function loadMembers(
  context: Context,
  team: Team,
  { page, states, ahead }: MembersPage,
): Loaded<Page<Membership<User>>> {
  const asked = states == null ? defaultStates : new Set(states);
  const request = { of: team.ref, page, states: asked, ahead };
  return context.loaders.membersOfTeam.load({ account: accountOf(context, team), request });
}
