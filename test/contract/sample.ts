import type { Operation } from "../../src/directory/capabilities.js";
import type { RemoteRef } from "../../src/directory/ids.js";
import type { Provider, ProviderModule } from "../../src/directory/provider.js";
import type { Reading } from "../../src/directory/reading.js";
import { testReading } from "../datasources/http/test-reading.js";
import {
  allStates,
  anyActivity,
  everybody,
  listsOf,
  nothingAhead,
  wholePage,
  type ListName,
} from "./access-paths.js";

/** References of things that are there, to ask for. */
export interface Sample {
  readonly user: RemoteRef;
  readonly email: string;
  readonly role: RemoteRef;
  readonly team: RemoteRef | null;
  readonly workspace: RemoteRef;
  readonly organization: RemoteRef | null;
}

export async function takeSample(provider: Provider): Promise<Sample> {
  const reading = testReading();
  const { rows } = await provider.listUsers(reading, wholePage, everybody, nothingAhead);
  const user = rows.map((row) => row.item).find((found) => found.state === "ACTIVE" && found.email !== null);
  const role = rows.flatMap((row) => row.item.roleAssignments ?? []).at(0)?.role.ref;
  if (user?.email == null || role === undefined) throw new Error("The company lacks somebody with a role");
  const first = async (list: ListName): Promise<RemoteRef | null> =>
    (await listsOf(provider)[list]?.(reading, wholePage))?.rows[0]?.item.ref ?? null;
  const team = (await provider.listTeams(reading, wholePage))?.rows[0]?.item.ref ?? null;
  const workspace = await first("workspaces");
  if (workspace === null) throw new Error("The company lacks a workspace");
  return {
    user: user.ref,
    email: user.email,
    role,
    team,
    workspace,
    organization: await first("organizations"),
  };
}

type ReadSample = (provider: Provider, reading: Reading, sample: Sample) => Promise<unknown>;

interface ReadPath {
  /** Without it the path is not there; absent for the paths that every provider has. */
  readonly needs?: Operation;
  /** Whether its answer has a form that can be broken. */
  readonly hasEnvelope: boolean;
  readonly read: ReadSample;
}

function path(read: ReadSample, needs?: Operation): ReadPath {
  return { read, hasEnvelope: true, ...(needs === undefined ? {} : { needs }) };
}

function given(ref: RemoteRef | null): readonly RemoteRef[] {
  return ref === null ? [] : [ref];
}

const page = wholePage;
const states = allStates;

/** One read of each access path of a provider. */
const readPaths: Readonly<Record<string, ReadPath>> = {
  listUsers: path((p, r) => p.listUsers(r, page, everybody, nothingAhead)),
  usersByIds: path((p, r, { user }) => p.usersByIds(r, [user])),
  "usersByIds, several": path((p, r, { user }) => p.usersByIds(r, [user, user])),
  usersByEmails: path((p, r, { email }) => p.usersByEmails(r, [email])),
  listRoles: path((p, r) => p.listRoles(r, page), "ROLES_LIST"),
  rolesByIds: path((p, r, { role }) => p.rolesByIds(r, [role])),
  listTeams: path((p, r) => p.listTeams(r, page), "TEAMS_LIST"),
  teamsByIds: path((p, r, { team }) => p.teamsByIds(r, given(team)), "TEAMS_LIST"),
  "teamsByIds, several": path(
    (p, r, { team }) => p.teamsByIds(r, [...given(team), ...given(team)]),
    "TEAMS_LIST",
  ),
  listWorkspaces: path((p, r) => p.listWorkspaces(r, page)),
  workspacesByIds: path((p, r, { workspace }) => p.workspacesByIds(r, [workspace])),
  teamsOfUsers: path((p, r, { user }) => p.teamsOfUsers(r, [{ of: user, page }]), "TEAMS_LIST"),
  workspacesOfUsers: path((p, r, { user }) => p.workspacesOfUsers(r, [{ of: user, page }])),
  membersOfTeams: path(
    (p, r, { team }) =>
      p.membersOfTeams(
        r,
        given(team).map((of) => ({ of, page, states })),
      ),
    "TEAMS_LIST",
  ),
  membersOfWorkspaces: path((p, r, { workspace }) =>
    p.membersOfWorkspaces(r, [{ of: workspace, page, states }]),
  ),
  teamsOfWorkspaces: path(
    (p, r, { workspace }) => p.teamsOfWorkspaces(r, [{ of: workspace, page }]),
    "TEAMS_LIST",
  ),
  visibility: path((p, r) => p.visibility(r)),
  checkHealth: { read: (p, r) => p.checkHealth(r), hasEnvelope: false },
  me: path(async (p, r) => p.me?.(r), "ME"),
  listActivities: path(async (p, r) => p.listActivities?.(r, page, anyActivity), "ACTIVITIES_LIST"),
  listOrganizations: path(async (p, r) => p.listOrganizations?.(r, page), "ORGANIZATIONS_LIST"),
  organizationsByIds: path(
    async (p, r, { organization }) => organization && p.organizationsByIds?.(r, [organization]),
    "ORGANIZATIONS_LIST",
  ),
};

/** The read paths that a provider must have, by name. */
export function readPathsOf({ capabilities }: ProviderModule): readonly (readonly [string, ReadPath])[] {
  return Object.entries(readPaths).filter(
    ([, { needs }]) => needs === undefined || capabilities[needs].support !== "UNSUPPORTED",
  );
}
