import { Kind, type GraphQLResolveInfo, type SelectionSetNode } from "graphql";
import type { Ahead, TeamsAhead } from "../directory/provider.js";

/** Collections that a list of Users will need, read off the selection before the list itself is asked. */
export function toAhead(info: GraphQLResolveInfo): Ahead {
  const fields = fieldsOfItems(info);
  return {
    teams: fields.has("teams"),
    workspaces: fields.has("workspaces") || fields.has("roleAssignments"),
    roles: fields.has("roles") || fields.has("roleAssignments") || fields.has("permissions"),
  };
}

/** Likewise for a list of Teams. */
export function toTeamsAhead(info: GraphQLResolveInfo): TeamsAhead {
  const fields = fieldsOfItems(info);
  return {
    members: fields.has("members") || fields.has("memberCount"),
    workspaces: fields.has("workspace"),
  };
}

/** Names of the fields that are asked of the items of a list. */
function fieldsOfItems(info: GraphQLResolveInfo): ReadonlySet<string> {
  const fields = new Set<string>();
  for (const list of fieldsOf(info, selections(info), "nodes")) addNames(info, list, fields);
  for (const edges of fieldsOf(info, selections(info), "edges")) {
    for (const node of fieldsOf(info, edges, "node")) addNames(info, node, fields);
  }
  return fields;
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
    if (selection.kind !== Kind.FIELD) return fieldsOf(info, insideOf(info, selection), name);
    return selection.name.value === name && selection.selectionSet !== undefined
      ? selection.selectionSet
      : [];
  });
}

function addNames(info: GraphQLResolveInfo, set: SelectionSetNode, names: Set<string>): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) names.add(selection.name.value);
    else addNames(info, insideOf(info, selection), names);
  }
}

/** Fragments were checked against cycles by validation. */
function insideOf(
  info: GraphQLResolveInfo,
  selection: Exclude<SelectionSetNode["selections"][number], { readonly kind: Kind.FIELD }>,
): SelectionSetNode {
  if (selection.kind === Kind.INLINE_FRAGMENT) return selection.selectionSet;
  const fragment = info.fragments[selection.name.value];
  return fragment?.selectionSet ?? { kind: Kind.SELECTION_SET, selections: [] };
}
