/** A request that costs its server far more than its sender. */
export interface QueryBomb {
  readonly name: string;
  readonly query: string;
  readonly variables?: unknown;
  /** Instead of `variables`, for what JSON.stringify cannot write. */
  readonly variablesJson?: string;
}

function times(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join(" ");
}

function nested(levels: number, open: string, inner: string, close = "}"): string {
  return open.repeat(levels) + inner + close.repeat(levels);
}

/** `fragment F0 { … F1 F1 }` and so on: each level doubles what the one before stands for. */
function doubling(levels: number, body: (next: string) => string, last: string, on = "Team"): string {
  return times(
    levels,
    (level) => `fragment F${level} on ${on} { ${level === levels - 1 ? last : body(`...F${level + 1}`)} }`,
  );
}

const page = "members(first: 100) { nodes { teams(first: 100) { nodes {";

const depthBombs: QueryBomb[] = [
  { name: "13 levels", query: `{ team ${nested(11, "{ parent ", "{ id }")} }` },
  { name: "300 levels", query: `{ team ${nested(300, "{ parent ", "{ id }")} }` },
  {
    name: "depth hidden in inline fragments",
    query: `{ team ${nested(12, "{ ... { parent ", "{ id }", "} }")} }`,
  },
  {
    name: "depth hidden in a chain of fragments",
    query: `{ team { ...F0 } } ${doubling(20, (next) => `parent { ${next} }`, "id")}`,
  },
  {
    name: "depth hidden under an alias of an introspection name",
    query: `{ __schema: team ${nested(12, "{ parent ", "{ id }")} }`,
  },
  {
    name: "100 levels of input objects",
    query: `{ users(filter: ${nested(100, "{ not: ", "{}")}) { nodes { id } } }`,
  },
  {
    name: "100 levels in the default of a variable",
    query: `query ($f: UserFilter = ${nested(100, "{ not: ", "{}")}) { users(filter: $f) { nodes { id } } }`,
  },
  {
    name: "21 levels of variables",
    query: "query ($f: UserFilter) { users(filter: $f) { nodes { id } } }",
    variables: { f: JSON.parse(nested(20, '{"not":', "{}")) as unknown },
  },
  {
    name: "50,000 levels of variables",
    query: "query ($f: UserFilter) { users(filter: $f) { nodes { id } } }",
    variablesJson: `{"f":${nested(50_000, "[", "", "]")}}`,
  },
];

const aliasBombs: QueryBomb[] = [
  { name: "16 aliases", query: `{ team { ${times(16, (i) => `a${i}: id`)} } }` },
  { name: "300 aliases", query: `{ team { ${times(300, (i) => `a${i}: id`)} } }` },
  { name: "16 aliases of __typename", query: `{ ${times(16, (i) => `a${i}: __typename`)} }` },
  { name: "16 aliases of __type", query: `{ ${times(16, (i) => `a${i}: __type(name: "User") { name }`)} }` },
  {
    name: "aliases multiplied by spreads",
    query: `{ team { ...A parent { ...A parent { ...A } } } } fragment A on Team { ${times(6, (i) => `a${i}: id`)} }`,
  },
  {
    name: "aliases that double 40 times",
    query: `{ team { ...F0 } } ${doubling(40, (next) => `a: parent { ${next} } b: parent { ${next} }`, "id")}`,
  },
  {
    name: "aliases doubling 6 times, within the depth",
    query: `{ team { ...F0 } } ${doubling(6, (next) => `a: parent { ${next} } b: parent { ${next} }`, "id")}`,
  },
  { name: "50 aliased invites", query: `mutation { ${times(50, (i) => `a${i}: invite(email: "a@b.c")`)} }` },
  { name: "two invites", query: `mutation { invite(email: "a@b.c") b: invite(email: "b@b.c") }` },
  {
    name: "two invites in fragments",
    query: `mutation { ...A ... on Mutation { b: invite(email: "b@b.c") } } fragment A on Mutation { invite(email: "a@b.c") }`,
  },
];

const rootBombs: QueryBomb[] = [
  { name: "6 root fields", query: "{ hello strict bug held invalidCursor team { id } }" },
  { name: "6 root fields in fragments", query: "{ ...A ...A } fragment A on Query { hello bug held }" },
  { name: "the same root field 150 times", query: `{ ${times(150, () => "team { id }")} }` },
  { name: "a full introspection 6 times", query: `{ ${times(6, () => "__schema { types { name } }")} }` },
  {
    name: "introspection that goes in circles",
    query: `{ __schema { types ${nested(8, "{ fields { type ", "{ name }", "} }")} } }`,
  },
];

const fragmentBombs: QueryBomb[] = [
  { name: "31 inline fragments", query: `{ team { ${times(31, () => "... { id }")} } }` },
  { name: "300 inline fragments", query: `{ ${times(240, () => "... { id }")} }` },
  { name: "300 nested inline fragments", query: `{ ${nested(240, "... { ", "hello")} }` },
  {
    name: "inline fragments in an unused fragment",
    query: `{ hello } fragment A on Team { ${times(31, () => "... { id }")} }`,
  },
  { name: "a fragment that spreads itself", query: "{ team { ...A } } fragment A on Team { id ...A }" },
  {
    name: "two fragments that spread each other",
    query: "{ team { ...A } } fragment A on Team { parent { ...B } } fragment B on Team { parent { ...A } }",
  },
  {
    name: "a cycle that nobody spreads",
    query: "{ hello } fragment A on Team { parent { ...B } } fragment B on Team { parent { ...A } }",
  },
  {
    name: "a cycle of 50",
    query: `{ team { ...F0 } } ${times(50, (i) => `fragment F${i} on Team { parent { ...F${(i + 1) % 50} } }`)}`,
  },
  { name: "51 fragments", query: `{ team { id } } ${times(51, (i) => `fragment F${i} on Team { id }`)}` },
  {
    name: "51 fragments of one name",
    query: `{ team { ...F } } ${times(51, () => "fragment F on Team { id }")}`,
  },
  {
    name: "fragments without aliases that double the objects",
    query: `{ team { ...F0 } } ${doubling(4, (next) => `members(first: 100) { nodes { teams(first: 10) { nodes { ${next} } } } }`, "id")}`,
  },
  {
    name: "fragments that spread each other pairwise",
    query: `{ team { ${times(50, (i) => `...F${i}`)} } } ${times(50, (i) => `fragment F${i} on Team { id ${i < 49 ? `...F${i + 1}` : ""} ${i < 48 ? `...F${i + 2}` : ""} name }`)} { x }`,
  },
];

