import { DirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import type { Role } from "../../directory/role.js";
import { settle } from "../../directory/slots.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { jobRoles } from "./listings.js";
import type { HeldRole } from "./wire.js";

/** The roles that people have by their jobs: one list of all, with who holds them. */
export class JobRoles {
  readonly #client: SiteClient;

  constructor(client: SiteClient) {
    this.#client = client;
  }

  /** `null` where the account does not have them, or not for this credential. */
  async all(reading: Reading): Promise<readonly HeldRole[] | null> {
    const found = await settle(jobRoles(this.#client).whole(reading));
    if (!(found instanceof DirectoryError)) return found.items;
    if (found.code === "UPSTREAM_FORBIDDEN" || found.httpStatus === 404) return null;
    throw found;
  }

  /** Roles by the id of who holds them; `null` likewise. */
  async byHolder(reading: Reading): Promise<ReadonlyMap<string, readonly Role[]> | null> {
    const all = await this.all(reading);
    if (all === null) return null;
    const byHolder = new Map<string, Role[]>();
    for (const { role, holderIds } of all) {
      for (const id of holderIds) {
        const held = byHolder.get(id);
        if (held === undefined) byHolder.set(id, [role]);
        else held.push(role);
      }
    }
    return byHolder;
  }
}
