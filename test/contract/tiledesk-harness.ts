import type { FaultRule } from "../../sandbox/faults.js";
import type { MemberDocument } from "../../sandbox/tiledesk/documents.js";
import { newMember, newUser } from "../../sandbox/tiledesk/new-documents.js";
import { tiledesk } from "../../src/datasources/tiledesk/provider.js";
import type { User, UserState } from "../../src/directory/user.js";
import {
  identity,
  openTiledesk,
  unknownId,
  type TiledeskAccount,
} from "../providers/tiledesk/tiledesk-account.js";
import type { ContractAccount, ContractFault, ContractTruth, KnownUser, ProviderHarness } from "./harness.js";

/** Tiledesk and its stand-in: three projects, so that lists go from one to the next. */
export const tiledeskHarness: ProviderHarness = {
  module: tiledesk,
  native: [
    ...(["USERS_LIST", "USERS_BY_ID", "USERS_BY_EMAIL", "ROLES_LIST", "TEAMS_LIST"] as const),
    ...(["TEAM_MEMBERS_LIST", "WORKSPACES_LIST", "WORKSPACE_MEMBERS_LIST"] as const),
    ...(["ACTIVITIES_LIST", "ME"] as const),
    ...(["USER_INVITE", "USER_INVITATION_RESEND", "USER_INVITATION_CANCEL", "USER_UPDATE"] as const),
    ...(["TEAM_CREATE", "TEAM_UPDATE", "TEAM_SOFT_DELETE", "TEAM_RESTORE", "ROLE_ASSIGN"] as const),
    ...(["USER_DISABLE", "USER_ENABLE", "USER_SOFT_DELETE", "USER_RESTORE", "USER_HARD_DELETE"] as const),
  ],
  open: async () => toContractAccount(await openTiledesk({ people: 96, projects: 3 })),
};

function toContractAccount(account: TiledeskAccount): ContractAccount {
  const { standIn } = account;
  let joined = 0;
  let invited = 0;
  let made = 0;
  return {
    identity,
    unknownId,
    truth: () => toTruth(account),
    cold: () => account.cold(),
    written: {
      newcomer: () => {
        invited += 1;
        const workspaces = [{ kind: "project", scope: null, id: account.projectIds[0] ?? "" }];
        return { email: `newcomer.${invited}@partner.example`, role: { name: "agent" }, workspaces };
      },
      otherRole: { name: "supervisor" },
      newTeam: () => {
        made += 1;
        const workspace = { kind: "project", scope: null, id: account.projectIds[0] ?? "" };
        return { name: `Contract team ${made}`, workspace };
      },
      change: { note: "At the contract", tags: ["contract"] },
    },
    join: () => {
      joined += 1;
      join(account, joined);
      return Promise.resolve();
    },
    leave: (user) => {
      leave(account, user);
      return Promise.resolve();
    },
    fail: (fault) => {
      standIn.faults.add([{ match: { method: "GET" }, fault: faults[fault] }]);
    },
    heal: () => {
      standIn.faults.clear();
    },
    calls: () => standIn.counters.read().calls,
    close: () => account.close(),
  };
}

/** Sign-ins are the only POST, and go through. */
const faults: Readonly<Record<ContractFault, FaultRule["fault"]>> = {
  UNAUTHORIZED: { kind: "status", status: 401, body: "Unauthorized" },
  FORBIDDEN: {
    kind: "status",
    status: 403,
    body: { success: false, msg: "you dont have the required role." },
  },
  RATE_LIMITED: { kind: "status", status: 429, body: "slow down", headers: { "Retry-After": "60" } },
  BROKEN_SERVER: { kind: "status", status: 500, body: { success: false, msg: "Error getting object." } },
  HANG: { kind: "hang" },
  HTML_PAGE: { kind: "garbage", body: "<!doctype html><title>Welcome</title>", contentType: "text/html" },
  BROKEN_ENVELOPE: { kind: "garbage", body: { hello: "world" } },
};

function join({ state, projectIds }: TiledeskAccount, count: number): void {
  const at = "2026-11-20T09:00:00.000Z";
  const names = { firstname: "June", lastname: `Joiner ${count}` };
  const user = newUser({ _id: state.nextId(), at }, { email: `june.joiner${count}@acme.example`, ...names });
  state.addUser(user, "Passw0rd!");
  const membership = {
    id_project: projectIds[0] ?? "",
    id_user: user._id,
    role: "agent",
    user_available: true,
  };
  state.addMember(newMember({ _id: state.nextId(), at, createdBy: user._id }, membership));
}

function leave({ state }: TiledeskAccount, user: User): void {
  const member = state.members.get(user.remoteId);
  if (member !== undefined) state.removeMember(member);
  else if (!state.pendingInvitations.delete(user.remoteId)) throw new Error("Nobody to leave");
  state.changed();
}

const fixedRoles = ["guest", "user", "teammate", "agent", "supervisor", "admin", "owner"];

function toTruth({ state, projectIds }: TiledeskAccount): ContractTruth {
  const isOurs = (document: { id_project?: string }): boolean =>
    projectIds.includes(document.id_project ?? "");
  const members = [...state.members.values()].filter((member) => isOurs(member) && member.roleType === 1);
  const invitations = [...state.pendingInvitations.values()].filter(isOurs);
  const groups = [...state.groups.values()].filter((group) => isOurs(group) && group.trashed === false);
  const custom = [...state.roles.values()].filter(isOurs);
  return {
    users: [
      ...members.map((member) => toKnownUser(state, member)),
      ...invitations.map(({ _id, email }) => {
        return { remoteKey: `invitation:${_id}`, email: email ?? null, state: "INVITED" as const };
      }),
    ],
    roles: [
      ...projectIds.flatMap((project) => fixedRoles.map((name) => `${project}:${name}`)),
      ...custom.map((role) => `${role.id_project ?? ""}:${role.name ?? ""}`),
    ],
    teams: groups.map((group) => group._id),
    workspaces: projectIds,
    activities: state.activities.filter(isOurs).map((activity) => activity._id),
  };
}

function toKnownUser({ users }: TiledeskAccount["state"], member: MemberDocument): KnownUser {
  const human = users.get(member.id_user ?? "");
  const isGone = human === undefined || human.status === 0;
  const state: UserState = isGone || member.trashed === true ? "DELETED" : toState(member.status);
  return { remoteKey: member._id, email: human?.email ?? null, state };
}

function toState(status: string): UserState {
  return status === "disabled" ? "DISABLED" : "ACTIVE";
}
