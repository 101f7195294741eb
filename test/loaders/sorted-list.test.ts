import { afterEach, describe, expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { BudgetSpent, DirectoryError } from "../../src/directory/errors.js";
import type { LinkedAccount } from "../../src/directory/linked-account.js";
import { emptyPage } from "../../src/directory/pages.js";
import type { AccountList, AccountListRequest } from "../../src/loaders/account-list.js";
import { listSorted, Snapshots } from "../../src/loaders/sorted-list.js";
import { fakeAccount, fakeScope, pageOfNames } from "./fake-account.js";

type Read = AccountListRequest<string>["read"];

const accounts = ["alpha", "beta"].map((key) => fakeAccount(key));

/** Reads these names of each account, in pages as small as a provider likes. */
function reading(names: Readonly<Record<string, readonly string[]>>, step = Infinity): Read {
  return ({ accountKey }, _reading, page) =>
    Promise.resolve(pageOfNames(names[accountKey] ?? [], page, step));
}

interface Ask {
  readonly snapshots?: Snapshots;
  readonly after?: string | null;
  readonly size?: number;
  readonly list?: string;
  readonly of?: readonly LinkedAccount[];
}

function ask(
  read: Read,
  { snapshots = new Snapshots(), after = null, size = 3, list = "list", of = accounts }: Ask = {},
): Promise<AccountList<string>> {
  return listSorted({
    scope: fakeScope(of),
    snapshots,
    accounts: of,
    list,
    size,
    after,
    read,
    compare: (one, other) => (one < other ? -1 : 1),
  });
}

function itemsOf(list: AccountList<string>): readonly string[] | null {
  return list.rows?.map(({ item }) => item) ?? null;
}

const invalid = expect.objectContaining({ code: "INVALID_CURSOR" });
const forbidden = new DirectoryError("UPSTREAM_FORBIDDEN", "no", { account: "beta" });

afterEach(() => {
  jest.restoreAllMocks();
});

describe("a sorted list", () => {
  test("is read whole, page by page of each account, and sorted over all of them", async () => {
    const read = reading({ alpha: ["d", "b", "f"], beta: ["e", "a", "c", "g"] }, 2);
    const list = await ask(read, { size: 10 });
    expect(itemsOf(list)).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
    expect(list).toMatchObject({ totalCount: 7, isComplete: true, hasNextPage: false, failure: null });
  });

  test("has the notes of every page, each once", async () => {
    const names = reading({ alpha: ["d", "b", "f"] }, 1);
    const read: Read = async (account, own, page) => {
      const read = await names(account, own, page);
      const notes = page.position === "2" ? [] : [{ code: "TEAMS_NOT_EXPOSED", message: "Not told." }];
      return read && { ...read, notes };
    };
    const { statuses } = await ask(read, { of: accounts.slice(0, 1) });
    expect(statuses[0]?.notes).toEqual([{ code: "TEAMS_NOT_EXPOSED", message: "Not told." }]);
  });

  test("pages through one copy, though the rows change, and goes on after any edge", async () => {
    const snapshots = new Snapshots();
    const first = await ask(reading({ alpha: ["c", "a", "b"], beta: ["e", "d"] }), { snapshots });
    expect(itemsOf(first)).toEqual(["a", "b", "c"]);
    const changed: Read = () => Promise.reject(new Error("The copy is enough"));
    const second = await ask(changed, { snapshots, after: first.endCursor });
    expect(itemsOf(second)).toEqual(["d", "e"]);
    expect(second).toMatchObject({ hasNextPage: false, totalCount: 5, isComplete: true });
    const fromEdge = await ask(changed, { snapshots, after: first.rows?.[0]?.toCursor() ?? null });
    expect(itemsOf(fromEdge)).toEqual(["b", "c", "d"]);
    const beyond = await ask(changed, { snapshots, after: second.endCursor });
    expect(itemsOf(beyond)).toEqual([]);
  });

  test("names everybody once, in order, whatever the sizes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.string(), { maxLength: 40 }),
        fc.nat({ max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        async (names, cut, size, step) => {
          const snapshots = new Snapshots();
          const read = reading({ alpha: names.slice(0, cut), beta: names.slice(cut) }, step);
          const found: string[] = [];
          for (let after: string | null = null, hasNext = true; hasNext;) {
            const page: AccountList<string> = await ask(read, { snapshots, after, size });
            found.push(...(itemsOf(page) ?? []));
            [after, hasNext] = [page.endCursor, page.hasNextPage];
          }
          expect(found).toEqual([...names].sort((one, other) => (one < other ? -1 : 1)));
        },
      ),
    );
  });

  test.each([
    [5_000, 0],
    [2_500, 2_500],
  ])("has room for 5,000 rows: %i and %i", async (alpha, beta) => {
    const many = (count: number, mark: string): string[] =>
      Array.from({ length: count }, (_, at) => `${mark}${at}`);
    const list = await ask(reading({ alpha: many(alpha, "a"), beta: many(beta, "b") }));
    expect(list).toMatchObject({ totalCount: 5_000, isComplete: true });
  });

  test.each([
    [5_001, 0],
    [2_500, 2_501],
  ])("is LIMIT_EXCEEDED above 5,000 rows: %i and %i", async (alpha, beta) => {
    const many = (count: number, mark: string): string[] =>
      Array.from({ length: count }, (_, at) => `${mark}${at}`);
    await expect(
      ask(reading({ alpha: many(alpha, "a"), beta: many(beta, "b") }, 1_000)),
    ).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  });

  test("stops reading an account that never ends", async () => {
    let pages = 0;
    const endless: Read = (_account, _reading, { position }) => {
      pages += 1;
      const rows = Array.from({ length: 1_000 }, (_, at) => `${position ?? ""}${at}`);
      const page = pageOfNames(rows, { size: 1_000, position: null });
      return Promise.resolve({ ...page, position: String(pages), hasMore: true });
    };
    await expect(ask(endless, { of: accounts.slice(0, 1) })).rejects.toMatchObject({
      code: "LIMIT_EXCEEDED",
    });
    expect(pages).toBeLessThan(10);
  });

  test("stops reading an account that promises more and does not get on", async () => {
    const stuck: Read = () =>
      Promise.resolve({ ...pageOfNames(["a"], { size: 1, position: null }), hasMore: true });
    const list = await ask(stuck, { of: accounts.slice(0, 1) });
    expect(list.isComplete).toBe(false);
    expect(list.statuses.map(({ state }) => state)).toEqual(["INVALID_RESPONSE"]);
  });
});

