import { BudgetSpent, DirectoryError } from "../../directory/errors.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import { answerEach, isPresent, settle } from "../../directory/slots.js";
import { listByOffset, listWholeByOffset } from "../http/offset-list.js";
import type { SiteClient } from "../teamwork-site/client.js";
import { Seen } from "../teamwork-site/seen.js";
import {
  hasTeams,
  SpaceCollaborators,
  tellsAccess,
  toCollaborators,
  type Collaborators,
} from "./collaborators.js";
import { spaceById, spacesOf, type SpaceListing } from "./listings.js";
import type { Space } from "./wire.js";

/** What of the collaborators is wanted beside who they are; a space's own row may lack it. */
interface Wanted {
  readonly access?: boolean;
  readonly teams?: boolean;
}

/** A space and who works in it. */
interface StaffedSpace {
  readonly space: Space;
  readonly collaborators: Collaborators;
}

interface AllSpaces {
  readonly items: readonly Space[];
  readonly skippedRows: number;
  readonly failure: DirectoryError | null;
}

/** Reads spaces and who works in them. What a request has read already is not asked for again. */
export class Spaces {
  readonly #client: SiteClient;
  readonly #listing: SpaceListing;
  readonly #collaborators: SpaceCollaborators;
  readonly #seen = new Seen<Space>({ idOf: (space) => space.id });

  constructor(client: SiteClient) {
    this.#client = client;
    this.#listing = spacesOf(client);
    this.#collaborators = new SpaceCollaborators(client);
  }

  /** Starts the list; whoever needs it meets the same call and its failure. */
  begin(reading: Reading): void {
    this.#listing.read(reading, 0).catch(() => undefined);
  }

  async list(reading: Reading, page: PageRequest): Promise<Page<Space>> {
    const found = await listByOffset(reading, this.#listing, { page });
    this.#note(
      reading,
      found.rows.map((row) => row.item),
    );
    return found;
  }

  /** One slot per id, in order; `null` for what cannot be an id. One is got, several are looked for in the list first. */
  async byIds(reading: Reading, ids: readonly (string | null)[]): Promise<readonly Slot<Space>[]> {
    const isUnseen = (id: string | null): id is string => id !== null && this.#seen.of(reading, id) === null;
    const unseen = new Set(ids.filter(isUnseen));
    const failure = unseen.size > 1 ? (await this.#readAll(reading)).failure : null;
    const missing = [...unseen].filter(isUnseen);
    // Whether the list hides some is documented nowhere: who is not on it is asked for.
    const got =
      failure === null
        ? await answerEach(missing, (id) => this.#client.read(reading, spaceById(id)))
        : missing.map(() => failure);
    this.#note(reading, got.filter(isPresent));
    const slots = new Map(missing.map((id, index) => [id, got[index] ?? null]));
    return ids.map((id) => (id === null ? null : (this.#seen.of(reading, id) ?? slots.get(id) ?? null)));
  }

  /** @returns `null` for a space that is not there */
  of(reading: Reading, id: string, wanted: Wanted = {}): Promise<Collaborators | null> {
    const rows = this.#seen.of(reading, id)?.collaborators ?? null;
    const isEnough =
      rows !== null &&
      !(wanted.access === true && !tellsAccess(rows)) &&
      !(wanted.teams === true && hasTeams(rows));
    return isEnough ? Promise.resolve(toCollaborators(rows)) : this.#collaborators.of(reading, id);
  }

  /**
   * All spaces with those who work in them: a call for each space whose row does not tell.
   * @throws DirectoryError when one of them could not be read; LIMIT_EXCEEDED, before anything is sent for them, when
   * there are more than the request may ask for
   */
  async staffed(reading: Reading): Promise<{
    readonly spaces: readonly StaffedSpace[];
    readonly skippedRows: number;
  }> {
    const { items, skippedRows, failure } = await this.#readAll(reading);
    if (failure !== null) throw failure;
    const needed = items.filter((space) => !this.#knows(reading, space)).length;
    if (needed > reading.budget.remaining) throw new BudgetSpent(this.#client.account.accountKey);
    const found = await Promise.all(items.map(({ id }) => this.of(reading, id)));
    const spaces = items.flatMap((space, index) => {
      const collaborators = found[index] ?? null;
      return collaborators === null ? [] : [{ space, collaborators }];
    });
    return { spaces, skippedRows };
  }

  #knows(reading: Reading, { id, collaborators }: Space): boolean {
    return collaborators !== null || this.#collaborators.knows(reading, id);
  }

  /** All spaces, or those before what went wrong. */
  async #readAll(reading: Reading): Promise<AllSpaces> {
    const page = await settle(listWholeByOffset(reading, this.#listing));
    if (page instanceof DirectoryError) return { items: [], skippedRows: 0, failure: page };
    const items = page.rows.map((row) => row.item);
    this.#note(reading, items);
    const spent = page.isTruncated ? new BudgetSpent(this.#listing.account) : null;
    return { items, skippedRows: page.skippedRows, failure: page.failure ?? spent };
  }

  #note(reading: Reading, spaces: readonly Space[]): void {
    this.#seen.note(reading, spaces);
  }
}
