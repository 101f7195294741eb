import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  Kind,
  parse,
  print,
  type DirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from "graphql";
import { ruledFields } from "../../src/access/field-rules.js";
import { createGraph } from "../../src/graph.js";
import type { Graph } from "../../src/schema/federation.js";

let graph: Graph;
let whole: DocumentNode;
let federated: DocumentNode;

beforeAll(async () => {
  graph = await createGraph();
  whole = parse(graph.sdl);
  federated = parse(graph.federatedSdl);
});

function objectTypes(document: DocumentNode): ObjectTypeDefinitionNode[] {
  return document.definitions.filter((one) => one.kind === Kind.OBJECT_TYPE_DEFINITION);
}

function enumTypes(document: DocumentNode): EnumTypeDefinitionNode[] {
  return document.definitions.filter((one) => one.kind === Kind.ENUM_TYPE_DEFINITION);
}

/** `Type.field` with each field of objects and interfaces. */
function fields(document: DocumentNode): [string, FieldDefinitionNode][] {
  return document.definitions.flatMap((one) =>
    one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? (one.fields ?? []).map((field): [string, FieldDefinitionNode] => [
          `${one.name.value}.${field.name.value}`,
          field,
        ])
      : [],
  );
}

/** Arguments, and fields of inputs. */
function inputs(document: DocumentNode): [string, InputValueDefinitionNode][] {
  const ofFields = fields(document).flatMap(([name, field]) =>
    (field.arguments ?? []).map((argument): [string, InputValueDefinitionNode] => [
      `${name}(${argument.name.value}:)`,
      argument,
    ]),
  );
  const ofInputs = document.definitions.flatMap((one) =>
    one.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION
      ? (one.fields ?? []).map((field): [string, InputValueDefinitionNode] => [
          `${one.name.value}.${field.name.value}`,
          field,
        ])
      : [],
  );
  return [...ofFields, ...ofInputs];
}

function typeName(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeName(type.type);
}

function directive(
  node: { readonly directives?: readonly DirectiveNode[] },
  name: string,
): DirectiveNode | null {
  return node.directives?.find((one) => one.name.value === name) ?? null;
}

/** The texts of a directive's argument, over all times it is there. */
function texts(node: { readonly directives?: readonly DirectiveNode[] }, name: string): string[] {
  return (node.directives ?? [])
    .filter((one) => one.name.value === name)
    .flatMap(({ arguments: given = [] }) =>
      given.map(({ value }) => (value.kind === Kind.STRING ? value.value : "")),
    );
}

describe("descriptions", () => {
  test("are on every type, field, argument, input field and enum value", () => {
    const types = whole.definitions.flatMap((one) =>
      "name" in one && "description" in one ? [[one.name.value, one] as const] : [],
    );
    const values = enumTypes(whole).flatMap((one) =>
      (one.values ?? []).map((value) => [`${one.name.value}.${value.name.value}`, value] as const),
    );
    const all = [...types, ...fields(whole), ...inputs(whole), ...values];
    const bare = all.filter(([, { description }]) => (description?.value ?? "").trim() === "");
    expect(bare.map(([name]) => name).filter((name) => name !== "Query" && name !== "Mutation")).toEqual([]);
    expect(all.length).toBeGreaterThan(500);
  });

  test("end as sentences do", () => {
    const all = [...fields(whole), ...inputs(whole)];
    const open = all.filter(([, { description }]) => !/[.?!]$/u.test(description?.value.trim() ?? ""));
    expect(open.map(([name]) => name)).toEqual([]);
  });
});

