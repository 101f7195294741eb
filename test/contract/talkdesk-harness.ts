import type { FaultRule } from "../../sandbox/faults.js";
import type { TalkdeskUser } from "../../sandbox/talkdesk/documents.js";
import { talkdesk } from "../../src/datasources/talkdesk/provider.js";
import type { UserState } from "../../src/directory/user.js";
import {
  identity,
  openTalkdesk,
  unknownId,
  type TalkdeskAccount,
} from "../providers/talkdesk/talkdesk-account.js";
import type { ContractAccount, ContractFault, ContractTruth, ProviderHarness } from "./harness.js";

/**
 * Talkdesk over REST and its stand-in, where lists tell as much as gets do and PENDING is a state of its own. What
 * accounts with sparser lists show is in the provider's own tests.
 */
export const talkdeskHarness: ProviderHarness = {
  module: talkdesk,
  native: [
    ...(["USERS_LIST", "USERS_BY_ID", "USERS_BY_EMAIL", "ROLES_LIST", "TEAMS_LIST"] as const),
    ...(["TEAM_MEMBERS_LIST", "WORKSPACES_LIST", "WORKSPACE_MEMBERS_LIST"] as const),
    ...(["USER_INVITE", "USER_UPDATE", "USER_DISABLE", "USER_ENABLE", "USER_HARD_DELETE"] as const),
    "ROLE_ASSIGN",
  ],
  withoutCalls: ["listWorkspaces", "workspacesByIds", "visibility"],
  open: async () => {
    const quirks = { listShows: "full", status: "upper" } as const;
    return toContractAccount(await openTalkdesk({ people: 190, quirks }));
  },
};

function toContractAccount(account: TalkdeskAccount): ContractAccount {
  const { standIn, state } = account;
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
        const name = { full: `New Comer ${invited}` };
        return { email: `newcomer.${invited}@acme.example`, name, role: { name: "agent" } };
      },
      change: { extension: "4711" },
      otherRole: { name: "supervisor" },
      emptyTeam: () => {
        made += 1;
        return { kind: "team", scope: null, id: state.addTeam(`Contract team ${made}`).id };
      },
    },
    join: () => {
      joined += 1;
      join(account, joined);
      return Promise.resolve();
    },
    leave: ({ remoteId }) => {
      const user = state.userById(remoteId);
      if (user === undefined) throw new Error("Nobody to leave");
      state.removeUser(user);
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

/** The token is the only POST, and comes through. */
const faults: Readonly<Record<ContractFault, FaultRule["fault"]>> = {
  UNAUTHORIZED: { kind: "status", status: 401, body: { code: "unauthorized", message: "Unauthorized." } },
  FORBIDDEN: { kind: "status", status: 403, body: { code: "forbidden", message: "Not allowed." } },
  RATE_LIMITED: { kind: "status", status: 429, body: "slow down", headers: { "Retry-After": "60" } },
  BROKEN_SERVER: { kind: "status", status: 500, body: { code: "internal", message: "Sorry." } },
  HANG: { kind: "hang" },
  HTML_PAGE: { kind: "garbage", body: "<!doctype html><title>Welcome</title>", contentType: "text/html" },
  BROKEN_ENVELOPE: { kind: "garbage", body: { hello: "world" } },
};

function join({ state }: TalkdeskAccount, count: number): void {
  state.addUser({
    name: `June Joiner ${count}`,
    email: `june.joiner${count}@acme.example`,
    roleIds: [],
    state: "active",
    extension: null,
    ringGroups: [],
    teamIds: [],
    timeZone: null,
    language: null,
    gender: null,
    externalPhoneNumber: null,
  });
}

function toTruth({ state }: TalkdeskAccount): ContractTruth {
  return {
    users: state.users.map((user) => ({
      remoteKey: user.id,
      email: user.email ?? null,
      state: states[user.state],
    })),
    roles: state.roles.map(({ id }) => id),
    teams: [
      ...state.teams.map(({ id }) => id),
      ...state.ringGroups.flatMap(({ name, queueId }) => [`ring-group:${name}`, `queue:${queueId}`]),
    ],
    workspaces: ["acme"],
    activities: [],
  };
}

const states: Readonly<Record<TalkdeskUser["state"], UserState>> = {
  active: "ACTIVE",
  inactive: "DISABLED",
  pending: "INVITED",
};
