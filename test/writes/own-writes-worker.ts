// A process of its own that changes Users and looks whether the change is seen: `own-writes-worker.ts PROVIDER ROUNDS`.
// Prints how many rounds there were, and how often something stale was seen.
import assert from "node:assert/strict";
import { Pool } from "undici";
import type { FaultRule } from "../../sandbox/faults.js";
import { startGraphSession, type GraphSession } from "../resolvers/graph-session.js";

interface Change {
  readonly provider: "tiledesk" | "talkdesk" | "scim";
  /** Where a User shows what is changed. */
  readonly field: string;
  readonly input: (value: string) => object;
  readonly settings?: object;
}

const changes: readonly Change[] = [
  { provider: "tiledesk", field: "availability { note }", input: (note) => ({ note }) },
  {
    provider: "talkdesk",
    field: "name { full }",
    input: (full) => ({ name: { full } }),
    settings: { lookUps: "consistent" },
  },
  { provider: "scim", field: "title", input: (title) => ({ title }), settings: { lookUps: "consistent" } },
];

/**
 * How many write to an account at once. What is forgotten of an account is forgotten of all its Users, so a writer who
 * is alone sees what others' forgetting would hide.
 */
const crowds = { alone: 1, "alone too": 1, "alone as well": 1, crowded: 3 };

interface Shown {
  readonly id: string;
  readonly availability?: { readonly note: string | null };
  readonly name?: { readonly full: string } | null;
  readonly title?: string | null;
}

function valueOf({ availability, name, title }: Shown): string | null {
  return availability?.note ?? name?.full ?? title ?? null;
}

/** Asks over connections that are kept. */
class Line {
  readonly #pool: Pool;

  constructor(url: string) {
    this.#pool = new Pool(url);
  }

  async ask<T>(query: string, variables: object): Promise<T> {
    const { body } = await this.#pool.request({
      method: "POST",
      path: "/graphql",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors = [] } = (await body.json()) as { data: T; errors?: readonly object[] };
    assert.deepEqual(errors, []);
    return data;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

/** Where writers are at work. */
interface Place {
  readonly line: Line;
  readonly change: Change;
  /** Makes the provider's next answer a late one. */
  readonly delayOne: () => void;
}

/** Changes one User again and again, and looks. */
class Writer {
  readonly #line: Line;
  readonly #change: Change;
  readonly #delayOne: () => void;
  readonly variables: { readonly id: string; readonly account: string };
  #value: string | null = null;
  /** How often a value was seen that was told to be there no more. */
  stale = 0;

  constructor({ line, change, delayOne }: Place, variables: Writer["variables"]) {
    this.#line = line;
    this.#change = change;
    this.#delayOne = delayOne;
    this.variables = variables;
  }

  async begin(): Promise<void> {
    this.#value = await this.#look(0);
  }

  /** A reader is on its way when the value is changed, and brings the old or the new one home. */
  async round(number: number): Promise<void> {
    const [before, value] = [this.#value, `Value ${number}`];
    this.#delayOne();
    const early = this.#look(number);
    const told = await this.#write(value);
    const seen = [told, await this.#look(number)];
    this.stale += seen.filter((one) => one !== value).length;
    if (![before, value].includes(await early)) this.stale += 1;
    this.#value = value;
  }

  /** What the mutation's own answer shows. */
  async #write(value: string): Promise<string | null> {
    const { field, input } = this.#change;
    const { userUpdate } = await this.#line.ask<{
      userUpdate: { user: Shown | null; userErrors: readonly object[] };
    }>(
      `mutation ($id: ID!, $input: UserUpdateInput!) {
         userUpdate(id: $id, input: $input) { user { id ${field} } userErrors { code message } } }`,
      { id: this.variables.id, input: input(value) },
    );
    assert.deepEqual(userUpdate.userErrors, []);
    return userUpdate.user === null ? null : valueOf(userUpdate.user);
  }

  /** By its id and in a list, in turns. */
  async #look(turn: number): Promise<string | null> {
    const { field } = this.#change;
    if (turn % 2 === 0) {
      const { user } = await this.#line.ask<{ user: Shown }>(
        `query ($id: ID!) { user(id: $id) { id ${field} } }`,
        this.variables,
      );
      return valueOf(user);
    }
    const { users } = await this.#line.ask<{ users: { nodes: readonly Shown[] } }>(
      `query ($account: ID!) { users(first: 50, accounts: [$account], filter: { states: [ACTIVE] }) { nodes { id ${field} } } }`,
      this.variables,
    );
    const listed = users.nodes.find(({ id }) => id === this.variables.id);
    return listed === undefined ? "not listed" : valueOf(listed);
  }
}

/** A service with an account for each crowd, all of them of one stand-in. */
function startService({ provider, settings = {} }: Change): Promise<GraphSession> {
  const [first = "", ...others] = Object.keys(crowds);
  return startGraphSession({
    accounts: [
      { key: first, provider, people: 16, settings },
      ...others.map((key) => ({ key, sharing: first, settings })),
    ],
  });
}

const reads = { method: "GET" };
const anyLatency: FaultRule = { match: reads, fault: { kind: "latency", ms: 0, maxMs: 8 } };
/** Read before the change, and home after it. */
const oneLate: FaultRule = { match: reads, times: 1, fault: { kind: "lateApply", answer: "late", ms: 40 } };

interface Accounts {
  readonly linkedAccounts: {
    readonly nodes: readonly {
      readonly id: string;
      readonly accountKey: keyof typeof crowds;
      readonly users: { readonly nodes: readonly { readonly id: string; readonly privilege: string }[] };
    }[];
  };
}

/** Nobody writes to a User to whom another writer does. */
async function toWriters(place: Place): Promise<readonly Writer[]> {
  const { linkedAccounts } = await place.line.ask<Accounts>(
    `{ linkedAccounts { nodes { id accountKey
         users(first: 50, filter: { states: [ACTIVE] }) { nodes { id privilege } } } } }`,
    {},
  );
  let taken = 0;
  return linkedAccounts.nodes.flatMap(({ id: account, accountKey, users }) => {
    const plain = users.nodes.filter(({ privilege }) => privilege !== "OWNER");
    const own = plain.slice(taken, (taken += crowds[accountKey]));
    return own.map(({ id }) => new Writer(place, { id, account }));
  });
}

const [provider, rounds = "0"] = process.argv.slice(2);
const change = changes.find((one) => one.provider === provider);
assert(change !== undefined);
const session = await startService(change);
const line = new Line(session.url);
const { faults } = session.server("alone");
const delayOne = (): void => {
  faults.clear();
  faults.add([oneLate, anyLatency]);
};
const writers = await toWriters({ line, change, delayOne });
assert.equal(writers.length, 6);
await Promise.all(writers.map((writer) => writer.begin()));
let begun = 0;
const write = async (writer: Writer): Promise<void> => {
  while (begun < Number(rounds)) await writer.round((begun += 1));
};
await Promise.all(writers.map(write));
await line.close();
await session.stop();
const stale = writers.reduce((sum, writer) => sum + writer.stale, 0);
process.stdout.write(JSON.stringify({ rounds: begun, stale }));
