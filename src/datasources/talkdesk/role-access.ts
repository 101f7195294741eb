import type { RemoteRef } from "../../directory/ids.js";
import { pageByKey } from "../../directory/key-page.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { Role } from "../../directory/role.js";
import { answerEach } from "../../directory/slots.js";
import type { RoleBook } from "./roles.js";

/** Access to the roles of a Talkdesk account, by the one list that there is. */
export class TalkdeskRoles {
  readonly #account: string;
  readonly #book: RoleBook;

  constructor(account: string, book: RoleBook) {
    this.#account = account;
    this.#book = book;
  }

  byIds(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Role>[]> {
    return answerEach(refs, async (ref) => {
      if (ref.kind !== "role" || ref.scope !== null) return null;
      return (await this.#book.list(reading))?.items.find((role) => role.remoteId === ref.id) ?? null;
    });
  }

  async list(reading: Reading, page: PageRequest): Promise<Page<Role> | null> {
    const found = await this.#book.list(reading);
    if (found === null) return null;
    const { items, skippedRows } = found;
    return { ...pageByKey(this.#account, items, (role) => role.remoteId, page), skippedRows };
  }
}
