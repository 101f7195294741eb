import type { Observer } from "../../src/directory/provider.js";

/** Remembers what a provider noticed. */
export class TestObserver implements Observer {
  readonly unknown: string[] = [];
  readonly skipped: string[] = [];

  unknownValue(field: string): void {
    this.unknown.push(field);
  }

  skippedRow(collection: string): void {
    this.skipped.push(collection);
  }
}
