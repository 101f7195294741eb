import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import {
  buildASTSchema,
  isInterfaceType,
  isObjectType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type GraphQLSchema,
} from "graphql";
import { fieldQueries } from "./every-field.js";
import { startGraphSession, type GraphSession } from "./graph-session.js";
import { pick, seededKeys } from "./seeded-keys.js";

const schema: GraphQLSchema = buildASTSchema(parse(readFileSync("schema.graphql", "utf8")), {
  assumeValidSDL: true,
});

/** `Type.field` of everything that the schema offers. */
function offeredFields(): string[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => (isObjectType(type) || isInterfaceType(type)) && !type.name.startsWith("__"))
    .flatMap((type) =>
      isObjectType(type) || isInterfaceType(type)
        ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`)
        : [],
    );
}

/** `Type.field` of everything that a query asks. */
function askedFields(query: string): string[] {
  const asked: string[] = [];
  const typeInfo = new TypeInfo(schema);
  visit(
    parse(query),
    visitWithTypeInfo(typeInfo, {
      Field: ({ name }) => {
        asked.push(`${typeInfo.getParentType()?.name ?? ""}.${name.value}`);
      },
    }),
  );
  return asked;
}

describe("every field of the graph", () => {
  let session: GraphSession;
  beforeAll(async () => {
    session = await startGraphSession();
  });
  afterAll(() => session.stop());

  test("is asked for by one of these queries", () => {
    const asked = new Set(fieldQueries.flatMap(({ query }) => askedFields(query)));
    expect(offeredFields().filter((field) => !asked.has(field))).toEqual([]);
    expect(offeredFields().length).toBeGreaterThan(200);
  });

  test.each(fieldQueries)("$title: the query is valid and answers without an error", async ({ ...asked }) => {
    expect(validate(schema, parse(asked.query))).toEqual([]);
    const variables = { ...pick(seededKeys(session.standIn()), asked.variables) };
    const reply = await session.ask<Record<string, unknown>>(asked.query, variables);
    expect(reply.errors).toEqual([]);
    expect(reply.status).toBe(200);
    expect(reply.headers.get("cache-control")).toBe("private, no-store");
  });

  test("never tells the mail password that a project carries", async () => {
    const secret = "smtp-password-never-show";
    expect(JSON.stringify([...session.standIn().current().state.projects])).toContain(secret);
    for (const { query, variables } of fieldQueries) {
      const given = { ...pick(seededKeys(session.standIn()), variables) };
      const reply = await session.ask(query, given);
      expect(reply.text).not.toContain(secret);
      expect(reply.text).not.toContain("smtp.acme.example");
      expect(reply.text).not.toMatch(/JWT ey|Passw0rd/u);
    }
  });
});
