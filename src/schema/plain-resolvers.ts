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
 * @throws Error for a method that leaves something to the wrapper: middleware, or parameters with options
 */
export function readPlainResolvers(): readonly PlainResolver[] {
  const { fieldResolvers, objectTypes } = getMetadataStorage();
  const instances = new Map<unknown, object>();
  return fieldResolvers.flatMap((metadata) => {
    const { kind, target, methodName, schemaName, getObjectType, params = [] } = metadata;
    const owner = getObjectType?.();
    const type = objectTypes.find((known) => known.target === owner);
    if (kind !== "external" || type === undefined) return [];
    assertUnwrapped(metadata);
    const instance = instances.get(target) ?? (Reflect.construct(target, []) as object);
    instances.set(target, instance);
    const method = (Reflect.get(instance, methodName) as Method).bind(instance);
    return { type: type.name, field: schemaName, resolve: toResolve(method, params) };
  });
}

/** Nobody who writes `@UseMiddleware` may believe that it is in force. (`@Authorized` is refused without a checker.) */
function assertUnwrapped({ methodName, middlewares = [] }: Wrapped): void {
  if (middlewares.length > 0)
    throw new Error(`${methodName} has middleware, which only type-graphql's wrapper would heed`);
}

interface Wrapped {
  readonly methodName: string;
  readonly middlewares?: readonly unknown[];
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

function toPlace({ kind, propertyName }: Parameter): number {
  const place = places[kind];
  if (place === undefined || propertyName !== undefined)
    throw new Error(`A field's parameter cannot be given by @${kind} with options`);
  return place;
}
