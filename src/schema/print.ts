import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createGraph } from "../graph.js";

// Writes schema.graphql (what clients see) and schema.federated.graphql (what is composed) into a folder.
const directory = process.argv[2] ?? ".";
const { sdl, federatedSdl } = await createGraph();
writeFileSync(join(directory, "schema.graphql"), `${sdl}\n`);
writeFileSync(join(directory, "schema.federated.graphql"), `${federatedSdl}\n`);
