import { Kind, visit, type ASTNode, type DocumentNode, type ObjectTypeDefinitionNode } from "graphql";

/** Resolvers by type name, as type-graphql makes them. */
type ResolversByType = ReadonlyMap<string, object>;
type ResolveType = (...given: unknown[]) => unknown;

/** How types and root fields are called. */
export interface Naming {
  readonly document: (document: DocumentNode) => DocumentNode;
  readonly resolvers: (map: ResolversByType) => ResolversByType;
  /** How a type and its field are called without a prefix. */
  readonly plainName: (type: string, field: string) => PlainName;
}

export interface PlainName {
  readonly type: string;
  readonly field: string;
}

/** Everything keeps its name. */
export const asNamed: Naming = {
  document: (document) => document,
  resolvers: (map) => map,
  plainName: (type, field) => ({ type, field }),
};

const rootTypes: ReadonlySet<string> = new Set(["Query", "Mutation"]);
/** Scalars mean the same everywhere and stay as they are. */
const ownKinds: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
]);

/**
 * Renames all types and root fields, for a supergraph that has a `User`, `Team` or `me` of its own:
 * `User` -> `RollcallUser`, `users` -> `rollcallUsers`.
 */
export class Prefix implements Naming {
  readonly #prefix: string;
  readonly #own: ReadonlySet<string>;

  /** @param prefix in PascalCase */
  constructor(prefix: string, document: DocumentNode) {
    this.#prefix = prefix;
    this.#own = new Set(document.definitions.flatMap(toOwnType));
  }

  document(document: DocumentNode): DocumentNode {
    return visit(document, {
      Name: (name, _key, parent) => {
        if (isTypeName(parent)) return { ...name, value: this.#type(name.value) };
        return undefined;
      },
      ObjectTypeDefinition: {
        enter: (type) => (rootTypes.has(type.name.value) ? this.#root(type) : undefined),
      },
    });
  }

  resolvers(map: ResolversByType): ResolversByType {
    return new Map(
      [...map].map(([type, resolvers]) => [
        this.#type(type),
        rootTypes.has(type) ? this.#rootResolvers(resolvers) : this.#typeResolvers(resolvers),
      ]),
    );
  }

  plainName(type: string, field: string): PlainName {
    if (rootTypes.has(type)) return { type, field: this.#plainField(field) };
    const bare = type.slice(this.#prefix.length);
    return { type: type.startsWith(this.#prefix) && this.#own.has(bare) ? bare : type, field };
  }

  #plainField(field: string): string {
    if (field.startsWith("_")) return field;
    const bare = field.slice(this.#prefix.length);
    return bare.charAt(0).toLowerCase() + bare.slice(1);
  }

  #type(name: string): string {
    return this.#own.has(name) ? `${this.#prefix}${name}` : name;
  }

  /** Fields of the federation itself begin with an underscore. */
  #field(name: string): string {
    if (name.startsWith("_")) return name;
    const prefix = this.#prefix.charAt(0).toLowerCase() + this.#prefix.slice(1);
    return `${prefix}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  }

  #root(type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
    const fields = type.fields?.map((field) => ({
      ...field,
      name: { ...field.name, value: this.#field(field.name.value) },
    }));
    return { ...type, ...(fields === undefined ? {} : { fields }) };
  }

  #rootResolvers(resolvers: object): object {
    return Object.fromEntries(
      Object.entries(resolvers).map(([field, resolve]) => [this.#field(field), resolve as unknown]),
    );
  }

  /** An interface names the type of each object. */
  #typeResolvers(resolvers: object): object {
    const { __resolveType: resolveType } = resolvers as { readonly __resolveType?: ResolveType };
    if (resolveType === undefined) return resolvers;
    return {
      ...resolvers,
      __resolveType: async (...given: unknown[]) => this.#type(String(await resolveType(...given))),
    };
  }
}

function toOwnType(node: DocumentNode["definitions"][number]): string[] {
  if (!ownKinds.has(node.kind) || !("name" in node)) return [];
  return rootTypes.has(node.name.value) ? [] : [node.name.value];
}

/** Whether the name below this node is a type's: where it is used, or where it is defined. */
function isTypeName(parent: ASTNode | readonly ASTNode[] | undefined): boolean {
  if (parent === undefined || !("kind" in parent)) return false;
  return parent.kind === Kind.NAMED_TYPE || ownKinds.has(parent.kind);
}