describe("names", () => {
  test("of enum values are SCREAMING_SNAKE", () => {
    const values = enumTypes(whole).flatMap((one) => (one.values ?? []).map(({ name }) => name.value));
    expect(values.filter((value) => !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/u.test(value))).toEqual([]);
    expect(values.length).toBeGreaterThan(100);
  });

  test("of types are PascalCase, of fields and arguments camelCase", () => {
    const types = whole.definitions.flatMap((one) => ("name" in one ? [one.name.value] : []));
    expect(types.filter((name) => !/^[A-Z][A-Za-z0-9]*$/u.test(name))).toEqual([]);
    const others = [...fields(whole), ...inputs(whole)].map(([, { name }]) => name.value);
    expect(others.filter((name) => !/^[a-z][A-Za-z0-9]*$/u.test(name))).toEqual([]);
  });

  test("of Booleans read isX, hasX or canX", () => {
    /** Demands on the answer, not facts about anything; and names that are prescribed. */
    const exceptions = new Set(["requireComplete", "dryRun", "force", "retryable", "sameId"]);
    const booleans = [...fields(whole), ...inputs(whole)].filter(
      ([, { type }]) => typeName(type) === "Boolean",
    );
    const others = booleans.filter(([, { name }]) => !/^(?:is|has|can)[A-Z]/u.test(name.value));
    expect(others.filter(([, { name }]) => !exceptions.has(name.value)).map(([place]) => place)).toEqual([]);
    expect(booleans.length).toBeGreaterThan(10);
  });

  test("of enums that mirror a provider's value have UNKNOWN, and a raw field beside", () => {
    const mirrored: [string, string][] = [
      ["UserState", "rawState"],
      ["Presence", "rawPresence"],
      ["WorkspaceState", "rawState"],
      ["ActivityAction", "rawAction"],
      ["ActivityActorKind", "rawActorKind"],
    ];
    const known = new Map(enumTypes(whole).map((one) => [one.name.value, one]));
    const names = fields(whole).map(([, { name }]) => name.value);
    for (const [name, raw] of mirrored) {
      expect(known.get(name)?.values?.map((value) => value.name.value)).toContain("UNKNOWN");
      expect(names).toContain(raw);
    }
  });
});

