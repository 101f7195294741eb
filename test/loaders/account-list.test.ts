import { describe, expect, test } from "@jest/globals";
import { BudgetSpent, DirectoryError, FilterUnsupported } from "../../src/directory/errors.js";
import type { LinkedAccount } from "../../src/directory/linked-account.js";
import type { Page, PageRequest } from "../../src/directory/pages.js";
import { listAccounts, type AccountList, type AccountListRequest } from "../../src/loaders/account-list.js";
import { decodeListCursor } from "../../src/loaders/list-cursor.js";
import { fakeAccount, fakeScope, pageOfNames } from "./fake-account.js";

type Read = AccountListRequest<string>["read"];

const accounts = ["alpha", "beta", "gamma"].map((key) => fakeAccount(key));
const names: Readonly<Record<string, readonly string[]>> = {
  alpha: ["a1", "a2", "a3"],
  beta: ["b1", "b2"],
  gamma: ["c1", "c2", "c3", "c4"],
};

function namesOf({ accountKey }: LinkedAccount, page: PageRequest): Page<string> {
  return pageOfNames(names[accountKey] ?? [], page);
}

interface Ask {
  readonly size?: number;
  readonly after?: string | null;
  readonly isSideBySide?: boolean;
  readonly read?: Read;
  readonly of?: readonly LinkedAccount[];
}

function ask({ size = 4, after = null, isSideBySide = false, read, of = accounts }: Ask = {}): Promise<
  AccountList<string>
> {
  return listAccounts({
    scope: fakeScope(of),
    accounts: of,
    list: "list",
    size,
    positions: after === null ? new Map() : decodeListCursor("list", after),
    isSideBySide,
    read: read ?? ((account, _reading, page) => Promise.resolve(namesOf(account, page))),
  });
}

function itemsOf(list: AccountList<string>): readonly string[] | null {
  return list.rows?.map(({ item }) => item) ?? null;
}

function statesOf(list: AccountList<string>): readonly string[] {
  return list.statuses.map(({ state }) => state);
}

/** Reads names, but for one account that throws. */
function failing(key: string, error: Error): Read {
  return (account, _reading, page) =>
    account.accountKey === key ? Promise.reject(error) : Promise.resolve(namesOf(account, page));
}

const forbidden = new DirectoryError("UPSTREAM_FORBIDDEN", "no", { account: "beta", httpStatus: 403 });

