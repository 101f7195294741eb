// Writes docs/capabilities.md, formatted as the rest of the project.
import { writeFileSync } from "node:fs";
import { format } from "prettier";
import { providers } from "../src/datasources/registry.js";
import { toCapabilitiesPage } from "./capabilities-page.js";

const page = await format(toCapabilitiesPage(providers), { parser: "markdown", printWidth: 110 });
writeFileSync("docs/capabilities.md", page);
