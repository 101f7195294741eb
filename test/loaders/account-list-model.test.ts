import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { BudgetSpent, DirectoryError } from "../../src/directory/errors.js";
import type { LinkedAccount } from "../../src/directory/linked-account.js";
import type { Page } from "../../src/directory/pages.js";
import { listAccounts, type AccountList, type AccountListRequest } from "../../src/loaders/account-list.js";
import { decodeListCursor } from "../../src/loaders/list-cursor.js";
import { fakeAccount, fakeScope, pageOfNames } from "./fake-account.js";

/** What an account does when it is asked. */
interface Behaviour {
  readonly size: number;
  /** Rows that its provider gives at once, at most. */
  readonly step: number;
  /** Which of its reads goes wrong, and how; the others are fine. */
  readonly trouble: { readonly at: number; readonly kind: Trouble } | null;
}

const troubles = ["fails", "spends its budget", "loses a part", "is cut short", "skips a row"] as const;
type Trouble = (typeof troubles)[number];

const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  size: fc.nat({ max: 12 }),
  step: fc.integer({ min: 1, max: 12 }),
  trouble: fc.option(fc.record({ at: fc.nat({ max: 3 }), kind: fc.constantFrom(...troubles) }), {
    nil: null,
    freq: 2,
  }),
});

interface Company {
  readonly accounts: readonly LinkedAccount[];
  readonly read: AccountListRequest<string>["read"];
  /** Everybody, in the order of a whole list. */
  readonly everybody: readonly string[];
  /** Whether anything can be missing from the list. */
  readonly hadTrouble: () => boolean;
}

const forbidden = new DirectoryError("UPSTREAM_FORBIDDEN", "no");

function companyOf(behaviours: readonly Behaviour[]): Company {
  const accounts = behaviours.map((_, at) => fakeAccount(`account${at}`));
  const rowsOf = behaviours.map(({ size }, at) => Array.from({ length: size }, (_, row) => `${at}/${row}`));
  const reads = behaviours.map(() => 0);
  let hadTrouble = false;
  return {
    accounts,
    everybody: rowsOf.flat(),
    hadTrouble: () => hadTrouble,
    read: (account, _reading, page) => {
      const at = accounts.indexOf(account);
      const { step = 1, trouble = null } = behaviours[at] ?? {};
      const whole = pageOfNames(rowsOf[at] ?? [], page, step);
      const read = reads[at] ?? 0;
      reads[at] = read + 1;
      if (trouble?.at !== read) return Promise.resolve(whole);
      hadTrouble ||= trouble.kind !== "spends its budget" && trouble.kind !== "is cut short";
      return answerInTrouble(trouble.kind, whole, account);
    },
  };
}

function answerInTrouble(
  kind: Trouble,
  whole: Page<string>,
  { accountKey }: LinkedAccount,
): Promise<Page<string>> {
  switch (kind) {
    case "fails":
      return Promise.reject(forbidden);
    case "spends its budget":
      return Promise.reject(new BudgetSpent(accountKey));
    case "loses a part":
      return Promise.resolve({ ...whole, rows: whole.rows.slice(1), failure: forbidden });
    case "is cut short":
      return Promise.resolve({ ...whole, isTruncated: true });
    case "skips a row":
      return Promise.resolve({ ...whole, rows: whole.rows.slice(1), skippedRows: 1 });
  }
}

function ask(
  { accounts, read }: Company,
  { size, isSideBySide }: { size: number; isSideBySide: boolean },
  after: string | null,
): Promise<AccountList<string>> {
  const positions = after === null ? new Map() : decodeListCursor("list", after);
  return listAccounts({
    scope: fakeScope(accounts),
    accounts,
    list: "list",
    size,
    positions,
    isSideBySide,
    read,
  });
}

const paging = fc.record({ size: fc.integer({ min: 1, max: 15 }), isSideBySide: fc.boolean() });

describe("a list over accounts, whatever the accounts do", () => {
  test("names nobody twice, loses nobody of an account that answers, and never claims to be complete wrongly", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(behaviour, { maxLength: 5 }), paging, async (behaviours, how) => {
        const company = companyOf(behaviours);
        const pages: AccountList<string>[] = [];
        let after: string | null = null;
        let hasNext = true;
        while (hasNext) {
          const page: AccountList<string> = await ask(company, how, after);
          expect(page.rows?.length ?? 0).toBeLessThanOrEqual(how.size);
          pages.push(page);
          hasNext = page.hasNextPage;
          after = page.endCursor;
          if (hasNext) expect(after).not.toBeNull();
          expect(pages.length).toBeLessThan(200);
        }
        const found = pages.flatMap(({ rows }) => rows?.map(({ item }) => item) ?? []);
        expect(new Set(found).size).toBe(found.length);
        const trustworthy = behaviours.flatMap(({ trouble }, at) =>
          trouble === null || trouble.kind === "is cut short" || trouble.kind === "spends its budget"
            ? [`${at}`]
            : [],
        );
        for (const at of trustworthy) {
          const of = (items: readonly string[]): string[] =>
            items.filter((item) => item.startsWith(`${at}/`));
          expect(of(found)).toEqual(of(company.everybody));
        }
        const isMissing = found.length < company.everybody.length;
        if (pages.every(({ isComplete }) => isComplete)) expect(isMissing).toBe(false);
        if (isMissing) expect(company.hadTrouble()).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  test("goes on after any row as after a page that ends there", async () => {
    const calm = fc.array(
      behaviour.map((one) => ({ ...one, trouble: null })),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(calm, paging, fc.nat({ max: 30 }), async (behaviours, how, pick) => {
        const company = companyOf(behaviours);
        const all: { item: string; cursor: string }[] = [];
        for (let after: string | null = null, hasNext = true; hasNext;) {
          const page: AccountList<string> = await ask(company, how, after);
          for (const { item, toCursor } of page.rows ?? []) all.push({ item, cursor: toCursor() });
          [after, hasNext] = [page.endCursor, page.hasNextPage];
        }
        const items = all.map(({ item }) => item);
        expect([...items].sort()).toEqual([...company.everybody].sort());
        if (!how.isSideBySide) expect(items).toEqual(company.everybody);
        const from = all[pick % Math.max(1, all.length)];
        if (from === undefined) return;
        const rest: string[] = [];
        for (let after: string | null = from.cursor, hasNext = true; hasNext;) {
          const page: AccountList<string> = await ask(company, how, after);
          rest.push(...(page.rows ?? []).map(({ item }) => item));
          [after, hasNext] = [page.endCursor, page.hasNextPage];
        }
        expect([...rest].sort()).toEqual(items.slice(items.indexOf(from.item) + 1).sort());
      }),
      { numRuns: 200 },
    );
  });

  test("stays incomplete from the first failure that was taken to the last page", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(behaviour, { minLength: 1, maxLength: 4 }), paging, async (given, how) => {
        const company = companyOf(
          given.map((one) => (one.trouble === null ? one : { ...one, trouble: { at: 0, kind: "fails" } })),
        );
        let wasTaken = false;
        for (let after: string | null = null, hasNext = true; hasNext;) {
          const page: AccountList<string> = await ask(company, how, after);
          const marked =
            page.endCursor === null ? [] : [...decodeListCursor("list", page.endCursor).values()];
          wasTaken ||= marked.some(({ failed }) => failed !== null);
          if (wasTaken) expect(page.isComplete).toBe(false);
          [after, hasNext] = [page.endCursor, page.hasNextPage];
        }
      }),
      { numRuns: 200 },
    );
  });
});
