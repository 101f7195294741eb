import { DirectoryError } from "../../directory/errors.js";
import type { RemoteRef } from "../../directory/ids.js";
import type { Reading } from "../../directory/reading.js";
import type { UserFilter } from "../../directory/user-filter.js";
import type { SiteClient } from "../teamwork-site/client.js";
import type { JobRoles } from "./job-roles.js";
import { isId } from "./people-by-id.js";
import { projectRole } from "./resources.js";
import type { ProjectsTeams } from "./teams.js";

interface HoldersOptions {
  readonly client: SiteClient;
  readonly jobRoles: JobRoles;
  readonly teams: Pick<ProjectsTeams, "groups">;
}

/** A filter, taken apart. */
interface Narrowing {
  /** Those among whom everybody is; `null` for no such bound. */
  readonly ids: ReadonlySet<string> | null;
  /** What is still to be looked at. */
  readonly rest: UserFilter;
}

/** Who is in a team, and who holds a job's or a project's role: these tell it themselves, and people do not. */
export class Holders {
  readonly #options: HoldersOptions;

  constructor(options: HoldersOptions) {
    this.#options = options;
  }

  async narrow(reading: Reading, { team, role, ...others }: UserFilter): Promise<Narrowing> {
    const isHeld = role !== undefined && role.kind !== "access";
    const bounds = await Promise.all([
      team === undefined ? null : this.#inTeam(reading, team),
      isHeld ? this.#withRole(reading, role) : null,
    ]);
    const rest = role === undefined || isHeld ? others : { ...others, role };
    return { ids: bounds.reduce(toCommon, null), rest };
  }

  async #inTeam(reading: Reading, ref: RemoteRef): Promise<ReadonlySet<string>> {
    const [group = null] = await this.#options.teams.groups(reading, [ref], true);
    if (group instanceof DirectoryError) throw group;
    return new Set(group?.memberIds ?? []);
  }

  async #withRole(reading: Reading, { kind, id }: RemoteRef): Promise<ReadonlySet<string>> {
    const { client, jobRoles } = this.#options;
    if (!isId(id)) return new Set();
    if (kind === "job-role") {
      const all = await jobRoles.all(reading);
      return new Set(all?.find((held) => held.id === id)?.holderIds ?? []);
    }
    if (kind !== "project-role") return new Set();
    return new Set((await client.read(reading, projectRole(id)))?.holderIds ?? []);
  }
}

function toCommon(
  one: ReadonlySet<string> | null,
  other: ReadonlySet<string> | null,
): ReadonlySet<string> | null {
  if (one === null || other === null) return one ?? other;
  return new Set([...one].filter((id) => other.has(id)));
}
