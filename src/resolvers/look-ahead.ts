import { isAbstractType, Kind, type GraphQLResolveInfo, type SelectionSetNode } from "graphql";
import type { EntityType } from "../directory/ids.js";
import type { Ahead, AheadPart } from "../directory/provider.js";

type Parts = Readonly<Record<string, readonly AheadPart[]>>;

/** Fields that are answered from beside the object itself, and from what. */
const partsOf: Readonly<Partial<Record<EntityType, Parts>>> = {
  User: {
    teams: ["teams"],
    workspaces: ["workspaces"],
    roles: ["roles"],
    permissions: ["roles"],
    roleAssignments: ["roles", "workspaces"],
  },
  Team: { members: ["members"], memberCount: ["members"], workspace: ["workspaces"] },
  Workspace: { members: ["members"], teams: ["teams"] },
};

/** What the objects of a connection will need, read off the selection before the list itself is asked. */
export function toListAhead(info: GraphQLResolveInfo, type: EntityType): Ahead {
  const fields = new Set<string>();
  for (const nodes of fieldsOf(info, selections(info), "nodes")) addNames(info, nodes, fields);
  for (const edges of fieldsOf(info, selections(info), "edges")) {
    for (const node of fieldsOf(info, edges, "node")) addNames(info, node, fields);
  }
  return toParts(type, fields);
}

/**
 * Likewise, for an object that the field itself answers.
 * @param typeName what the schema calls its type, which a prefix may have changed
 */
export function toObjectAhead(info: GraphQLResolveInfo, type: EntityType, typeName: string): Ahead {
  const fields = new Set<string>();
  addNames(info, selections(info), fields, typeName);
  return toParts(type, fields);
}

function toParts(type: EntityType, fields: ReadonlySet<string>): Ahead {
  const parts = Object.entries(partsOf[type] ?? {});
  return new Set(parts.flatMap(([field, needed]) => (fields.has(field) ? needed : [])));
}

function selections(info: GraphQLResolveInfo): SelectionSetNode {
  return {
    kind: Kind.SELECTION_SET,
    selections: info.fieldNodes.flatMap((node) => node.selectionSet?.selections ?? []),
  };
}

/** The selection sets of the fields of this name, through fragments. */
function fieldsOf(info: GraphQLResolveInfo, set: SelectionSetNode, name: string): SelectionSetNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) return fieldsOf(info, insideOf(info, selection).selectionSet, name);
    return selection.name.value === name && selection.selectionSet !== undefined
      ? selection.selectionSet
      : [];
  });
}

/** Adds the names of the fields, through the fragments that apply to the type; through all of them without one. */
function addNames(
  info: GraphQLResolveInfo,
  set: SelectionSetNode,
  names: Set<string>,
  typeName: string | null = null,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      names.add(selection.name.value);
      continue;
    }
    const { selectionSet, condition } = insideOf(info, selection);
    if (applies(info, condition, typeName)) addNames(info, selectionSet, names, typeName);
  }
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
