import { getNamedType, type GraphQLResolveInfo } from "graphql";
import { Args, Ctx, Info, Query, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { DirectoryError } from "../directory/errors.js";
import { decodeGlobalId, type EntityType } from "../directory/ids.js";
import { NodeArgs, NodesArgs } from "../schema/lookup.js";
import { NodeType } from "../schema/node.js";
import { findLinkedAccount, findRef } from "./find-account.js";
import { toLinkedAccountView } from "./linked-account-view.js";
import { loadObject } from "./object-loaders.js";

const maxIds = 100;

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, { nullable: true, description: "An object by its global id." })
  node(
    @Args(() => NodeArgs) { id }: NodeArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return loadNode(context, id, info);
  }

  @Query(() => [NodeType], {
    nullable: "items",
    description: "Objects by their global ids, in the same order; null for those that do not exist.",
  })
  nodes(
    @Args(() => NodesArgs) { ids }: NodesArgs,
    @Ctx() context: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null>[] {
    if (ids.length > maxIds) throw new DirectoryError("BAD_USER_INPUT", `At most ${maxIds} ids`);
    return ids.map((id) => loadNode(context, id, info));
  }
}

async function loadNode(context: Context, id: string, info: GraphQLResolveInfo): Promise<object | null> {
  const type = decodeGlobalId(id)?.type;
  if (type === undefined) return null;
  if (type === "LinkedAccount") {
    const account = findLinkedAccount(context, { id });
    return account === null ? null : toLinkedAccountView(account);
  }
  const key = findRef(context, type, id);
  return key === null ? null : loadObject(context, { type, typeName: toTypeName(info, type), key }, info);
}

/** A prefix stands before the interface as it stands before the types. */
function toTypeName(info: GraphQLResolveInfo, type: EntityType): string {
  return getNamedType(info.returnType).name.replace(/Node$/u, type);
}
