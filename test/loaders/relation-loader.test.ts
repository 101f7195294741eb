import { beforeEach, describe, expect, test } from "@jest/globals";
import { DirectoryError } from "../../src/directory/errors.js";
import type { Slot } from "../../src/directory/provider.js";
import {
  createRelationLoader,
  whenLoaded,
  type Loaded,
  type RelationLoader,
} from "../../src/loaders/relation-loader.js";
import type { AccountKeyed } from "../../src/loaders/account-loader.js";
import { fakeAccount, fakeScope } from "./fake-account.js";

interface Key extends AccountKeyed {
  readonly id: string;
}

const alpha = fakeAccount("alpha", {});
const beta = fakeAccount("beta", {});
const refused = new DirectoryError("FORBIDDEN", "Not for this one", { account: "alpha" });

let batches: string[][];
let loader: RelationLoader<Key, string>;
beforeEach(() => {
  batches = [];
  loader = createRelationLoader<Key, string>({
    scope: fakeScope([alpha, beta]),
    keyOf: ({ id }) => id,
    batch: (_provider, _reading, keys) => {
      batches.push(keys.map(({ account, id }) => `${account.accountKey}/${id}`));
      return Promise.resolve(keys.map(({ id }) => answers[id] ?? id.toUpperCase()));
    },
  });
});

const answers: Readonly<Record<string, Slot<string>>> = { refused };

describe("what was prepared", () => {
  test("is there at once, per account, and is not asked for again", async () => {
    await loader.prepare([
      { account: alpha, id: "a" },
      { account: beta, id: "a" },
      { account: alpha, id: "b" },
    ]);
    expect(loader.load({ account: alpha, id: "a" })).toBe("A");
    expect(loader.load({ account: beta, id: "a" })).toBe("A");
    expect(loader.load({ account: alpha, id: "b" })).toBe("B");
    expect(batches).toEqual([["alpha/a", "alpha/b"], ["beta/a"]]);
  });

  test("fails where it is loaded, and leaves the others", async () => {
    await loader.prepare([
      { account: alpha, id: "refused" },
      { account: alpha, id: "a" },
    ]);
    expect(() => loader.load({ account: alpha, id: "refused" })).toThrow(refused);
    expect(loader.load({ account: alpha, id: "a" })).toBe("A");
  });

  test("asks nobody for nothing", async () => {
    await loader.prepare([]);
    expect(batches).toEqual([]);
  });
});

test("what was not prepared comes as a promise, in one batch", async () => {
  await loader.prepare([{ account: alpha, id: "a" }]);
  const loaded = ["b", "c", "b"].map((id) => loader.load({ account: alpha, id }));
  expect(loaded.every((one) => one instanceof Promise)).toBe(true);
  expect(await Promise.all(loaded.map(toPromise))).toEqual(["B", "C", "B"]);
  await expect(loader.load({ account: beta, id: "refused" })).rejects.toBe(refused);
  expect(batches).toEqual([["alpha/a"], ["alpha/b", "alpha/c"], ["beta/refused"]]);
});

function toPromise<V>(loaded: Loaded<V>): Promise<V | null> {
  return Promise.resolve(loaded);
}

describe("whenLoaded", () => {
  const answer = (loaded: Loaded<string>): Loaded<string> => whenLoaded(loaded, (value) => `${value}!`);

  test("goes on at once with what is there, and later with a promise", async () => {
    expect(answer("here")).toBe("here!");
    const later = answer(Promise.resolve("later"));
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toBe("later!");
  });

  test("leaves null as it is", async () => {
    expect(answer(null)).toBeNull();
    expect(await answer(Promise.resolve(null))).toBeNull();
  });
});