describe("the walk over accounts", () => {
  test("reads one after another until the page is full, for no more than it lacks", async () => {
    const asked: [string, PageRequest][] = [];
    const read: Read = (account, _reading, page) => {
      asked.push([account.accountKey, page]);
      return Promise.resolve(namesOf(account, page));
    };
    const first = await ask({ read });
    expect(itemsOf(first)).toEqual(["a1", "a2", "a3", "b1"]);
    expect(statesOf(first)).toEqual(["OK", "OK", "NOT_REACHED"]);
    expect(first).toMatchObject({ hasNextPage: true, isComplete: true, totalCount: null, failure: null });
    expect(asked).toEqual([
      ["alpha", { size: 4, position: null }],
      ["beta", { size: 1, position: null }],
    ]);
    asked.length = 0;
    const second = await ask({ read, after: first.endCursor });
    expect(itemsOf(second)).toEqual(["b2", "c1", "c2", "c3"]);
    expect(statesOf(second)).toEqual(["OK", "OK", "OK"]);
    expect(asked).toEqual([
      ["beta", { size: 4, position: "1" }],
      ["gamma", { size: 3, position: null }],
    ]);
    const third = await ask({ read, after: second.endCursor });
    expect(itemsOf(third)).toEqual(["c4"]);
    expect(third).toMatchObject({ hasNextPage: false, isComplete: true });
  });

  test("goes on exactly after any row", async () => {
    const all = Object.values(names).flat();
    for (const isSideBySide of [false, true]) {
      const list = await ask({ size: 9, isSideBySide });
      expect(itemsOf(list)).toEqual(all);
      for (const [index, row] of (list.rows ?? []).entries()) {
        const rest = await ask({ size: 9, isSideBySide, after: row.toCursor() });
        expect(itemsOf(rest)).toEqual(all.slice(index + 1));
      }
    }
  });

  test("asks no account on an empty list of accounts", async () => {
    expect(await ask({ of: [] })).toMatchObject({
      rows: [],
      endCursor: null,
      hasNextPage: false,
      totalCount: 0,
      statuses: [],
      isComplete: true,
    });
  });

  test("passes over an account that fails, and stays incomplete to the end", async () => {
    const first = await ask({ read: failing("beta", forbidden) });
    expect(itemsOf(first)).toEqual(["a1", "a2", "a3", "c1"]);
    expect(statesOf(first)).toEqual(["OK", "FORBIDDEN", "OK"]);
    expect(first).toMatchObject({ isComplete: false, failure: null });
    const second = await ask({ after: first.endCursor });
    expect(itemsOf(second)).toEqual(["c2", "c3", "c4"]);
    expect(statesOf(second)).toEqual(["OK", "FORBIDDEN", "OK"]);
    expect(second).toMatchObject({ isComplete: false, hasNextPage: false });
  });

  test("goes on with an account of which a part failed, and stays incomplete to the end", async () => {
    const read: Read = (account, _reading, page) =>
      Promise.resolve({ ...namesOf(account, page), failure: page.position === null ? forbidden : null });
    const seen: (readonly string[] | null)[] = [];
    let after: string | null = null;
    for (let hasNext = true; hasNext;) {
      const list: AccountList<string> = await ask({ size: 2, after, read, of: accounts.slice(0, 1) });
      expect(list).toMatchObject({ isComplete: false, failure: null });
      seen.push(itemsOf(list));
      [after, hasNext] = [list.endCursor, list.hasNextPage];
    }
    expect(seen).toEqual([["a1", "a2"], ["a3"]]);
  });

  test("keeps a failure out of errors when other accounts came before it", async () => {
    const first = await ask({ size: 5, of: accounts.slice(0, 2) });
    const page = await ask({ size: 3, of: accounts.slice(0, 2) });
    expect(first).toMatchObject({ hasNextPage: false });
    const second = await ask({
      size: 3,
      of: accounts.slice(0, 2),
      after: page.endCursor,
      read: failing("beta", forbidden),
    });
    expect(second).toMatchObject({ rows: [], failure: null, isComplete: false, hasNextPage: false });
    expect(statesOf(second)).toEqual(["OK", "FORBIDDEN"]);
  });

  test("is nothing but a failure when every account fails", async () => {
    const read: Read = () => Promise.reject(forbidden);
    for (const isSideBySide of [false, true]) {
      const list = await ask({ read, isSideBySide });
      expect(list).toMatchObject({ rows: null, failure: forbidden, isComplete: false, totalCount: null });
      expect(statesOf(list)).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
    }
  });

  test("turns whatever is thrown into an account's failure", async () => {
    const list = await ask({ read: failing("alpha", new TypeError("bug")) });
    expect(list.statuses[0]).toMatchObject({
      state: "UNAVAILABLE",
      error: { code: "INTERNAL", account: "alpha" },
    });
  });

  test("leaves an account TRUNCATED whose budget is spent, and goes on there on the next page", async () => {
    const first = await ask({ read: failing("alpha", new BudgetSpent("alpha")) });
    expect(itemsOf(first)).toEqual(["b1", "b2", "c1", "c2"]);
    expect(statesOf(first)[0]).toBe("TRUNCATED");
    expect(first).toMatchObject({ isComplete: false, hasNextPage: true });
    const second = await ask({ after: first.endCursor });
    expect(itemsOf(second)).toEqual(["a1", "a2", "a3", "c3"]);
  });

  test("is an empty page with a next one, and no error, when every budget is spent", async () => {
    const read: Read = (account) => Promise.reject(new BudgetSpent(account.accountKey));
    const first = await ask({ read });
    expect(first).toMatchObject({ rows: [], failure: null, isComplete: false, hasNextPage: true });
    expect(itemsOf(await ask({ after: first.endCursor }))).toEqual(["a1", "a2", "a3", "b1"]);
  });

  test("ends its page with an account that has more to give, so that nobody of the next comes before", async () => {
    const read: Read = (_account, _reading, page) => Promise.resolve(pageOfNames(["1", "2", "3"], page, 2));
    const first = await ask({ size: 9, read });
    expect(itemsOf(first)).toEqual(["1", "2"]);
    expect(statesOf(first)).toEqual(["OK", "NOT_REACHED", "NOT_REACHED"]);
    const second = await ask({ size: 9, read, after: first.endCursor });
    expect(itemsOf(second)).toEqual(["3", "1", "2"]);
    expect(statesOf(second)).toEqual(["OK", "OK", "NOT_REACHED"]);
  });

  test("says what a page could not read: a part that failed, a page cut short, rows left out", async () => {
    const parts: Readonly<Record<string, Partial<Page<string>>>> = {
      alpha: { failure: forbidden },
      beta: { isTruncated: true, hasMore: true },
      gamma: { skippedRows: 2 },
    };
    const read: Read = (account, _reading, page) =>
      Promise.resolve({ ...namesOf(account, page), ...parts[account.accountKey] });
    const list = await ask({ size: 9, read, isSideBySide: true });
    expect(statesOf(list)).toEqual(["FORBIDDEN", "TRUNCATED", "OK"]);
    expect(list.statuses.map(({ skippedRows }) => skippedRows)).toEqual([0, 0, 2]);
    expect(list).toMatchObject({ isComplete: false, hasNextPage: true });
    expect(itemsOf(list)).toHaveLength(9);
    for (const key of ["alpha", "beta", "gamma"]) {
      const of = accounts.filter(({ accountKey }) => accountKey === key);
      expect(await ask({ of, size: 9, read })).toMatchObject({ isComplete: false });
    }
  });

  test("keeps apart what a provider does not have and what failed", async () => {
    const none = await ask({ read: () => Promise.resolve(null) });
    expect(none).toMatchObject({ rows: null, failure: null, isComplete: true, hasNextPage: false });
    expect(none.statuses[0]?.notes[0]?.code).toBe("UNSUPPORTED_BY_PROVIDER");
    const unable = await ask({ read: () => Promise.reject(new FilterUnsupported("alpha", "licenses")) });
    expect(statesOf(unable)[0]).toBe("FILTER_UNSUPPORTED");
    expect(unable).toMatchObject({ rows: null, isComplete: false });
  });

  test("throws a position that the provider does not know, since the client made it up", async () => {
    const unknown = new DirectoryError("INVALID_CURSOR", "not one of this list");
    await expect(ask({ read: failing("alpha", unknown) })).rejects.toBe(unknown);
    await expect(ask({ read: failing("gamma", unknown), isSideBySide: true })).rejects.toBe(unknown);
  });

  test("counts the calls of each account for itself", async () => {
    const read: Read = (account, reading, page) => {
      for (let call = 0; call < (names[account.accountKey]?.length ?? 0); call += 1) reading.budget.spend();
      return Promise.resolve(namesOf(account, page));
    };
    const list = await ask({ size: 9, read });
    expect(list.statuses.map(({ upstreamCalls }) => upstreamCalls)).toEqual([3, 2, 4]);
  });
});

