import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { toCallsPage } from "../../scripts/calls-page.js";

/** Prettier pads the columns of tables. */
function squeeze(page: string): string {
  return page.replaceAll(/ {2,}/gu, " ").replaceAll(/-{3,}/gu, "---");
}

test("docs/calls.md is what the table of calls says", () => {
  expect(squeeze(readFileSync("docs/calls.md", "utf8"))).toBe(squeeze(toCallsPage()));
});
