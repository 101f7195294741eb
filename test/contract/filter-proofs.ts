import { expect } from "@jest/globals";
import { DirectoryError } from "../../src/directory/errors.js";
import { refKey, type RemoteRef } from "../../src/directory/ids.js";
import type { Provider, ProviderModule } from "../../src/directory/provider.js";
import type { User } from "../../src/directory/user.js";
import type { UserFilter, UserFilterField } from "../../src/directory/user-filter.js";
import { testReading } from "../datasources/http/test-reading.js";
import { allStates, everybody, nothingAhead, present } from "./access-paths.js";
import type { ContractAccount } from "./harness.js";
import { sorted, walk } from "./walk.js";

/** A filter on one field, and who must be found by it. */
interface Case {
  readonly filter: Omit<UserFilter, "states"> & Partial<Pick<UserFilter, "states">>;
  readonly finds: (user: User) => boolean;
}

type MakeCases = (users: readonly User[], provider: Provider) => Promise<readonly Case[]> | readonly Case[];

/** What shows that a filter finds whom it should: somebody, and not everybody where people differ. */
const cases: Readonly<Record<UserFilterField, MakeCases>> = {
  states: (users) =>
    distinct(
      users,
      (user) => user.state,
      (state) => ({ states: new Set([state]) }),
    ),
  emails: (users) => {
    const [one, other] = users.flatMap((user) => user.email?.toLowerCase() ?? []);
    const emails = new Set([one ?? "", other ?? "", "nobody@nowhere.example"]);
    return [{ filter: { emails }, finds: ({ email }) => email !== null && emails.has(email.toLowerCase()) }];
  },
  search: (users) => {
    const someone = users.find((user) => user.name?.given != null && user.name.family !== null);
    const { given = "", family = "" } = someone?.name ?? {};
    const search = `${family ?? ""} ${(given ?? "").toUpperCase()}`;
    return [
      {
        filter: { search },
        finds: ({ name }) => name !== null && name.given === given && name.family === family,
      },
    ];
  },
  role: (users) => {
    const held = ({ roleAssignments }: User): readonly RemoteRef[] =>
      roleAssignments?.map(({ role }) => role.ref) ?? [];
    const roles = new Map(users.flatMap(held).map((ref) => [refKey(ref), ref]));
    return [...roles].slice(0, 8).map(([key, role]) => ({
      filter: { role },
      finds: (user) => held(user).some((ref) => refKey(ref) === key),
    }));
  },
  privileges: (users) =>
    distinct(
      users,
      (user) => user.privilege,
      (privilege) => ({ privileges: new Set([privilege]) }),
    ),
  team: teamCases,
  workspace: workspaceCases,
  organization: (users) =>
    distinct(
      users,
      (user) => user.organization,
      (organization) => ({ organization }),
    ),
  boundaries: (users) =>
    distinct(
      users,
      (user) => user.boundary,
      (boundary) => ({ boundaries: new Set([boundary]) }),
    ),
  kinds: (users) =>
    distinct(
      users,
      (user) => user.kind,
      (kind) => ({ kinds: new Set([kind]) }),
    ),
  licenses: (users) =>
    distinct(
      users,
      (user) => user.license?.kind ?? null,
      (license) => ({ licenses: new Set([license]) }),
    ),
  identityId: (users) =>
    distinct(
      users,
      (user) => user.identityId,
      (identityId) => ({ identityId }),
    ),
  updatedAfter: (users) => {
    const moments = users.flatMap((user) => user.lifecycle.updatedAt ?? []).map(Number);
    const updatedAfter = new Date(moments.sort((one, other) => one - other)[moments.length >> 1] ?? 0);
    const finds = ({ lifecycle: { updatedAt } }: User): boolean =>
      updatedAt !== null && updatedAt > updatedAfter;
    return [{ filter: { updatedAfter }, finds }];
  },
};

export async function proveFilter(account: ContractAccount, field: UserFilterField): Promise<void> {
  const provider = account.cold();
  const users = await walk((page) => provider.listUsers(testReading(), page, everybody, nothingAhead), 100);
  const made = await cases[field](users, provider);
  expect(made.length).toBeGreaterThan(0);
  for (const { filter, finds } of made) {
    const asked: UserFilter = { states: allStates, ...filter };
    const expected = users.filter(finds);
    expect(expected.length).toBeGreaterThan(0);
    for (const size of [3, 100]) {
      const found = await walk((page) => provider.listUsers(testReading(), page, asked, nothingAhead), size);
      expect({ filter, found: sorted(found.map(({ id }) => id)) }).toEqual({
        filter,
        found: sorted(expected.map(({ id }) => id)),
      });
    }
  }
  const isOnly = field === "workspace" && made.length === 1;
  if (field in discerning && !isOnly) expect(made.some(({ finds }) => !users.every(finds))).toBe(true);
}

