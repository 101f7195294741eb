import type { FaultRule } from "../../sandbox/faults.js";
import { strict, type ScimQuirks } from "../../sandbox/scim/quirks.js";
import type { ScimDocument } from "../../sandbox/scim/store.js";
import { scim } from "../../src/datasources/scim/provider.js";
import { identity, openScim, type ScimAccount } from "../providers/scim/scim-account.js";
import type { ContractAccount, ContractFault, ContractTruth, KnownUser, ProviderHarness } from "./harness.js";

/** A server that takes everything and is careless about it. */
export const laxScimHarness = toHarness("lax", {});

/** One that knows little, refuses the rest, and has memberships on its groups alone. */
export const strictScimHarness = toHarness("strict", {
  ...strict,
  ...{ pageSizeClamp: 40, usersCarryGroups: false, keys: "lower", active: "text", nullsForAbsent: true },
  ...{ emptyFilter: 404, errorStatus: "number", contentType: "application/json" },
});

function toHarness(character: string, quirks: Partial<ScimQuirks>): ProviderHarness {
  return {
    module: { ...scim, name: `scim, ${character}` },
    native: [
      ...(["USERS_LIST", "USERS_BY_ID", "USERS_BY_EMAIL"] as const),
      ...(["TEAMS_LIST", "TEAM_MEMBERS_LIST"] as const),
      ...(["USER_INVITE", "USER_UPDATE", "USER_DISABLE", "USER_ENABLE", "USER_HARD_DELETE"] as const),
      ...(["TEAM_CREATE", "TEAM_UPDATE", "TEAM_MEMBERS_ADD", "TEAM_MEMBERS_REMOVE"] as const),
      ...(["ROLE_ASSIGN", "ROLE_UNASSIGN"] as const),
    ],
    withoutCalls: ["listWorkspaces", "workspacesByIds", "visibility"],
    open: async () => toContractAccount(await openScim({ people: 130, quirks })),
  };
}

function toContractAccount(account: ScimAccount): ContractAccount {
  const { standIn } = account;
  let joined = 0;
  let invited = 0;
  let made = 0;
  return {
    identity,
    unknownId: "00000000-0000-4000-8000-000000000000",
    truth: () => toTruth(account),
    cold: () => account.cold(),
    written: {
      newcomer: () => {
        invited += 1;
        return { email: `newcomer.${invited}@acme.example` };
      },
      change: { title: "Under contract" },
      otherRole: { name: "agent" },
      newTeam: () => {
        made += 1;
        return { name: `Contract team ${made}` };
      },
    },
    join: () => {
      joined += 1;
      const userName = `june.joiner${joined}@acme.example`;
      standIn.store().create("User", { userName, active: true });
      return Promise.resolve();
    },
    leave: ({ remoteId }) => {
      if (standIn.store().find("User", remoteId) === undefined) throw new Error("Nobody to leave");
      standIn.store().remove("User", remoteId);
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

const errorSchema = "urn:ietf:params:scim:api:messages:2.0:Error";

const faults: Readonly<Record<ContractFault, FaultRule["fault"]>> = {
  UNAUTHORIZED: { kind: "status", status: 401, body: { schemas: [errorSchema], status: "401" } },
  FORBIDDEN: { kind: "status", status: 403, body: { schemas: [errorSchema], status: "403" } },
  RATE_LIMITED: { kind: "status", status: 429, body: "slow down", headers: { "Retry-After": "60" } },
  BROKEN_SERVER: { kind: "status", status: 500, body: { schemas: [errorSchema], status: "500" } },
  HANG: { kind: "hang" },
  HTML_PAGE: { kind: "garbage", body: "<!doctype html><title>Welcome</title>", contentType: "text/html" },
  BROKEN_ENVELOPE: { kind: "garbage", body: { hello: "world" } },
};

function toTruth({ standIn }: ScimAccount): ContractTruth {
  const store = standIn.store();
  const users = store.slice("User", 0, store.count("User"));
  const groups = store.slice("Group", 0, store.count("Group"));
  return {
    users: users.map(toKnownUser),
    roles: [],
    teams: groups.map(({ id }) => id),
    workspaces: ["account"],
    activities: [],
  };
}

function toKnownUser(document: ScimDocument): KnownUser {
  const emails = (document["emails"] ?? []) as { value: string; primary?: boolean }[];
  const userName = document["userName"] as string;
  const listed = emails.find(({ primary }) => primary === true)?.value;
  return {
    remoteKey: document.id,
    email: listed ?? (userName.includes("@") ? userName : null),
    state: document["active"] === true ? "ACTIVE" : "DISABLED",
  };
}
