import type { AddressInfo } from "node:net";
import Fastify from "fastify";
import { buildSchema, graphql } from "graphql";
import { registerGraphiql } from "../../src/server/graphiql.js";

/** A server under test: where it listens and how it ends. */
export interface RunningServer {
  url: string;
  close: () => Promise<void>;
}

// As much of Rollcall's graph as the first example query asks for.
const schema = buildSchema(`
  type Query { users(first: Int): UserConnection! }
  type UserConnection { nodes: [User!]!, totalCount: Int, isComplete: Boolean!, accountStatuses: [AccountStatus!]! }
  type AccountStatus { state: String!, upstreamCalls: Int! }
  "One person's membership in one linked account."
  type User {
    displayName: String!
    email: String
    state: String!
    roles: [Role!]
    teams(first: Int): TeamConnection
    workspaces(first: Int): WorkspaceConnection
  }
  type Role { name: String!, privilege: String! }
  type TeamConnection { nodes: [Team!]! }
  type Team { name: String! }
  type WorkspaceConnection { nodes: [Workspace!]! }
  type Workspace { name: String! }
`);

const ada = {
  displayName: "Ada Lovelace",
  email: "ada.lovelace@example.com",
  state: "ACTIVE",
  roles: [{ name: "owner", privilege: "OWNER" }],
  teams: { nodes: [{ name: "Billing" }] },
  workspaces: { nodes: [{ name: "Support chat" }] },
};

const rootValue = {
  users: {
    nodes: [ada],
    totalCount: 1,
    isComplete: true,
    accountStatuses: [{ state: "OK", upstreamCalls: 3 }],
  },
};

/** GraphiQL over a graph of one person, on a free port of the loopback interface. */
export const startToyServer = async (): Promise<RunningServer> => {
  const fastify = Fastify();
  await registerGraphiql(fastify, { directory: "dist/graphiql" });
  fastify.post<{ Body: { query: string; variables?: Record<string, unknown> } }>(
    "/graphql",
    ({ body: { query, variables } }) =>
      graphql({ schema, rootValue, source: query, variableValues: variables ?? {} }),
  );
  await fastify.listen({ host: "127.0.0.1", port: 0 });
  const { port } = fastify.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => fastify.close() };
};
