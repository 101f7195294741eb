import { z } from "zod";
import type { JsonObject } from "../directory/directory-object.js";
import type { FactValue, Facts } from "../directory/provider.js";
import type { ProbeName, Probes } from "./store.js";

interface KeptFactsOptions {
  readonly probes: Probes;
  /** The row that holds them all. */
  readonly of: ProbeName;
  /** Milliseconds since 1970; `Date.now` by default. The next process has no other clock in common. */
  readonly now?: () => number;
}

interface Fact {
  readonly value: FactValue;
  readonly learnedAt: number;
  readonly lifetimeMs: number;
}

const storedFacts = z.array(
  z.object({
    name: z.string(),
    value: z.union([z.boolean(), z.number(), z.string()]),
    learnedAt: z.number(),
    lifetimeMs: z.number(),
  }),
);

/**
 * Facts about one account, in memory. They come from the store in the background and go there behind the readers: what
 * is not here yet, or could not be kept, is learned by asking. Of two processes the last to learn something is believed
 * by the next.
 */
export class KeptFacts implements Facts {
  readonly #probes: Probes;
  readonly #of: ProbeName;
  readonly #now: () => number;
  readonly #facts = new Map<string, Fact>();
  /** As the store has them, or was told to have them. */
  readonly #stored = new Map<string, Fact>();
  #written: Promise<void>;
  #isToBeWritten = false;

  /** Begins to read the store. */
  constructor({ probes, of, now = Date.now }: KeptFactsOptions) {
    this.#probes = probes;
    this.#of = of;
    this.#now = now;
    this.#written = this.#load().catch(() => undefined);
  }

  recall(name: string): FactValue | null {
    const fact = this.#facts.get(name);
    return fact !== undefined && this.#isFresh(fact) ? fact.value : null;
  }

  /** The store is told what is new to it, and what it would soon forget though it is so still. */
  keep(name: string, value: FactValue, lifetimeMs: number): void {
    const fact = { value, learnedAt: this.#now(), lifetimeMs };
    this.#facts.set(name, fact);
    const stored = this.#stored.get(name);
    const isKnown = stored?.value === value && fact.learnedAt - stored.learnedAt < lifetimeMs / 2;
    if (isKnown || this.#isToBeWritten) return;
    this.#isToBeWritten = true;
    this.#written = this.#written.then(() => this.#write()).catch(() => undefined);
  }

  /** Resolves when nothing is on its way from or to the store. */
  settled(): Promise<void> {
    return this.#written;
  }

  async #load(): Promise<void> {
    const row = await this.#probes.find(this.#of);
    // What another version wrote in another form is as good as nothing.
    for (const { name, ...fact } of storedFacts.safeParse(row?.value["facts"]).data ?? []) {
      this.#stored.set(name, fact);
      if (!this.#facts.has(name)) this.#facts.set(name, fact);
    }
  }

  #write(): Promise<void> {
    this.#isToBeWritten = false;
    for (const [name, fact] of this.#facts) {
      if (this.#isFresh(fact)) this.#stored.set(name, fact);
      else this.#stored.delete(name);
    }
    return this.#probes.put(this.#of, toRow(this.#stored), new Date(this.#now()));
  }

  /** A clock that was set back makes facts of the future, which are not believed. */
  #isFresh({ learnedAt, lifetimeMs }: Fact): boolean {
    const age = this.#now() - learnedAt;
    return age >= 0 && age < lifetimeMs;
  }
}

function toRow(facts: ReadonlyMap<string, Fact>): JsonObject {
  return { facts: [...facts].map(([name, fact]) => ({ name, ...fact })) };
}
