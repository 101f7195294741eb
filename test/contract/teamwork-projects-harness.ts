import type { FaultRule } from "../../sandbox/faults.js";
import type { PersonDocument } from "../../sandbox/teamwork-projects/documents.js";
import { teamworkProjects } from "../../src/datasources/teamwork-projects/provider.js";
import type { UserState } from "../../src/directory/user.js";
import {
  identity,
  openProjects,
  type ProjectsAccount,
} from "../providers/teamwork-projects/projects-account.js";
import type { ContractAccount, ContractFault, ContractTruth, ProviderHarness } from "./harness.js";

/** Teamwork Projects and its stand-in, by the API key of the site's owner. */
export const teamworkProjectsHarness: ProviderHarness = {
  module: teamworkProjects,
  native: [
    ...(["USERS_LIST", "USERS_BY_ID", "USERS_BY_EMAIL", "ROLES_LIST", "TEAMS_LIST"] as const),
    ...(["TEAM_MEMBERS_LIST", "WORKSPACES_LIST", "WORKSPACE_MEMBERS_LIST"] as const),
    ...(["ORGANIZATIONS_LIST", "ACTIVITIES_LIST", "ME"] as const),
  ],
  // Access levels are made of flags, and are the same everywhere.
  withoutCalls: ["rolesByIds"],
  open: async () => toContractAccount(await openProjects({ people: 115 })),
};

function toContractAccount(account: ProjectsAccount): ContractAccount {
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
      standIn.state().addPerson({ firstName: "June", lastName: `Joiner ${String(joined)}`, email });
      return Promise.resolve();
    },
    leave: ({ remoteId }) => {
      standIn.state().removePerson(Number(remoteId));
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

const notAuthorized = { errors: [{ code: "UNEXPECTED", detail: "401: Not authorized" }] };

const faults: Readonly<Record<ContractFault, FaultRule["fault"]>> = {
  UNAUTHORIZED: { kind: "status", status: 401, body: notAuthorized },
  FORBIDDEN: { kind: "status", status: 403, body: { STATUS: "Error", MESSAGE: "Not allowed" } },
  RATE_LIMITED: { kind: "status", status: 429, body: "slow down", headers: { "Retry-After": "60" } },
  BROKEN_SERVER: { kind: "status", status: 500, body: { content: { errors: ["Sorry"] } } },
  HANG: { kind: "hang" },
  HTML_PAGE: { kind: "garbage", body: "<!doctype html><title>Welcome</title>", contentType: "text/html" },
  BROKEN_ENVELOPE: { kind: "garbage", body: { hello: "world" } },
};

function toTruth({ standIn }: ProjectsAccount): ContractTruth {
  const { people, companies, teams, projects, projectRoles, jobRoles, activities } = standIn.state();
  return {
    users: people.map((person) => ({
      remoteKey: String(person.id),
      email: person.email === "" ? null : person.email,
      state: toState(person),
      isPlaced: projects.some(
        ({ memberIds, status }) => status !== "deleted" && memberIds.includes(person.id),
      ),
    })),
    roles: [
      ...["OWNER", "ADMINISTRATOR", "STANDARD", "CLIENT", "COLLABORATOR", "CONTACT"].map(
        (id) => `access:${id}`,
      ),
      ...jobRoles.map(({ id }) => `job-role:${String(id)}`),
      ...projectRoles.map(({ id }) => `project-role:${String(id)}`),
    ],
    teams: teams.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => String(id)),
    workspaces: projects.filter(({ status }) => status !== "deleted").map(({ id }) => String(id)),
    organizations: companies.map(({ id }) => String(id)),
    activities: activities.map(({ id }) => String(id)),
  };
}

function toState({ deletedAt, invited }: PersonDocument): UserState {
  if (deletedAt !== null) return "DELETED";
  return invited === "PENDING" ? "INVITED" : "ACTIVE";
}
