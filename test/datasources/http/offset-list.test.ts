import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  listByOffset,
  listWholeByOffset,
  toWindowLifetimeMs,
} from "../../../src/datasources/http/offset-list.js";
import { toNumberedPage, toRange } from "../../../src/datasources/http/numbered-pages.js";
import type { Page } from "../../../src/directory/pages.js";
import { BudgetSpent } from "../../../src/directory/errors.js";
import { OffsetServer, type OffsetHabits } from "./offset-server.js";
import { testReading } from "./test-reading.js";

function names(count: number, prefix = "p"): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

function itemsOf(page: Page<string>): string[] {
  return page.rows.map((row) => row.item);
}

function pageOrNull(
  server: OffsetServer,
  size: number,
  position: string | null,
): Promise<Page<string> | null> {
  return listByOffset(testReading(), server, { page: { size, position } }).catch(() => null);
}

async function walk(server: OffsetServer, size: number, keeps?: (row: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  let position: string | null = null;
  for (let count = 0; count < 500; count += 1) {
    const ask: Parameters<typeof listByOffset<string>>[2] = {
      page: { size, position },
      ...(keeps === undefined ? {} : { keeps }),
    };
    const page: Page<string> = await listByOffset(testReading(), server, ask);
    expect(page.failure).toBeNull();
    expect(page.rows.length).toBeLessThanOrEqual(size);
    found.push(...itemsOf(page));
    if (!page.hasMore) return found;
    position = page.position;
  }
  throw new Error("The list does not end");
}

const habits: fc.Arbitrary<Partial<OffsetHabits>> = fc.record({
  style: fc.constantFrom("indexed" as const, "numbered" as const),
  clamp: fc.integer({ min: 2, max: 12 }),
  tellsTotal: fc.boolean(),
  ignoresPaging: fc.boolean(),
  repeatsPastTheEnd: fc.boolean(),
});

describe("a listing that is paged by offset", () => {
  it("gives everybody once, in order, whatever the size of pages and windows", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 30 }), habits, async (count, size, how) => {
        const everybody = names(count);
        expect(await walk(new OffsetServer(everybody, how), size)).toEqual(everybody);
      }),
      { numRuns: 500 },
    );
  });

  it("gives everybody once when a call gives a single row", async () => {
    const everybody = names(7);
    expect(await walk(new OffsetServer(everybody, { clamp: 1 }), 3)).toEqual(everybody);
    expect(await walk(new OffsetServer(everybody, { clamp: 1, style: "numbered" }), 3)).toEqual(everybody);
  });

  it("fills pages over windows when only some rows are kept", async () => {
    const isKept = (row: string): boolean => Number(row.slice(1)) % 5 === 0;
    const server = new OffsetServer(names(95));
    const first = await listByOffset(testReading(), server, {
      page: { size: 4, position: null },
      keeps: isKept,
    });
    expect(itemsOf(first)).toEqual(["p0", "p5", "p10", "p15"]);
    expect(await walk(new OffsetServer(names(95)), 4, isKept)).toEqual(names(95).filter(isKept));
  });

  it("reads a window again and not a new one while rows of it are left", async () => {
    const server = new OffsetServer(names(30));
    const first = await listByOffset(testReading(), server, { page: { size: 4, position: null } });
    await listByOffset(testReading(), server, { page: { size: 4, position: first.position } });
    expect(server.reads).toEqual([0, 0]);
  });

  it("begins the windows that are needed for sure along with the first of them, and no others", async () => {
    const server = new OffsetServer(names(30));
    expect(
      (await listByOffset(testReading(), server, { page: { size: 20, position: null } })).rows,
    ).toHaveLength(20);
    expect(new Set(server.reads)).toEqual(new Set([0, 9, 18]));
    const whole = new OffsetServer(names(30));
    expect(itemsOf(await listWholeByOffset(testReading(), whole))).toEqual(names(30));
    expect(new Set(whole.reads)).toEqual(new Set([0, 9, 18, 27]));
  });

  it("counts unreadable rows once, and finds its place beside them", async () => {
    const rows = ["p0", null, "p2", null, null, "p5", "p6", null, "p8", null, null, "p11", null];
    const found: string[] = [];
    let skipped = 0;
    let position: string | null = null;
    for (let page: Page<string>; ; position = page.position) {
      page = await listByOffset(testReading(), new OffsetServer(rows, { clamp: 4 }), {
        page: { size: 2, position },
      });
      found.push(...itemsOf(page));
      skipped += page.skippedRows;
      if (!page.hasMore) break;
    }
    expect(found).toEqual(rows.filter((row) => row !== null));
    expect(skipped).toBe(rows.filter((row) => row === null).length);
  });

  it("repeats nobody and loses nobody while people come and go between the pages", async () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      kind: fc.constantFrom("leave" as const, "join" as const),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          count: fc.nat(80),
          size: fc.integer({ min: 1, max: 25 }),
          style: fc.constantFrom("indexed" as const, "numbered" as const),
          clamp: fc.integer({ min: 6, max: 12 }),
          rounds: fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 30 }),
        }),
        async ({ count, size, style, clamp, rounds }) => {
          const server = new OffsetServer(names(count), { style, clamp });
          const stayed = new Set(server.rows);
          const found: string[] = [];
          let position: string | null = null;
          for (let turn = 0; ; turn += 1) {
            const page: Page<string> | null = await pageOrNull(server, size, position);
            // It may lose its place only where nobody is left to tell it by.
            if (page === null) expect(found.slice(-8).filter((row) => server.rows.includes(row))).toEqual([]);
            if (page === null) return;
            expect(page.failure).toBeNull();
            found.push(...itemsOf(page));
            if (!page.hasMore) break;
            position = page.position;
            for (const gone of server.change(rounds[turn] ?? [])) stayed.delete(gone);
          }
          expect(new Set(found).size).toBe(found.length);
          expect([...stayed].filter((row) => !found.includes(row ?? ""))).toEqual([]);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("is never silently short: a window that fails leaves its page with the failure and goes on from there", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          count: fc.nat(60),
          size: fc.integer({ min: 1, max: 40 }),
          failing: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 }),
          how: habits,
        }),
        async ({ count, size, failing, how }) => {
          const server = new OffsetServer(names(count), how);
          for (const read of failing) server.failing.add(read);
          const found: string[] = [];
          let failures = 0;
          let position: string | null = null;
          for (let tries = 0; tries < 300; tries += 1) {
            const page: Page<string> | null = await pageOrNull(server, size, position);
            failures += page?.failure === null ? 0 : 1;
            found.push(...(page === null ? [] : itemsOf(page)));
            if (page?.hasMore === false) break;
            position = page?.position ?? position;
          }
          expect(found).toEqual(names(count));
          expect(failures).toBeLessThanOrEqual(failing.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("says so when the provider gives the same page for ever", async () => {
    const server = new OffsetServer(names(45), { repeatsFirstPage: true });
    const page = await listByOffset(testReading(), server, { page: { size: 100, position: null } });
    expect(itemsOf(page)).toEqual(names(10));
    expect(page.failure).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE", account: "paged" });
    expect(page.hasMore).toBe(true);
  });

  it("says so when the list ends before the size that it tells", async () => {
    const server = new OffsetServer(names(12));
    const { read } = server;
    const { account, idOf, plan } = server;
    const short = {
      ...{ account, idOf, plan },
      read: async (reading: unknown, offset: number) => ({ ...(await read(reading, offset)), total: 20 }),
    };
    const page = await listByOffset(testReading(), short, { page: { size: 100, position: null } });
    expect(itemsOf(page)).toEqual(names(12));
    expect(page.failure).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
  });

  it("says so when its place is gone beyond finding", async () => {
    const server = new OffsetServer(names(200));
    const first = await listByOffset(testReading(), server, { page: { size: 100, position: null } });
    server.rows = names(200, "other");
    const read = listByOffset(testReading(), server, { page: { size: 100, position: first.position } });
    await expect(read).rejects.toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
  });

  it("is cut short where the budget is spent, and goes on from there", async () => {
    const server = new OffsetServer(names(40));
    const poor = (calls: number) => ({
      ...{ account: server.account, idOf: server.idOf, plan: server.plan },
      read: (reading: unknown, offset: number) => {
        calls -= 1;
        return calls < 0 ? Promise.reject(new BudgetSpent("paged")) : server.read(reading, offset);
      },
    });
    const page = await listByOffset(testReading(), poor(3), { page: { size: 15, position: null } });
    expect(page).toMatchObject({ isTruncated: false, failure: null });
    const cut = await listByOffset(testReading(), poor(1), { page: { size: 15, position: page.position } });
    expect(cut).toMatchObject({ isTruncated: true, failure: null, hasMore: true });
    const rest = await listByOffset(testReading(), server, { page: { size: 100, position: cut.position } });
    expect([...itemsOf(page), ...itemsOf(cut), ...itemsOf(rest)]).toEqual(names(40));
    await expect(
      listByOffset(testReading(), poor(0), { page: { size: 15, position: null } }),
    ).rejects.toBeInstanceOf(BudgetSpent);
  });

  it.each([
    "",
    "1",
    "1:2",
    "1:2:_",
    "x:1:a",
    "-1:0:",
    "1:2:a,",
    "99999999999:1:a",
    "1:1:a,b,c,d,e,f,g,h,i",
    "1:2:\n",
  ])("refuses the position %j", async (position) => {
    const read = listByOffset(testReading(), new OffsetServer(names(5)), { page: { size: 5, position } });
    await expect(read).rejects.toMatchObject({ code: "INVALID_CURSOR", account: "paged" });
  });
});

describe("a window", () => {
  it("at the head of the list is kept as long as the list, one on the way to its end for a moment", () => {
    expect([0, 4_999].map((offset) => toWindowLifetimeMs(offset, 15_000))).toEqual([15_000, 15_000]);
    expect([5_000, 49_000].map((offset) => toWindowLifetimeMs(offset, 15_000))).toEqual([250, 250]);
    expect(toWindowLifetimeMs(5_000, 0)).toBe(0);
  });
});

describe("a numbered page", () => {
  it("has the row that it is asked for, and more after it than any other of its size or smaller", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 100 }), (offset, maxSize) => {
        const page = toNumberedPage(offset, maxSize);
        const { from, to } = toRange(page);
        expect(page.size).toBeLessThanOrEqual(maxSize);
        expect(from).toBeLessThanOrEqual(offset);
        expect(to).toBeGreaterThan(offset);
        const others = Array.from({ length: maxSize }, (_, index) => index + 1);
        expect(to).toBe(Math.max(...others.map((size) => (Math.floor(offset / size) + 1) * size)));
      }),
      { numRuns: 300 },
    );
  });
});
