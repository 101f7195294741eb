import type { JsonObject } from "../../directory/directory-object.js";
import { isByPath, isOfParts, toPathForm, type PatchOperation } from "./patch-op.js";
import { toObjectForm, toWholeForm } from "./resource-document.js";

/**
 * How a PATCH may be said, since servers refuse one way or another: attributes and parts of them by path, whole
 * attributes by path, or whole attributes without one.
 */
const patchForms = ["path", "whole", "object"] as const;
export type PatchForm = (typeof patchForms)[number];

export function isPatchForm(value: unknown): value is PatchForm {
  return patchForms.some((form) => form === value);
}

type Forms = readonly [PatchForm, ...PatchForm[]];

/** The forms to try one after another, the one that the server took before first. None that says the same twice. */
export function formsOf(operations: readonly PatchOperation[], preferred: PatchForm | null): Forms {
  const forms = toForms(operations);
  if (preferred === null) return forms;
  const first = forms.includes(preferred) || preferred === "object" ? preferred : "path";
  return [first, ...forms.filter((form) => form !== first)];
}

function toForms(operations: readonly PatchOperation[]): Forms {
  if (!isByPath(operations)) return ["object", "path"];
  return isOfParts(operations) ? ["path", "object", "whole"] : ["path", "object"];
}

/** Whether the form takes the resource as it is now: what changes within an attribute takes the whole of it. */
export function needsDocument(operations: readonly PatchOperation[], form: PatchForm): boolean {
  return isByPath(operations) && form !== "path";
}

export function toForm(
  document: JsonObject,
  operations: readonly PatchOperation[],
  form: PatchForm,
): readonly PatchOperation[] {
  if (form === "path") return toPathForm(operations);
  if (!isByPath(operations)) return operations;
  return form === "whole" ? toWholeForm(document, operations) : toObjectForm(document, operations);
}
