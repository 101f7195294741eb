import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { composeServices } from "@theguild/federation-composition";
import { parse } from "graphql";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";

/** A supergraph's own people, under the names that ours would like to have. */
const crm = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  interface Node { id: ID! }
  type Query { me: User, users: [User!]!, node(id: ID!): Node, team(id: ID!): Team }
  type User implements Node @key(fields: "id") { id: ID!, displayName: Int!, teams: [Team!]! }
  type Team @key(fields: "id") { id: ID!, name: [String!]! }
  type PageInfo { hasNextPage: String! }
  enum UserState { NEW OLD }
`;

function compose(sdl: string): readonly string[] {
  const result = composeServices([
    { name: "crm", typeDefs: parse(crm) },
    { name: "rollcall", typeDefs: parse(sdl) },
  ]);
  return result.errors?.map(({ message }) => message) ?? [];
}

describe("a supergraph that owns our names", () => {
  test("does not compose with the plain graph", () => {
    expect(compose(readFileSync("schema.federated.graphql", "utf8"))).not.toEqual([]);
  });

  test("composes with the prefixed one", () => {
    expect(compose(readFileSync("schema.federated.prefixed.graphql", "utf8"))).toEqual([]);
  });
});

describe("a service with a prefix", () => {
  let session: GraphSession;
  beforeAll(async () => {
    session = await startGraphSession({ graph: { prefix: "Rollcall", node: false } });
  });
  afterAll(() => session.stop());

  test("answers queries by prefixed root fields", async () => {
    const { data, errors } = await session.ask<{
      rollcallUsers: { nodes: readonly { id: string; __typename: string; roles: readonly object[] }[] };
      rollcallMe: { __typename: string };
    }>(
      "{ rollcallUsers(first: 2) { nodes { id __typename roles { __typename } } } rollcallMe { __typename } }",
    );
    expect(errors).toEqual([]);
    expect(data.rollcallUsers.nodes).toHaveLength(2);
    expect(data.rollcallUsers.nodes[0]).toMatchObject({
      __typename: "RollcallUser",
      roles: [{ __typename: "RollcallRole" }],
    });
    expect(data.rollcallMe).toEqual({ __typename: "RollcallViewer" });
  });

  test("finds entities and nodes by prefixed types", async () => {
    const listed = await session.ask<{ rollcallUsers: { nodes: readonly { id: string }[] } }>(
      "{ rollcallUsers(first: 1) { nodes { id } } }",
    );
    const id = listed.data.rollcallUsers.nodes[0]?.id;
    const { data, errors } = await session.ask<{ _entities: readonly { displayName: string }[] }>(
      `query ($id: ID!, $representations: [_Any!]!) {
        rollcallNode(id: $id) { __typename id }
        _entities(representations: $representations) { ... on RollcallUser { id displayName } }
      }`,
      { id, representations: [{ __typename: "RollcallUser", id }] },
    );
    expect(errors).toEqual([]);
    expect(data).toMatchObject({ rollcallNode: { __typename: "RollcallUser", id }, _entities: [{ id }] });
    expect(data._entities[0]?.displayName).not.toBe("");
  });

  test("answers the prefixed SDL", async () => {
    const { data } = await session.ask<{ _service: { sdl: string } }>("{ _service { sdl } }");
    expect(`${data._service.sdl}\n`).toBe(readFileSync("schema.federated.prefixed.graphql", "utf8"));
  });
});
