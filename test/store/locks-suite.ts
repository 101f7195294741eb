import { beforeEach, describe, expect, test } from "@jest/globals";
import type { LockName } from "../../src/store/store.js";
import type { Opened } from "./backend.js";
import { awkwardTexts, lease, newTenant } from "./samples.js";

export function describeLocks({ store }: Opened): void {
  let name: LockName;

  beforeEach(() => {
    name = { tenant: newTenant(), account: "teamwork/main", target: "email:ann@example.test" };
  });

  describe("locks", () => {
    test("go to one holder at a time", async () => {
      const { locks } = store();
      expect(await locks.acquire(name, "one", lease(0, 100))).toEqual({ ...name, owner: "one", fence: 1 });
      expect(await locks.acquire(name, "two", lease(99, 200))).toBeNull();
      // An owner is one holder: two writes of one process exclude each other, too.
      expect(await locks.acquire(name, "one", lease(99, 200))).toBeNull();
      expect(await locks.acquire({ ...name, target: "another" }, "two", lease(0, 100))).not.toBeNull();
      expect(await locks.acquire({ ...name, account: "another" }, "two", lease(0, 100))).not.toBeNull();
    });

    test("go on when their lease has run out, with a greater fence", async () => {
      await store().locks.acquire(name, "one", lease(0, 100));
      expect(await store().locks.acquire(name, "two", lease(100, 200))).toMatchObject({
        owner: "two",
        fence: 2,
      });
    });

    test("are held for longer once renewed, by their holder only", async () => {
      const { locks } = store();
      const lock = await locks.acquire(name, "one", lease(0, 100));
      if (lock === null) throw new Error("the lock is taken");
      expect(await locks.renew(lock, lease(99, 300))).toBe(true);
      expect(await locks.acquire(name, "two", lease(299, 400))).toBeNull();
      expect(await locks.renew({ ...lock, owner: "two" }, lease(100, 900))).toBe(false);
      expect(await locks.renew({ ...lock, fence: 2 }, lease(100, 900))).toBe(false);
      expect(await locks.renew(lock, lease(300, 900))).toBe(false);
      expect(await locks.acquire(name, "two", lease(300, 400))).toMatchObject({ fence: 2 });
      expect(await locks.renew(lock, lease(301, 900))).toBe(false);
    });

    test("are free once given back, and their fence goes on", async () => {
      const { locks } = store();
      for (let fence = 1; fence <= 3; fence += 1) {
        const lock = await locks.acquire(name, "one", lease(0, 100));
        expect(lock).toEqual({ ...name, owner: "one", fence });
        if (lock !== null) await locks.release(lock);
        if (lock !== null) expect(await locks.renew(lock, lease(1, 100))).toBe(false);
      }
    });

    test("are not given back by a holder who has lost them", async () => {
      const { locks } = store();
      const stale = await locks.acquire(name, "one", lease(0, 100));
      const current = await locks.acquire(name, "one", lease(100, 200));
      if (stale === null || current === null) throw new Error("the lock is taken");
      await locks.release(stale);
      expect(await locks.acquire(name, "two", lease(150, 300))).toBeNull();
      expect(await locks.renew(current, lease(150, 300))).toBe(true);
    });

    test("go to one of a hundred who ask at once, whether new, given back or run out", async () => {
      const race = (from: number): Promise<unknown[]> =>
        Promise.all(
          Array.from({ length: 100 }, (_, index) =>
            store().locks.acquire(name, `owner-${index}`, lease(from, from + 100)),
          ),
        );
      for (const [fence, from] of [0, 100].entries()) {
        const winners = (await race(from)).filter((lock) => lock !== null);
        expect(winners).toMatchObject([{ fence: fence + 1 }]);
      }
    });

    test.each(awkwardTexts)("may be named and owned by %j", async (text) => {
      const odd = { tenant: name.tenant, account: text, target: text };
      const lock = await store().locks.acquire(odd, text, lease(0, 100));
      expect(lock).toEqual({ ...odd, owner: text, fence: 1 });
      if (lock !== null) expect(await store().locks.renew(lock, lease(1, 200))).toBe(true);
    });
  });
}
