import { describe, expect, it } from "@jest/globals";
import type { Page, PageRequest } from "../../../src/directory/pages.js";
import type { Provider } from "../../../src/directory/provider.js";
import type { User } from "../../../src/directory/user.js";
import { testReading } from "../../datasources/http/test-reading.js";
import { everybody, itemsOf, nothingAhead } from "../reads.js";
import { withScripted, type Script } from "./scripted-scim.js";

const people = Array.from({ length: 250 }, (_, index) => {
  return { id: `u${index}`, userName: `u${index}@x.example` };
});
const ids = people.map(({ id }) => id);

interface Asked {
  /** 0-based. */
  readonly from: number;
  readonly count: number;
}

/** A list that is given out in a way of its own. */
function server(answer: (asked: Asked) => object): Script {
  return {
    "/Users": (query) => ({
      body: answer({ from: Number(query.get("startIndex")) - 1, count: Number(query.get("count")) }),
    }),
  };
}

function slice({ from, count }: Asked): readonly object[] {
  return people.slice(from, from + count);
}

function list(provider: Provider, page: PageRequest): Promise<Page<User>> {
  return provider.listUsers(testReading(), page, everybody, nothingAhead);
}

/** Page by page with an account that keeps nothing in mind between two, to the end or the first failure. */
async function walk(
  provider: Provider,
  size: number,
): Promise<{ found: readonly string[]; failure: unknown }> {
  const found: string[] = [];
  let position: string | null = null;
  for (let pages = 0; pages < 300; pages += 1) {
    const page: Page<User> = await list(provider, { size, position });
    found.push(...itemsOf(page).map((user) => user.remoteId));
    if (page.failure !== null || !page.hasMore) return { found, failure: page.failure };
    ({ position } = page);
  }
  throw new Error("The list does not end");
}

describe("a list that does not say how it is, and is read all the same", () => {
  let calls = 0;
  const honest: Readonly<Record<string, (asked: Asked) => object>> = {
    "says of every page that it is the first": (asked) => {
      return { totalResults: 250, startIndex: 1, itemsPerPage: 100, Resources: slice(asked) };
    },
    "begins at multiples of the page, and says so": ({ from, count }) => {
      const begin = Math.floor(from / count) * count;
      return { totalResults: 250, startIndex: begin + 1, Resources: slice({ from: begin, count }) };
    },
    "begins at multiples of the page, and does not say so": ({ from, count }) => {
      const begin = Math.floor(from / count) * count;
      return { totalResults: 250, startIndex: from + 1, Resources: slice({ from: begin, count }) };
    },
    "says nothing but the rows": (asked) => ({ Resources: slice(asked) }),
    "gives the rest of the list, whatever the count": ({ from }) => {
      return { totalResults: 250, startIndex: from + 1, Resources: people.slice(from) };
    },
    "has a total that moves": (asked) => {
      calls += 1;
      return { totalResults: 250 + (calls % 3), Resources: slice(asked) };
    },
    "has a total of the rows so far": ({ from, count }) => {
      return { totalResults: Math.min(250, from + count + 1), Resources: slice({ from, count }) };
    },
    "has a total below its rows": (asked) => ({ totalResults: 3, Resources: slice(asked) }),
    "has its numbers as texts": (asked) => ({
      totalResults: "250",
      startIndex: "1",
      Resources: slice(asked),
    }),
    "has numbers that are none": (asked) => ({ totalResults: -1, startIndex: "x", Resources: slice(asked) }),
    "repeats some rows on every page": ({ from, count }) => {
      return { totalResults: 250, Resources: [...people.slice(0, 2), ...slice({ from, count: count - 2 })] };
    },
    "has an end without a list": ({ from, count }) => {
      return from < 250 ? { Resources: slice({ from, count }) } : { totalResults: 250, itemsPerPage: 0 };
    },
  };

  it.each(
    Object.entries(honest).flatMap(([name, answer]) =>
      [250, 100, 60].map((size) => [name, size, answer] as const),
    ),
  )("%s: everybody once, %i a page", async (_, size, answer) => {
    await withScripted(server(answer), async ({ provider }) => {
      const { found, failure } = await walk(provider, size);
      expect(failure).toBeNull();
      expect([...found].sort()).toEqual([...ids].sort());
    });
  });
});

describe("a list that cannot be read to its end", () => {
  const broken: Readonly<Record<string, (asked: Asked) => object>> = {
    "gives the first page again and again": ({ count }) => {
      return { totalResults: 250, Resources: people.slice(0, count) };
    },
    "ends before its total": ({ from, count }) => {
      return { totalResults: 250, Resources: people.slice(0, 130).slice(from, from + count) };
    },
  };

  it.each(Object.entries(broken))(
    "%s: it ends, says that it is not whole, and has nobody twice",
    async (_, answer) => {
      await withScripted(server(answer), async ({ provider }) => {
        const { found, failure } = await walk(provider, 1_000);
        expect(new Set(found).size).toBe(found.length);
        expect(failure).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
      });
    },
  );
});

describe("a list without an order", () => {
  const stirred = server(({ from, count }) => {
    const rows = [...people].sort((one, other) => stir(one.id, from) - stir(other.id, from));
    return { totalResults: 250, Resources: rows.slice(from, from + count) };
  });

  it("never makes a look-up say that somebody is not there", async () => {
    await withScripted(stirred, async ({ provider }) => {
      const emails = people.map(({ id }) => `${id}@x.example`);
      for (const slot of await provider.usersByEmails(testReading(), emails)) {
        expect(slot).toMatchObject({ code: "UPSTREAM_INVALID_RESPONSE" });
      }
    });
  });

  it("has nobody twice on a page", async () => {
    await withScripted(stirred, async ({ provider }) => {
      const found = itemsOf(await list(provider, { size: 1_000, position: null }));
      expect(new Set(found.map((user) => user.remoteId)).size).toBe(found.length);
    });
  });
});

/** Another order for every seed. */
function stir(id: string, seed: number): number {
  const number = Number(id.slice(1)) + 1;
  return (number * (seed * 2 + 7919)) % 251;
}
