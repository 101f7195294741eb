import type { GraphQLResolveInfo } from "graphql";
import { Ctx, Directive, FieldResolver, Info, Query, Resolver, Root } from "type-graphql";
import type { Viewer } from "../access/viewer.js";
import type { Context } from "../context.js";
import type { User } from "../directory/user.js";
import { assumedSize } from "../schema/paging.js";
import { UserType } from "../schema/user.js";
import { ViewerType } from "../schema/viewer.js";
import { toItemsAhead } from "./look-ahead.js";

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: "Who asks." })
  me(@Ctx() { viewer }: Context): Viewer {
    return viewer;
  }

  @Directive(assumedSize(50))
  @FieldResolver(() => [UserType], {
    description:
      "The identity behind the credential of each linked account that has one. Fails with any account that fails.",
  })
  async users(
    @Root() _viewer: Viewer,
    @Ctx() { scope, loaders }: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<readonly User[]> {
    const ahead = toItemsAhead(info, "User");
    const found = await Promise.all(
      scope.accounts.map((account) => loaders.ownUser.load({ account, ahead })),
    );
    return found.filter((user) => user !== null);
  }
}
