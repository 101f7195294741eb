import type { Facts, FactValue } from "../../directory/provider.js";

/** What was learned of a server is learned anew after five minutes: servers are configured, and replaced. */
const lifetimeMs = 300_000;

interface RememberedOptions<T extends FactValue> {
  readonly facts: Facts;
  /** Of the server, in a few words. */
  readonly name: string;
  readonly is: (value: FactValue) => value is T;
}

/** A fact about a server that one call showed and that the next ones need not find out again. */
export class Remembered<T extends FactValue> {
  readonly #facts: Facts;
  readonly #name: string;
  readonly #is: RememberedOptions<T>["is"];

  constructor({ facts, name, is }: RememberedOptions<T>) {
    this.#facts = facts;
    this.#name = `scim ${name}`;
    this.#is = is;
  }

  /** The fact, or `null` when nobody knows. */
  get value(): T | null {
    const value = this.#facts.recall(this.#name);
    return value !== null && this.#is(value) ? value : null;
  }

  learn(value: T): void {
    this.#facts.keep(this.#name, value, lifetimeMs);
  }
}

export function isTrue(value: FactValue): value is true {
  return value === true;
}

export function isBoolean(value: FactValue): value is boolean {
  return typeof value === "boolean";
}
