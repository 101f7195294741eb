import type { GraphQLFieldResolver } from "graphql";
import { getMetadataStorage } from "type-graphql";

type Resolve = GraphQLFieldResolver<unknown, unknown>;
type Method = (...given: unknown[]) => unknown;

export interface PlainResolver {
  /** Names of the type and of its field. */
  readonly type: string;
  readonly field: string;
  readonly resolve: Resolve;
}

/**
 * The methods with `@FieldResolver`, called as they are. type-graphql's wrappers await the arguments of each field in
 * order to validate them. graphql-js has done that before, and a list has hundreds of such fields.
 */
export function readPlainResolvers(): readonly PlainResolver[] {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const instances = new Map<unknown, object>();
  return fieldResolvers.flatMap(({ kind, target, methodName, schemaName, getObjectType, params = [] }) => {
    const owner = getObjectType?.();
    const type = objectTypes.find((known) => known.target === owner);
    if (kind !== "external" || type === undefined) return [];
    const instance = instances.get(target) ?? (Reflect.construct(target, []) as object);
    instances.set(target, instance);
    const method = (Reflect.get(instance, methodName) as Method).bind(instance);
    return { type: type.name, field: schemaName, resolve: toResolve(method, params) };
  });
}

/** The places of a method's parameters among what a resolver is given. */
const places: Readonly<Record<string, number>> = { root: 0, args: 1, context: 2, info: 3 };

interface Parameter {
  readonly kind: string;
  readonly index: number;
  readonly propertyName?: string | undefined;
}

function toResolve(method: Method, parameters: readonly Parameter[]): Resolve {
  const order = [...parameters].sort((one, other) => one.index - other.index).map(toPlace);
  return (root, args, context, info): unknown => {
    const given: readonly unknown[] = [root, args, context, info];
    return method(...order.map((place) => given[place]));
  };
}

/** @throws Error for a decorator that only type-graphql's wrapper could serve */
function toPlace({ kind, propertyName }: Parameter): number {
  const place = places[kind];
  if (place === undefined || propertyName !== undefined)
    throw new Error(`A field's parameter cannot be given by @${kind} with options`);
  return place;
}
