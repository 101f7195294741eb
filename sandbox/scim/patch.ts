import { NoTarget, ScimError, scimPatch, type ScimPatchOperation, type ScimResource } from "scim-patch";
import type { Answer } from "../answer.js";
import { isJsonObject, type JsonObject } from "../incoming.js";
import { failure, type ScimType } from "./answer.js";
import type { ScimCall } from "./call.js";
import { canonicalName } from "./schemas.js";

type Patched =
  | { readonly document: JsonObject; readonly refused: null }
  | { readonly document: null; readonly refused: Answer };

class BadOperation extends Error {
  readonly scimType: ScimType;

  constructor(scimType: ScimType, detail: string) {
    super(detail);
    this.scimType = scimType;
  }
}

interface Operation {
  readonly op: "add" | "remove" | "replace";
  /** Absent where the value's keys are the paths. */
  readonly path: string | undefined;
  readonly value: unknown;
}

/** One operation on one attribute. */
type Step = Operation & { readonly path: string };

/**
 * PatchOp, RFC 7644 section 3.5.2, all operations or none. scim-patch does what is plain; what it does otherwise
 * than servers do is done here: extensions as a whole, members by value, and adding what is there already.
 */
export function applyPatch(call: ScimCall, document: JsonObject): Patched {
  try {
    const steps = operationsIn(call.body).flatMap((one) => stepsOf(call, parseOperation(call, one)));
    const copy = JSON.parse(JSON.stringify(document)) as JsonObject;
    const made = steps.reduce((so, step) => applyStep(call, so, step), copy);
    return { document: made, refused: null };
  } catch (error) {
    return { document: null, refused: toRefusal(call, error) };
  }
}

function operationsIn(body: JsonObject): readonly unknown[] {
  const key = Object.keys(body).find((one) => one.toLowerCase() === "operations");
  const operations = key === undefined ? undefined : body[key];
  if (Array.isArray(operations) && operations.length > 0) return operations;
  throw new BadOperation("invalidSyntax", "Operations are missing.");
}

function parseOperation({ quirks, kind }: ScimCall, operation: unknown): Operation {
  const { op, path, value } = isJsonObject(operation) ? operation : {};
  const parsed = { op: parseOp(op), path: parsePath(path), value };
  if (quirks.patchValues === "textOrObject" && ["boolean", "number"].includes(typeof value))
    throw new BadOperation("invalidSyntax", "A value is a text or an object.");
  if (!isPathTaken(quirks.patchPaths, kind, parsed.path))
    throw new BadOperation("invalidPath", "An operation has no such path here.");
  if (parsed.op === "remove" && parsed.path === undefined)
    throw new BadOperation("noTarget", "A path is missing.");
  if (parsed.op !== "remove" && value === undefined)
    throw new BadOperation("invalidSyntax", "A value is missing.");
  return parsed;
}

function isPathTaken(
  paths: ScimCall["quirks"]["patchPaths"],
  kind: ScimCall["kind"],
  path: string | undefined,
): boolean {
  if (paths === "attributes") return kind === "Group" || path?.includes("[") !== true;
  return paths !== (path === undefined ? "needed" : "refused");
}

/** In any case, since Entra capitalises it. */
function parseOp(op: unknown): Operation["op"] {
  const name = typeof op === "string" ? op.toLowerCase() : "";
  if (name === "add" || name === "remove" || name === "replace") return name;
  throw new BadOperation("invalidSyntax", "An op is add, remove or replace.");
}

function parsePath(path: unknown): string | undefined {
  if (path === undefined || path === null || path === "") return undefined;
  if (typeof path === "string") return path;
  throw new BadOperation("invalidPath", "A path is a text.");
}

/** A URN or none; an attribute; a value filter; a sub-attribute. */
const pathGrammar = /^(?:urn:[\w.:-]+:)?[a-z][\w$-]*(?:\[.+\])?(?:\.[a-z][\w$-]*)?$/iu;

