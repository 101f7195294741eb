import { identify, type AccountIdentity } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Slot } from "../../directory/provider.js";
import type { Privilege, Role } from "../../directory/role.js";

/** A role of which the product has no object: it is made of flags that people carry. */
export interface AccessRole {
  /** Stable: stands in ids. */
  readonly id: string;
  readonly name: string;
  readonly privilege: Privilege;
  readonly description: string;
  /** The licence that it takes, as the product calls it. */
  readonly license?: string;
  readonly isAssignable: boolean;
}

interface AccessRolesOptions {
  /** The API that people come from. */
  readonly surface: string;
  /** What stands before the id in `remoteKey`, where the product has other roles too. */
  readonly keyPrefix?: string;
  readonly roles: readonly AccessRole[];
}

const kind = "access";

/** The roles of a product that are made of flags, the same in every account and without a call. */
export class AccessRoles {
  readonly #surface: string;
  readonly #keyPrefix: string;
  readonly #roles: ReadonlyMap<string, AccessRole>;

  constructor({ surface, keyPrefix = "", roles }: AccessRolesOptions) {
    this.#surface = surface;
    this.#keyPrefix = keyPrefix;
    this.#roles = new Map(roles.map((role) => [role.id, role]));
  }

  /** The role, as it stands with somebody who was read then. */
  toRole(account: AccountIdentity, { id, ...role }: AccessRole, fetchedAt: Date): Role {
    const ref = { kind, scope: null, id };
    return {
      ...identify(account, "Role", ref, `${this.#keyPrefix}${id}`),
      name: role.name,
      scope: "ACCOUNT",
      kind: "ACCESS",
      privilege: role.privilege,
      isBuiltIn: true,
      license: role.license ?? null,
      details: { description: role.description, isAssignable: role.isAssignable, permissions: null },
      fetchedAt,
      surface: this.#surface,
      toRemote: () => ({}),
    };
  }

  /** @throws DirectoryError INVALID_CURSOR for a position of another list */
  list(account: AccountIdentity, page: PageRequest): Page<Role> {
    const now = new Date();
    const all = [...this.#roles.values()].map((role) => this.toRole(account, role, now));
    return pageByKey(account.accountKey, all, (role) => role.remoteId, page);
  }

  byIds(account: AccountIdentity, refs: readonly RemoteRef[]): readonly Slot<Role>[] {
    const now = new Date();
    return refs.map((ref) => {
      const role = ref.kind === kind && ref.scope === null ? this.#roles.get(ref.id) : undefined;
      return role === undefined ? null : this.toRole(account, role, now);
    });
  }

  /** `null` for a key that is of none of them. */
  parseKey(remoteKey: string): RemoteRef | null {
    if (!remoteKey.startsWith(this.#keyPrefix)) return null;
    const id = remoteKey.slice(this.#keyPrefix.length);
    return this.#roles.has(id) ? { kind, scope: null, id } : null;
  }
}
