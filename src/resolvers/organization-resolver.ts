import type { GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Context } from "../context.js";
import type { Organization } from "../directory/organization.js";
import { OrganizationConnectionType, UserConnectionType } from "../schema/connections.js";
import { LookupArgs } from "../schema/lookup.js";
import { OrganizationType } from "../schema/organization.js";
import { AccountsArgs, listSize } from "../schema/paging.js";
import { MembersArgs } from "../schema/user-arguments.js";
import { toAccountsConnection } from "./connection.js";
import { declareDirectoryObjectResolver } from "./directory-object-resolver.js";
import { accountOf, findAccounts } from "./find-account.js";
import { answerLookup } from "./object-loaders.js";
import { answerObjects } from "./object-lists.js";
import { answerUsers } from "./user-lists.js";

@Resolver(() => OrganizationType)
export class OrganizationResolver extends declareDirectoryObjectResolver(OrganizationType) {
  @Query(() => OrganizationType, {
    nullable: true,
    description: "An Organization, by global id or by the provider's own key.",
  })
  organization(
    @Args(() => LookupArgs) args: LookupArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> | null {
    return answerLookup(context, "Organization", args, info);
  }

  @Directive(listSize)
  @Query(() => OrganizationConnectionType, { description: "Organizations of the tenant's linked accounts." })
  organizations(
    @Args(() => AccountsArgs) args: AccountsArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const accounts = findAccounts(context, args.accounts);
    return answerObjects(context, "organizations", { accounts, args, info });
  }

  @Directive(listSize)
  @FieldResolver(() => UserConnectionType, { nullable: true, description: "Users of the organization." })
  async users(
    @Root() organization: Organization,
    @Args(() => MembersArgs) { states, ...paging }: MembersArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object> {
    const args = {
      ...paging,
      filter: { organization: organization.id, ...(states == null ? {} : { states }) },
    };
    const accounts = [accountOf(context, organization)];
    return toAccountsConnection(await answerUsers(context, { accounts, args, info }));
  }
}
