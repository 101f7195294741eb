import { identify, type DirectoryObject } from "../../directory/directory-object.js";
import type { Team } from "../../directory/team.js";
import type { Workspace, WorkspaceState } from "../../directory/workspace.js";
import type { Sighting } from "../teamwork-site/client.js";
import { toRemote } from "../teamwork-site/remote.js";
import { toSpaceRef, toTeamRef } from "./refs.js";
import type { CollaboratorRow, SpaceRow, TeamRow } from "./rows.js";

/** A space, and the collaborators in its own row where the row has all of them. */
export interface Space {
  readonly id: string;
  readonly workspace: Workspace;
  readonly collaborators: readonly CollaboratorRow[] | null;
}

export function toSpace(seen: Sighting, row: SpaceRow): Space {
  const { collaborators, collaboratorsCount } = row;
  const workspace: Workspace = {
    ...identify(seen.account, "Workspace", toSpaceRef(row.id), row.id),
    name: row.title ?? row.code ?? row.id,
    description: row.purpose,
    kind: "SPACE",
    state: toWorkspaceState(seen, row),
    rawState: row.state,
    // No document tells where a space is in a browser.
    url: null,
    organization: null,
    ...source(seen, row),
  };
  const isWhole = collaborators?.length === collaboratorsCount;
  return { id: row.id, workspace, collaborators: isWhole ? collaborators : null };
}

const spaceStates: ReadonlyMap<string, WorkspaceState> = new Map<string, WorkspaceState>([
  ["active", "ACTIVE"],
  ["archived", "ARCHIVED"],
  ["removed", "DELETED"],
  ["deleted", "DELETED"],
]);

function toWorkspaceState(seen: Sighting, { state, deletedAt }: SpaceRow): WorkspaceState {
  const known = spaceStates.get(state?.toLowerCase() ?? "");
  if (known === undefined && state !== null) seen.observer.unknownValue("spaces.state");
  return deletedAt === null ? (known ?? "UNKNOWN") : "DELETED";
}

/** @param row only the id, where the answer tells no more */
export function toTeam(seen: Sighting, space: string, row: TeamRow): Team {
  return {
    ...identify(seen.account, "Team", toTeamRef(space, row.id), `${space}:${row.id}`),
    name: row.name ?? row.title ?? row.id,
    description: null,
    kind: "TEAM",
    isDeleted: false,
    parent: null,
    organization: null,
    workspace: toSpaceRef(space),
    ...source(seen, row),
  };
}

function source(
  { fetchedAt }: Sighting,
  row: object,
): Pick<DirectoryObject, "fetchedAt" | "surface" | "toRemote"> {
  return { fetchedAt, surface: "teamwork-spaces", toRemote: () => toRemote(row) };
}
