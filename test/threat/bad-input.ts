import fc from "fast-check";

/** Something that no client in its right mind would send. */
export interface BadInput {
  readonly method: "POST" | "GET" | "PUT" | "DELETE" | "PATCH" | "OPTIONS" | "HEAD";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string | null;
}

const json = { "content-type": "application/json" };

function post(body: Buffer | string, headers: Readonly<Record<string, string>> = json): BadInput {
  return { method: "POST", path: "/graphql", headers, body };
}

/** JSON by hand: also what JSON.stringify cannot write. */
function request(parts: Readonly<Record<string, string>>): string {
  const members = Object.entries(parts).map(([name, value]) => `${JSON.stringify(name)}:${value}`);
  return `{${members.join(",")}}`;
}

/** Queries of things that are not there: good enough to be looked at, not to be asked of a provider. */
const seeds = [
  '{ user(id: "nobody") { displayName teams(first: 3) { nodes { name } } } }',
  "query Q($id: ID!) { node(id: $id) { id ... on User { email roles { name } } } }",
  "query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { email } } }",
  "{ me { tenant subject scopes } }",
  '{ linkedAccount(accountKey: "nothing") { label } }',
  'fragment F on Team { name members { nodes { id } } } { team(id: "x") { ...F } }',
  "mutation M { userInvite(input: {}) { operation { id } } }",
];
const shards = [
  ...'{}()[]:!$@|&=,"\\'.split(""),
  "...",
  "...F",
  "on",
  "query",
  "mutation",
  "subscription",
  "fragment F on User",
  "extend type",
  "$id",
  "@skip(if: true)",
  "id",
  "me",
  "user",
  "users",
  "nodes",
  "__typename",
  "__schema",
  "_entities",
  "_service",
  "first:",
  "-1",
  "1e999",
  "99999999999999999999",
  "null",
  '"""',
  "#",
  "\u0000",
  "\ufeff",
  "\ud800",
  "\u202e",
  "\n",
];

const shard = fc.constantFrom(...shards);
const garbledQuery = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(200), fc.nat(4), shard), { minLength: 1, maxLength: 4 }),
  )
  .map(([seed, edits]) =>
    edits.reduce((text, [at, cut, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + cut);
    }, seed),
  );
const shardedQuery = fc.array(shard, { maxLength: 40 }).map((parts) => parts.join(" "));
const nested = fc
  .tuple(
    fc.constantFrom("[", '{"a":', '{"__proto__":', '[{"constructor":'),
    fc.integer({ min: 1, max: 3_000 }),
  )
  .map(([open, depth]) => open.repeat(depth) + "1");
const oddValue = fc.oneof(
  fc.json(),
  nested,
  fc.constantFrom(
    "1e999",
    "-0",
    "1e-999",
    "123456789012345678901234567890",
    '"\\ud800"',
    '"\\u0000"',
    "NaN",
    "undefined",
  ),
  fc.constantFrom(
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{"isAdmin":true}}}',
    '{"id":1,"id":2}',
  ),
);
const text = fc.string({ unit: "binary", maxLength: 60 });

const bytes = fc.uint8Array({ maxLength: 300 }).map((one) => post(Buffer.from(one)));
const anyJson = oddValue.map((value) => post(value));
const anyMembers = fc
  .record(
    { query: oddValue, variables: oddValue, operationName: oddValue, extensions: oddValue },
    { requiredKeys: [] },
  )
  .map((parts) => post(request(parts as Record<string, string>)));
const anyQuery = fc
  .tuple(fc.oneof(garbledQuery, shardedQuery, text), oddValue)
  .map(([query, variables]) => post(request({ query: JSON.stringify(query), variables })));
const anyVariables = fc
  .tuple(fc.constantFrom(...seeds), oddValue, oddValue)
  .map(([query, id, r]) =>
    post(request({ query: JSON.stringify(query), variables: `{"id":${id},"r":${r}}` })),
  );
const anyRepresentation = fc
  .array(
    fc.record({
      __typename: fc.oneof(fc.constantFrom("User", "Team", "Query", "__Type"), text),
      id: fc.jsonValue(),
    }),
    {
      maxLength: 5,
    },
  )
  .map((r) => post(JSON.stringify({ query: seeds[2], variables: { r } })));
const truncated = fc
  .tuple(fc.constantFrom(...seeds), fc.nat(200))
  .map(([query, end]) => post(JSON.stringify({ query }).slice(0, end % JSON.stringify({ query }).length)));

const types = [
  "application/json",
  "application/graphql",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "application/xml",
  "*/*",
  "application/json+x",
  "APPLICATION/JSON",
  "application/json, text/plain",
];
const charsets = [
  "",
  "utf-8",
  "utf-16",
  "utf-16le",
  "utf-32",
  "utf-7",
  "iso-8859-1",
  "us-ascii",
  "x-user-defined",
  '"utf-8',
  "utf-8;q=1",
];
const anyType = fc
  .tuple(
    fc.constantFrom(...types),
    fc.constantFrom(...charsets),
    fc.constantFrom(";", " ; ", ";;", ",", "; "),
  )
  .map(([type, charset, glue]) =>
    post(JSON.stringify({ query: seeds[3] }), {
      "content-type": charset === "" ? type : `${type}${glue}charset=${charset}`,
    }),
  );
const anyHeader = fc
  .tuple(
    fc.constantFrom(
      "accept",
      "content-encoding",
      "x-apollo-operation-name",
      "apollo-require-preflight",
      "origin",
      "cookie",
      "expect-ct",
      "x-forwarded-for",
      "x-tenant",
      "signature",
      "signature-input",
      "x-rollcall-explain",
    ),
    fc.stringMatching(/^[\x20-\x7e]{0,80}$/u),
  )
  .map(([name, value]) => post(JSON.stringify({ query: seeds[3] }), { ...json, [name]: value.trim() }));
const anyToken = fc
  .stringMatching(/^[\x21-\x7e]{0,120}$/u)
  .map((token) => post(JSON.stringify({ query: seeds[3] }), { ...json, authorization: `Bearer ${token}` }));
const anyRoute = fc
  .tuple(
    fc.constantFrom<BadInput["method"]>("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "POST"),
    fc.stringMatching(/^[\w./%?=&;:@~+-]{0,60}$/u),
  )
  .map(([method, path]): BadInput => ({ method, path: `/${path}`, headers: {}, body: null }));

/** Weighted by how much a hand could do wrong there. */
export const badInput: fc.Arbitrary<BadInput> = fc.oneof(
  { weight: 2, arbitrary: bytes },
  { weight: 2, arbitrary: anyJson },
  { weight: 3, arbitrary: anyMembers },
  { weight: 6, arbitrary: anyQuery },
  { weight: 4, arbitrary: anyVariables },
  { weight: 2, arbitrary: anyRepresentation },
  { weight: 1, arbitrary: truncated },
  { weight: 1, arbitrary: anyType },
  { weight: 1, arbitrary: anyHeader },
  { weight: 1, arbitrary: anyToken },
  { weight: 1, arbitrary: anyRoute },
);

/** Every pair of a type and a charset, written in one way. */
export const typePairs: readonly string[] = types.flatMap((type) =>
  charsets.map((charset) => (charset === "" ? type : `${type}; charset=${charset}`)),
);
