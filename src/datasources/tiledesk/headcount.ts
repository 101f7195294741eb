import { DirectoryError } from "../../directory/errors.js";
import type { Reading } from "../../directory/reading.js";
import { settle } from "../../directory/slots.js";
import type { TiledeskClient } from "./client.js";
import { members } from "./resources.js";
import type { ProjectScope } from "./scope.js";

interface HeadcountOptions {
  readonly client: TiledeskClient;
  readonly scope: ProjectScope;
  readonly note: (users: number) => void;
}

/** Each costs a listing: an account of more is not counted for a single removal. */
const mostProjects = 20;

/**
 * How many teammates the account's projects have, trashed ones too. Pending invitations are not counted: they become
 * teammates or are withdrawn.
 */
export class TiledeskHeadcount {
  readonly #options: HeadcountOptions;

  constructor(options: HeadcountOptions) {
    this.#options = options;
  }

  /** `null` for an account of many projects. */
  async read(reading: Reading): Promise<number | null> {
    const projects = await this.#options.scope.ids(reading);
    return projects.length > mostProjects ? null : this.#sum(reading, projects);
  }

  /**
   * Takes note of it where all of the account's projects are among those whose teammates the request has read. No call.
   */
  async note(reading: Reading, read: readonly string[]): Promise<void> {
    const projects = await this.#options.scope.ids(reading);
    if (read.length === projects.length) this.#options.note(await this.#sum(reading, projects));
  }

  async #sum(reading: Reading, projects: readonly string[]): Promise<number> {
    const sizes = await Promise.all(projects.map((project) => this.#sizeOf(reading, project)));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /** A project that is gone, or that the credential may not see any more, shows nobody. */
  async #sizeOf(reading: Reading, project: string): Promise<number> {
    const found = await settle(this.#options.client.read(reading, members(project)));
    if (!(found instanceof DirectoryError)) return found.items.length + found.skippedRows;
    if (found.code === "NOT_FOUND" || found.code === "UPSTREAM_FORBIDDEN") return 0;
    throw found;
  }
}
