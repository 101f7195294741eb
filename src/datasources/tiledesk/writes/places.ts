import type { RemoteRef } from "../../../directory/ids.js";
import type { Reading } from "../../../directory/reading.js";
import { isPresent } from "../../../directory/slots.js";
import { WriteRefused } from "../../../directory/user-errors.js";
import type { User } from "../../../directory/user.js";
import type { PlannedCall, WritePlan, WriteStakes } from "../../../directory/writing.js";
import { noStakes, planOf } from "../../../directory/writing.js";
import type { TiledeskClient } from "../client.js";
import { members } from "../resources.js";
import type { TiledeskRoles } from "../role-access.js";
import type { ProjectScope } from "../scope.js";
import type { TiledeskUsers } from "../users.js";

/** What plans are made of. */
export interface WriteParts {
  readonly account: string;
  readonly client: TiledeskClient;
  readonly scope: ProjectScope;
  readonly users: TiledeskUsers;
  readonly roles: TiledeskRoles;
}

/** A member of a project as it is now. */
export interface Place {
  readonly user: User;
  readonly project: string;
  /** `/{project}/project_users/{id}`: the server looks at the id alone, so both were read together (contract §2). */
  readonly path: string;
}

export const memberTemplate = "/{project}/project_users/{id}";

/**
 * The User that is meant: a member, or somebody invited.
 * @throws WriteRefused NOT_FOUND; the server would make a member of an unknown id, and change one of another project
 */
export async function findUser({ users }: WriteParts, reading: Reading, ref: RemoteRef): Promise<User> {
  const [found = null] = await users.byIds(reading, [ref]);
  if (isPresent(found)) return found;
  if (found !== null) throw found;
  throw new WriteRefused("NOT_FOUND", "There is no such User", { field: ["id"] });
}

/** @throws WriteRefused for somebody who is invited: there is no membership yet */
export function toPlace(user: User): Place {
  const project = user.ref.scope ?? "";
  if (user.ref.kind === "member")
    return { user, project, path: `/${project}/project_users/${user.remoteId}` };
  const note = "Withdraws the invitation.";
  throw new WriteRefused("UNSUPPORTED_BY_PROVIDER", "The User was invited and is no member yet", {
    alternatives: [{ operation: "USER_INVITATION_CANCEL", note }],
  });
}

/** Whether it is the account's own User: the identity behind its credential. */
export async function isOwnPlace(
  { scope }: WriteParts,
  reading: Reading,
  { user, project }: Place,
): Promise<boolean> {
  const { items } = await scope.listing(reading);
  const own = items.find(({ workspace }) => workspace.remoteId === project)?.own ?? null;
  return own?.memberId === user.remoteId;
}

/** What it would mean that this member loses its place or its role. */
export async function toStakes(parts: WriteParts, reading: Reading, place: Place): Promise<WriteStakes> {
  const { user, project } = place;
  const isSelf = await isOwnPlace(parts, reading, place);
  if (user.privilege !== "OWNER" || user.state !== "ACTIVE") return { ...noStakes, isSelf };
  const owners = (await parts.client.read(reading, members(project))).items.filter(
    ({ privilege, state }) => privilege === "OWNER" && state === "ACTIVE",
  );
  return { ...noStakes, isSelf, takesOwner: true, isLastOwner: owners.length <= 1 };
}

/** A plan about somebody, to be filled in. */
export function planFor(user: User, calls: readonly PlannedCall[]): WritePlan {
  return planOf(user.ref, calls);
}
