import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { toCapabilitiesPage } from "../../scripts/capabilities-page.js";
import { providers } from "../../src/datasources/registry.js";
import { unsupported } from "../../src/directory/capabilities.js";
import type { ProviderModule } from "../../src/directory/provider.js";
import { squeeze } from "./squeeze.js";

test("docs/capabilities.md is what the providers declare", () => {
  expect(squeeze(readFileSync("docs/capabilities.md", "utf8"))).toBe(squeeze(toCapabilitiesPage(providers)));
});

test("a table has a column for each provider, and a note is said once of all its operations", () => {
  const [module] = providers;
  if (module === undefined) throw new Error("The registry is empty");
  const other: ProviderModule = {
    ...module,
    label: "Other",
    capabilities: { ...module.capabilities, ME: unsupported("No."), ROLES_LIST: unsupported("No.") },
    filters: { ...module.filters, search: "UNSUPPORTED", role: "UPSTREAM" },
  };
  const lines = toCapabilitiesPage([module, other]).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      `| operation | ${module.label} | Other |`,
      "| `ME` | NATIVE | – |",
      `| \`search\` | ${module.filters.search} | – |`,
      "- `ROLES_LIST`, `ME`: No.",
    ]),
  );
});
