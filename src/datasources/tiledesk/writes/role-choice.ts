import type { Reading } from "../../../directory/reading.js";
import type { Role } from "../../../directory/role.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type { NamedRef, WriteWarning } from "../../../directory/writing.js";
import { isPresent } from "../../../directory/slots.js";
import type { TiledeskRoles } from "../role-access.js";

/** A role that may be given, and what has to be said of it. */
export interface ChosenRole {
  readonly role: Role;
  readonly warnings: readonly WriteWarning[];
}

const field = ["input", "role"];

/**
 * The role that is meant, as the project has it now. The server takes any text and lets it pass every role check
 * (contract §4), so nothing that the project does not have is ever sent, nor the roles that are nobody's to give.
 * @throws WriteRefused
 */
export async function chooseRole(
  roles: TiledeskRoles,
  reading: Reading,
  project: string,
  asked: NamedRef,
): Promise<ChosenRole> {
  const role = await findRole(roles, reading, project, asked);
  if (role === null) throw new WriteRefused("NOT_FOUND", "The project does not have such a role", { field });
  if (role.details?.isAssignable !== true) {
    throw new WriteRefused("INVALID", `The role "${role.name}" cannot be given`, { field });
  }
  return { role, warnings: role.isBuiltIn ? [] : [bypassWarning] };
}

const bypassWarning: WriteWarning = {
  code: "ROLE_BYPASSES_CHECKS",
  message: "Tiledesk lets custom roles pass every role check, so this one allows what an administrator may",
};

async function findRole(
  roles: TiledeskRoles,
  reading: Reading,
  project: string,
  asked: NamedRef,
): Promise<Role | null> {
  const ref = "ref" in asked ? asked.ref : { kind: "role", scope: project, id: asked.name };
  if (ref.scope !== project) return null;
  const [found = null] = await roles.byIds(reading, [ref]);
  if (isPresent(found)) return found;
  if (found !== null) throw found;
  return null;
}
