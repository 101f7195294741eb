import { FilterUnsupported } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import { emptyPage, type Page, type PageRequest } from "../../directory/pages.js";
import type { Ahead, Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { matchesUser, type UserFilter, type UserFilterField } from "../../directory/user-filter.js";
import { userStates, type User } from "../../directory/user.js";
import { listByOffset } from "../http/offset-list.js";
import type { Everybody } from "./everybody.js";
import type { UserListing } from "./listings.js";
import { listMembers } from "./members.js";
import { spaceIdIn, userIdIn } from "./refs.js";
import type { Spaces } from "./spaces.js";

interface UsersOptions {
  readonly account: string;
  readonly listing: UserListing;
  readonly everybody: Everybody;
  readonly spaces: Spaces;
}

const unsupported = [
  ...(["team", "organization", "licenses", "identityId"] as const),
] as const satisfies readonly UserFilterField[];

/** Access to the users of a Teamwork Spaces account. */
export class SpacesUsers {
  readonly #options: UsersOptions;

  constructor(options: UsersOptions) {
    this.#options = options;
  }

  byIds(reading: Reading, refs: readonly RemoteRef[], ahead?: Ahead): Promise<readonly Slot<User>[]> {
    const ids = refs.map(userIdIn);
    if (ids.some((id) => id !== null)) this.#begin(reading, ahead);
    return this.#options.everybody.byIds(reading, ids);
  }

  byEmails(
    reading: Reading,
    emails: readonly string[],
    ahead?: Ahead,
  ): Promise<readonly Slot<readonly User[]>[]> {
    if (emails.length > 0) this.#begin(reading, ahead);
    return this.#options.everybody.byEmails(reading, emails);
  }

  /** Spaces narrows by nothing, so the list is gone through until the page is full. */
  async list(reading: Reading, page: PageRequest, filter: UserFilter, ahead?: Ahead): Promise<Page<User>> {
    const { account, listing, everybody } = this.#options;
    const field = unsupported.find((name) => filter[name] !== undefined);
    if (field !== undefined) throw new FilterUnsupported(account, field);
    this.#begin(reading, ahead);
    const keeps = (user: User): boolean => matchesUser(user, filter);
    if (filter.workspace !== undefined) return this.#inSpace(reading, filter.workspace, { page, keeps });
    const found = await listByOffset(reading, listing, { page, keeps });
    everybody.note(
      reading,
      found.rows.map((row) => row.item),
    );
    return isEverybody(filter) ? found : { ...found, total: null };
  }

  async #inSpace(
    reading: Reading,
    space: RemoteRef,
    asked: { readonly page: PageRequest; readonly keeps: (user: User) => boolean },
  ): Promise<Page<User>> {
    const { account, everybody, spaces } = this.#options;
    const id = spaceIdIn(space);
    const collaborators = id === null ? null : await spaces.of(reading, id);
    if (collaborators === null) return emptyPage;
    return listMembers(reading, everybody, collaborators, { account, ...asked });
  }

  #begin(reading: Reading, ahead: Ahead | undefined): void {
    if (ahead?.has("workspaces") === true) this.#options.spaces.begin(reading);
  }
}

/** Whether a filter keeps all rows, so that the list's own size is the answer's. */
function isEverybody(filter: UserFilter): boolean {
  return Object.keys(filter).length === 1 && userStates.every((state) => filter.states.has(state));
}
