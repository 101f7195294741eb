import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession } from "./graph-session.js";
import { seededKeys } from "./seeded-keys.js";

const projects = "/projects";
const people = "/:pid/project_users";
const person = "/:pid/project_users/:puid";
const invitation = "/:pid/pendinginvitations/:id";
const invitations = "/:pid/pendinginvitations";
const groups = "/:pid/groups";
const group = "/:pid/groups/:id";

/** What is asked, which call never answers, and the calls that are sent all the same. */
interface Case {
  readonly title: string;
  readonly query: string;
  readonly stuck: string;
  readonly begun: readonly string[];
}

const related = "teams(first: 5) { nodes { name } } workspaces { nodes { name } }";

const cases: readonly Case[] = [
  {
    title: "a User's teams and workspaces",
    query: `query ($user: ID!) { user(id: $user) { displayName ${related} } }`,
    stuck: person,
    begun: [groups, projects],
  },
  {
    title: "through fragments",
    query: `query ($user: ID!) { user(id: $user) { ...Person } }
      fragment Person on User { displayName ... { ... on Node { id ... on User { teams { totalCount } } } } }`,
    stuck: person,
    begun: [groups],
  },
  {
    title: "workspaces of role assignments",
    query: "query ($user: ID!) { user(id: $user) { roleAssignments { workspace { name } } } }",
    stuck: person,
    begun: [projects],
  },
  {
    title: "a node, of which only the fragments for its type count",
    query: `query ($user: ID!) { node(id: $user) {
      ... on User { workspaces { nodes { name } } } ... on Workspace { name teams { nodes { name } } }
    } }`,
    stuck: person,
    begun: [projects],
  },
  {
    title: "nodes",
    query: "query ($user: ID!) { nodes(ids: [$user]) { id ... on User { teams { nodes { name } } } } }",
    stuck: person,
    begun: [groups],
  },
  {
    title: "entities",
    query: `query ($user: ID!) { _entities(representations: [{ __typename: "User", id: $user }]) {
      ... on User { ${related} }
    } }`,
    stuck: person,
    begun: [groups, projects],
  },
  {
    title: "several Users by different selections",
    query: `query ($user: ID!, $other: ID!) {
      one: user(id: $user) { teams { nodes { name } } } other: user(id: $other) { workspaces { nodes { name } } }
    }`,
    stuck: people,
    begun: [groups, projects],
  },
  {
    title: "nothing for a User's own fields",
    query: "query ($user: ID!) { user(id: $user) { displayName email roles { name } } }",
    stuck: person,
    begun: [],
  },
  {
    title: "no groups for somebody invited, who is in none",
    query: `query ($invited: ID!) { user(id: $invited) { displayName ${related} } }`,
    stuck: invitation,
    begun: [projects],
  },
  {
    title: "a Team's members and workspace",
    query: "query ($team: ID!) { team(id: $team) { name memberCount workspace { name } } }",
    stuck: group,
    begun: [people, projects],
  },
  {
    title: "a Workspace's members and teams",
    query: `query ($workspace: ID!) { workspace(id: $workspace) {
      name members { nodes { displayName } } teams { nodes { name } }
    } }`,
    stuck: projects,
    begun: [groups, people],
  },
];

/** Ids of seeded people and things, as a client would know them. */
function toIds(session: GraphSession): Readonly<Record<string, string>> {
  const { state, projectIds } = session.standIn().current();
  const scope = projectIds[0] ?? "";
  const idOf = (kind: string, id: string): string =>
    encodeGlobalId({ tenant: "default", account: "chat", type: "User", ref: { kind, scope, id } });
  const keys = seededKeys(session.standIn());
  const others = [...state.membersOfProject(scope)].filter(({ roleType }) => roleType === 1);
  return {
    ...keys,
    other: idOf("member", others.find(({ _id }) => _id !== keys["member"])?._id ?? ""),
    invited: idOf("invitation", (keys["invitation"] ?? "").replace("invitation:", "")),
  };
}

/** Those of the ids that a query declares. */
function toVariables(query: string, ids: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(ids).filter(([name]) => query.includes(`$${name}: ID!`)));
}

describe.each([{ prefix: undefined }, { prefix: "Rollcall" }])("with the prefix $prefix", ({ prefix }) => {
  let session: GraphSession;
  beforeEach(async () => {
    session = await startGraphSession({ deadlineMs: 700, graph: { node: true, prefix } });
  });
  afterEach(() => session.stop());

  test.each(cases)("begins along with the object: $title", async ({ query, stuck, begun }) => {
    const { faults } = session.standIn();
    faults.add([{ match: { method: "GET", route: stuck }, fault: { kind: "hang" } }]);
    const asked = prefix === undefined ? query : toPrefixed(query);
    const reply = await session.ask(asked, toVariables(query, toIds(session)));
    expect(reply.errors.map(({ extensions }) => extensions.code)).toContain("UPSTREAM_TIMEOUT");
    const sent = Object.keys(session.calls().callsByRoute).sort();
    expect(sent).toEqual([...begun, stuck].map((route) => `GET ${route}`).sort());
  });
});

/** As a client of a prefixed graph writes the queries above. */
function toPrefixed(query: string): string {
  return query
    .replace(/(\bon|__typename: ")( ?)(User|Node|Workspace)\b/gu, "$1$2Rollcall$3")
    .replace(/\b(user|node|nodes|team|workspace)(?=\((?:id|ids):)/gu, (field) => {
      return `rollcall${field.charAt(0).toUpperCase()}${field.slice(1)}`;
    });
}

describe("a list of Workspaces whose projects are configured", () => {
  let session: GraphSession;
  afterAll(() => session.stop());

  test("begins with the people and groups of those on the page alone", async () => {
    session = await startGraphSession({
      accounts: [{ key: "chat", projects: 3, onlyProjects: [0, 1, 2] }],
      deadlineMs: 700,
    });
    session.standIn().faults.add([{ match: { method: "GET", route: projects }, fault: { kind: "hang" } }]);
    const reply = await session.ask(
      "{ workspaces(first: 2) { nodes { members { nodes { displayName } } teams { nodes { name } } } } }",
    );
    expect(reply.errors.map(({ extensions }) => extensions.code)).toContain("UPSTREAM_TIMEOUT");
    expect(session.calls().callsByRoute).toMatchObject({ [`GET ${people}`]: 2, [`GET ${groups}`]: 2 });
    expect(session.calls().callsByRoute).not.toHaveProperty(`GET ${invitations}`);
  });
});
