import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseDate } from "../../src/directory/dates.js";
import { BudgetSpent, DirectoryError, toDirectoryError } from "../../src/directory/errors.js";
import { pageOfSorted, type Page } from "../../src/directory/pages.js";
import { CallBudget } from "../../src/directory/reading.js";
import { highestPrivilege, type Privilege } from "../../src/directory/role.js";
import { answerEach } from "../../src/directory/slots.js";
import { toDisplayName } from "../../src/directory/user.js";

describe("parseDate", () => {
  test.each<[unknown, string | null]>([
    ["2024-01-08T09:08:00.000Z", "2024-01-08T09:08:00.000Z"],
    ["2024-01-08T09:08:00+02:00", "2024-01-08T07:08:00.000Z"],
    ["2024-01-08", "2024-01-08T00:00:00.000Z"],
    ["1969-12-31T23:59:59Z", "1969-12-31T23:59:59.000Z"],
    ["", null],
    ["   ", null],
    ["0001-01-01T00:00:00Z", null],
    ["0001-01-01", null],
    ["never", null],
    ["2024-13-45T00:00:00Z", null],
    [null, null],
    [undefined, null],
    [0, null],
    [1_704_704_880_000, null],
    [{}, null],
    [["2024-01-08"], null],
    [true, null],
  ])("%p is %p", (given, expected) => {
    expect(parseDate(given)?.toISOString() ?? null).toBe(expected);
  });

  test("never throws and never gives an invalid date", () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        const date = parseDate(given);
        expect(date === null || !Number.isNaN(date.getTime())).toBe(true);
      }),
    );
  });
});

describe("pageOfSorted", () => {
  const names = fc
    .uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 })
    .map((list) => [...list].sort((one, other) => (one < other ? -1 : 1)));
  const keyOf = (name: string): string => name;

  function walk(list: () => readonly string[], size: number): string[] {
    const found: string[] = [];
    for (let position: string | null = null, hasMore = true; hasMore;) {
      const page: Page<string> = pageOfSorted(list(), keyOf, { size, position });
      found.push(...page.rows.map(({ item }) => item));
      ({ position, hasMore } = page);
      expect(found.length).toBeLessThanOrEqual(100);
    }
    return found;
  }

  test("goes through all of them once, in order", () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 1, max: 10 }), (list, size) => {
        expect(walk(() => list, size)).toEqual(list);
      }),
    );
  });

  test("goes on right after any row", () => {
    fc.assert(
      fc.property(names, (list) => {
        const whole = pageOfSorted(list, keyOf, { size: 100, position: null });
        expect(whole).toMatchObject({ total: list.length, hasMore: false, failure: null, skippedRows: 0 });
        for (const [index, { position }] of whole.rows.entries()) {
          const rest = pageOfSorted(list, keyOf, { size: 100, position });
          expect(rest.rows.map(({ item }) => item)).toEqual(list.slice(index + 1));
        }
      }),
    );
  });

  test("skips nobody and repeats nobody when others come and go between the pages", () => {
    fc.assert(
      fc.property(names, names, fc.integer({ min: 1, max: 5 }), (staying, passing, size) => {
        const visitors = passing.filter((name) => !staying.includes(name));
        let turn = 0;
        const found = walk(() => {
          turn += 1;
          const present = visitors.filter((_, at) => (at + turn) % 2 === 0);
          return [...staying, ...present].sort((one, other) => (one < other ? -1 : 1));
        }, size);
        expect(new Set(found).size).toBe(found.length);
        expect(found.filter((name) => staying.includes(name))).toEqual(staying);
      }),
    );
  });

  test("keeps its place beyond the end and on an empty list", () => {
    expect(pageOfSorted(["a"], keyOf, { size: 5, position: "z" })).toMatchObject({
      rows: [],
      position: "z",
      hasMore: false,
      total: 1,
    });
    expect(pageOfSorted([], keyOf, { size: 5, position: null })).toMatchObject({
      rows: [],
      position: null,
      hasMore: false,
      total: 0,
    });
  });
});

