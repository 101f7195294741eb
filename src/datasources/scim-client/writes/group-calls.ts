import type { PlannedCall } from "../../../directory/writing.js";
import { setAttribute, toPatchBody, valuePath, type PatchOperation } from "../patch-op.js";
import { groupSchema } from "../resource-document.js";
import type { Group } from "../resources.js";
import { toExpect } from "./expectations.js";

/*
 * Calls that change Groups, planned and not sent. Members come and go one by one, so that whoever else is in the group
 * stays in it whatever others do meanwhile.
 */

export function creatingGroup(displayName: string): PlannedCall {
  return {
    method: "POST",
    path: "/Groups",
    template: "/Groups",
    body: { schemas: [groupSchema], displayName },
    expect: toExpect({ kind: "newGroup", name: displayName }),
  };
}

export function renaming(group: Pick<Group, "id">, name: string): PlannedCall {
  return patching(group, [setAttribute("displayName", name)], { name });
}

/** @param ids of users who are not in it: a server may list somebody twice otherwise (contract 6.1 row 11) */
export function joining(group: Pick<Group, "id">, ids: readonly string[]): PlannedCall {
  const value = ids.map((id) => ({ value: id }));
  return patching(group, [{ op: "add", path: "members", value }], { has: ids });
}

/** @param ids of users who are in it */
export function leaving(group: Pick<Group, "id">, ids: readonly string[]): PlannedCall {
  const operations = ids.map((id) => setAttribute(valuePath("members", id), null));
  return patching(group, operations, { lacks: ids });
}

interface Shown {
  readonly name?: string;
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
}

function patching(
  { id }: Pick<Group, "id">,
  operations: readonly PatchOperation[],
  { name, has = [], lacks = [] }: Shown,
): PlannedCall {
  return {
    method: "PATCH",
    path: `/Groups/${encodeURIComponent(id)}`,
    template: "/Groups/{id}",
    body: toPatchBody(operations),
    expect: toExpect({ kind: "group", id, name: name ?? null, has, lacks }),
  };
}
