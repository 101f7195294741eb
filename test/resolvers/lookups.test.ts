import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { encodeGlobalId } from "../../src/directory/ids.js";
import { startGraphSession, type GraphSession } from "./graph-session.js";
import { seededKeys } from "./seeded-keys.js";

interface Seen {
  readonly __typename: string;
  readonly id: string;
  readonly accountKey: string;
  readonly remoteId: string;
  readonly remoteKey: string;
}

const fields = "__typename id accountKey remoteId remoteKey";

interface TypeCase {
  readonly type: "User" | "Role" | "Team" | "Workspace";
  readonly field: string;
  /** Names of its global id and its remote key in `seededKeys`. */
  readonly id: string;
  readonly key: string;
}

const types: readonly TypeCase[] = [
  { type: "User", field: "user", id: "user", key: "member" },
  { type: "Role", field: "role", id: "role", key: "roleKey" },
  { type: "Team", field: "team", id: "team", key: "group" },
  { type: "Workspace", field: "workspace", id: "workspace", key: "project" },
];

let session: GraphSession;
let keys: Readonly<Record<string, string>>;
beforeAll(async () => {
  session = await startGraphSession({
    accounts: [{ key: "chat" }, { key: "hidden", tenant: "other", sharing: "chat" }],
  });
  keys = seededKeys(session.standIn());
});
afterAll(() => session.stop());

async function find(selection: string, variables: object = {}): Promise<Readonly<Record<string, unknown>>> {
  const names = Object.keys(variables).map((name) => `$${name}: ${name.startsWith("id") ? "ID" : "String"}`);
  const head = names.length === 0 ? "" : `query (${names.join(", ")}) `;
  const reply = await session.ask<Record<string, unknown>>(`${head}{ ${selection} }`, { ...variables });
  expect(reply.errors).toEqual([]);
  return reply.data;
}

/** Ids that are nobody's for this viewer, made out of one that is somebody's. */
function strangers(id: string): readonly [string, string][] {
  const parts = JSON.parse(Buffer.from(id, "base64url").toString()) as unknown[];
  const encode = (changed: unknown[]): string =>
    Buffer.from(JSON.stringify(changed), "utf8").toString("base64url");
  const at = (index: number, value: unknown): string => encode(parts.with(index, value));
  return [
    ["empty", ""],
    ["nonsense", "nonsense"],
    ["padded", `${id}=`],
    ["with a line end", `${id}\n`],
    ["of another alphabet", id.replaceAll("_", "/").replaceAll("-", "+") + "=="],
    ["with something more", encode([...parts, 1])],
    ["of another version", at(0, 2)],
    ["of another tenant", at(1, "other")],
    ["of another tenant's account", encode(parts.with(1, "other").with(2, "hidden"))],
    ["of an account of another tenant", at(2, "hidden")],
    ["of an account that does not exist", at(2, "nowhere")],
    ["of another kind", at(4, "visitor")],
    ["of a path", at(6, "../../projects")],
    ["of an id that does not exist", at(6, "ffffffffffffffffffffffff")],
    ["very long", at(6, "f".repeat(5_000))],
    ["with a NUL", at(6, "\u0000")],
    ["of a prototype", at(6, "__proto__")],
  ];
}

describe.each(types)("$type", ({ type, field, id, key }) => {
  test("is found by global id, by key, by node and by nodes, as the same", async () => {
    const [globalId = "", remoteKey = ""] = [keys[id], keys[key]];
    const byId = (await find(`${field}(id: $id) { ${fields} }`, { id: globalId }))[field] as Seen;
    expect(byId).toEqual({
      __typename: type,
      id: globalId,
      accountKey: "chat",
      remoteId: remoteKey.split(":").at(-1),
      remoteKey,
    });
    const byKey = await find(`${field}(accountKey: "chat", remoteKey: $remoteKey) { ${fields} }`, {
      remoteKey,
    });
    expect(byKey[field]).toEqual(byId);
    const { node, nodes } = await find(
      `node(id: "${globalId}") { __typename id ... on ${type} { accountKey remoteId remoteKey } }
       nodes(ids: ["nonsense", "${globalId}"]) { __typename id }`,
    );
    expect(node).toEqual(byId);
    expect(nodes).toEqual([null, { __typename: type, id: globalId }]);
  });

  test("is null for ids that are nobody's, without an error", async () => {
    const globalId = keys[id] ?? "";
    for (const [title, stranger] of strangers(globalId)) {
      const found = await find(`${field}(id: $id) { id } nodes: node(id: "${globalId}") { id }`, {
        id: stranger,
      });
      expect([title, found[field]]).toEqual([title, null]);
    }
  });

  test("is null in node and nodes for ids that are nobody's", async () => {
    const ids = strangers(keys[id] ?? "").map(([, stranger]) => stranger);
    const reply = await session.ask<{ nodes: unknown[] }>(
      "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
      {
        ids,
      },
    );
    expect(reply.errors).toEqual([]);
    expect(reply.data.nodes).toEqual(ids.map(() => null));
  });

  test("is null for an id of another type", async () => {
    for (const other of types.filter((one) => one.type !== type)) {
      expect((await find(`${field}(id: $id) { id }`, { id: keys[other.id] ?? "" }))[field]).toBeNull();
    }
  });

  test.each([
    ["another account", "nowhere", null],
    ["an account of another tenant", "hidden", null],
    ["no key at all", "chat", ""],
    ["a key of another form", "chat", "invitation:x:y"],
    ["a path", "chat", "../../projects"],
    ["a key that does not exist", "chat", "ffffffffffffffffffffffff"],
    ["a name of the prototype", "__proto__", "constructor"],
  ])("is null for %s", async (_title, accountKey, remoteKey) => {
    const found = await find(`${field}(accountKey: $accountKey, remoteKey: $remoteKey) { id }`, {
      accountKey,
      remoteKey: remoteKey ?? keys[key] ?? "",
    });
    expect(found[field]).toBeNull();
  });

  test.each([
    ["nothing", ""],
    ["half a key", '(accountKey: "chat")'],
    ["the other half", '(remoteKey: "1")'],
    ["both ways at once", '(id: "x", accountKey: "chat", remoteKey: "1")'],
    ["nulls", "(id: null, accountKey: null)"],
  ])("given by %s is BAD_USER_INPUT", async (_title, args) => {
    const reply = await session.ask(`{ ${field}${args} { id } }`);
    expect(reply.errors).toMatchObject([{ path: [field], extensions: { code: "BAD_USER_INPUT" } }]);
  });
});

