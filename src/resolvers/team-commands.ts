import type { RemoteRef } from "../directory/ids.js";
import { WriteRefused } from "../directory/user-errors.js";
import type { TeamCommand, TeamFields } from "../directory/writing.js";
import type { TeamCreateInput, TeamUpdateInput } from "../schema/mutation-inputs.js";
import { toRef, type Place } from "./user-commands.js";

/** @throws WriteRefused */
export function toTeamCreateCommand(
  place: Place,
  { name, description, workspace }: TeamCreateInput,
): TeamCommand {
  const input = {
    name: parseName(name),
    ...(description == null ? {} : { description }),
    ...(workspace == null ? {} : { workspace: toRef(place, "Workspace", workspace, ["input", "workspace"]) }),
  };
  return { operation: "TEAM_CREATE", input };
}

/** @throws WriteRefused */
export function toTeamUpdateCommand(team: RemoteRef, { name, description }: TeamUpdateInput): TeamCommand {
  if (name === null) throw blankName();
  const input: TeamFields = {
    ...(name === undefined ? {} : { name: parseName(name) }),
    ...(description === undefined ? {} : { description }),
  };
  return { operation: "TEAM_UPDATE", team, input };
}

interface AskedMembers {
  readonly operation: "TEAM_MEMBERS_ADD" | "TEAM_MEMBERS_REMOVE";
  readonly team: RemoteRef;
  readonly users: readonly string[];
}

const maxMembers = 100;

/** @throws WriteRefused */
export function toMembersCommand(place: Place, { operation, team, users }: AskedMembers): TeamCommand {
  return { operation, team, users: toUserRefs(place, users) };
}

/** @throws WriteRefused */
export function toUserRefs(place: Place, ids: readonly string[]): readonly RemoteRef[] {
  if (ids.length > 0 && ids.length <= maxMembers) return ids.map((id) => toRef(place, "User", id, ["users"]));
  throw new WriteRefused("INVALID", `Give 1 to ${maxMembers} users`, { field: ["users"] });
}

const maxNameLength = 200;

function parseName(text: string): string {
  const name = text.normalize("NFC").trim();
  if (name === "") throw blankName();
  if (name.length <= maxNameLength && !/\p{C}/u.test(name)) return name;
  throw new WriteRefused("INVALID", `A name has at most ${maxNameLength} characters, and no controls`, {
    field: ["input", "name"],
  });
}

function blankName(): WriteRefused {
  return new WriteRefused("BLANK", "A name is needed", { field: ["input", "name"] });
}
