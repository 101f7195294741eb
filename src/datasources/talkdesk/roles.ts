import { identify, type JsonObject } from "../../directory/directory-object.js";
import { DirectoryError } from "../../directory/errors.js";
import type { Observer } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { highestPrivilege, type Privilege, type Role } from "../../directory/role.js";
import type { Sighting } from "./client.js";
import type { Listing } from "./listing.js";
import { foldName, type Held } from "./people.js";
import type { NamedRow } from "./rows.js";

/** Names that the guide uses, and plain words for the same; `settings.rolePrivileges` comes before them. */
const plainPrivileges: Readonly<Record<string, Privilege>> = {
  owner: "OWNER",
  "account owner": "OWNER",
  admin: "ADMIN",
  administrator: "ADMIN",
  supervisor: "MANAGER",
  agent: "MEMBER",
};

/** What the names of roles mean in this account: free text, which an administrator chose. */
export class RolePrivileges {
  readonly #byName: ReadonlyMap<string, Privilege>;
  readonly #observer: Observer;

  constructor(settings: Readonly<Record<string, Privilege>>, observer: Observer) {
    const named = Object.entries({ ...plainPrivileges, ...foldKeys(settings) });
    this.#byName = new Map(named);
    this.#observer = observer;
  }

  of(name: string): Privilege {
    const known = this.#byName.get(foldName(name));
    if (known === undefined) this.#observer.unknownValue("role.name");
    return known ?? "UNKNOWN";
  }
}

function foldKeys(settings: Readonly<Record<string, Privilege>>): Readonly<Record<string, Privilege>> {
  return Object.fromEntries(Object.entries(settings).map(([name, privilege]) => [foldName(name), privilege]));
}

export function toRole(privileges: RolePrivileges, seen: Sighting, row: NamedRow): Role {
  const name = row.name ?? row.id;
  const ref = { kind: "role", scope: null, id: row.id };
  return {
    ...identify(seen.account, "Role", ref, row.id),
    name,
    scope: "ACCOUNT",
    kind: "ACCESS",
    privilege: privileges.of(name),
    isBuiltIn: false,
    license: null,
    details: { description: null, isAssignable: true, permissions: null },
    fetchedAt: seen.fetchedAt,
    surface: "rest",
    toRemote: () => row as JsonObject,
  };
}

export interface RoleList {
  readonly items: readonly Role[];
  readonly skippedRows: number;
}

/** The roles of an account, and which of them is meant where a user's row mentions one. */
export class RoleBook {
  readonly #listing: Pick<Listing<NamedRow, Role>, "whole"> | null;
  readonly #privileges: RolePrivileges;
  readonly #observer: Observer;

  /** @param listing `null` where nothing lists roles */
  constructor(
    listing: Pick<Listing<NamedRow, Role>, "whole"> | null,
    privileges: RolePrivileges,
    observer: Observer,
  ) {
    this.#listing = listing;
    this.#privileges = privileges;
    this.#observer = observer;
  }

  /** `null` where the account has no list of roles. */
  list(reading: Reading): Promise<RoleList | null> {
    return this.#listing?.whole(reading) ?? Promise.resolve(null);
  }

  /** Likewise where the credential may not see it: a user's role is then not exposed. */
  async listForUsers(reading: Reading): Promise<RoleList | null> {
    try {
      return await this.list(reading);
    } catch (thrown) {
      if (thrown instanceof DirectoryError && thrown.code === "UPSTREAM_FORBIDDEN") return null;
      throw thrown;
    }
  }

  /** Starts reading it; whoever needs it meets the same call and its failure. */
  begin(reading: Reading): void {
    this.list(reading).catch(() => undefined);
  }

  /**
   * The roles that are mentioned. "Must match a valid role id", the guide says, and its replies show names: the id
   * counts before the name, the name in any case. One that is not on the list leaves the roles untold; what the name
   * alone says of the privilege stays.
   */
  toHeld(mentions: readonly string[] | null, list: RoleList | null): Held {
    if (mentions === null) return { privilege: "UNKNOWN", roles: null };
    if (mentions.length === 0) return { privilege: highestPrivilege([]), roles: [] };
    const roles = mentions.map((mention) => findRole(list?.items ?? [], mention));
    const found = roles.filter((role) => role !== null);
    if (found.length === mentions.length) {
      const unique = [...new Set(found)];
      return { privilege: highestPrivilege(unique.map((role) => role.privilege)), roles: unique };
    }
    if (list !== null) this.#observer.unknownValue("user.role");
    const privileges = roles.map((role, at) => role?.privilege ?? this.#privileges.of(mentions[at] ?? ""));
    return { privilege: highestPrivilege(privileges), roles: null };
  }
}

function findRole(roles: readonly Role[], mention: string): Role | null {
  const name = foldName(mention);
  return (
    roles.find((role) => role.remoteId === mention) ??
    roles.find((role) => foldName(role.name) === name) ??
    null
  );
}