describe("other things with an id", () => {
  test("an invitation is found by its key and by the id of its User", async () => {
    const remoteKey = keys["invitation"] ?? "";
    const { user } = await find(`user(accountKey: "chat", remoteKey: $remoteKey) { ${fields} state }`, {
      remoteKey,
    });
    expect(user).toMatchObject({ remoteKey, remoteId: remoteKey.split(":")[1], state: "INVITED" });
    const again = await find(`user(id: $id) { ${fields} state }`, { id: (user as Seen).id });
    expect(again["user"]).toEqual(user);
  });

  test("a linked account is found by id, by key and as a node; another tenant's is not", async () => {
    const { byKey } = await find('byKey: linkedAccount(accountKey: "chat") { id accountKey }');
    const { id } = byKey as Seen;
    const found = await find(
      `byId: linkedAccount(id: "${id}") { id accountKey } both: linkedAccount(id: "${id}", accountKey: "chat") { id accountKey }
       wrong: linkedAccount(id: "${id}", accountKey: "hidden") { id } hidden: linkedAccount(accountKey: "hidden") { id }
       node(id: "${id}") { id ... on LinkedAccount { accountKey } }`,
    );
    const same = { id, accountKey: "chat" };
    expect(found).toEqual({ byId: same, both: same, node: same, wrong: null, hidden: null });
    const reply = await session.ask<{ linkedAccounts: { nodes: Seen[] } }>(
      "{ linkedAccounts { nodes { accountKey } totalCount } }",
    );
    expect(reply.data.linkedAccounts).toEqual({ nodes: [{ accountKey: "chat" }], totalCount: 1 });
    const refused = await session.ask("{ linkedAccount { id } }");
    expect(refused.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  test("an organization and an activity are found by no id, since Tiledesk cannot look them up", async () => {
    const ids = (["Organization", "Activity"] as const).map((type) =>
      encodeGlobalId({
        tenant: "default",
        account: "chat",
        type,
        ref: { kind: "x", scope: null, id: "1" },
      }),
    );
    const { nodes } = await find(`nodes(ids: ${JSON.stringify(ids)}) { id }`);
    expect(nodes).toEqual([null, null]);
  });

  test("several nodes are read together, in their order, the same one twice", async () => {
    await session.restart();
    session.standIn().counters.reset();
    const { state, projectIds } = session.standIn().current();
    const members = [...state.membersOfProject(projectIds[0] ?? "")].filter(({ roleType }) => roleType === 1);
    const ids = members.slice(0, 20).map(({ _id }) =>
      encodeGlobalId({
        tenant: "default",
        account: "chat",
        type: "User",
        ref: { kind: "member", scope: projectIds[0] ?? null, id: _id },
      }),
    );
    const asked = [...ids].reverse().concat(ids[3] ?? "");
    const { nodes } = await find(`nodes(ids: ${JSON.stringify(asked)}) { id }`);
    expect(nodes).toEqual(asked.map((id) => ({ id })));
    expect(session.calls().callsByRoute).toEqual({ "GET /:pid/project_users": 1 });
  });

  test("more than 100 nodes are refused", async () => {
    const ids = Array.from({ length: 101 }, () => "x");
    const reply = await session.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", { ids });
    expect(reply.errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  });

  test("a provider that fails is an error and not null", async () => {
    await session.restart();
    session.standIn().faults.add([{ fault: { kind: "status", status: 403, body: {} } }]);
    try {
      for (const { field, id } of types.filter(({ type }) => type !== "Role")) {
        const reply = await session.ask(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id: keys[id] });
        expect(reply.errors).toMatchObject([{ path: [field], extensions: { code: "UPSTREAM_FORBIDDEN" } }]);
      }
    } finally {
      session.standIn().faults.clear();
    }
  });
});
