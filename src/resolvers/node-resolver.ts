import { Args, Ctx, Query, Resolver } from "type-graphql";
import type { Context } from "../context.js";
import { DirectoryError } from "../directory/errors.js";
import { decodeGlobalId, type EntityType } from "../directory/ids.js";
import type { Loaders, RefKey } from "../loaders/loaders.js";
import { NodeArgs, NodesArgs } from "../schema/lookup.js";
import { NodeType } from "../schema/node.js";
import { findLinkedAccount, findRef } from "./find-account.js";
import { toLinkedAccountView } from "./linked-account-view.js";

const maxIds = 100;

type NodeLoaders = Readonly<
  Record<Exclude<EntityType, "LinkedAccount">, (loaders: Loaders, key: RefKey) => Promise<object | null>>
>;

/** How an object of each type is looked up. A log's entry has no address of its own at any provider. */
const nodeLoaders: NodeLoaders = {
  User: (loaders, key) => loaders.userById.load(key),
  Role: (loaders, key) => loaders.roleById.load(key),
  Team: (loaders, key) => loaders.teamById.load(key),
  Workspace: (loaders, key) => loaders.workspaceById.load(key),
  Organization: (loaders, key) => loaders.organizationById.load(key),
  Activity: () => Promise.resolve(null),
};

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, { nullable: true, description: "An object by its global id." })
  node(@Args(() => NodeArgs) { id }: NodeArgs, @Ctx() context: Context): Promise<object | null> {
    return loadNode(context, id);
  }

  @Query(() => [NodeType], {
    nullable: "items",
    description: "Objects by their global ids, in the same order; null for those that do not exist.",
  })
  nodes(@Args(() => NodesArgs) { ids }: NodesArgs, @Ctx() context: Context): Promise<object | null>[] {
    if (ids.length > maxIds) throw new DirectoryError("BAD_USER_INPUT", `At most ${maxIds} ids`);
    return ids.map((id) => loadNode(context, id));
  }
}

async function loadNode(context: Context, id: string): Promise<object | null> {
  const type = decodeGlobalId(id)?.type;
  if (type === undefined) return null;
  if (type === "LinkedAccount") {
    const account = findLinkedAccount(context, { id });
    return account === null ? null : toLinkedAccountView(account);
  }
  const key = findRef(context, type, id);
  return key === null ? null : nodeLoaders[type](context.loaders, key);
}
