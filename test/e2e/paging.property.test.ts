import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FaultRule } from "../../sandbox/faults.js";
import { startGraphSession, type GraphSession, type Reply } from "../resolvers/graph-session.js";

interface Users {
  readonly users: {
    readonly nodes: readonly { readonly accountKey: string; readonly remoteKey: string }[] | null;
    readonly isComplete: boolean;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly accountStatuses: readonly {
      readonly state: string;
      readonly linkedAccount: { readonly accountKey: string };
    }[];
  };
}

const fields = `nodes { accountKey remoteKey } isComplete pageInfo { hasNextPage endCursor }
  accountStatuses { state linkedAccount { accountKey } }`;
const lazily = `query ($first: Int!, $after: String) { users(first: $first, after: $after) { ${fields} } }`;
const sideBySide = `query ($first: Int!, $after: String) {
  users(first: $first, after: $after, filter: { states: [ACTIVE, DISABLED] }) { ${fields} }
}`;

interface Walk {
  readonly people: readonly string[];
  /** As the last page says: a failure ahead of what was taken may have passed by then. */
  readonly wasComplete: boolean;
  /** Accounts that were anything but well on some page. */
  readonly unwell: ReadonlySet<string>;
}

async function walk(session: GraphSession, query: string, first: number): Promise<Walk> {
  const people: string[] = [];
  const unwell = new Set<string>();
  let wasComplete = true;
  let after: string | null = null;
  for (let pages = 0; pages < 400; pages += 1) {
    const { data }: Reply<Users> = await session.ask<Users>(query, { first, after });
    const { nodes, isComplete, pageInfo, accountStatuses }: Users["users"] = data.users;
    expect(nodes?.length ?? 0).toBeLessThanOrEqual(first);
    people.push(...(nodes ?? []).map(({ accountKey, remoteKey }) => `${accountKey} ${remoteKey}`));
    for (const { state, linkedAccount } of accountStatuses) {
      if (state !== "OK" && state !== "NOT_REACHED") unwell.add(linkedAccount.accountKey);
    }
    wasComplete = isComplete;
    if (!pageInfo.hasNextPage) return { people, wasComplete, unwell };
    after = pageInfo.endCursor;
  }
  throw new Error("The list does not end");
}

const trouble: fc.Arbitrary<FaultRule["fault"]> = fc.constantFrom(
  ...([500, 503, 403, 404] as const).map((status) => ({ kind: "status" as const, status, body: "" })),
  { kind: "status" as const, status: 429, body: "", headers: { "Retry-After": "60" } },
  { kind: "badJson" as const },
  { kind: "reset" as const },
);

const company = fc.record({
  people: fc.integer({ min: 3, max: 160 }),
  seed: fc.nat(1_000),
  first: fc.integer({ min: 1, max: 100 }).map((size) => Math.max(size, 4)),
  dialect: fc.constantFrom("jsonapi" as const, "hal" as const, "both" as const),
  talkdeskClamp: fc.integer({ min: 7, max: 100 }),
  scimClamp: fc.integer({ min: 7, max: 100 }),
  query: fc.constantFrom(lazily, sideBySide),
  faults: fc.array(
    fc.record({
      account: fc.constantFrom("chat", "voice", "idp"),
      skip: fc.nat(6),
      times: fc.integer({ min: 1, max: 4 }),
      fault: trouble,
    }),
    { maxLength: 3 },
  ),
});

test("whatever the company, the pages and the failures: nobody twice, nobody lost unsaid, nobody lost by the well", async () => {
  await fc.assert(
    fc.asyncProperty(company, async (how) => {
      const { people, seed, first, dialect, talkdeskClamp, scimClamp, query, faults } = how;
      const session = await startGraphSession({
        accounts: [
          { key: "chat", people, seed },
          {
            ...{ key: "voice", provider: "talkdesk", people, seed },
            ...{ settings: { pagination: dialect === "hal" ? "hal" : "jsonapi" } },
            talkdesk: { dialect, pageSizeClamp: talkdeskClamp },
          },
          { key: "idp", provider: "scim", people, seed, scim: { pageSizeClamp: scimClamp } },
        ],
        callLimits: { perAccount: 100, perRequest: 300 },
      });
      try {
        const whole = new Set((await walk(session, query, 100)).people);
        await session.restart();
        for (const { account, skip, times, fault } of faults) {
          session.server(account).faults.add([{ match: { method: "GET" }, skip, times, fault }]);
        }
        const found = await walk(session, query, first);
        const there = new Set(found.people);
        expect(there.size).toBe(found.people.length);
        const missing = [...whole].filter((one) => !there.has(one));
        if (found.wasComplete) expect(missing).toEqual([]);
        expect(missing.filter((one) => !found.unwell.has(one.split(" ")[0] ?? ""))).toEqual([]);
        expect([...there].filter((one) => !whole.has(one))).toEqual([]);
      } finally {
        await session.stop();
      }
    }),
    { numRuns: 25 },
  );
}, 240_000);
