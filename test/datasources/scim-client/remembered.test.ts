import { describe, expect, it } from "@jest/globals";
import { Remembered } from "../../../src/datasources/scim-client/remembered.js";

describe("what was learned of a server", () => {
  it("is known for five minutes, from when it was learned last", () => {
    let now = 0;
    const fact = new Remembered<boolean>(() => now);
    expect(fact.value).toBeNull();
    fact.learn(false);
    now = 299_999;
    expect(fact.value).toBe(false);
    fact.learn(true);
    now = 599_998;
    expect(fact.value).toBe(true);
    now = 599_999;
    expect(fact.value).toBeNull();
  });
});
