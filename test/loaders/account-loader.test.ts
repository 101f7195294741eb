import { runInNewContext } from "node:vm";
import { describe, expect, test } from "@jest/globals";
import { DirectoryError } from "../../src/directory/errors.js";
import type { LinkedAccount } from "../../src/directory/linked-account.js";
import type { Slot } from "../../src/directory/provider.js";
import { createAccountLoader } from "../../src/loaders/account-loader.js";
import { createLoaders } from "../../src/loaders/loaders.js";
import { fakeAccount, fakeScope } from "./fake-account.js";

interface Key {
  readonly account: LinkedAccount;
  readonly name: string;
}

/** A loader of lengths of names, which remembers its batches. */
function lengths(answer: (account: string, names: readonly string[]) => readonly Slot<number>[]) {
  const accounts = ["alpha", "beta", "gamma"].map((key) => fakeAccount(key));
  const batches: [string, readonly string[]][] = [];
  const scope = fakeScope(accounts);
  const loader = createAccountLoader<Key, number>({
    scope,
    keyOf: ({ name }) => name,
    batch: (provider, reading, keys) => {
      const account = keys[0]?.account;
      if (account === undefined) throw new Error("A batch without keys");
      expect(provider).toBe(account.provider);
      expect(reading).toBe(scope.readingOf(account));
      const names = keys.map(({ name }) => name);
      batches.push([account.accountKey, names]);
      return Promise.resolve(answer(account.accountKey, names));
    },
  });
  const key = (at: number, name: string): Key => {
    const account = accounts[at];
    if (account === undefined) throw new Error(`No account ${at}`);
    return { account, name };
  };
  return { loader, batches, key };
}

describe("a loader over accounts", () => {
  test("makes one batch per account, and answers in the order of the keys", async () => {
    const { loader, batches, key } = lengths((_account, names) => names.map((name) => name.length));
    const asked = [key(0, "a"), key(1, "bb"), key(0, "ccc"), key(2, "dddd"), key(0, "a"), key(1, "a")];
    expect(await loader.loadMany(asked)).toEqual([1, 2, 3, 4, 1, 1]);
    expect(batches).toEqual([
      ["alpha", ["a", "ccc"]],
      ["beta", ["bb", "a"]],
      ["gamma", ["dddd"]],
    ]);
  });

  test("keeps null and errors in their slots", async () => {
    const error = new DirectoryError("UPSTREAM_FORBIDDEN", "no");
    const { loader, key } = lengths((_account, names) =>
      names.map((name) => (name === "absent" ? null : name === "bad" ? error : name.length)),
    );
    expect(await loader.loadMany([key(0, "bad"), key(0, "fine"), key(0, "absent")])).toEqual([
      error,
      4,
      null,
    ]);
    await expect(loader.load(key(0, "bad"))).rejects.toBe(error);
  });

  test.each<[string, () => unknown]>([
    ["a DirectoryError", () => new DirectoryError("UPSTREAM_TIMEOUT", "late", { account: "beta" })],
    ["an Error", () => new TypeError("x is not a function")],
    ["an Error of another realm", () => runInNewContext("new TypeError('elsewhere')") as unknown],
    ["a text", () => "oops"],
    ["nothing", () => undefined],
  ])("fails only the keys of an account that throws %s", async (_title, thrown) => {
    const { loader, key } = lengths((account, names) => {
      if (account === "beta") throw thrown();
      return names.map((name) => name.length);
    });
    const [alpha, beta, gamma, more] = await Promise.allSettled([
      loader.load(key(0, "a")),
      loader.load(key(1, "b")),
      loader.load(key(2, "c")),
      loader.load(key(1, "d")),
    ]);
    expect([alpha, gamma]).toEqual([
      { status: "fulfilled", value: 1 },
      { status: "fulfilled", value: 1 },
    ]);
    for (const failed of [beta, more]) {
      expect(failed).toMatchObject({ status: "rejected", reason: { account: "beta" } });
      expect(failed.status === "rejected" && failed.reason instanceof DirectoryError).toBe(true);
    }
  });

  test.each([[[]], [[1]], [[1, 2, 3]]])("takes %j for two keys as a bug, not as an answer", async (slots) => {
    const { loader, key } = lengths(() => slots);
    const found = await loader.loadMany([key(0, "a"), key(0, "b")]);
    expect(found).toMatchObject([{ code: "INTERNAL" }, { code: "INTERNAL" }]);
  });
});

describe("createLoaders", () => {
  const ref = { kind: "x", scope: null, id: "1" };

  test("answers null for paths that a provider does not have", async () => {
    const account = fakeAccount("alpha", {});
    const loaders = createLoaders(fakeScope([account]));
    expect(await loaders.organizationById.load({ account, ref })).toBeNull();
    expect(await loaders.ownUser.load({ account, ahead: new Set() })).toBeNull();
  });

  test("tells references, pages and states apart, and joins equal ones", async () => {
    const batches: unknown[][] = [];
    const account = fakeAccount("alpha", {
      membersOfTeams: (_reading, keys) => {
        batches.push([...keys]);
        return Promise.resolve(keys.map(() => null));
      },
    });
    const { membersOfTeam } = createLoaders(fakeScope([account]));
    const request = { of: ref, page: { size: 5, position: null }, states: new Set(["ACTIVE"] as const) };
    const others = [
      { ...request, of: { ...ref, id: "2" } },
      { ...request, of: { ...ref, scope: "1" } },
      { ...request, page: { size: 6, position: null } },
      { ...request, page: { size: 5, position: "p" } },
      { ...request, states: new Set(["DISABLED"] as const) },
    ];
    await Promise.all(
      [request, ...others, { ...request }].map(async (one) => membersOfTeam.load({ account, request: one })),
    );
    expect(batches).toEqual([[request, ...others]]);
  });

  test("remembers nothing from one request to the next", async () => {
    let asked = 0;
    const account = fakeAccount("alpha", {
      visibility: () => {
        asked += 1;
        return Promise.resolve("FULL");
      },
    });
    for (let request = 0; request < 3; request += 1) {
      const { visibility } = createLoaders(fakeScope([account]));
      expect(await visibility.loadMany([{ account }, { account }])).toEqual(["FULL", "FULL"]);
    }
    expect(asked).toBe(3);
  });
});
