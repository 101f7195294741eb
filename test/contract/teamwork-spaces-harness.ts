import type { FaultRule } from "../../sandbox/faults.js";
import type { SpacesQuirks } from "../../sandbox/teamwork-spaces/quirks.js";
import type { UserDocument } from "../../sandbox/teamwork-spaces/state.js";
import { teamworkSpaces } from "../../src/datasources/teamwork-spaces/provider.js";
import type { UserState } from "../../src/directory/user.js";
import { identity, openSpaces, type SpacesAccount } from "../providers/teamwork-spaces/spaces-account.js";
import type { ContractAccount, ContractFault, ContractTruth, ProviderHarness } from "./harness.js";

/** Answers as the documents have them. */
export const teamworkSpacesHarness = toHarness("as documented", {});

/** Answers as clients read them, in small pages, with what is not documented at all. */
export const otherTeamworkSpacesHarness = toHarness("as clients read it", {
  ...{ users: "plain", collaborators: "space", carried: "all", access: "level", included: "refused" },
  ...{ company: "company", unset: "zero", ids: "text", meta: "missing", pageSizeClamp: 20 },
  collaboratorPages: "paged",
});

function toHarness(character: string, quirks: Partial<SpacesQuirks>): ProviderHarness {
  return {
    module: { ...teamworkSpaces, name: `teamwork-spaces, ${character}` },
    native: ["USERS_LIST", "WORKSPACES_LIST", "WORKSPACE_MEMBERS_LIST"],
    withoutCalls: [
      ...["listRoles", "rolesByIds", "listTeams", "teamsOfUsers", "membersOfTeams", "visibility"],
    ],
    open: async () => toContractAccount(await openSpaces({ people: 130, quirks })),
  };
}

function toContractAccount(account: SpacesAccount): ContractAccount {
  const { standIn } = account;
  let joined = 0;
  return {
    identity,
    unknownId: "999999999",
    truth: () => toTruth(account),
    cold: () => account.cold(),
    join: () => {
      joined += 1;
      standIn.state().addUser({ email: `june.joiner${String(joined)}@acme.example` });
      return Promise.resolve();
    },
    leave: ({ remoteId }) => {
      standIn.state().removeUser(Number(remoteId));
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

const errorOf = (code: string): object => ({ errors: [{ code, detail: "Sorry", id: 1, title: "Error" }] });

const faults: Readonly<Record<ContractFault, FaultRule["fault"]>> = {
  UNAUTHORIZED: { kind: "status", status: 401, body: errorOf("401") },
  FORBIDDEN: { kind: "status", status: 403, body: errorOf("403") },
  RATE_LIMITED: { kind: "status", status: 429, body: errorOf("429"), headers: { "Retry-After": "60" } },
  BROKEN_SERVER: { kind: "status", status: 500, body: errorOf("500") },
  HANG: { kind: "hang" },
  HTML_PAGE: { kind: "garbage", body: "<!doctype html><title>Welcome</title>", contentType: "text/html" },
  BROKEN_ENVELOPE: { kind: "garbage", body: { hello: "world" } },
};

function toTruth({ standIn }: SpacesAccount): ContractTruth {
  const { users, spaces } = standIn.state();
  return {
    users: users.map((user) => ({
      remoteKey: String(user.id),
      email: user.email === "" ? null : user.email,
      state: toState(user),
    })),
    roles: ["ADMIN", "MEMBER"],
    teams: [],
    workspaces: spaces.map(({ id }) => String(id)),
    activities: [],
  };
}

function toState({ state, deletedAt }: UserDocument): UserState {
  if (deletedAt !== null || state === "removed") return "DELETED";
  if (state === "disabled") return "DISABLED";
  return state === "invited" ? "INVITED" : "ACTIVE";
}
