import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createGraph } from "../graph.js";

// Writes into a folder: what clients see, what is composed, and what is composed where our names are taken.
const directory = process.argv[2] ?? ".";
const plain = await createGraph();
const prefixed = await createGraph({ prefix: "Rollcall" });
const files = {
  "schema.graphql": plain.sdl,
  "schema.federated.graphql": plain.federatedSdl,
  "schema.federated.prefixed.graphql": prefixed.federatedSdl,
};
for (const [file, sdl] of Object.entries(files)) writeFileSync(join(directory, file), `${sdl}\n`);
