import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { composeServices } from "@theguild/federation-composition";
import { buildASTSchema, parse } from "graphql";

const rollcall = {
  name: "rollcall",
  url: "http://127.0.0.1:4001/graphql",
  typeDefs: parse(readFileSync("schema.federated.graphql", "utf8")),
};

/** Another team's subgraph: extends our types by either key, and needs some of our fields. */
const badges = `
  extend schema @link(
    url: "https://specs.apollo.dev/federation/v2.9"
    import: ["@key", "@external", "@requires", "@shareable"]
  )
  type Query { printedBadges: Int! }
  type User @key(fields: "id") {
    id: ID!
    displayName: String! @external
    email: String @external
    badge: String! @requires(fields: "displayName email")
  }
  type Team @key(fields: "accountKey remoteKey") {
    accountKey: String!
    remoteKey: String!
    room: String
  }
  type PageInfo @shareable { hasNextPage: Boolean! endCursor: String }
`;

function compose(typeDefs: string): ReturnType<typeof composeServices> {
  return composeServices([rollcall, { name: "badges", url: "http://badges", typeDefs: parse(typeDefs) }]);
}

describe("the federated schema", () => {
  test("composes alone", () => {
    const result = composeServices([rollcall]);
    expect(result.errors ?? []).toEqual([]);
    expect(result.supergraphSdl).toContain("type User");
  });

  test("composes with a subgraph that extends User by id and Team by the provider's key", () => {
    const result = compose(badges);
    expect(result.errors ?? []).toEqual([]);
    const { supergraphSdl = "", publicSdl = "" } = result;
    expect(supergraphSdl).toContain('requires: "displayName email"');
    const schema = buildASTSchema(parse(publicSdl), { assumeValidSDL: true });
    const fieldsOf = (name: string): string[] => {
      const type = schema.getType(name);
      return type !== undefined && "getFields" in type ? Object.keys(type.getFields()) : [];
    };
    expect(fieldsOf("User")).toEqual(expect.arrayContaining(["badge", "displayName", "teams", "roles"]));
    expect(fieldsOf("Team")).toEqual(expect.arrayContaining(["room", "name", "members"]));
    expect(fieldsOf("Query")).toEqual(expect.arrayContaining(["printedBadges", "users", "linkedAccounts"]));
    expect(fieldsOf("Query")).not.toContain("node");
  });

  test("leaves node and Node to the supergraph", () => {
    const withNode = `${badges}
      interface Node { id: ID! }
      extend type Query { node(id: ID!): Node }
    `;
    expect(compose(withNode).errors ?? []).toEqual([]);
  });

  test("does not let another subgraph take our fields for its own", () => {
    const stolen = badges.replace("badge: String!", "title: String badge: String!");
    expect(
      compose(stolen)
        .errors?.map(({ message }) => message)
        .join("\n"),
    ).toContain("User.title");
  });
});
