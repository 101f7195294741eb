// Writes docs/calls.md, formatted as the rest of the project.
import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { toCallsPage } from "./calls-page.js";

writeFileSync("docs/calls.md", await format(toCallsPage(), { parser: "markdown", printWidth: 110 }));
