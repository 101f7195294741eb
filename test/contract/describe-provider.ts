import { describe } from "@jest/globals";
import { describeBatches } from "./batches.js";
import { describeDeclarations } from "./declarations.js";
import { describeFailures } from "./failures.js";
import type { ProviderHarness } from "./harness.js";
import { describeLists } from "./lists.js";
import { describeRelations } from "./relations.js";

/** What every provider promises to those above it, run against the provider's stand-in. */
export function describeProvider(harness: ProviderHarness): void {
  describe(`the provider ${harness.module.name}`, () => {
    describeDeclarations(harness);
    describeBatches(harness);
    describeLists(harness);
    describeRelations(harness);
    describeFailures(harness);
  });
}