const fieldBombs: QueryBomb[] = [
  { name: "52 times the same field", query: `{ team { ${times(52, () => "id")} } }` },
  {
    name: "fields repeated in repeated fields",
    query: `{ ${times(5, () => `team { ${times(150, () => "id")} }`)} }`,
  },
  {
    name: "fields repeated in inline fragments",
    query: `{ team { ${times(30, () => `... { ${times(28, () => "id")} }`)} } }`,
  },
  { name: "900 times the same field", query: `{ ${times(900, () => "hello")} }` },
  { name: "1,001 tokens", query: `{ ${times(999, () => "hello")} }` },
  { name: "60,000 comments", query: `{ hello\n${"#\n".repeat(60_000)} }` },
  { name: "40,000 tokens", query: `{ ${times(40_000, (i) => `a${i}`)} }` },
  { name: "unknown fields", query: `{ ${times(150, (i) => `unknown${i}`)} }` },
  { name: "a directive repeated 100 times", query: `{ hello ${times(100, () => "@skip(if: false)")} }` },
  { name: "a directive repeated twice", query: `{ hello @include(if: true) @include(if: true) }` },
  { name: "a directive repeated on an operation", query: `query @a @a { hello }` },
  { name: "a directive repeated on a variable", query: `query ($a: ID @x @x) { team(id: $a) { id } }` },
  { name: "a directive repeated on a fragment", query: `{ team { ...A } } fragment A on Team @x @x { id }` },
  { name: "300 unknown directives", query: `{ hello ${times(300, (i) => `@d${i}`)} }` },
  { name: "300 arguments", query: `{ team(${times(300, (i) => `a${i}: 1`)}) { id } }` },
  {
    name: "200 variables of unknown types",
    query: `query (${times(200, (i) => `$v${i}: T${i}`)}) { hello }`,
  },
  {
    name: "overlapping fields with other arguments",
    query: `{ ${times(5, (i) => `users(first: ${i + 1}) { ${times(30, () => "nodes { id name }")} }`)} }`,
  },
];

const sizeBombs: QueryBomb[] = [
  {
    name: "pages within pages",
    query: `{ users(first: 100) { nodes { teams(first: 100) { nodes { ${page} id } } } } } } } } }`,
  },
  {
    name: "pages without a size within each other",
    query: "{ users { nodes { teams { nodes { members { nodes { teams { nodes { id } } } } } } } } }",
  },
  {
    name: "pages whose sizes come from variables",
    query:
      "query ($n: Int = 100, $m: Int) { users(first: $n) { nodes { teams(first: $m) { nodes { members(first: $n) { nodes { id } } } } } } }",
    variables: { m: 100 },
  },
  { name: "first: 101", query: "{ users(first: 101) { nodes { id } } }" },
  { name: "first: 0", query: "{ users(first: 0) { nodes { id } } }" },
  { name: "first: -1", query: "{ users(first: -1) { nodes { id } } }" },
  { name: "first: 2147483647", query: "{ users(first: 2147483647) { nodes { id } } }" },
  {
    name: "first: 101 by variable",
    query: "query ($n: Int) { users(first: $n) { nodes { id } } }",
    variables: { n: 101 },
  },
  {
    name: "first: 101 by a variable's default",
    query: "query ($n: Int = 101) { users(first: $n) { nodes { id } } }",
  },
  {
    name: "first: 0 in a fragment",
    query: "{ team { ...A } } fragment A on Team { members(first: 0) { nodes { id } } }",
  },
  {
    name: "1,001 representations",
    query: "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Team { id } } }",
    variables: { r: Array.from({ length: 1_001 }, (_, id) => ({ __typename: "Team", id })) },
  },
  {
    name: "1,002 representations in three fields",
    query:
      "query ($r: [_Any!]!) { a: _entities(representations: $r) { __typename } b: _entities(representations: $r) { __typename } c: _entities(representations: $r) { __typename } }",
    variables: { r: Array.from({ length: 334 }, (_, id) => ({ __typename: "Team", id })) },
  },
  {
    name: "entities with pages",
    query:
      "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Team { members(first: 100) { nodes { teams(first: 10) { nodes { id } } } } } } }",
    variables: { r: Array.from({ length: 1_000 }, (_, id) => ({ __typename: "Team", id })) },
  },
  {
    name: "1,001 items in a filter",
    query: "query ($f: UserFilter) { users(filter: $f) { nodes { id } } }",
    variables: { f: { emails: Array.from({ length: 1_001 }, (_, i) => `${i}@example.com`) } },
  },
];

/** Every one of them must be refused with 4xx before a single resolver runs. */
export const queryBombs: readonly QueryBomb[] = [
  ...depthBombs,
  ...aliasBombs,
  ...rootBombs,
  ...fragmentBombs,
  ...fieldBombs,
  ...sizeBombs,
];