/** Fields in which the people of every company differ; a workspace that is the whole account is everybody's. */
const discerning: Partial<Record<UserFilterField, true>> = {
  ...{ states: true, emails: true, search: true, role: true, privileges: true, team: true, workspace: true },
  ...{ identityId: true, updatedAfter: true },
};

/** Filters that nobody matches, whatever the provider: references to nothing, or to things of other kinds. */
export async function proveNobodyFound(
  account: ContractAccount,
  executions: ProviderModule["filters"],
): Promise<void> {
  const provider = account.cold();
  const [{ item: workspace } = { item: null }] = (await provider.listWorkspaces(testReading(), onePage)).rows;
  const teams = (await provider.listTeams(testReading(), onePage))?.rows.map((row) => row.item.ref) ?? [];
  if (workspace === null) throw new Error("The company lacks a workspace");
  const nothing = { kind: "nonsense", scope: null, id: account.unknownId };
  const noTeams = [nothing, ...teams.map((ref) => ({ ...ref, id: account.unknownId })), workspace.ref];
  const filters: readonly Omit<UserFilter, "states">[] = [
    ...(executions.team === "UNSUPPORTED" ? [] : noTeams.map((ref) => ({ team: ref }))),
    ...[nothing, { ...workspace.ref, kind: "nonsense" }, ...teams].map((ref) => ({ workspace: ref })),
    ...[nothing, ...teams, workspace.ref].map((ref) => ({ role: ref })),
    ...(executions.identityId === "UNSUPPORTED" ? [] : [{ identityId: "nobody" }]),
    { search: "no such person anywhere" },
    { updatedAfter: new Date("2999-01-01T00:00:00Z") },
  ];
  for (const filter of filters) {
    const found = await walk(
      (page) => provider.listUsers(testReading(), page, { states: allStates, ...filter }, nothingAhead),
      100,
    );
    expect({ filter, found: found.length }).toEqual({ filter, found: 0 });
  }
}

const onePage = { size: 1, position: null };

/** A case for each of the first few values that people have. */
function distinct<V>(
  users: readonly User[],
  valueOf: (user: User) => V | null,
  toFilter: (value: V) => Case["filter"],
): readonly Case[] {
  const values = users.map(valueOf).filter((value) => value !== null);
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText].slice(0, 8).map(([text, value]) => ({
    filter: toFilter(value),
    finds: (user) => JSON.stringify(valueOf(user)) === text,
  }));
}

async function teamCases(users: readonly User[], provider: Provider): Promise<readonly Case[]> {
  const { rows } = present(await provider.listTeams(testReading(), { size: 8, position: null }));
  const page = { size: 1_000, position: null };
  const keys = rows.map((row) => ({ of: row.item.ref, page, states: allStates }));
  const made = toCases(await provider.membersOfTeams(testReading(), keys), (index) => {
    const team = rows[index]?.item.ref;
    return team === undefined ? {} : { team };
  });
  // Teams may be empty, and are then found by nobody: the other tests have those.
  return made.filter(({ finds }) => users.some(finds)).slice(0, 4);
}

async function workspaceCases(_: readonly User[], provider: Provider): Promise<readonly Case[]> {
  const { rows } = await provider.listWorkspaces(testReading(), { size: 4, position: null });
  const page = { size: 1_000, position: null };
  const keys = rows.map((row) => ({ of: row.item.ref, page, states: allStates }));
  return toCases(await provider.membersOfWorkspaces(testReading(), keys), (index) => {
    const workspace = rows[index]?.item.ref;
    return workspace === undefined ? {} : { workspace };
  });
}

function toCases(
  slots: Awaited<ReturnType<Provider["membersOfTeams"]>>,
  toFilter: (index: number) => Case["filter"],
): readonly Case[] {
  return slots.map((slot, index) => {
    if (slot === null || slot instanceof DirectoryError)
      throw new Error("A page was expected", { cause: slot });
    const ids = new Set(slot.rows.map((row) => row.item.object.id));
    return { filter: toFilter(index), finds: ({ id }) => ids.has(id) };
  });
}
