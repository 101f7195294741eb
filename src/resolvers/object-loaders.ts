import { getNamedType, type GraphQLResolveInfo } from "graphql";
import type { Context } from "../context.js";
import type { EntityType } from "../directory/ids.js";
import type { Loaders, RefKey } from "../loaders/loaders.js";
import type { LookupArgs } from "../schema/lookup.js";
import { toObjectAhead } from "./look-ahead.js";
import { toLookupKey } from "./lookup-arguments.js";

/** Types of what a provider keeps. */
export type ObjectType = Exclude<EntityType, "LinkedAccount">;

/** How an object of each type is looked up. A log's entry has no address of its own at any provider. */
const loads: Readonly<Record<ObjectType, (loaders: Loaders, key: RefKey) => Promise<object | null>>> = {
  User: (loaders, key) => loaders.userById.load(key),
  Role: (loaders, key) => loaders.roleById.load(key),
  Team: (loaders, key) => loaders.teamById.load(key),
  Workspace: (loaders, key) => loaders.workspaceById.load(key),
  Organization: (loaders, key) => loaders.organizationById.load(key),
  Activity: () => Promise.resolve(null),
};

/** An object by its reference. */
export interface AskedObject {
  readonly type: ObjectType;
  /** What the schema calls the type, which a prefix may have changed. */
  readonly typeName: string;
  readonly key: RefKey;
}

/** Looks an object up that the field itself answers, and begins what its selection needs beside it. */
export function loadObject(
  { loaders }: Context,
  { type, typeName, key }: AskedObject,
  info: GraphQLResolveInfo,
): Promise<object | null> {
  return loads[type](loaders, { ...key, ahead: toObjectAhead(info, type, typeName) });
}

/** Answers a field that looks one object up; `null` when it cannot exist for this viewer. */
export function answerLookup(
  context: Context,
  type: ObjectType,
  args: LookupArgs,
  info: GraphQLResolveInfo,
): Promise<object | null> | null {
  const key = toLookupKey(context, type, args);
  const typeName = getNamedType(info.returnType).name;
  return key === null ? null : loadObject(context, { type, typeName, key }, info);
}
