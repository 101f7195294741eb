import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { isUnionType, type GraphQLObjectType, type GraphQLSchema } from "graphql";
import { DirectoryError } from "../../src/directory/errors.js";
import { scopes, type Scope } from "../../src/access/scopes.js";
import type { Viewer } from "../../src/access/viewer.js";
import { createGraph } from "../../src/graph.js";
import { guardSchema } from "../../src/schema/guarded-schema.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { readExpectedAccess } from "./expected-access.js";
import { objectTypesOf, requestsFor, ways, type FieldRequest, type Way } from "./field-paths.js";
import { bearer, tokenAuth } from "./tokens.js";

const expected = readExpectedAccess();
/** No scope, each alone, those that read together, all, and all but one of those that read. */
const scopeSets: readonly (readonly Scope[])[] = [
  [],
  ...scopes.map((scope) => [scope]),
  ["directory:read", "remote:read"],
  [...scopes],
  scopes.filter((scope) => scope !== "directory:read"),
  scopes.filter((scope) => scope !== "remote:read"),
];

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path?: readonly (string | number)[]; readonly extensions: object }[];
}

let session: GraphSession;
let schema: GraphQLSchema;
interface Representation {
  readonly __typename: string;
  readonly id: string;
}

let representations: readonly Representation[] = [];

beforeAll(async () => {
  ({ schema } = await createGraph());
  session = await startGraphSession({
    accounts: [
      { key: "chat", people: 16 },
      { key: "projects", provider: "teamwork-projects", people: 16 },
      { key: "desk", provider: "teamwork-desk", people: 16 },
      { key: "voice", provider: "talkdesk", people: 16 },
      { key: "idp", provider: "scim", people: 16, settings: { ratePerSecond: 1_000 } },
    ],
    access: { auth: tokenAuth },
  });
  representations = await findRepresentations();
  await leaveSomethingPending();
});
afterAll(() => session.stop());