describe("a sorted list of which something is missing", () => {
  const good = reading({ alpha: ["b", "a"] });

  test.each<[string, Read, string]>([
    ["an account fails", () => Promise.reject(forbidden), "FORBIDDEN"],
    ["a budget is spent", () => Promise.reject(new BudgetSpent("beta")), "TRUNCATED"],
    ["a part fails", () => Promise.resolve({ ...emptyPage, failure: forbidden }), "FORBIDDEN"],
    ["a page is cut short", () => Promise.resolve({ ...emptyPage, isTruncated: true }), "TRUNCATED"],
    ["a row is left out", () => Promise.resolve({ ...emptyPage, skippedRows: 1 }), "OK"],
  ])("when %s is incomplete on every page", async (_title, beta, state) => {
    const snapshots = new Snapshots();
    const read: Read = (account, ...rest) =>
      account.accountKey === "beta" ? beta(account, ...rest) : good(account, ...rest);
    const first = await ask(read, { snapshots, size: 1 });
    const second = await ask(read, { snapshots, size: 1, after: first.endCursor });
    expect([itemsOf(first), itemsOf(second)]).toEqual([["a"], ["b"]]);
    for (const page of [first, second]) {
      expect(page).toMatchObject({ isComplete: false, totalCount: null, failure: null });
      expect(page.statuses.map((status) => status.state)).toEqual(["OK", state]);
    }
  });

  test("keeps what came before an account's later page failed", async () => {
    const read: Read = ({ accountKey }, _reading, page) => {
      if (accountKey === "beta") return Promise.resolve(pageOfNames(["x"], page));
      return page.position === null
        ? Promise.resolve(pageOfNames(["a", "b"], page, 1))
        : Promise.reject(forbidden);
    };
    const list = await ask(read);
    expect(itemsOf(list)).toEqual(["a", "x"]);
    expect(list).toMatchObject({ isComplete: false, failure: null });
  });

  test("is a failure when no account could be read", async () => {
    const list = await ask(() => Promise.reject(forbidden));
    expect(list).toMatchObject({ rows: null, failure: forbidden, isComplete: false, totalCount: null });
  });
});

describe("the copy of a sorted list", () => {
  const read = reading({ alpha: ["a", "b", "c", "d"] });

  test("is found by nobody else: another list, tenant or process", async () => {
    const snapshots = new Snapshots();
    const { endCursor } = await ask(read, { snapshots });
    await expect(ask(read, { snapshots, after: endCursor, list: "other" })).rejects.toEqual(invalid);
    const foreign = [fakeAccount("alpha", {}, "another")];
    await expect(ask(read, { snapshots, after: endCursor, of: foreign })).rejects.toEqual(invalid);
    await expect(ask(read, { after: endCursor })).rejects.toEqual(invalid);
    expect(itemsOf(await ask(read, { snapshots, after: endCursor }))).toEqual(["d"]);
  });

  test("is kept for five minutes", async () => {
    const snapshots = new Snapshots();
    const begun = performance.now();
    const clock = jest.spyOn(performance, "now").mockReturnValue(begun);
    const { endCursor } = await ask(read, { snapshots });
    clock.mockReturnValue(begun + 299_000);
    await expect(ask(read, { snapshots, after: endCursor })).resolves.toMatchObject({ totalCount: 4 });
    clock.mockReturnValue(begun + 301_000);
    // The store looks at the clock once a millisecond.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(ask(read, { snapshots, after: endCursor })).rejects.toEqual(invalid);
  });

  test("makes room for newer ones above 100,000 rows", async () => {
    const snapshots = new Snapshots();
    const { endCursor } = await ask(read, { snapshots });
    const large = reading({ alpha: Array.from({ length: 5_000 }, (_, at) => String(at)) });
    for (let copy = 0; copy < 20; copy += 1) await ask(large, { snapshots });
    await expect(ask(read, { snapshots, after: endCursor })).rejects.toEqual(invalid);
  });
});