function stepsOf(call: ScimCall, { op, path, value }: Operation): readonly Step[] {
  if (path === undefined) {
    if (!isJsonObject(value))
      throw new BadOperation("invalidSyntax", "Without a path, the value is an object.");
    return Object.entries(value).flatMap(([key, one]) => stepsOf(call, { op, path: key, value: one }));
  }
  if (!pathGrammar.test(path)) throw new BadOperation("invalidPath", "The path is not valid.");
  const extension = call.extensions.find((urn) => urn.toLowerCase() === path.toLowerCase());
  if (extension !== undefined && isJsonObject(value)) {
    return Object.entries(value).map(([name, one]) => ({ op, path: `${extension}:${name}`, value: one }));
  }
  if (value === null) return [{ op: "remove", path: canonicalPath(call, path), value: undefined }];
  const step = { op, path: extension ?? canonicalPath(call, path), value };
  return step.op === "remove" && step.path === "members" ? membersToRemove(step) : [step];
}

/** Attributes in any case are the same attribute (RFC 7643 section 2.1); scim-patch would make a second one. */
function canonicalPath({ kind }: ScimCall, path: string): string {
  return path.replace(/^[a-z]\w*(?=$|[.[])/iu, (name) => canonicalName(kind, name));
}

/** Entra names members to remove by a list of values (contract section 4.2). */
function membersToRemove(step: Step): readonly Step[] {
  if (!Array.isArray(step.value)) return [step];
  return step.value.map((member) => {
    const id = isJsonObject(member) ? member["value"] : undefined;
    if (typeof id !== "string") throw new BadOperation("invalidValue", "A member is named by its value.");
    return { op: "remove", path: `members[value eq ${JSON.stringify(id)}]`, value: undefined };
  });
}

function applyStep(call: ScimCall, document: JsonObject, { op, path, value }: Step): JsonObject {
  refuseReadOnly(call, document, path, value);
  const there = document[path];
  refuseAbsent(call, document, { op, path });
  if (op === "remove" && call.extensions.includes(path)) {
    return Object.fromEntries(Object.entries(document).filter(([name]) => name !== path));
  }
  // Careless servers have it twice then.
  if (op === "add" && Array.isArray(there) && call.quirks.character === "lax") {
    const added: unknown[] = Array.isArray(value) ? value : [value];
    return { ...document, [path]: [...(there as unknown[]), ...added] };
  }
  const operation = { op, path, ...(value === undefined ? {} : { value }) } as ScimPatchOperation;
  const options = { mutateDocument: true, treatMissingAsAdd: call.quirks.character === "strict" };
  return scimPatch(document as unknown as ScimResource, [operation], options) as unknown as JsonObject;
}

/** Some servers mind that there is nothing to remove (contract 6.1 row 10). */
function refuseAbsent(
  { quirks }: ScimCall,
  document: JsonObject,
  { op, path }: Pick<Step, "op" | "path">,
): void {
  if (quirks.removesAbsent === "passedOver" || op !== "remove") return;
  if (/^\w+$/u.test(path) && document[path] === undefined)
    throw new BadOperation("noTarget", "There is nothing to remove.");
}

/** Strict servers refuse what is theirs to write, unless nothing would change; the others pass over it. */
function refuseReadOnly(
  { kind, quirks }: ScimCall,
  document: JsonObject,
  path: string,
  value: unknown,
): void {
  if (quirks.character === "lax") return;
  const [name = ""] = path.split(/[.[]/u);
  const isReadOnly = ["id", "meta", ...(kind === "User" ? ["groups"] : [])].includes(name);
  if (isReadOnly && value !== document[name]) throw new BadOperation("mutability", `${name} is read-only.`);
}

function toRefusal({ quirks }: ScimCall, error: unknown): Answer {
  if (error instanceof BadOperation) return failure(quirks, 400, error.message, error.scimType);
  if (error instanceof NoTarget) return failure(quirks, 400, "Nothing matches the path.", "noTarget");
  const scimType = error instanceof ScimError ? "invalidSyntax" : "invalidPath";
  return failure(quirks, 400, "The operation is not valid.", scimType);
}