describe("CallBudget", () => {
  function budgets(account: number, request: number): CallBudget[] {
    const shared = { left: request };
    return ["alpha", "beta"].map(
      (key) => new CallBudget(key, { account: { left: account }, request: shared }),
    );
  }

  test("ends with the account's calls, naming the account", () => {
    const [alpha, beta] = budgets(2, 10);
    alpha?.spend();
    alpha?.spend();
    expect(() => alpha?.spend()).toThrow(BudgetSpent);
    expect(() => alpha?.spend()).toThrow(
      expect.objectContaining({ account: "alpha", code: "LIMIT_EXCEEDED" }),
    );
    expect(alpha?.spent).toBe(2);
    expect(beta?.remaining).toBe(2);
  });

  test("ends with the request's calls, whoever made them", () => {
    const [alpha, beta] = budgets(5, 3);
    alpha?.spend();
    alpha?.spend();
    beta?.spend();
    expect([alpha?.remaining, beta?.remaining]).toEqual([0, 0]);
    expect(() => beta?.spend()).toThrow(BudgetSpent);
  });

  test("counts for each fork alone and takes from one allowance", () => {
    const [alpha] = budgets(3, 10);
    const forks = [alpha?.fork(), alpha?.fork()];
    forks[0]?.spend();
    forks[1]?.spend();
    forks[1]?.spend();
    expect([alpha?.spent, forks[0]?.spent, forks[1]?.spent]).toEqual([0, 1, 2]);
    expect(alpha?.remaining).toBe(0);
    expect(() => forks[0]?.spend()).toThrow(BudgetSpent);
  });
});

describe("highestPrivilege", () => {
  const privileges: readonly Privilege[] = [
    "OWNER",
    "ADMIN",
    "MANAGER",
    "MEMBER",
    "LIMITED",
    "GUEST",
    "UNKNOWN",
  ];

  test("is the first of the closed list that is held, UNKNOWN for none", () => {
    expect(highestPrivilege([])).toBe("UNKNOWN");
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...privileges), { minLength: 1 }), (held) => {
        const best = Math.min(...held.map((one) => privileges.indexOf(one)));
        expect(highestPrivilege(held)).toBe(privileges[best]);
      }),
    );
  });
});

describe("toDisplayName", () => {
  const name = { full: "Ada Lovelace", given: "Ada", family: "Lovelace" };
  const all = { name, username: "ada", email: "lovelace@example.com", remoteId: "17" };

  test.each([
    ["the full name", {}, "Ada Lovelace"],
    ["else the user name", { name: null }, "ada"],
    ["else the user name, for an empty full name", { name: { ...name, full: "" } }, "ada"],
    ["else the local part", { name: null, username: null }, "lovelace"],
    ["else the local part, for an empty user name", { name: null, username: "" }, "lovelace"],
    ["else the remote id", { name: null, username: null, email: null }, "17"],
    [
      "else the remote id, for an address without a local part",
      { name: null, username: null, email: "@x" },
      "17",
    ],
  ])("is %s", (_title, lacking, expected) => {
    expect(toDisplayName({ ...all, ...lacking })).toBe(expected);
  });
});

describe("errors", () => {
  test.each([
    ["UPSTREAM_UNAVAILABLE", true],
    ["UPSTREAM_TIMEOUT", true],
    ["UPSTREAM_RATE_LIMITED", true],
    ["OVERLOADED", true],
    ["STORE_UNAVAILABLE", true],
    ["UPSTREAM_UNAUTHORIZED", false],
    ["UPSTREAM_FORBIDDEN", false],
    ["UPSTREAM_INVALID_RESPONSE", false],
    ["INTERNAL", false],
  ] as const)("%s is retryable: %p", (code, isRetryable) => {
    expect(new DirectoryError(code, "x").isRetryable).toBe(isRetryable);
  });

  test("come through as they are, and everything else as a bug with its cause and nothing else", () => {
    const known = new DirectoryError("NOT_FOUND", "x");
    expect(toDirectoryError(known, "chat")).toBe(known);
    const foreign: unknown = runInNewContext("new Error('secret')");
    for (const thrown of [new Error("secret"), foreign, "secret", null, { message: "secret" }]) {
      const error = toDirectoryError(thrown, "chat");
      expect(error).toMatchObject({ code: "INTERNAL", account: "chat", cause: thrown });
      expect(error.message).not.toContain("secret");
    }
  });
});

describe("answerEach", () => {
  test("gives one slot per key, in order, an error for the key that failed", async () => {
    const slots = await answerEach(["a", "", "late", "bad"], async (key) => {
      if (key === "late") await new Promise((resolve) => setImmediate(resolve));
      if (key === "bad") throw new Error("x");
      return key === "" ? null : key.length;
    });
    expect(slots).toEqual([1, null, 4, expect.objectContaining({ code: "INTERNAL" })]);
  });
});