describe("keys and directives", () => {
  test("the five entities have both keys, LinkedAccount its two, nothing else any", () => {
    const keys = Object.fromEntries(
      objectTypes(federated)
        .map((type) => [type.name.value, texts(type, "key")] as const)
        .filter(([, found]) => found.length > 0),
    );
    const both = ["id", "accountKey remoteKey"];
    expect(keys).toEqual({
      User: both,
      Role: both,
      Team: both,
      Workspace: both,
      Organization: both,
      LinkedAccount: ["id", "accountKey"],
    });
  });

  test("the federation link is v2.9 and imports what is used", () => {
    for (const document of [whole, federated]) {
      const [extension] = document.definitions.filter((one) => one.kind === Kind.SCHEMA_EXTENSION);
      expect(extension).toBeDefined();
      const link = extension === undefined ? null : directive(extension, "link");
      const given = new Map(link?.arguments?.map(({ name, value }) => [name.value, value]));
      const url = given.get("url");
      expect(url?.kind === Kind.STRING && url.value).toBe("https://specs.apollo.dev/federation/v2.9");
      const imported = given.get("import");
      const names =
        imported?.kind === Kind.LIST
          ? imported.values.map((one) => (one.kind === Kind.STRING ? one.value : ""))
          : [];
      const used = new Set(
        [
          ...JSON.stringify(document).matchAll(/"kind":"Directive","name":\{"kind":"Name","value":"(\w+)"/gu),
        ].map(([, name = ""]) => name),
      );
      const builtIn = new Set(["link", "specifiedBy", "deprecated"]);
      expect([...used].filter((name) => !builtIn.has(name) && !names.includes(`@${name}`))).toEqual([]);
    }
  });

  test("every field that answers a connection says how large it may be, and takes a page", () => {
    const connections = fields(whole).filter(([, { type }]) => typeName(type).endsWith("Connection"));
    expect(connections.length).toBeGreaterThan(18);
    for (const [name, field] of connections) {
      const listSize = directive(field, "listSize");
      expect([name, listSize?.arguments?.map((argument) => argument.name.value)]).toEqual([
        name,
        ["assumedSize", "slicingArguments", "requireOneSlicingArgument", "sizedFields"],
      ]);
      expect(field.arguments?.map((argument) => argument.name.value)).toEqual(
        expect.arrayContaining(["first", "after"]),
      );
    }
  });

  test("every other list of objects says how long it may be", () => {
    const composite = new Set(objectTypes(whole).map(({ name }) => name.value));
    const isList = ({ type }: FieldDefinitionNode): boolean =>
      type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && type.type.kind === Kind.LIST_TYPE);
    const lists = fields(whole).filter(
      ([name, field]) =>
        isList(field) && composite.has(typeName(field.type)) && !/Connection\.(?:nodes|edges)$/u.test(name),
    );
    expect(lists.length).toBeGreaterThan(10);
    expect(lists.filter(([, field]) => directive(field, "listSize") === null).map(([name]) => name)).toEqual(
      [],
    );
  });

  test("every connection has edges, nodes, pageInfo and totalCount; root ones their accounts' statuses", () => {
    const found = objectTypes(whole).filter(({ name }) => name.value.endsWith("Connection"));
    for (const { name, fields: own = [] } of found) {
      const names = own.map((field) => field.name.value);
      expect([name.value, names.slice(0, 4)]).toEqual([
        name.value,
        ["edges", "nodes", "pageInfo", "totalCount"],
      ]);
    }
    const ofNoAccount = new Set(["linkedAccounts", "pendingOperations", "auditEvents"]);
    const query = objectTypes(whole).find(({ name }) => name.value === "Query");
    for (const { name, type } of query?.fields ?? []) {
      if (!typeName(type).endsWith("Connection") || ofNoAccount.has(name.value)) continue;
      const names = found
        .find((one) => one.name.value === typeName(type))
        ?.fields?.map((field) => field.name.value);
      expect(names).toEqual(expect.arrayContaining(["accountStatuses", "isComplete"]));
    }
  });

  test("remote is behind its scope on every type that has it", () => {
    const remotes = fields(whole).filter(([, { name }]) => name.value === "remote");
    expect(remotes).toHaveLength(6);
    for (const [, field] of remotes) expect(directive(field, "requiresScopes")).not.toBeNull();
  });

  test("the SDL tells of scopes where the table asks for more than reading the directory", () => {
    const usual = new Set<string>(["anybody", "schema", "directory:read"]);
    const ruled = ruledFields.filter(({ rule }) => !usual.has(rule));
    const told = fields(whole).flatMap(([name, field]) => {
      const guard = directive(field, "requiresScopes");
      return guard === null ? [] : [`${name} ${print(guard)}`];
    });
    expect(told.sort()).toEqual(
      ruled.map(({ type, field, rule }) => `${type}.${field} @requiresScopes(scopes: [["${rule}"]])`).sort(),
    );
    expect(told.length).toBeGreaterThan(5);
  });

  test("fields that other subgraphs may require carry no guard", () => {
    const required = new Set(["User.displayName", "User.state", "User.email", "User.privilege"]);
    for (const [name, field] of fields(federated)) {
      if (required.has(name)) expect([name, field.directives]).toEqual([name, []]);
    }
  });
});

describe("the federated part", () => {
  test("offers neither node nor nodes nor Node, and all the rest", () => {
    expect(graph.federatedSdl).not.toMatch(/\bNode\b/u);
    const names = new Set(fields(federated).map(([name]) => name));
    const missing = fields(whole)
      .map(([name]) => name)
      .filter((name) => !names.has(name));
    expect(missing.sort()).toEqual(["Node.id", "Query.node", "Query.nodes"]);
  });

  test("is committed as it is printed, and so is the whole", () => {
    expect(readFileSync("schema.graphql", "utf8").trim()).toBe(graph.sdl.trim());
    expect(readFileSync("schema.federated.graphql", "utf8").trim()).toBe(graph.federatedSdl.trim());
  });

  test("is printed the same each time", async () => {
    expect((await createGraph()).sdl).toBe(graph.sdl);
  });
});