async function send(query: string, scope: readonly Scope[]): Promise<Answer> {
  // Only of the type that is asked for: what the others cost would be refused.
  const [, wanted] = /\.\.\. on (\w+)/u.exec(query) ?? [];
  const own = representations.filter(({ __typename }) => wanted === undefined || __typename === wanted);
  const variables = query.includes("$representations") ? { representations: own } : {};
  const response = await fetch(`${session.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(await bearer({ scope, maxPrivilege: "OWNER" })) },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** An invitation that was sent again, and nobody knows whether. It is an event of the log, too. */
async function leaveSomethingPending(): Promise<void> {
  const match = { method: "GET", route: "/:pid/pendinginvitations/resendinvite/:id" };
  session.standIn("chat").faults.add([{ match, times: 1, fault: { kind: "lostAnswer" } }]);
  const account = await send('{ linkedAccount(accountKey: "chat") { id } }', [...scopes]);
  const { linkedAccount } = account.data as { linkedAccount: { id: string } };
  const invited = await send(
    `mutation { userInvite(input: { linkedAccount: "${linkedAccount.id}", email: "new@partner.example",
      role: { name: "agent" } }) { user { id } } }`,
    [...scopes],
  );
  const { userInvite } = invited.data as { userInvite: { user: { id: string } } };
  await send(`mutation { userInvitationResend(id: "${userInvite.user.id}") { operation { state } } }`, [
    ...scopes,
  ]);
}

/** Keys of some objects of each entity. */
async function findRepresentations(): Promise<readonly Representation[]> {
  const lists = { User: "users", Role: "roles", Team: "teams", Workspace: "workspaces" };
  const page = (list: string): string => `${list}(first: 100) { nodes { __typename id } }`;
  const { data } = await send(
    `{ ${Object.values(lists).map(page).join(" ")} organizations { nodes { __typename id } } }`,
    [...scopes],
  );
  const accounts = await send("{ linkedAccounts { nodes { __typename id } } }", [...scopes]);
  return [data, accounts.data].flatMap((found) =>
    Object.values(found as Record<string, { nodes: Representation[] }>).flatMap(({ nodes }) => nodes),
  );
}

function argumentsOf(type: string, field: string): string {
  if (type !== "Query") return innerLists.has(field) ? "(first: 5)" : "";
  if (field === "me" || field === "_service") return "";
  return rootArguments[field]?.() ?? (field.endsWith("s") ? "(first: 100)" : lookUp(field));
}

/** Kept short: lists in lists multiply. (`Viewer.users` is no page.) */
const innerLists: ReadonlySet<string> = new Set(["teams", "workspaces", "members"]);

const rootArguments: Readonly<Record<string, () => string>> = {
  _entities: () => "(representations: $representations)",
  node: () => lookUp("user"),
  nodes: () => lookUp("user").replace("id", "ids"),
  linkedAccount: () => '(accountKey: "projects")',
  operation: () => '(id: "nobody\u0027s")',
};

/** The argument that means the first representation of a type. */
function lookUp(field: string): string {
  const typename = field.charAt(0).toUpperCase() + field.slice(1);
  const found = representations.find((one) => one.__typename === typename);
  return `(id: "${found?.id ?? ""}")`;
}

/** The objects at a path, lists looked through. */
function objectsAt(data: unknown, path: readonly string[]): object[] {
  let level: unknown[] = [data];
  for (const key of path) {
    level = level.flatMap((one) => {
      const value: unknown = typeof one === "object" && one !== null ? Reflect.get(one, key) : undefined;
      return Array.isArray(value) ? (value as unknown[]) : [value];
    });
  }
  return level.filter((one): one is object => typeof one === "object" && one !== null);
}

function isMet(rule: string, set: readonly Scope[]): boolean {
  return rule === "anybody" || set.some((scope) => scope === rule);
}

/** What must be read to come to fields that are anybody's by themselves: the root field in front of them. */
const behind: Readonly<Record<string, Scope>> = {
  WriteOperation: "directory:read",
  UserError: "directory:read",
  AuditEvent: "audit:read",
  AuditEventConnection: "audit:read",
  AuditEventEdge: "audit:read",
};
/** Of what a refused mutation offers instead; operations that are still pending offer nothing. */
const unfilled = new Set(["Alternative"]);

/** Introspection is on here, and `remote` lies behind what else must be read to come to it. */
function isOpen(coordinate: string, set: readonly Scope[]): boolean {
  const rule = expected.get(coordinate) ?? "no rule";
  if (rule === "schema") return true;
  const [type = ""] = coordinate.split(".");
  const front = rule === "remote:read" ? "directory:read" : behind[type];
  return isMet(rule, set) && (front === undefined || set.includes(front));
}

type Verdict = "open" | "denied" | "unreached";

/** What an answer says of one field. */
function toVerdict({ data, errors = [] }: Answer, request: FieldRequest, field: string): Verdict {
  const key = request.keyOf(field);
  const denials = errors.filter(({ extensions }) => "code" in extensions && extensions.code === "FORBIDDEN");
  const keysOf = (path: readonly (string | number)[] = []): readonly string[] =>
    path.filter((part): part is string => typeof part === "string");
  const own = [...request.path, key];
  // Denied at the field, or on the way to it.
  const isDenied = denials.some(({ path }) => keysOf(path).every((part, index) => part === own[index]));
  const isShown = objectsAt(data, request.path).some(
    (object) => Reflect.get(object, key) !== undefined && Reflect.get(object, key) !== null,
  );
  if (isDenied) return isShown ? "open" : "denied";
  const isReached = objectsAt(data, request.path).some((object) => key in object);
  return isReached ? "open" : "unreached";
}

const ranks: Readonly<Record<Verdict, number>> = { unreached: 0, denied: 1, open: 2 };

async function judge(way: Way, set: readonly Scope[]): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  const requests = objectTypesOf(schema)
    .filter(({ name }) => name !== "_Service" && !unfilled.has(name))
    .flatMap((type) => requestsFor(schema, { type, way, argumentsOf }));
  for (const request of requests) {
    const answer = await send(request.query, set);
    for (const field of request.fields) {
      const coordinate = `${request.type}.${field}`;
      const verdict = toVerdict(answer, request, field);
      // Open on one route is open.
      const known = verdicts.get(coordinate) ?? "unreached";
      verdicts.set(coordinate, ranks[verdict] > ranks[known] ? verdict : known);
    }
  }
  return verdicts;
}

describe("the committed table", () => {
  test("has each field of the graph, once, and no other", () => {
    const all = objectTypesOf(schema).flatMap((type) =>
      Object.keys(type.getFields()).map((field) => `${type.name}.${field}`),
    );
    expect([...expected.keys()].sort()).toEqual(all.sort());
    expect(all.length).toBeGreaterThan(250);
  });
});

describe.each(ways)("by the way %s", (way) => {
  test("every field is reached by who may read all, or lies where this way does not lead", async () => {
    const verdicts = await judge(way, [...scopes]);
    const unreached = [...verdicts].filter(([, verdict]) => verdict !== "open").map(([field]) => field);
    expect(unreached).toEqual([]);
    expect(verdicts.size).toBeGreaterThan(200);
  });

  test.each(scopeSets.map((set) => [set.join(" ") || "no scope", set] as const))(
    "%s opens what the table says and nothing else",
    async (_title, set) => {
      const verdicts = await judge(way, set);
      const wrong = [...verdicts].flatMap(([field, verdict]) => {
        const wanted = isOpen(field, set) ? "open" : "denied";
        return verdict === wanted ? [] : [`${field} is ${verdict} instead of ${wanted}`];
      });
      expect(wrong).toEqual([]);
    },
  );
});

describe("the guard of each field by itself, whatever stands before it", () => {
  const viewerWith = (set: readonly Scope[]): Viewer => ({
    tenant: "default",
    subject: null,
    scopes: new Set(set),
    maxPrivilege: null,
    organizations: null,
    isRouted: false,
    canReadSchema: false,
  });

  function isForbidden(type: GraphQLObjectType, field: string, set: readonly Scope[]): boolean {
    try {
      const args = field === "_entities" ? { representations: [] } : { ids: [] };
      const answer = type.getFields()[field]?.resolve?.({}, args, { viewer: viewerWith(set) }, {} as never);
      // Behind the guard, nothing is there to answer from.
      void Promise.resolve(answer).catch(() => undefined);
      return false;
    } catch (thrown) {
      return thrown instanceof DirectoryError && thrown.code === "FORBIDDEN";
    }
  }

  test.each(scopeSets.map((set) => [set.join(" ") || "no scope", set] as const))("with %s", (_title, set) => {
    let cells = 0;
    for (const type of objectTypesOf(schema)) {
      for (const field of Object.keys(type.getFields())) {
        const rule = expected.get(`${type.name}.${field}`) ?? "no rule";
        expect([type.name, field, isForbidden(type, field, set)]).toEqual([
          type.name,
          field,
          !isMet(rule, set),
        ]);
        cells += 1;
      }
    }
    expect(cells).toBe(expected.size);
  });

  interface Referred {
    readonly apollo?: {
      readonly subgraph?: {
        readonly resolveReference?: (one: object, context: object, info: object) => unknown;
      };
    };
  }

  /** Called past `_entities`, as nothing does today. */
  function isReferenceForbidden(type: GraphQLObjectType, set: readonly Scope[]): boolean {
    const resolve = (type.extensions as Referred).apollo?.subgraph?.resolveReference;
    if (resolve === undefined) throw new Error(`${type.name} has no reference`);
    try {
      void Promise.resolve(resolve({}, { viewer: viewerWith(set) }, {})).catch(() => undefined);
      return false;
    } catch (thrown) {
      return thrown instanceof DirectoryError && thrown.code === "FORBIDDEN";
    }
  }

  test.each(scopeSets.map((set) => [set.join(" ") || "no scope", set] as const))(
    "of each reference, with %s",
    (_title, set) => {
      const entities = schema.getType("_Entity");
      const types = isUnionType(entities) ? entities.getTypes() : [];
      expect(types).toHaveLength(6);
      const rule = expected.get("Query._entities") ?? "no rule";
      for (const type of types) {
        expect([type.name, isReferenceForbidden(type, set)]).toEqual([type.name, !isMet(rule, set)]);
      }
    },
  );
});

describe("a graph", () => {
  test("with a field that has no rule, or a rule that has no field, is not built", async () => {
    const { schema: other } = await createGraph();
    const asNamed = (type: string, field: string): { type: string; field: string } => ({ type, field });
    expect(() => {
      guardSchema(other, [], asNamed);
    }).toThrow(/^No rule says who may read \w+\.\w+$/u);
    const table = [...expected.keys(), "User.shoeSize"].map((coordinate) => {
      const [type = "", field = ""] = coordinate.split(".");
      return { type, field, rule: "anybody" as const };
    });
    expect(() => {
      guardSchema(other, table, asNamed);
    }).toThrow("There is no field User.shoeSize");
  });
});
