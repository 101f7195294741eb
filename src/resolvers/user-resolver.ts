import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { Organization } from "../directory/organization.js";
import type { Role } from "../directory/role.js";
import type { User } from "../directory/user.js";
import type { Workspace } from "../directory/workspace.js";
import { whenLoaded, type Loaded } from "../loaders/relation-loader.js";
import {
  UserConnectionType,
  UserTeamConnectionType,
  UserWorkspaceConnectionType,
} from "../schema/connections.js";
import { LookupArgs } from "../schema/lookup.js";
import { OrganizationType } from "../schema/organization.js";
import { assumedSize, listSize, ownCall, PageArgs } from "../schema/paging.js";
import { RoleType } from "../schema/role.js";
import { UsersArgs } from "../schema/user-arguments.js";
import { UserViewerCanType } from "../schema/user-parts.js";
import { UserType } from "../schema/user.js";
import { RoleAssignmentType } from "../schema/role-assignment.js";
import { toAccountsConnection, toMembershipConnection, toPageRequest, toRelatedList } from "./connection.js";
import { declareDirectoryObjectResolver } from "./directory-object-resolver.js";
import { accountOf, findAccounts } from "./find-account.js";
import { toItemsAhead } from "./look-ahead.js";
import { answerLookup } from "./object-loaders.js";
import { toPermissions } from "./role-details.js";
import { answerUsers } from "./user-lists.js";
import { toViewerCan } from "./viewer-can.js";

@Resolver(() => UserType)
export class UserResolver extends declareDirectoryObjectResolver(UserType) {
  @Query(() => UserType, {
    nullable: true,
    description: "A User, by global id or by the provider's own key.",
  })
  user(
    @Args(() => LookupArgs) args: LookupArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> | null {
    return answerLookup(context, "User", args, info);
  }

  @Directive(listSize)
  @Query(() => UserConnectionType, { description: "Users of the tenant's linked accounts." })
  async users(
    @Args(() => UsersArgs) args: UsersArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const accounts = findAccounts(context, args.accounts);
    return toAccountsConnection(await answerUsers(context, { accounts, args, info }));
  }

  @Directive(assumedSize(10))
  @FieldResolver(() => [RoleType], {
    nullable: true,
    description: "Roles held; null where the provider tells none.",
  })
  roles(@Root() user: User): readonly Role[] | null {
    const roles = user.roleAssignments?.map(({ role }) => role) ?? null;
    if (roles === null || roles.length < 2) return roles;
    return [...new Map(roles.map((role) => [role.id, role])).values()];
  }

  @Directive(assumedSize(10))
  @FieldResolver(() => [RoleAssignmentType], { nullable: true, description: "Roles held, and where." })
  roleAssignments(@Root() user: User, @Ctx() context: Context): object | null {
    const account = accountOf(context, user);
    const { loaders } = context;
    return (
      user.roleAssignments?.map(({ role, workspace }) => ({
        role,
        get workspace(): Promise<Workspace | null> | null {
          return workspace === null ? null : loaders.workspaceById.load({ account, ref: workspace });
        },
      })) ?? null
    );
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description:
      "The provider's own permission strings, from roles and beside them; null where it tells none.",
  })
  permissions(@Root() user: User, @Ctx() context: Context): Promise<readonly string[] | null> {
    return toPermissions(context, user);
  }

  @FieldResolver(() => OrganizationType, { nullable: true, description: "Company that the User belongs to." })
  async organization(@Root() user: User, @Ctx() context: Context): Promise<Organization | null> {
    if (user.organization === null) return null;
    return context.loaders.organizationById.load({
      account: accountOf(context, user),
      ref: user.organization,
    });
  }

  @Directive(listSize)
  @FieldResolver(() => UserTeamConnectionType, { nullable: true, description: "Teams that the User is in." })
  teams(@Root() user: User, @Args(() => PageArgs) args: PageArgs, @Ctx() context: Context): Loaded<object> {
    const list = toRelatedList(user, "teams", args);
    const request = { of: user.ref, page: toPageRequest(args, list) };
    const page = context.loaders.teamsOfUser.load({ account: accountOf(context, user), request });
    return whenLoaded(page, (found) => toMembershipConnection(list, found));
  }

  @Directive(listSize)
  @FieldResolver(() => UserWorkspaceConnectionType, {
    nullable: true,
    description: "Workspaces that the User works in.",
  })
  workspaces(
    @Root() user: User,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Loaded<object> {
    const list = toRelatedList(user, "workspaces", args);
    const request = { of: user.ref, page: toPageRequest(args, list) };
    const page = context.loaders.workspacesOfUser.load({ account: accountOf(context, user), request });
    return whenLoaded(page, (found) => toMembershipConnection(list, found));
  }

  @Directive(ownCall)
  @Directive(assumedSize(50))
  @FieldResolver(() => [UserType], {
    nullable: true,
    description: "Users with the same e-mail address in the tenant's other accounts.",
  })
  async sameEmail(
    @Root() user: User,
    @Ctx() { scope, loaders }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly User[] | null> {
    const email = user.email?.toLowerCase() ?? null;
    if (email === null) return null;
    const others = scope.accounts.filter((account) => account.accountKey !== user.accountKey);
    const ahead = toItemsAhead(info, "User");
    const found = await Promise.all(
      others.map((account) => loaders.usersByEmail.load({ account, email, ahead })),
    );
    return found.flatMap((users) => users ?? []);
  }

  @FieldResolver(() => UserViewerCanType, { description: "What the viewer may do to the User." })
  viewerCan(@Root() user: User, @Ctx() context: Context): UserViewerCanType {
    return toViewerCan(accountOf(context, user), context.viewer);
  }
}
