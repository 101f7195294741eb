import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Context, Viewer } from "../context.js";
import type { User } from "../directory/user.js";
import { UserType } from "../schema/user.js";
import { ViewerType } from "../schema/viewer.js";

@Resolver(() => ViewerType)
export class ViewerResolver {
  @Query(() => ViewerType, { description: "Who asks." })
  me(@Ctx() { viewer }: Context): Viewer {
    return viewer;
  }

  @FieldResolver(() => [UserType], {
    description:
      "The identity behind the credential of each linked account that has one. Fails with any account that fails.",
  })
  async users(@Root() _viewer: Viewer, @Ctx() { scope, loaders }: Context): Promise<readonly User[]> {
    const found = await Promise.all(scope.accounts.map((account) => loaders.ownUser.load({ account })));
    return found.filter((user) => user !== null);
  }
}
