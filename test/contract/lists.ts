import { describe, expect, it } from "@jest/globals";
import type { DirectoryObject } from "../../src/directory/directory-object.js";
import { BudgetSpent, DirectoryError } from "../../src/directory/errors.js";
import type { Page } from "../../src/directory/pages.js";
import type { User } from "../../src/directory/user.js";
import { testReading } from "../datasources/http/test-reading.js";
import { everybody, listsOf, nothingAhead, type ListName, type ReadList } from "./access-paths.js";
import { foreignPositions } from "./batches.js";
import { isWithoutCalls, useAccount, type ContractAccount, type ProviderHarness } from "./harness.js";
import { comparable, pagesOf, sorted, walk } from "./walk.js";

/** Lists: everybody once, whatever the size of the pages and whatever happens between two of them. */
export function describeLists(harness: ProviderHarness): void {
  describe("lists", () => {
    const account = useAccount(harness);
    const names = listNamesOf(harness);

    it.each(names.flatMap((name) => [1, 2, 7, 100].map((size) => [name, size] as const)))(
      "gives all %s once, %i a page",
      async (name, size) => {
        const found = await walk(coldList(account(), name), size);
        expect(found.length).toBeGreaterThan(0);
        expect(sorted(found.map((object) => object.remoteKey))).toEqual(sorted(keysOf(account(), name)));
        expect(new Set(found.map((object) => object.id)).size).toBe(found.length);
      },
    );

    it.each(names)("gives the same %s for every size of page", async (name) => {
      const reading = testReading();
      const list = listsOf(account().cold())[name];
      if (list === undefined) throw new Error(`There is no list of ${name}`);
      const whole = await walk((page) => list(reading, page), 100);
      const small = await walk((page) => list(reading, page), 3);
      expect(comparable(small)).toEqual(comparable(whole));
    });

    it.each(names)("goes on after any single one of the %s", async (name) => {
      const list = coldList(account(), name);
      const page = await list({ size: 100, position: null });
      for (const [index, row] of page.rows.slice(0, 10).entries()) {
        const rest = await list({ size: 1, position: row.position });
        expect(rest.rows[0]?.item.id).toBe(page.rows[index + 1]?.item.id);
      }
    });

    it.each(names)("tells the size of the list of %s or leaves it open", async (name) => {
      const list = coldList(account(), name);
      const totals: unknown[] = [];
      for await (const page of pagesOf(list, 7)) totals.push(page.total);
      for (const total of totals) expect([null, keysOf(account(), name).length]).toContain(total);
    });

    it.each(names)("refuses cursors that are none of the list of %s", async (name) => {
      for (const position of foreignPositions) {
        const answer = coldList(account(), name)({ size: 5, position });
        const refused = { code: "INVALID_CURSOR", account: account().identity.accountKey };
        await expect(answer.then((page) => ({ position, page }))).rejects.toMatchObject(refused);
      }
    });

    it.each(names)("a spent budget cuts the list of %s short, and a cursor goes on with it", async (name) => {
      const { objects, cuts } = await walkOnBudgets(account(), name);
      expect(sorted(objects)).toEqual(sorted(keysOf(account(), name)));
      const isFree = isWithoutCalls(harness, `list${name.slice(0, 1).toUpperCase()}${name.slice(1)}`);
      expect(cuts > 0).toBe(!isFree);
    });

    it("loses and repeats nobody when people come and go between two pages", async () => {
      const before = await everybodyOf(account());
      const seen: User[] = [];
      let position: string | null = null;
      let gone: User | undefined;
      for (let count = 0; ; count += 1) {
        const page: Page<User> = await account()
          .cold()
          .listUsers(testReading(), { size: 7, position }, everybody, nothingAhead);
        seen.push(...page.rows.map((row) => row.item));
        if (!page.hasMore) break;
        position = page.position;
        if (count === 0) {
          // The one on whom the position stands, one before, and one who is still to come.
          gone = before.find((user) => user.state === "ACTIVE" && !seen.some(({ id }) => id === user.id));
          const leaving = [seen.at(-1), seen.at(-3), gone].filter((user) => user !== undefined);
          for (const user of leaving) await account().leave(user);
        }
        if (count === 1) await account().join();
      }
      const ids = seen.map((user) => user.id);
      expect(new Set(ids).size).toBe(ids.length);
      const staying = before.filter((user) => user.id !== gone?.id).map((user) => user.id);
      expect(staying.filter((id) => !ids.includes(id))).toEqual([]);
      expect(ids).not.toContain(gone?.id);
    });
  });
}

function listNamesOf({ module: { capabilities } }: ProviderHarness): readonly ListName[] {
  return [
    ...(["users", "workspaces"] as const),
    ...(capabilities.TEAMS_LIST.support === "UNSUPPORTED" ? [] : (["teams"] as const)),
    ...(capabilities.ROLES_LIST.support === "UNSUPPORTED" ? [] : (["roles"] as const)),
    ...(capabilities.ACTIVITIES_LIST.support === "UNSUPPORTED" ? [] : (["activities"] as const)),
    ...(capabilities.ORGANIZATIONS_LIST.support === "UNSUPPORTED" ? [] : (["organizations"] as const)),
  ];
}

/** Every page read by an account that has read nothing yet. */
function coldList(
  account: ContractAccount,
  name: ListName,
): (page: Parameters<ReadList>[1]) => ReturnType<ReadList> {
  return (page) => {
    const list = listsOf(account.cold())[name];
    if (list === undefined) throw new Error(`There is no list of ${name}`);
    return list(testReading(), page);
  };
}

function keysOf(account: ContractAccount, name: ListName): readonly string[] {
  const truth = account.truth();
  if (name === "users") return truth.users.map((user) => user.remoteKey);
  return truth[name] ?? [];
}

function everybodyOf(account: ContractAccount): Promise<readonly User[]> {
  const provider = account.cold();
  return walk((page) => provider.listUsers(testReading(), page, everybody, nothingAhead), 100);
}

/** The whole list with as few calls a page as still get on: each cut page asks for a call more on the next try. */
async function walkOnBudgets(
  account: ContractAccount,
  name: ListName,
): Promise<{ objects: readonly string[]; cuts: number }> {
  const objects: string[] = [];
  let cuts = 0;
  let position: string | null = null;
  for (let calls = 0; calls < 60;) {
    const list = listsOf(account.cold())[name];
    const page: Page<DirectoryObject> | "cut off" | undefined = await list?.(testReading({ calls }), {
      size: 100,
      position,
    }).catch(toCutOff);
    if (page === undefined) throw new Error(`There is no list of ${name}`);
    if (page === "cut off" || page.isTruncated) cuts += 1;
    if (page !== "cut off") {
      expect(page.failure).toBeNull();
      objects.push(...page.rows.map((row) => row.item.remoteKey));
      if (!page.hasMore) return { objects, cuts };
    }
    if (page === "cut off" || page.position === position) calls += 1;
    else ({ position } = page);
  }
  throw new Error("The list does not get on, whatever it may spend");
}

function toCutOff(thrown: unknown): "cut off" {
  expect(thrown).toBeInstanceOf(DirectoryError);
  expect(thrown).toBeInstanceOf(BudgetSpent);
  return "cut off";
}
