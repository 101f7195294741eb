import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { BudgetSpent, DirectoryError } from "../../src/directory/errors.js";
import type { LinkedAccount } from "../../src/directory/linked-account.js";
import { emptyPage, type Page, type PageRequest } from "../../src/directory/pages.js";
import type { AccountList } from "../../src/loaders/account-list.js";
import { decodeMergedCursor, mergedStart } from "../../src/loaders/list-cursor.js";
import { listMerged, type MergedListRequest } from "../../src/loaders/merged-list.js";
import { fakeAccount, fakeScope } from "./fake-account.js";

/** A moment, of which there are few, so that many entries share one. */
interface Entry {
  readonly moment: number;
  readonly account: string;
  /** Its place in its account's log; what comes later stands before 0. */
  readonly at: number;
}

/** What an account's log is, and what it does when it is asked. */
interface Behaviour {
  readonly moments: readonly number[];
  /** Rows that its provider gives at once, at most. */
  readonly step: number;
  /** Which of its reads goes wrong, and how; the others are fine. */
  readonly trouble: { readonly at: number; readonly kind: Trouble } | null;
}

const harmless = ["spends its budget", "is cut short", "finds nothing yet"] as const;
const harmful = ["fails", "loses a part"] as const;
type Trouble = (typeof harmless)[number] | (typeof harmful)[number];

function behaviourOf(troubles: readonly Trouble[]): fc.Arbitrary<Behaviour> {
  return fc.record({
    moments: fc.array(fc.nat({ max: 9 }), { maxLength: 12 }),
    step: fc.integer({ min: 1, max: 12 }),
    trouble: fc.option(fc.record({ at: fc.nat({ max: 3 }), kind: fc.constantFrom(...troubles) }), {
      nil: null,
      freq: 2,
    }),
  });
}

const anything = fc.array(behaviourOf([...harmless, ...harmful]), { maxLength: 6 });
const size = fc.integer({ min: 1, max: 15 });
const forbidden = new DirectoryError("UPSTREAM_FORBIDDEN", "no");

/** The order that is promised: newest first, then by account, then as the account has it. */
function inOrder(one: Entry, other: Entry): number {
  if (one.moment !== other.moment) return other.moment - one.moment;
  if (one.account !== other.account) return one.account < other.account ? -1 : 1;
  return one.at - other.at;
}

interface Company {
  readonly accounts: readonly LinkedAccount[];
  readonly read: MergedListRequest<Entry>["read"];
  /** What each account's log holds, newest first. */
  readonly logs: ReadonlyMap<string, Entry[]>;
  /** Accounts of which something may be missing. */
  readonly troubled: Set<string>;
}

/** Accounts in an order of their own: the configuration's is not that of their keys. */
function companyOf(behaviours: readonly Behaviour[]): Company {
  const known = new Map(behaviours.map((behaviour, at) => [`account${9 - at}`, { behaviour, reads: 0 }]));
  const logs = new Map(
    [...known].map(([account, { behaviour }]) => [
      account,
      [...behaviour.moments].sort((one, other) => other - one).map((moment, at) => ({ moment, account, at })),
    ]),
  );
  const troubled = new Set<string>();
  return {
    accounts: [...known.keys()].map((key) => fakeAccount(key)),
    logs,
    troubled,
    read: (account, _reading, page) => {
      const { accountKey } = account;
      const one = known.get(accountKey);
      if (one === undefined) throw new Error(`Who is ${accountKey}`);
      const { trouble, step } = one.behaviour;
      const whole = pageOf(logs.get(accountKey) ?? [], page, step);
      one.reads += 1;
      if (trouble?.at !== one.reads - 1) return Promise.resolve(whole);
      if (!harmless.some((kind) => kind === trouble.kind)) troubled.add(accountKey);
      return answerInTrouble(trouble.kind, whole, { account, position: page.position });
    },
  };
}

/** A position is how many entries are older, so that what comes meanwhile moves none. */
function pageOf(log: readonly Entry[], { size, position }: PageRequest, step: number): Page<Entry> {
  const begin = position === null ? 0 : log.length - Number(position);
  const end = Math.min(begin + Math.min(size, step), log.length);
  const rows = log
    .slice(begin, end)
    .map((item, at) => ({ item, position: String(log.length - begin - at - 1) }));
  return {
    ...emptyPage,
    rows,
    position: rows.at(-1)?.position ?? position,
    hasMore: end < log.length,
    total: log.length,
  };
}

function answerInTrouble(
  kind: Trouble,
  whole: Page<Entry>,
  { account, position }: { account: LinkedAccount; position: string | null },
): Promise<Page<Entry>> {
  switch (kind) {
    case "fails":
      return Promise.reject(forbidden);
    case "spends its budget":
      return Promise.reject(new BudgetSpent(account.accountKey));
    case "loses a part":
      return Promise.resolve({ ...whole, rows: whole.rows.slice(1), failure: forbidden });
    case "is cut short":
      return Promise.resolve(cutShort(whole, whole.rows.length >> 1, position));
    case "finds nothing yet":
      return Promise.resolve({ ...cutShort(whole, 0, position), isTruncated: false });
  }
}

