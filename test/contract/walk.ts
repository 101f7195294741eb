import { expect } from "@jest/globals";
import type { Page, PageRequest } from "../../src/directory/pages.js";

type ReadPage<T> = (page: PageRequest) => Promise<Page<T>>;

/** More pages than any list of the stand-in has: a walk that gets here goes round in circles. */
const pageCap = 2_000;

/** All items of a list, page by page to its end. */
export async function walk<T>(read: ReadPage<T>, size: number): Promise<readonly T[]> {
  const items: T[] = [];
  for await (const page of pagesOf(read, size)) items.push(...page.rows.map((row) => row.item));
  return items;
}

/** The pages of a list that nothing is wrong with. */
export async function* pagesOf<T>(read: ReadPage<T>, size: number): AsyncGenerator<Page<T>> {
  let position: string | null = null;
  for (let count = 0; count < pageCap; count += 1) {
    const page: Page<T> = await read({ size, position });
    expect(page.failure).toBeNull();
    expect(page.isTruncated).toBe(false);
    expect(page.rows.length).toBeLessThanOrEqual(size);
    yield page;
    if (!page.hasMore) return;
    expect(page.position).not.toBeNull();
    expect(page.position).not.toBe(position);
    position = page.position;
  }
  throw new Error("The list does not end");
}

/** An object as a client could compare it: without the moment of reading, with the provider's own object. */
export function comparable(value: unknown): unknown {
  const text = JSON.stringify(value, (key, part: unknown) => {
    if (key === "fetchedAt") return undefined;
    return typeof part === "function" ? (part as () => unknown)() : part;
  });
  return JSON.parse(text) as unknown;
}

export function sorted(keys: Iterable<string>): readonly string[] {
  return [...keys].sort();
}
