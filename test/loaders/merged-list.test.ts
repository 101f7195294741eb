import { describe, expect, test } from "@jest/globals";
import { BudgetSpent, DirectoryError } from "../../src/directory/errors.js";
import { emptyPage, type Page } from "../../src/directory/pages.js";
import type { AccountList } from "../../src/loaders/account-list.js";
import { decodeMergedCursor, mergedStart } from "../../src/loaders/list-cursor.js";
import { listMerged, type MergedListRequest } from "../../src/loaders/merged-list.js";
import { fakeAccount, fakeScope } from "./fake-account.js";

type Read = MergedListRequest<number>["read"];

const accounts = ["alpha", "beta"].map((key) => fakeAccount(key));
const forbidden = new DirectoryError("UPSTREAM_FORBIDDEN", "no");

/** All of a log after a position, which is a moment of it. */
function pageOf(moments: readonly number[], position: string | null): Page<number> {
  const begin = position === null ? 0 : moments.indexOf(Number(position)) + 1;
  const rows = moments.slice(begin).map((item) => ({ item, position: String(item) }));
  return { ...emptyPage, rows, position: rows.at(-1)?.position ?? position, total: moments.length };
}

function reading(logs: Readonly<Record<string, readonly number[]>>): Read {
  return ({ accountKey }, _reading, { position }) =>
    Promise.resolve(pageOf(logs[accountKey] ?? [], position));
}

function ask(
  read: Read,
  { after = null, size = 1 }: { after?: string | null; size?: number } = {},
): Promise<AccountList<number>> {
  const begin = after === null ? mergedStart : decodeMergedCursor("list", after);
  const scope = fakeScope(accounts);
  return listMerged({ scope, accounts, list: "list", size, ...begin, read, timeOf: (moment) => moment });
}

function itemsOf(list: AccountList<number>): readonly number[] | null {
  return list.rows?.map(({ item }) => item) ?? null;
}

/** Pages of one row each; `reads` tells what the accounts do for each of them, the last one from then on. */
async function walk(reads: readonly [Read, ...Read[]]): Promise<readonly AccountList<number>[]> {
  const pages: AccountList<number>[] = [];
  for (let after: string | null = null, hasNext = true; hasNext;) {
    const page: AccountList<number> = await ask(reads[pages.length] ?? reads.at(-1) ?? reads[0], { after });
    pages.push(page);
    [after, hasNext] = [page.endCursor, page.hasNextPage];
  }
  return pages;
}

describe("a merged list", () => {
  test("gives the newest of all accounts, and its total and statuses", async () => {
    const list = await ask(reading({ alpha: [9, 5, 1], beta: [8, 6, 4] }), { size: 4 });
    expect(itemsOf(list)).toEqual([9, 8, 6, 5]);
    expect(list).toMatchObject({ totalCount: 6, isComplete: true, hasNextPage: true, failure: null });
    expect(list.statuses.map(({ state }) => state)).toEqual(["OK", "OK"]);
  });

  test("leaves out what comes back later than its place, and stays incomplete for it", async () => {
    const whole = { alpha: [9, 5, 3], beta: [4] };
    const partly: Read = async (account, context, page) => {
      const found = await reading({ ...whole, alpha: [9, 3] })(account, context, page);
      return account.accountKey === "alpha" && found !== null ? { ...found, failure: forbidden } : found;
    };
    const pages = await walk([reading(whole), partly, reading(whole)]);
    expect(pages.map(itemsOf)).toEqual([[9], [4], [3]]);
    expect(pages.map(({ isComplete }) => isComplete)).toEqual([true, false, false]);
  });

  test("loses nothing of an account that errs in its order", async () => {
    const pages = await walk([reading({ alpha: [5, 9, 3], beta: [7, 4] })]);
    expect(pages.flatMap(itemsOf)).toEqual([7, 5, 9, 4, 3]);
  });

  test("gives nothing out while an account's budget is spent, and goes on with the next", async () => {
    const logs = { alpha: [9, 5], beta: [8] };
    const spent: Read = (account, ...rest) =>
      account.accountKey === "beta"
        ? Promise.reject(new BudgetSpent("beta"))
        : reading(logs)(account, ...rest);
    const first = await ask(spent, { size: 3 });
    expect(itemsOf(first)).toEqual([]);
    expect(first).toMatchObject({ hasNextPage: true, isComplete: false, failure: null });
    expect(first.statuses.map(({ state }) => state)).toEqual(["OK", "TRUNCATED"]);
    const second = await ask(reading(logs), { size: 3, after: first.endCursor });
    expect(itemsOf(second)).toEqual([9, 8, 5]);
    expect(second).toMatchObject({ hasNextPage: false, isComplete: true });
  });

  test("is null with the failure when nobody could be read, and without one when nobody has such objects", async () => {
    const failed = await ask(() => Promise.reject(forbidden));
    expect(failed).toMatchObject({ rows: null, failure: forbidden, isComplete: false, hasNextPage: false });
    const foreign = await ask(() => Promise.resolve(null));
    expect(foreign).toMatchObject({ rows: null, failure: null, isComplete: true, hasNextPage: false });
  });

  test("is an error for a position that an account does not know", async () => {
    const unknown = new DirectoryError("INVALID_CURSOR", "no");
    await expect(ask(() => Promise.reject(unknown))).rejects.toBe(unknown);
  });
});
