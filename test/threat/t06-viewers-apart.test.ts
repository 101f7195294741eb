import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Pool } from "undici";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";
import { signToken, tokenAuth, type TestClaims } from "./tokens.js";

interface Answer<T> {
  readonly data: T;
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

interface Person {
  readonly id: string;
  readonly email: string | null;
  readonly accountKey: string;
  readonly remoteKey: string;
  readonly organization: { readonly id: string; readonly name: string } | null;
}

interface Company {
  readonly id: string;
  readonly name: string;
  readonly accountKey: string;
  readonly remoteKey: string;
}

const people = `query ($after: String) { users(first: 100, after: $after) {
  nodes { id email accountKey remoteKey organization { id name } } pageInfo { hasNextPage endCursor } totalCount isComplete
} }`;

let session: GraphSession;
let pool: Pool;
const tokens = new Map<string, string>();
let everybody: readonly Person[];
let companies: readonly Company[];
/** The client company that the narrowed viewer is of. */
let own: Company;
let narrowed: string;
let whole: string;

async function send<T>(token: string, query: string, variables: object = {}): Promise<Answer<T>> {
  const answer = await pool.request({
    path: "/graphql",
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await answer.body.json()) as Answer<T>;
}

async function tokenOf(claims: TestClaims): Promise<string> {
  const key = JSON.stringify(claims);
  const known = tokens.get(key) ?? (await signToken(claims));
  tokens.set(key, known);
  return known;
}

async function listPeople(token: string): Promise<Person[]> {
  const found: Person[] = [];
  let after: string | null = null;
  do {
    const page: Answer<{
      users: { nodes: Person[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    }> = await send(token, people, { after });
    found.push(...page.data.users.nodes);
    after = page.data.users.pageInfo.hasNextPage ? page.data.users.pageInfo.endCursor : null;
  } while (after !== null);
  return found;
}

beforeAll(async () => {
  session = await startGraphSession({
    accounts: [
      { key: "projects", provider: "teamwork-projects", people: 80 },
      // The same people and companies by the same remote keys, in an account that the narrowed viewer may not see.
      { key: "mirror", provider: "teamwork-projects", people: 80 },
      { key: "chat", people: 20 },
    ],
    access: { auth: tokenAuth },
  });
  pool = new Pool(session.url, { connections: 16 });
  whole = await tokenOf({ scope: "directory:read remote:read", subject: "auditor" });
  everybody = await listPeople(whole);
  const list = "{ organizations(first: 100) { nodes { id name accountKey remoteKey } } }";
  companies = (await send<{ organizations: { nodes: Company[] } }>(whole, list)).data.organizations.nodes;
  const sizes = (company: Company): number => peopleOf(company).length;
  const [client] = companies.filter((one) => sizes(one) > 0).sort((one, other) => sizes(one) - sizes(other));
  if (client === undefined) throw new Error("The company has no clients");
  own = client;
  const organizations = [`${own.accountKey}:${own.remoteKey}`, "chat:1", "elsewhere:1"];
  narrowed = await tokenOf({ scope: "directory:read remote:read", subject: "client", organizations });
});
afterAll(async () => {
  await pool.close();
  await session.stop();
});

function peopleOf(company: Company): readonly Person[] {
  return everybody.filter(({ organization }) => organization?.id === company.id);
}

describe("a viewer of one organization", () => {
  test("sees its people, all of them, and nobody else", async () => {
    const seen = await listPeople(narrowed);
    expect(seen.map(({ id }) => id).sort()).toEqual(
      peopleOf(own)
        .map(({ id }) => id)
        .sort(),
    );
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(everybody.length / 2);
  });

  test("sees its organization, its own workspaces and teams, and only accounts that have it", async () => {
    const query = `{
      organizations { nodes { id } totalCount } linkedAccounts { nodes { accountKey } totalCount }
      workspaces(first: 100) { nodes { organization { id } members(first: 50) { nodes { organization { id } } totalCount } } }
      teams(first: 100) { nodes { organization { id } memberCount members { nodes { organization { id } } } } }
    }`;
    interface Owned {
      readonly organization: { readonly id: string } | null;
      readonly members: { readonly nodes: readonly Owned[] };
    }
    const { data } = await send<
      Record<"organizations" | "linkedAccounts" | "workspaces" | "teams", { nodes: Owned[] }>
    >(narrowed, query);
    expect(data.organizations).toEqual({ nodes: [{ id: own.id }], totalCount: null });
    expect(data.linkedAccounts.nodes).toEqual([{ accountKey: own.accountKey }]);
    for (const place of [...data.workspaces.nodes, ...data.teams.nodes]) {
      expect(place.organization).toEqual({ id: own.id });
      for (const member of place.members.nodes) expect(member.organization).toEqual({ id: own.id });
    }
  });

  test("finds nobody else by any key or filter", async () => {
    const { stranger } = pickPair();
    const other = companies.find(({ id }) => id !== own.id);
    if (other === undefined) throw new Error("There is one company");
    const { id, accountKey, remoteKey, email } = stranger;
    const query = `query ($id: ID!, $email: String!, $other: ID!, $r: [_Any!]!) {
      user(id: $id) { email } node(id: $id) { id } organization(id: $other) { name }
      users(filter: { emails: [$email] }) { nodes { email } }
      _entities(representations: $r) { ... on User { email } }
    }`;
    const r = [
      { __typename: "User", id },
      { __typename: "User", accountKey, remoteKey },
    ];
    const variables = { id, email, other: other.id, r };
    expect(await send(narrowed, query, variables)).toEqual({
      data: { user: null, node: null, organization: null, users: { nodes: [] }, _entities: [null, null] },
    });
    const seen = await send<{ user: unknown; organization: unknown }>(whole, query, variables);
    expect(seen.data.user).toEqual({ email });
    expect(seen.data.organization).toEqual({ name: other.name });
  });

  test("is not told who of its people is elsewhere, too, where it may not look", async () => {
    const query = `query ($id: ID!) { user(id: $id) { sameEmail { accountKey } } }`;
    const { mine } = pickPair();
    const seenBy = async (token: string): Promise<unknown> =>
      (await send<{ user: { sameEmail: unknown } }>(token, query, { id: mine.id })).data.user.sameEmail;
    expect(await seenBy(whole)).toEqual([{ accountKey: "mirror" }]);
    expect(await seenBy(narrowed)).toEqual([]);
    // In the mirror, too, but there of another company than the one it may see, or of the same.
    const other = companies.find(({ remoteKey }) => remoteKey !== own.remoteKey);
    const inBoth = async (remoteKey = ""): Promise<string> => {
      const organizations = [`${own.accountKey}:${own.remoteKey}`, `mirror:${remoteKey}`];
      return tokenOf({ scope: "directory:read", subject: "client", organizations });
    };
    expect(own.accountKey).toBe("projects");
    expect(await seenBy(await inBoth(other?.remoteKey))).toEqual([]);
    expect(await seenBy(await inBoth(own.remoteKey))).toEqual([{ accountKey: "mirror" }]);
  });

  test("sees its own people in the lists of roles", async () => {
    const query =
      "{ roles(first: 100) { nodes { users(first: 100) { nodes { organization { id } } totalCount } } } }";
    interface Roles {
      readonly roles: { nodes: { users: { nodes: Person[]; totalCount: number | null } | null }[] };
    }
    const { data } = await send<Roles>(narrowed, query);
    const holders = data.roles.nodes.flatMap(({ users }) => users?.nodes ?? []);
    for (const { organization } of holders) expect(organization).toEqual({ id: own.id });
    expect(holders.length).toBeGreaterThan(0);
    for (const { users } of data.roles.nodes) expect(users?.totalCount ?? null).toBeNull();
  });

  test("is told nothing of the whole account: no log, no seats, no identity of the credential", async () => {
    const query = `{ activities { nodes { id } accountStatuses { state code } }
      linkedAccounts { nodes { seats { kind } me { email } visibility } } }`;
    const { data, errors = [] } = await send<{
      activities: { nodes: unknown; accountStatuses: unknown };
      linkedAccounts: { nodes: { seats: unknown; me: unknown; visibility: string }[] };
    }>(narrowed, query);
    expect(data.activities.nodes).toBeNull();
    expect(data.activities.accountStatuses).toEqual([{ state: "FORBIDDEN", code: "FORBIDDEN" }]);
    expect(data.linkedAccounts.nodes).toEqual([{ seats: null, me: null, visibility: "PARTIAL" }]);
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(["FORBIDDEN"]));
  });

  test("cannot go on from the cursor of somebody who sees more", async () => {
    for (const order of ["", ", orderBy: { field: EMAIL }"]) {
      const query = `query ($after: String) { users(first: 5, after: $after${order}) { nodes { id } pageInfo { endCursor } } }`;
      const first = await send<{ users: { pageInfo: { endCursor: string } } }>(whole, query);
      const { errors } = await send(narrowed, query, { after: first.data.users.pageInfo.endCursor });
      expect(errors).toMatchObject([{ extensions: { code: "INVALID_CURSOR" } }]);
    }
  });
});

interface Shown {
  readonly email: string | null;
  readonly remote: unknown;
}

interface Seen {
  readonly me: { readonly subject: string };
  readonly mine: Shown | null;
  readonly stranger: Shown | null;
  readonly users: { readonly nodes: readonly Shown[] };
}

/** An answer as a text; fields may fail in any order. */
function toText({ data, errors = [] }: Answer<Seen>): string {
  return JSON.stringify([data, errors.map((error) => JSON.stringify(error)).sort()]);
}

function withoutRemote(person: Shown | null): object {
  return { ...person, remote: null };
}

/** Somebody whom the narrowed viewer may see, and somebody whom it may not. */
function pickPair(): { readonly mine: Person; readonly stranger: Person } {
  const [mine] = peopleOf(own);
  const stranger = everybody.find(({ organization, email }) => organization?.id !== own.id && email !== null);
  if (mine === undefined || stranger === undefined) throw new Error("Everybody is of one company");
  return { mine, stranger };
}

test("viewers of one tenant who ask in the same tick see what is theirs, in 10,000 rounds", async () => {
  const reader = await tokenOf({ scope: "directory:read", subject: "reader" });
  const { mine, stranger } = pickPair();
  const query = `query ($mine: ID!, $stranger: ID!, $emails: [String!]) { me { subject }
    mine: user(id: $mine) { email remote } stranger: user(id: $stranger) { email remote }
    users(first: 2, filter: { emails: $emails }) { nodes { email remote } } }`;
  const variables = { mine: mine.id, stranger: stranger.id, emails: [mine.email, stranger.email] };
  const ask = async (): Promise<readonly [Answer<Seen>, Answer<Seen>, Answer<Seen>]> =>
    Promise.all([
      send<Seen>(whole, query, variables),
      send<Seen>(narrowed, query, variables),
      send<Seen>(reader, query, variables),
    ]);
  const expected = await ask();
  const [{ data: auditor }, { data: client }, { data: bare }] = expected;
  const remote: unknown = expect.objectContaining({ id: expect.any(String) as unknown });
  expect(auditor).toMatchObject({
    me: { subject: "auditor" },
    mine: { email: mine.email, remote },
    stranger: { email: stranger.email, remote },
  });
  expect(auditor.users.nodes.length).toBe(2);
  const clients = { mine: auditor.mine, stranger: null, users: { nodes: [auditor.mine] } };
  expect(client).toEqual({ me: { subject: "client" }, ...clients });
  expect(bare).toEqual({
    me: { subject: "reader" },
    mine: withoutRemote(auditor.mine),
    stranger: withoutRemote(auditor.stranger),
    users: { nodes: auditor.users.nodes.map(withoutRemote) },
  });
  const texts = expected.map(toText);
  const round = async (): Promise<void> => {
    expect((await ask()).map(toText)).toEqual(texts);
  };
  for (let rounds = 0; rounds < 10_000; rounds += 5) await Promise.all(Array.from({ length: 5 }, round));
}, 240_000);
