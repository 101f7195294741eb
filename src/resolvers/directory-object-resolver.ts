import { Ctx, Directive, FieldResolver, Resolver, Root, type ClassType } from "type-graphql";
import type { Context } from "../context.js";
import type { DirectoryObject, JsonObject } from "../directory/directory-object.js";
import { LinkedAccountType } from "../schema/linked-account.js";
import { ObjectMetaType } from "../schema/meta.js";
import { Json } from "../schema/scalars.js";
import { accountOf } from "./find-account.js";
import { toLinkedAccountView, type LinkedAccountView } from "./linked-account-view.js";

/** The fields that every object of a provider has beside its own: a base class for the type's resolver. */
export function declareDirectoryObjectResolver(type: ClassType): abstract new () => object {
  @Resolver(() => type)
  abstract class DirectoryObjectResolver {
    @FieldResolver(() => LinkedAccountType, { description: "Linked account that the object belongs to." })
    linkedAccount(@Root() object: DirectoryObject, @Ctx() context: Context): LinkedAccountView {
      return toLinkedAccountView(accountOf(context, object));
    }

    @FieldResolver(() => ObjectMetaType, { description: "How fresh the object is and where it came from." })
    meta(@Root() { fetchedAt, surface }: DirectoryObject, @Ctx() { scope }: Context): ObjectMetaType {
      const source = fetchedAt >= scope.startedAt ? "LIVE" : "CACHE";
      return { fetchedAt, source, ageMs: Math.max(0, Date.now() - fetchedAt.getTime()), surface };
    }

    @Directive('@requiresScopes(scopes: [["remote:read"]])')
    @FieldResolver(() => Json, {
      nullable: true,
      description: "The provider's own object, cut down to an allow-list. Needs the scope `remote:read`.",
    })
    remote(@Root() object: DirectoryObject): JsonObject {
      return object.toRemote();
    }
  }
  return DirectoryObjectResolver;
}
