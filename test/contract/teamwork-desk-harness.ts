import type { FaultRule } from "../../sandbox/faults.js";
import { teamworkDesk } from "../../src/datasources/teamwork-desk/provider.js";
import type { UserState } from "../../src/directory/user.js";
import { identity, openDesk, type DeskAccount } from "../providers/teamwork-desk/desk-account.js";
import type { ContractAccount, ContractFault, ContractTruth, ProviderHarness } from "./harness.js";

/** Teamwork Desk and its stand-in. */
export const teamworkDeskHarness: ProviderHarness = {
  module: teamworkDesk,
  native: [
    ...(["USERS_LIST", "USERS_BY_ID", "USERS_BY_EMAIL"] as const),
    ...(["WORKSPACES_LIST", "WORKSPACE_MEMBERS_LIST"] as const),
  ],
  withoutCalls: ["listRoles", "rolesByIds", "visibility"],
  open: async () => toContractAccount(await openDesk({ people: 150 })),
};

function toContractAccount(account: DeskAccount): ContractAccount {
  const { standIn } = account;
  let joined = 0;
  return {
    identity,
    unknownId: "999999999",
    truth: () => toTruth(account),
    cold: () => account.cold(),
    join: () => {
      joined += 1;
      const email = `june.joiner${String(joined)}@acme.example`;
      standIn.state().addAgent({ firstName: "June", lastName: `Joiner ${String(joined)}`, email });
      return Promise.resolve();
    },
    leave: ({ remoteId }) => {
      standIn.state().removeAgent(Number(remoteId));
      return Promise.resolve();
    },
    fail: (fault) => {
      standIn.faults.add([{ fault: faults[fault] }]);
    },
    heal: () => {
      standIn.faults.clear();
    },
    calls: () => standIn.counters.read().calls,
    close: () => account.close(),
  };
}

const faults: Readonly<Record<ContractFault, FaultRule["fault"]>> = {
  UNAUTHORIZED: { kind: "status", status: 401, body: { errors: [{ code: "401" }] } },
  FORBIDDEN: { kind: "status", status: 403, body: { errors: [{ code: "403" }] } },
  RATE_LIMITED: { kind: "status", status: 429, body: "slow down", headers: { "Retry-After": "60" } },
  BROKEN_SERVER: { kind: "status", status: 500, body: { errors: [{ code: "500" }] } },
  HANG: { kind: "hang" },
  HTML_PAGE: { kind: "garbage", body: "<!doctype html><title>Welcome</title>", contentType: "text/html" },
  BROKEN_ENVELOPE: { kind: "garbage", body: { hello: "world" } },
};

const states: Readonly<Record<string, UserState>> = {
  active: "ACTIVE",
  archived: "DISABLED",
  deleted: "DELETED",
};

function toTruth({ standIn }: DeskAccount): ContractTruth {
  const state = standIn.state();
  return {
    users: state.agents.map((agent) => ({
      remoteKey: String(agent.id),
      email: agent.email,
      state: states[agent.state] ?? "UNKNOWN",
      isPlaced: state.inboxesOf(agent.id).length > 0,
    })),
    roles: ["OWNER", "ADMIN", "FULL_TIME_AGENT", "PART_TIME_AGENT"],
    teams: [],
    workspaces: state.inboxes.map(({ id }) => String(id)),
    activities: [],
  };
}