/** The first rows only, with more to come. */
function cutShort(whole: Page<Entry>, count: number, position: string | null): Page<Entry> {
  const rows = whole.rows.slice(0, count);
  return { ...whole, rows, position: rows.at(-1)?.position ?? position, hasMore: true, isTruncated: true };
}

function ask({ accounts, read }: Company, size: number, after: string | null): Promise<AccountList<Entry>> {
  const begin = after === null ? mergedStart : decodeMergedCursor("list", after);
  const scope = fakeScope(accounts);
  return listMerged({ scope, accounts, list: "list", size, ...begin, read, timeOf: ({ moment }) => moment });
}

/** Something is written to a log. */
function grow([account, log]: readonly [string, Entry[]], later: number): void {
  const { moment, at } = log[0] ?? { moment: 0, at: 0 };
  log.unshift({ moment: moment + later, account, at: at - 1 });
}

async function walk(
  company: Company,
  size: number,
  { from = null, meanwhile }: { from?: string | null; meanwhile?: () => void } = {},
): Promise<readonly AccountList<Entry>[]> {
  const pages: AccountList<Entry>[] = [];
  for (let after = from, hasNext = true; hasNext;) {
    const page: AccountList<Entry> = await ask(company, size, after);
    expect(page.rows?.length ?? 0).toBeLessThanOrEqual(size);
    if (page.hasNextPage) expect(page.endCursor).not.toBeNull();
    pages.push(page);
    expect(pages.length).toBeLessThan(200);
    [after, hasNext] = [page.endCursor, page.hasNextPage];
    meanwhile?.();
  }
  return pages;
}

function itemsOf(pages: readonly AccountList<Entry>[]): readonly Entry[] {
  return pages.flatMap(({ rows }) => rows?.map(({ item }) => item) ?? []);
}

describe("a merged list, whatever the accounts do", () => {
  test("is the sorted union of what could be read, nobody twice, in order over all pages", async () => {
    await fc.assert(
      fc.asyncProperty(anything, size, async (behaviours, size) => {
        const company = companyOf(behaviours);
        const pages = await walk(company, size);
        const found = itemsOf(pages);
        expect(new Set(found).size).toBe(found.length);
        expect(found).toEqual([...found].sort(inOrder));
        const sound = [...company.logs].filter(([key]) => !company.troubled.has(key));
        for (const [key, log] of sound) expect(found.filter(({ account }) => account === key)).toEqual(log);
        const isMissing = found.length < [...company.logs.values()].flat().length;
        if (isMissing) expect(pages.every(({ isComplete }) => isComplete)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("fills its pages while nothing holds it back", async () => {
    const whole = fc.array(
      behaviourOf(["fails"]).map((one) => ({ ...one, step: Infinity })),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(whole, size, async (behaviours, size) => {
        const pages = await walk(companyOf(behaviours), size);
        for (const { rows } of pages.slice(0, -1)) expect(rows).toHaveLength(size);
      }),
      { numRuns: 200 },
    );
  });

  test("goes on after any row as after a page that ends there", async () => {
    const calm = fc.array(
      behaviourOf(harmless).map((one) => ({ ...one, trouble: null })),
      { maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(calm, size, fc.nat({ max: 40 }), async (behaviours, size, pick) => {
        const company = companyOf(behaviours);
        const rows = (await walk(company, size)).flatMap((page) => page.rows ?? []);
        const begin = pick % Math.max(1, rows.length);
        const from = rows[begin];
        if (from === undefined) return;
        const rest = itemsOf(await walk(company, size, { from: from.toCursor() }));
        expect(rest).toEqual(rows.slice(begin + 1).map(({ item }) => item));
      }),
      { numRuns: 200 },
    );
  });

  test("keeps its order and loses nothing when the logs grow meanwhile", async () => {
    const growth = fc.array(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 3 })), { maxLength: 12 });
    const calm = fc.array(behaviourOf(harmless), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(calm, size, growth, async (behaviours, size, growth) => {
        const company = companyOf(behaviours);
        const atFirst = [...company.logs.values()].flat();
        const coming = growth.values();
        const pages = await walk(company, size, {
          meanwhile: () => {
            const [which, later] = coming.next().value ?? [0, 0];
            grow([...company.logs][which % company.logs.size] ?? ["", []], later);
          },
        });
        const found = itemsOf(pages);
        expect(new Set(found).size).toBe(found.length);
        expect(found).toEqual([...found].sort(inOrder));
        expect(atFirst.filter((entry) => !found.includes(entry))).toEqual([]);
        expect(pages.at(-1)?.rows).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test("stays incomplete from the first failure to the last page", async () => {
    await fc.assert(
      fc.asyncProperty(anything, size, async (behaviours, size) => {
        const company = companyOf(
          behaviours.map((one) => ({ ...one, trouble: one.trouble && { ...one.trouble, kind: "fails" } })),
        );
        const pages = await walk(company, size);
        const first = pages.findIndex(({ statuses }) => statuses.some(({ error }) => error !== null));
        const isComplete = pages.map((page) => page.isComplete);
        expect(isComplete).toEqual(pages.map((_, at) => first === -1 || at < first));
      }),
      { numRuns: 200 },
    );
  });
});
