import { describe, expect, it } from "@jest/globals";
import { isBoolean, isTrue, Remembered } from "../../../src/datasources/scim-client/remembered.js";
import { KeptFacts } from "../../../src/store/kept-facts.js";
import { CountedProbes } from "../../store/counted-probes.js";

const of = { tenant: "acme", account: "idp", name: "facts" };

describe("what was learned of a server", () => {
  it("is known for five minutes, from when it was learned last", () => {
    let now = 0;
    const facts = new KeptFacts({ probes: new CountedProbes(), of, now: () => now });
    const fact = new Remembered({ facts, name: "has users", is: isBoolean });
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

  it("is nothing where another version kept something else under its name", () => {
    const facts = new KeptFacts({ probes: new CountedProbes(), of });
    new Remembered({ facts, name: "has users", is: isBoolean }).learn(false);
    expect(new Remembered({ facts, name: "has users", is: isTrue }).value).toBeNull();
    expect(new Remembered({ facts, name: "has groups", is: isBoolean }).value).toBeNull();
  });
});
