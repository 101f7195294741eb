import { expect, test } from "@jest/globals";
import { Nonces } from "../../src/access/nonces.js";

test("a nonce is used once, for at least its lifetime, and is forgotten after two of them", () => {
  let now = 0;
  const nonces = new Nonces(1_000, 10, () => now);
  now = 900;
  expect(nonces.use("a")).toBe(true);
  for (const later of [901, 1_500, 1_899, 1_901]) {
    now = later;
    expect(nonces.use("a")).toBe(false);
  }
  now = 4_000;
  expect(nonces.use("a")).toBe(true);
});

test("a long pause forgets all at once", () => {
  let now = 0;
  const nonces = new Nonces(1_000, 10, () => now);
  expect(nonces.use("a")).toBe(true);
  now = 10_000;
  expect(nonces.use("a")).toBe(true);
  expect(nonces.use("a")).toBe(false);
});

test("when there is no room, new ones are refused and old ones are not forgotten", () => {
  let now = 0;
  const nonces = new Nonces(1_000, 2, () => now);
  expect(["a", "b", "c"].map((nonce) => nonces.use(nonce))).toEqual([true, true, false]);
  expect(nonces.use("a")).toBe(false);
  now = 1_000;
  expect(nonces.use("c")).toBe(true);
  expect(nonces.use("b")).toBe(false);
});
