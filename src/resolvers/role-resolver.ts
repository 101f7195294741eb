import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { Role } from "../directory/role.js";
import { RoleConnectionType, UserConnectionType } from "../schema/connections.js";
import { LookupArgs } from "../schema/lookup.js";
import { AccountsArgs, listSize } from "../schema/paging.js";
import { RoleType } from "../schema/role.js";
import { MembersArgs } from "../schema/user-arguments.js";
import { toAccountsConnection } from "./connection.js";
import { declareDirectoryObjectResolver } from "./directory-object-resolver.js";
import { accountOf, findAccounts } from "./find-account.js";
import { answerLookup } from "./object-loaders.js";
import { answerObjects } from "./object-lists.js";
import { loadDetails } from "./role-details.js";
import { answerUsers } from "./user-lists.js";

@Resolver(() => RoleType)
export class RoleResolver extends declareDirectoryObjectResolver(RoleType) {
  @Query(() => RoleType, {
    nullable: true,
    description: "A Role, by global id or by the provider's own key.",
  })
  role(
    @Args(() => LookupArgs) args: LookupArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> | null {
    return answerLookup(context, "Role", args, info);
  }

  @Directive(listSize)
  @Query(() => RoleConnectionType, { description: "Roles of the tenant's linked accounts." })
  roles(
    @Args(() => AccountsArgs) args: AccountsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const accounts = findAccounts(context, args.accounts);
    return answerObjects(context, "roles", { accounts, args, info });
  }

  @FieldResolver(() => String, { nullable: true, description: "What the role is for." })
  async description(@Root() role: Role, @Ctx() context: Context): Promise<string | null> {
    return (await loadDetails(context, role))?.description ?? null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: "Whether Users can be given it; null when it is gone.",
  })
  async isAssignable(@Root() role: Role, @Ctx() context: Context): Promise<boolean | null> {
    return (await loadDetails(context, role))?.isAssignable ?? null;
  }

  @FieldResolver(() => [String], {
    nullable: true,
    description: "The provider's own permission strings; null where it tells none.",
  })
  async permissions(@Root() role: Role, @Ctx() context: Context): Promise<readonly string[] | null> {
    return (await loadDetails(context, role))?.permissions ?? null;
  }

  @Directive(listSize)
  @FieldResolver(() => UserConnectionType, { nullable: true, description: "Users who hold the role." })
  async users(
    @Root() role: Role,
    @Args(() => MembersArgs) { states, ...paging }: MembersArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const args = { ...paging, filter: { role: role.id, ...(states == null ? {} : { states }) } };
    const accounts = [accountOf(context, role)];
    return toAccountsConnection(await answerUsers(context, { accounts, args, info }));
  }
}
