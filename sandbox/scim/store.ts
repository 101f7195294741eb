import { isDeepStrictEqual } from "node:util";
import type { JsonObject } from "../incoming.js";

export type ResourceKind = "User" | "Group";

/** A resource as the server keeps it, in the canonical spelling of RFC 7643. */
export type ScimDocument = JsonObject & { readonly id: string };

/** Where a SCIM surface keeps its resources. Whatever changes one moves the owner's revision on. */
export interface ScimStore {
  count(kind: ResourceKind): number;
  /** In the order of their making, as lists show them. */
  slice(kind: ResourceKind, from: number, to: number): readonly ScimDocument[];
  /** In the order of userName or displayName, so that a newcomer shifts everybody behind. */
  byName(kind: ResourceKind): readonly ScimDocument[];
  /** As a get shows it, which may be more than a list does. */
  find(kind: ResourceKind, id: string): ScimDocument | undefined;
  /** Users of this name, without regard to case. */
  usersNamed(userName: string): readonly ScimDocument[];
  /** Id and times are the store's own. */
  create(kind: ResourceKind, document: JsonObject): ScimDocument;
  replace(kind: ResourceKind, id: string, document: JsonObject): ScimDocument;
  remove(kind: ResourceKind, id: string): void;
}

/** Resources in memory. `groups` of a user is the store's own: it says what the groups' members say. */
export class MemoryScimStore implements ScimStore {
  /** Grows with each change of a resource. */
  revision = 0;
  readonly #resources: Record<ResourceKind, ScimDocument[]> = { User: [], Group: [] };
  readonly #byId: Record<ResourceKind, Map<string, ScimDocument>> = { User: new Map(), Group: new Map() };
  readonly #inNameOrder = new Map<ResourceKind, readonly ScimDocument[]>();
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

  byName(kind: ResourceKind): readonly ScimDocument[] {
    const known = this.#inNameOrder.get(kind);
    if (known) return known;
    const sorted = inNameOrder(this.#resources[kind]);
    this.#inNameOrder.set(kind, sorted);
    return sorted;
  }

  find(kind: ResourceKind, id: string): ScimDocument | undefined {
    return this.#byId[kind].get(id);
  }

  usersNamed(userName: string): readonly ScimDocument[] {
    return this.#byUserName.get(userName.toLowerCase()) ?? [];
  }

  create(kind: ResourceKind, document: JsonObject): ScimDocument {
    const now = this.#clock().toISOString();
    const meta = { resourceType: kind, created: now, lastModified: now };
    return this.add(kind, { ...withoutGroups(document), id: this.#nextId(), meta });
  }

  /** A resource with an id and times of its own, as the seed has it. */
  add(kind: ResourceKind, document: ScimDocument): ScimDocument {
    this.#resources[kind].push(document);
    this.#keep(kind, undefined, document);
    return document;
  }

  /** What changes nothing is no change: neither its times nor the revision move. */
  replace(kind: ResourceKind, id: string, document: JsonObject): ScimDocument {
    const old = this.find(kind, id);
    if (old === undefined) throw new Error("Nothing to replace");
    const { meta, groups } = old;
    const made = { ...withoutGroups(document), ...(groups === undefined ? {} : { groups }), id, meta };
    if (isDeepStrictEqual(made, old)) return old;
    made.meta = { ...(meta as object), lastModified: this.#clock().toISOString() };
    this.#resources[kind][this.#resources[kind].indexOf(old)] = made;
    this.#keep(kind, old, made);
    return made;
  }

  remove(kind: ResourceKind, id: string): void {
    const old = this.find(kind, id);
    if (old === undefined) return;
    this.#resources[kind].splice(this.#resources[kind].indexOf(old), 1);
    this.#keep(kind, old, undefined);
    for (const group of this.#resources.Group.filter((one) => memberIdsOf(one).includes(id))) {
      const members = (group["members"] as { value: string }[]).filter(({ value }) => value !== id);
      this.replace("Group", group.id, { ...group, members });
    }
  }

  /** Brings everything that is derived into line with one resource that came, went or changed. */
  #keep(kind: ResourceKind, old: ScimDocument | undefined, made: ScimDocument | undefined): void {
    if (old) this.#byId[kind].delete(old.id);
    if (made) this.#byId[kind].set(made.id, made);
    if (kind === "User") {
      if (old) this.#unname(old);
      if (made) this.#name(made);
    } else this.#mention(old, made);
    this.#inNameOrder.delete(kind);
    this.revision += 1;
  }

  /** Whoever is or was in the group says so. */
  #mention(old: ScimDocument | undefined, made: ScimDocument | undefined): void {
    const now = new Set(made && memberIdsOf(made));
    const groupId = (made ?? old)?.id;
    const mention = { value: groupId, display: made?.["displayName"], type: "direct" };
    for (const userId of new Set([...now, ...(old ? memberIdsOf(old) : [])])) {
      const user = this.#byId.User.get(userId);
      if (!user) continue;
      const others = groupsOf(user).filter(({ value }) => value !== groupId);
      const groups = now.has(userId) ? [...others, mention] : others;
      if (groups.length === 0) delete user["groups"];
      else user["groups"] = groups;
    }
  }

  #name(document: ScimDocument): void {
    const key = foldedName(document);
    if (key !== undefined) this.#byUserName.set(key, [...(this.#byUserName.get(key) ?? []), document]);
  }

  #unname(document: ScimDocument): void {
    const key = foldedName(document);
    if (key === undefined) return;
    this.#byUserName.set(
      key,
      (this.#byUserName.get(key) ?? []).filter((one) => one !== document),
    );
  }
}

function foldedName({ userName }: ScimDocument): string | undefined {
  return typeof userName === "string" ? userName.toLowerCase() : undefined;
}

/** As they are listed, those that are there twice too. */
export function memberIdsOf({ members }: JsonObject): readonly string[] {
  const all: unknown[] = Array.isArray(members) ? members : [];
  return all.map((one) => String((one as { value?: unknown } | null)?.value));
}

/** By code units, which no locale slows down. */
export function inNameOrder(documents: readonly ScimDocument[]): readonly ScimDocument[] {
  const nameOf = ({ userName, displayName }: ScimDocument): string => String(userName ?? displayName);
  return [...documents].sort((one, other) => {
    if (nameOf(one) === nameOf(other)) return 0;
    return nameOf(one) < nameOf(other) ? -1 : 1;
  });
}

function groupsOf({ groups }: ScimDocument): readonly { value: string }[] {
  return (groups ?? []) as { value: string }[];
}

function withoutGroups(document: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(document).filter(([name]) => name !== "groups"));
}
