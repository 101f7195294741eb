import { buildSchema, GraphQLError } from "graphql";
import type { GraphQLSchema } from "graphql";
import { BudgetSpent, DirectoryError } from "../../src/directory/errors.js";
import type { UpstreamCall } from "../../src/directory/reading.js";

/** What the toy resolvers may touch. A plain object, as Apollo copies it. */
export interface ToyContext {
  readonly trace: { readonly calls: UpstreamCall[] };
  readonly signal: AbortSignal;
  readonly deadline: number;
  readonly toy: ToyState;
}

/** What a test wants to know of the resolvers, and how it holds them up. */
export interface ToyState {
  resolved: number;
  lastSignal: AbortSignal | null;
  gate: Promise<void>;
}

const sdl = /* GraphQL */ `
  scalar _Any
  union _Entity = User | Team
  interface Node {
    id: ID!
  }
  type PageInfo {
    hasNextPage: Boolean!
  }
  type User implements Node {
    id: ID!
    name(short: Boolean! = false): String
    teams(first: Int): TeamConnection
  }
  type Team implements Node {
    id: ID!
    name: String
    parent: Team
    members(first: Int, after: String): UserConnection
  }
  type UserConnection {
    nodes: [User!]
    edges: [UserEdge!]
    pageInfo: PageInfo
  }
  type UserEdge {
    node: User
  }
  type TeamConnection {
    nodes: [Team!]
  }
  input UserFilter {
    emails: [String!]
    not: UserFilter
  }
  type Query {
    hello: String
    strict: String!
    echo(text: String): String
    users(first: Int, filter: UserFilter): UserConnection
    team(id: ID): Team
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    fail(code: String): String
    failStrict(code: String): String!
    bug: String
    invalidCursor: String!
    held: String
    _entities(representations: [_Any!]!): [_Entity]!
  }
  type Mutation {
    invite(email: String!, dryRun: Boolean! = false): String
  }
`;

type Resolver = (source: unknown, args: Record<string, unknown>, context: ToyContext) => unknown;

const team = { __typename: "Team", id: "t1", name: "Team" };

const failures: Readonly<Record<string, () => Error>> = {
  BUDGET: () => new BudgetSpent("chat"),
  RATE: () =>
    new DirectoryError("UPSTREAM_RATE_LIMITED", "Slow down", { account: "chat", retryAfterMs: 1500 }),
  NOT_FOUND: () => new DirectoryError("NOT_FOUND", "No such user"),
  WRAPPED: () =>
    new GraphQLError("outer", { originalError: new DirectoryError("UPSTREAM_TIMEOUT", "Too slow") }),
  FOREIGN: () =>
    Object.assign(new Error("Foreign realm"), { code: "FORBIDDEN", account: null, retryAfterMs: null }),
  INTERNAL: () => new DirectoryError("INTERNAL", "secret inside", { cause: new Error("password=hunter2") }),
};

const fail: Resolver = (_source, { code }) => {
  throw failures[code as string]?.() ?? new Error("unknown");
};

const resolvers: Readonly<Record<string, Readonly<Record<string, Resolver>>>> = {
  Query: {
    hello: (_source, _args, context) => {
      context.trace.calls.push(
        { account: "chat", method: "GET", path: "/projects/:id", status: 200, ms: 4, source: "LIVE" },
        { account: "chat", method: "GET", path: "/users", status: 200, ms: 0, source: "CACHE" },
        { account: "chat", method: "POST", path: "/auth/signin", status: 200, ms: 9, source: "AUTH" },
      );
      return "world";
    },
    strict: () => null,
    echo: (_source, { text }) => text,
    users: () => ({ nodes: [{ __typename: "User", id: "u1", name: "Ada" }] }),
    team: () => team,
    node: () => team,
    nodes: () => [team],
    fail,
    failStrict: fail,
    bug: () => {
      throw new Error("connect to postgres://root:hunter2@db failed for ada@example.com");
    },
    invalidCursor: () => {
      throw new DirectoryError("INVALID_CURSOR", "The cursor is of another query");
    },
    held: async (_source, _args, context) => {
      context.toy.lastSignal = context.signal;
      await context.toy.gate;
      return "released";
    },
    _entities: (_source, { representations }) => (representations as unknown[]).map(() => team),
  },
  Mutation: { invite: () => "invited" },
  Team: { parent: () => team, members: () => ({ nodes: [] }) },
  User: { teams: () => ({ nodes: [team] }), name: () => "Ada" },
};

/** A small directory whose every resolver counts its calls. */
export function createToySchema(): GraphQLSchema {
  const schema = buildSchema(sdl);
  for (const [typeName, fields] of Object.entries(resolvers)) {
    const type = schema.getType(typeName);
    if (type === undefined || !("getFields" in type)) throw new Error(`no type ${typeName}`);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (field === undefined || !("args" in field)) throw new Error(`no field ${typeName}.${name}`);
      field.resolve = (source, args, context: ToyContext) => {
        context.toy.resolved += 1;
        return resolve(source, args as Record<string, unknown>, context);
      };
    }
  }
  return schema;
}
