import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLResolveInfo,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { EntityType } from "../directory/ids.js";
import type { Ahead, AheadPart } from "../directory/provider.js";
import type { PageArgs } from "../schema/paging.js";
import { toSize } from "./connection.js";

type Parts = Readonly<Record<string, readonly AheadPart[]>>;

/** Fields that are answered from beside the object itself, and from what. */
const partsOf: Readonly<Partial<Record<EntityType, Parts>>> = {
  User: {
    teams: ["teams"],
    workspaces: ["workspaces"],
    privilege: ["privilege"],
    roles: ["roles"],
    permissions: ["roles"],
    roleAssignments: ["roles", "workspaces"],
  },
  Team: { members: ["members"], memberCount: ["members"], workspace: ["workspaces"] },
  Workspace: { members: ["members"], teams: ["teams"] },
};

/** What the objects of a connection will need, read off the selection before the list itself is asked. */
export function toListAhead(info: GraphQLResolveInfo, type: EntityType): Ahead {
  return toParts(type, fieldsOfItems(info));
}

/** Likewise, for the people of a connection of memberships, and for what its edges tell beside them. */
export function toMembersAhead(info: GraphQLResolveInfo): Ahead {
  const edges = below(info, selections(info), "edges").flatMap((set) => {
    const fields: FieldNode[] = [];
    addFields(info, set, fields);
    return fields.map((field) => field.name.value);
  });
  const isAccessAsked = edges.includes("access") || edges.includes("role");
  return new Set([...toListAhead(info, "User"), ...(isAccessAsked ? (["access"] as const) : [])]);
}

/** Likewise, for objects that the field itself answers, one or a list of them, all of one type. */
export function toItemsAhead(info: GraphQLResolveInfo, type: EntityType): Ahead {
  const fields: FieldNode[] = [];
  addFields(info, selections(info), fields);
  return toParts(type, fields);
}

/**
 * Likewise, for an object that the field itself answers.
 * @param typeName what the schema calls its type, which a prefix may have changed
 */
export function toObjectAhead(info: GraphQLResolveInfo, type: EntityType, typeName: string): Ahead {
  const fields: FieldNode[] = [];
  addFields(info, selections(info), fields, typeName);
  return toParts(type, fields);
}

/** Sizes of the pages that the items' lists of this name are asked for, where they are asked from the beginning. */
export function toFirstPageSizes(info: GraphQLResolveInfo, name: string): ReadonlySet<number> {
  const asked = fieldsOfItems(info).filter((field) => field.name.value === name);
  return new Set(
    asked.flatMap((field) => {
      const args: PageArgs = argumentsOf(info, field);
      return args.after == null ? toSize(args) : [];
    }),
  );
}

function argumentsOf(info: GraphQLResolveInfo, field: FieldNode): object {
  const connection = getNamedType(info.returnType);
  const nodes = isObjectType(connection) ? connection.getFields()["nodes"] : undefined;
  const item = nodes === undefined ? undefined : getNamedType(nodes.type);
  const definition = isObjectType(item) ? item.getFields()[field.name.value] : undefined;
  return definition === undefined ? {} : getArgumentValues(definition, field, info.variableValues);
}

function toParts(type: EntityType, fields: readonly FieldNode[]): Ahead {
  const names = new Set(fields.map((field) => field.name.value));
  const parts = Object.entries(partsOf[type] ?? {});
  return new Set(parts.flatMap(([field, needed]) => (names.has(field) ? needed : [])));
}

/** Fields that are asked of the items of a connection. */
function fieldsOfItems(info: GraphQLResolveInfo): readonly FieldNode[] {
  const fields: FieldNode[] = [];
  for (const nodes of below(info, selections(info), "nodes")) addFields(info, nodes, fields);
  for (const edges of below(info, selections(info), "edges")) {
    for (const node of below(info, edges, "node")) addFields(info, node, fields);
  }
  return fields;
}

function selections(info: GraphQLResolveInfo): SelectionSetNode {
  return {
    kind: Kind.SELECTION_SET,
    selections: info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []),
  };
}

/** The selection sets of the fields of this name. */
function below(info: GraphQLResolveInfo, set: SelectionSetNode, name: string): readonly SelectionSetNode[] {
  const fields: FieldNode[] = [];
  addFields(info, set, fields);
  return fields.flatMap((field) => (field.name.value === name ? (field.selectionSet ?? []) : []));
}

/** Adds the fields, through the fragments that apply to the type; through all of them without one. */
function addFields(
  info: GraphQLResolveInfo,
  set: SelectionSetNode,
  fields: FieldNode[],
  typeName: string | null = null,
): void {
  for (const selection of set.selections) {
    if (!isIncluded(info, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      fields.push(selection);
      continue;
    }
    const { selectionSet, condition } = insideOf(info, selection);
    if (applies(info, condition, typeName)) addFields(info, selectionSet, fields, typeName);
  }
}

function isIncluded({ variableValues }: GraphQLResolveInfo, selection: SelectionNode): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
  return skip?.["if"] !== true && include?.["if"] !== false;
}

function applies({ schema }: GraphQLResolveInfo, condition: string | null, typeName: string | null): boolean {
  if (condition === null || typeName === null || condition === typeName) return true;
  return isAbstractType(schema.getType(condition));
}

interface Inside {
  readonly selectionSet: SelectionSetNode;
  /** The type that it is about; `null` for whatever it stands in. */
  readonly condition: string | null;
}

/** Fragments were checked against cycles by validation. */
function insideOf(
  info: GraphQLResolveInfo,
  selection: Exclude<SelectionSetNode["selections"][number], { readonly kind: Kind.FIELD }>,
): Inside {
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : info.fragments[selection.name.value];
  return {
    selectionSet: fragment?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] },
    condition: fragment?.typeCondition?.name.value ?? null,
  };
}