describe("accounts read side by side", () => {
  test("are all asked for a whole page, and come in the order of the configuration", async () => {
    const asked: PageRequest[] = [];
    const list = await ask({
      isSideBySide: true,
      read: (account, _reading, page) => {
        asked.push(page);
        return Promise.resolve(namesOf(account, page));
      },
    });
    expect(asked).toEqual(accounts.map(() => ({ size: 4, position: null })));
    expect(itemsOf(list)).toEqual(["a1", "a2", "a3", "b1"]);
    expect(statesOf(list)).toEqual(["OK", "OK", "OK"]);
    expect(list).toMatchObject({ totalCount: 9, isComplete: true, hasNextPage: true });
  });

  test("are sixteen at a time, each lane taking the next", async () => {
    const many = Array.from({ length: 40 }, (_, at) => fakeAccount(`account${at}`));
    let atOnce = 0;
    let most = 0;
    const list = await ask({
      of: many,
      size: 100,
      isSideBySide: true,
      read: async (account) => {
        most = Math.max(most, (atOnce += 1));
        await new Promise((resolve) => setImmediate(resolve));
        atOnce -= 1;
        return pageOfNames([account.accountKey], { size: 1, position: null });
      },
    });
    expect(most).toBe(16);
    expect(itemsOf(list)).toEqual(many.map(({ accountKey }) => accountKey));
  });

  test("are not asked again once they are done", async () => {
    const first = await ask({ size: 6, isSideBySide: true });
    const asked: string[] = [];
    const second = await ask({
      size: 6,
      isSideBySide: true,
      after: first.endCursor,
      read: (account, _reading, page) => {
        asked.push(account.accountKey);
        return Promise.resolve(namesOf(account, page));
      },
    });
    expect(asked).toEqual(["gamma"]);
    expect(itemsOf(second)).toEqual(["c2", "c3", "c4"]);
  });
});
