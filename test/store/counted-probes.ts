import type { JsonObject } from "../../src/directory/directory-object.js";
import { DirectoryError } from "../../src/directory/errors.js";
import type { ProbeName, Probes } from "../../src/store/store.js";

/** Probes in memory, counted, which can be down. */
export class CountedProbes implements Probes {
  readonly #rows = new Map<string, { value: JsonObject; learnedAt: Date }>();
  isDown = false;
  puts = 0;

  find(of: ProbeName): ReturnType<Probes["find"]> {
    if (this.isDown) return Promise.reject(down());
    return Promise.resolve(this.#rows.get(keyOf(of)) ?? null);
  }

  put(of: ProbeName, value: JsonObject, learnedAt: Date): Promise<void> {
    if (this.isDown) return Promise.reject(down());
    this.puts += 1;
    this.#rows.set(keyOf(of), { value, learnedAt });
    return Promise.resolve();
  }
}

function keyOf({ tenant, account, name }: ProbeName): string {
  return JSON.stringify([tenant, account, name]);
}

function down(): DirectoryError {
  return new DirectoryError("STORE_UNAVAILABLE", "Down");
}
