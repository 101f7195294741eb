// Writes docs/access.md, formatted as the rest of the project.
import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { toAccessPage } from "./access-page.js";

const page = await format(toAccessPage(), { parser: "markdown", printWidth: 110 });
writeFileSync("docs/access.md", page);
