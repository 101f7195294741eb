import type { AccountIdentity } from "../../directory/directory-object.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Page, PageRequest } from "../../directory/pages.js";
import type { Slot } from "../../directory/provider.js";
import type { Reading } from "../../directory/reading.js";
import type { Role } from "../../directory/role.js";
import { answerEach } from "../../directory/slots.js";
import type { TiledeskClient } from "./client.js";
import { walkProjects, type ProjectPart } from "./project-walk.js";
import { customRoles, customRolesPageSize, members } from "./resources.js";
import { fixedRoleNames, isFixedRole, toMentionedRole, toUnlistedRole } from "./roles.js";
import type { ProjectScope } from "./scope.js";

interface RoleAccessOptions {
  readonly account: AccountIdentity;
  readonly client: TiledeskClient;
  readonly scope: ProjectScope;
}

/** More custom roles than this are nobody's; a server that repeats its pages is not followed for ever. */
const pageCap = 25;

/** Access to the roles of a Tiledesk account: the fixed ones of every project and the custom ones. */
export class TiledeskRoles {
  readonly #options: RoleAccessOptions;

  constructor(options: RoleAccessOptions) {
    this.#options = options;
  }

  byIds(reading: Reading, refs: readonly RemoteRef[]): Promise<readonly Slot<Role>[]> {
    return answerEach(refs, async (ref) => {
      if (ref.kind !== "role" || ref.scope === null) return null;
      const isOurs = (await this.#options.scope.ids(reading)).includes(ref.scope);
      return isOurs ? this.#role(reading, ref.scope, ref.id) : null;
    });
  }

  async list(reading: Reading, page: PageRequest): Promise<Page<Role>> {
    return walkProjects<Role>({
      projects: await this.#options.scope.ids(reading),
      page,
      keyOf: (role) => role.name,
      atOnce: 1,
      account: this.#options.account.accountKey,
      read: async (project) => {
        const custom = await this.#custom(reading, project);
        const fixed = fixedRoleNames.map((name) => this.#mentioned(project, name));
        const items = [...fixed, ...custom.items].sort((one, other) => (one.name < other.name ? -1 : 1));
        return { items, skippedRows: custom.skippedRows };
      },
    });
  }

  /** A name that the project does not list exists all the same when somebody holds it. */
  async #role(reading: Reading, project: string, name: string): Promise<Role | null> {
    if (isFixedRole(name)) return this.#mentioned(project, name);
    const { items } = await this.#custom(reading, project);
    const listed = items.find((role) => role.name === name);
    if (listed !== undefined) return listed;
    const people = await this.#options.client.read(reading, members(project));
    const isHeld = people.items.some(
      (user) => user.roleAssignments?.some(({ role }) => role.name === name) === true,
    );
    return isHeld
      ? toUnlistedRole({ account: this.#options.account, project, fetchedAt: new Date() }, name)
      : null;
  }

  async #custom(reading: Reading, project: string): Promise<ProjectPart<Role>> {
    const items = new Map<string, Role>();
    let skippedRows = 0;
    for (let page = 0; page < pageCap; page += 1) {
      const { rows, skipped } = await this.#options.client.read(reading, customRoles(project, page));
      for (const role of rows) items.set(role.name, role);
      skippedRows += skipped;
      if (rows.length + skipped < customRolesPageSize) break;
    }
    return { items: [...items.values()], skippedRows };
  }

  #mentioned(project: string, name: string): Role {
    return toMentionedRole({ account: this.#options.account, project, fetchedAt: new Date() }, name);
  }
}
