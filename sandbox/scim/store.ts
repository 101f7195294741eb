import type { JsonObject } from "../incoming.js";

export type ResourceKind = "User" | "Group";

/** A resource as the server keeps it, in the canonical spelling of RFC 7643. */
export type ScimDocument = JsonObject & { readonly id: string };

/** Where a SCIM surface keeps its resources. Whatever changes one moves the owner's revision on. */
export interface ScimStore {
  count(kind: ResourceKind): number;
  /** In the order of their making, as lists show them. */
  slice(kind: ResourceKind, from: number, to: number): readonly ScimDocument[];
  /** As a get shows it, which may be more than a list does. */
  find(kind: ResourceKind, id: string): ScimDocument | undefined;
  /** Users of this name, without regard to case. */
  usersNamed(userName: string): readonly ScimDocument[];
  /** Id and times are the store's own. */
  create(kind: ResourceKind, document: JsonObject): ScimDocument;
  replace(kind: ResourceKind, id: string, document: JsonObject): ScimDocument;
  remove(kind: ResourceKind, id: string): void;
}

/** Resources in memory. */
export class MemoryScimStore implements ScimStore {
  /** Grows with each change of a resource. */
  revision = 0;
  readonly #resources: Record<ResourceKind, ScimDocument[]> = { User: [], Group: [] };
  readonly #byId: Record<ResourceKind, Map<string, ScimDocument>> = { User: new Map(), Group: new Map() };
  readonly #byUserName = new Map<string, ScimDocument[]>();
  readonly #clock: () => Date;
  readonly #nextId: () => string;

  constructor(options: { readonly clock: () => Date; readonly nextId: () => string }) {
    this.#clock = options.clock;
    this.#nextId = options.nextId;
  }

  count(kind: ResourceKind): number {
    return this.#resources[kind].length;
  }

  slice(kind: ResourceKind, from: number, to: number): readonly ScimDocument[] {
    return this.#resources[kind].slice(from, to);
  }

  find(kind: ResourceKind, id: string): ScimDocument | undefined {
    return this.#byId[kind].get(id);
  }

  usersNamed(userName: string): readonly ScimDocument[] {
    return this.#byUserName.get(userName.toLowerCase()) ?? [];
  }

  create(kind: ResourceKind, document: JsonObject): ScimDocument {
    const now = this.#clock().toISOString();
    const id = this.#nextId();
    return this.add(kind, { ...document, id, meta: { resourceType: kind, created: now, lastModified: now } });
  }

  /** A resource with an id and times of its own, as the seed has it. */
  add(kind: ResourceKind, document: ScimDocument): ScimDocument {
    this.#resources[kind].push(document);
    this.#byId[kind].set(document.id, document);
    this.#name(kind, document);
    this.revision += 1;
    return document;
  }

  replace(kind: ResourceKind, id: string, document: JsonObject): ScimDocument {
    const old = this.find(kind, id);
    if (old === undefined) throw new Error("Nothing to replace");
    const unchanged = JSON.stringify({ ...document, meta: null }) === JSON.stringify({ ...old, meta: null });
    if (unchanged) return old;
    const meta = { ...(old["meta"] as object), lastModified: this.#clock().toISOString() };
    const made = { ...document, id, meta };
    this.#resources[kind][this.#resources[kind].indexOf(old)] = made;
    this.#byId[kind].set(id, made);
    this.#unname(kind, old);
    this.#name(kind, made);
    this.revision += 1;
    return made;
  }

  remove(kind: ResourceKind, id: string): void {
    const old = this.find(kind, id);
    if (old === undefined) return;
    this.#resources[kind].splice(this.#resources[kind].indexOf(old), 1);
    this.#byId[kind].delete(id);
    this.#unname(kind, old);
    this.revision += 1;
  }

  #name(kind: ResourceKind, document: ScimDocument): void {
    const key = nameOf(kind, document);
    if (key !== undefined) this.#byUserName.set(key, [...(this.#byUserName.get(key) ?? []), document]);
  }

  #unname(kind: ResourceKind, document: ScimDocument): void {
    const key = nameOf(kind, document);
    if (key === undefined) return;
    this.#byUserName.set(
      key,
      (this.#byUserName.get(key) ?? []).filter((one) => one !== document),
    );
  }
}

function nameOf(kind: ResourceKind, { userName }: ScimDocument): string | undefined {
  return kind === "User" && typeof userName === "string" ? userName.toLowerCase() : undefined;
}
