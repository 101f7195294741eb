import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { toAccessPage } from "../../scripts/access-page.js";
import { squeeze } from "./squeeze.js";

test("docs/access.md is what stands in front of the fields", () => {
  expect(squeeze(readFileSync("docs/access.md", "utf8"))).toBe(squeeze(toAccessPage()));
});
