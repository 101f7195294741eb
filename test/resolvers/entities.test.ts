import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession, type Reply } from "./graph-session.js";
import { seededKeys } from "./seeded-keys.js";

type Representation = Readonly<Record<string, unknown>>;
type Entity = Readonly<Record<string, unknown>> | null;

const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  __typename
  ... on User { id remoteKey displayName } ... on Team { id remoteKey name }
  ... on Role { id remoteKey name } ... on Workspace { id remoteKey name }
  ... on LinkedAccount { id accountKey } ... on Organization { id name }
} }`;

let session: GraphSession;
let keys: Readonly<Record<string, string>>;
beforeAll(async () => {
  session = await startGraphSession({
    accounts: [{ key: "chat" }, { key: "second", seed: 2 }],
  });
  keys = seededKeys(session.standIn());
});
afterEach(() => {
  session.standIn().faults.clear();
});
afterAll(() => session.stop());

function resolve(representations: readonly Representation[]): Promise<Reply<{ _entities: Entity[] }>> {
  return session.ask(query, { representations });
}

async function resolved(representations: readonly Representation[]): Promise<Entity[]> {
  const reply = await resolve(representations);
  expect(reply.errors).toEqual([]);
  return reply.data._entities;
}

/** Ids and keys of members of an account, as a router would have them from elsewhere. */
function membersOf(account: string): { id: string; remoteKey: string }[] {
  const { state, projectIds } = session.standIn(account).current();
  const scope = projectIds[0] ?? "";
  return [...state.membersOfProject(scope)]
    .filter(({ roleType }) => roleType === 1)
    .map(({ _id }) => {
      const ref = { kind: "member", scope, id: _id };
      return { id: encodeGlobalId({ tenant: "default", account, type: "User", ref }), remoteKey: _id };
    });
}

describe("_entities", () => {
  test("finds each type by either key, in the order of the representations", async () => {
    const byKey = (__typename: string, remoteKey = ""): Representation => ({
      __typename,
      accountKey: "chat",
      remoteKey,
    });
    const found = await resolved([
      { __typename: "Team", id: keys["team"] },
      { __typename: "User", id: keys["user"] },
      byKey("User", keys["member"]),
      byKey("Role", keys["roleKey"]),
      { __typename: "Role", id: keys["role"] },
      byKey("Workspace", keys["project"]),
      { __typename: "Workspace", id: keys["workspace"] },
      byKey("Team", keys["group"]),
      { __typename: "LinkedAccount", accountKey: "chat" },
      byKey("Organization", "1"),
    ]);
    expect(found.map((entity) => [entity?.["__typename"], entity?.["id"]])).toEqual([
      ["Team", keys["team"]],
      ["User", keys["user"]],
      ["User", keys["user"]],
      ["Role", keys["role"]],
      ["Role", keys["role"]],
      ["Workspace", keys["workspace"]],
      ["Workspace", keys["workspace"]],
      ["Team", keys["team"]],
      ["LinkedAccount", expect.any(String)],
      [undefined, undefined],
    ]);
    const again = await resolved([{ __typename: "LinkedAccount", id: found[8]?.["id"] }]);
    expect(again).toEqual([found[8]]);
  });

  test("is one batch per account: a hundred Users by both keys cost one listing each", async () => {
    await session.restart();
    for (const key of ["chat", "second"]) session.standIn(key).counters.reset();
    const asked = ["chat", "second"].flatMap((accountKey) =>
      membersOf(accountKey).map(({ id, remoteKey }, index): [string, Representation] => [
        id,
        index % 2 === 0
          ? { __typename: "User", id }
          : { __typename: "User", accountKey, remoteKey, email: "from@router" },
      ]),
    );
    const mixed = asked.filter((_, at) => at % 2 === 0).concat(asked.filter((_, at) => at % 2 === 1));
    const twice = [...mixed, ...mixed];
    expect(twice.length).toBeGreaterThan(200);
    const found = await resolved(twice.map(([, representation]) => representation));
    expect(found.map((entity) => entity?.["id"])).toEqual(twice.map(([id]) => id));
    for (const key of ["chat", "second"]) {
      expect(session.calls(key).callsByRoute).toEqual({ "GET /projects": 1, "GET /:pid/project_users": 1 });
    }
  });

  test("answers null for what does not exist or is another tenant's", async () => {
    const foreign = encodeGlobalId({
      tenant: "other",
      account: "chat",
      type: "User",
      ref: { kind: "member", scope: null, id: keys["member"] ?? "" },
    });
    const found = await resolved([
      { __typename: "User", id: "nonsense" },
      { __typename: "User", id: foreign },
      { __typename: "User", id: keys["team"] },
      { __typename: "User", accountKey: "nowhere", remoteKey: keys["member"] },
      { __typename: "User", accountKey: "chat", remoteKey: "f".repeat(24) },
      { __typename: "User", id: keys["user"] },
      { __typename: "LinkedAccount", accountKey: "nowhere" },
    ]);
    expect(found.map((entity) => entity?.["id"] ?? null)).toEqual([
      null,
      null,
      null,
      null,
      null,
      keys["user"],
      null,
    ]);
  });

  test("fails the entity, and never only a field, when the provider fails", async () => {
    await session.restart();
    session
      .standIn()
      .faults.add([{ match: { route: "/projects" }, fault: { kind: "status", status: 500, body: {} } }]);
    session
      .standIn()
      .faults.add([
        { match: { route: "/:pid/project_users*" }, fault: { kind: "status", status: 500, body: {} } },
      ]);
    const [other] = membersOf("second");
    const reply = await resolve([
      { __typename: "User", id: keys["user"] },
      { __typename: "User", id: other?.id },
      { __typename: "User", accountKey: "chat", remoteKey: keys["member"] },
      { __typename: "Workspace", id: keys["workspace"] },
    ]);
    expect(reply.data._entities.map((entity) => entity?.["id"] ?? null)).toEqual([
      null,
      other?.id,
      null,
      null,
    ]);
    expect(reply.errors.map(({ path }) => path).sort()).toEqual([
      ["_entities", 0],
      ["_entities", 2],
      ["_entities", 3],
    ]);
    for (const error of reply.errors) {
      expect(error.extensions).toMatchObject({ code: "UPSTREAM_UNAVAILABLE", account: "chat" });
    }
  });

  test("shrugs at representations of wrong types, extra fields and names of the prototype", async () => {
    const odd: Representation[] = [
      { __typename: "User", id: 17 },
      { __typename: "User", id: null },
      { __typename: "User", id: { toString: "x" } },
      { __typename: "User", id: [keys["user"]] },
      { __typename: "User", accountKey: ["chat"], remoteKey: keys["member"] },
      { __typename: "User", accountKey: "chat" },
      { __typename: "User" },
      { __typename: "User", accountKey: "__proto__", remoteKey: "constructor" },
      { __typename: "LinkedAccount", id: 5, accountKey: {} },
    ].map((one) => one as Representation);
    expect(await resolved(odd)).toEqual(odd.map(() => null));
  });

  test("refuses a body that names the prototype as a key, and stays as it was", async () => {
    for (const poisoned of ['"__proto__":{"id":"x"}', '"constructor":{"prototype":{"id":"x"}}']) {
      const variables = `{"representations":[{"__typename":"User",${poisoned}}]}`;
      const response = await fetch(`${session.url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
      });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain("BAD_USER_INPUT");
      expect(({} as Record<string, unknown>)["id"]).toBeUndefined();
    }
  });

  test("refuses a type that is no entity without failing the process", async () => {
    for (const __typename of ["Activity", "Query", "__proto__", "Nobody", ""]) {
      const reply = await resolve([{ __typename, id: keys["user"] }]);
      expect(reply.errors.length).toBeGreaterThan(0);
      expect(reply.status).toBeLessThan(500);
    }
    expect(await resolved([{ __typename: "User", id: keys["user"] }])).toHaveLength(1);
  });

  test("never finds anything by what is none of its ids", async () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constantFrom("chat", "__proto__"));
    const representation = fc.record(
      {
        __typename: fc.constantFrom("User", "Team", "Role", "Workspace", "Organization", "LinkedAccount"),
        id: fc.anything(),
        accountKey: fc.oneof(
          text.map((one) => (one === "chat" ? "chat2" : one)),
          fc.jsonValue(),
        ),
        remoteKey: fc.oneof(text, fc.jsonValue()),
      },
      { requiredKeys: ["__typename"] },
    );
    session.standIn().counters.reset();
    await fc.assert(
      fc.asyncProperty(fc.array(representation, { maxLength: 50 }), async (representations) => {
        const sendable = representations.map(
          (one) => JSON.parse(JSON.stringify(one, toSendable)) as Representation,
        );
        expect(await resolved(sendable)).toEqual(sendable.map(() => null));
      }),
      { numRuns: 60 },
    );
    expect(session.calls().calls).toBe(0);
  });
});

/** What JSON can say, without the keys that the server refuses. */
function toSendable(key: string, value: unknown): unknown {
  if (key === "__proto__" || key === "constructor") return undefined;
  return typeof value === "bigint" ? Number(value) : value;
}

describe("_service", () => {
  test("answers the committed federated schema", async () => {
    const reply = await session.ask<{ _service: { sdl: string } }>("{ _service { sdl } }");
    expect(`${reply.data._service.sdl.trim()}\n`).toBe(
      `${readFileSync("schema.federated.graphql", "utf8").trim()}\n`,
    );
  });
});
