import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Reading } from "../../directory/reading.js";
import type { TiledeskClient } from "./client.js";
import { projects, type Listing } from "./resources.js";
import type { Project } from "./wire.js";

const objectId = /^[0-9a-f]{24}$/u;

/** Whether the server takes it as an id at all; anything else makes it answer 500 (contract §1). */
export function isObjectId(text: string | null): text is string {
  return text !== null && objectId.test(text);
}

/** The projects that make up the linked account: the configured ones, or all that the credential belongs to. */
export class ProjectScope {
  readonly #client: TiledeskClient;
  readonly #configured: ReadonlySet<string> | null;

  constructor(client: TiledeskClient, configured: readonly string[] | undefined) {
    this.#client = client;
    this.#configured = configured === undefined ? null : new Set(configured);
  }

  /** Whether the operator named the projects, which may then lie outside the credential's own list. */
  get isConfigured(): boolean {
    return this.#configured !== null;
  }

  /** Ids of the projects, ascending. Costs a call only where none are configured. */
  async ids(reading: Reading): Promise<readonly string[]> {
    if (this.#configured !== null) return [...this.#configured].sort();
    const { items } = await this.listing(reading);
    return items.filter(isLive).map((project) => project.workspace.remoteId);
  }

  /** The projects of the credential, those outside the account too. */
  listing(reading: Reading): Promise<Listing<Project>> {
    return this.#client.read(reading, projects);
  }

  /** Where a reference points to: a project of the account, `any` when it does not say, `null` when to none of ours. */
  projectOf(ref: RemoteRef): { readonly id: string } | "any" | null {
    if (ref.scope === null) return "any";
    return this.includes(ref.scope) ? { id: ref.scope } : null;
  }

  /** The projects of the account that the references name, as far as can be told without a call. */
  named(refs: readonly RemoteRef[]): ReadonlySet<string> {
    return new Set(refs.flatMap(({ scope }) => (scope !== null && this.includes(scope) ? scope : [])));
  }

  /** Whether the project may belong to the account, as far as can be told without a call. */
  includes(project: string): boolean {
    return isObjectId(project) && (this.#configured?.has(project) ?? true);
  }

  /** The first answer over the projects that a reference may point to; absent only when all of them say so. */
  async find<T>(
    reading: Reading,
    ref: RemoteRef,
    look: (project: string) => Promise<T | null>,
  ): Promise<T | null> {
    const project = this.projectOf(ref);
    if (project === null) return null;
    if (project !== "any") return orAbsentWithProject(look(project.id));
    const projects = await this.ids(reading);
    const answers = await Promise.allSettled(projects.map((id) => orAbsentWithProject(look(id))));
    const found = answers.find((answer) => answer.status === "fulfilled" && answer.value !== null);
    if (found?.status === "fulfilled") return found.value;
    const failed = answers.find((answer) => answer.status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
    return null;
  }
}

export function isLive(project: Project): boolean {
  return project.workspace.state !== "DELETED";
}

/** Nothing is left in a project that does not exist any more. */
async function orAbsentWithProject<T>(answer: Promise<T | null>): Promise<T | null> {
  try {
    return await answer;
  } catch (thrown) {
    if (thrown instanceof DirectoryError && thrown.code === "NOT_FOUND") return null;
    throw thrown;
  }
}
