// Removes what the last build left: tsc never deletes the output of a source file that is gone.
import { rm } from "node:fs/promises";

for (const directory of ["../dist/src", "../dist/sandbox"]) {
  await rm(new URL(directory, import.meta.url), { recursive: true, force: true });
}
