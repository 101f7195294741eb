// Fails when the committed SDL is not what the code prints, or when it would break a client.
// The build must be there: dist/src/schema/print.js writes both SDL files into the folder it is given.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findBreakingChanges } from "./breaking-changes.js";
import { readEarlierSchemas } from "./earlier-schemas.js";

const printer = "dist/src/schema/print.js";
const clientSchema = "schema.graphql";
const schemaFiles = [clientSchema, "schema.federated.graphql", "schema.federated.prefixed.graphql"];

const readIfPresent = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

/** The committed files that differ from what the code prints. */
const findDrift = (): string[] => {
  const printed = mkdtempSync(path.join(tmpdir(), "rollcall-schema-"));
  try {
    execFileSync(process.execPath, [printer, printed], { stdio: "inherit" });
    return schemaFiles.filter(
      (file) => readFileSync(path.join(printed, file), "utf8") !== readIfPresent(file),
    );
  } finally {
    rmSync(printed, { recursive: true });
  }
};

const report = (problem: string): void => {
  console.error(problem);
  process.exitCode = 1;
};

const checkBreakingChanges = async (): Promise<void> => {
  const current = readIfPresent(clientSchema);
  if (current === undefined) return;
  const earlier = readEarlierSchemas(clientSchema);
  if (earlier.length === 0) console.log(`No earlier version of ${clientSchema} to compare with.`);
  const today = new Date().toISOString().slice(0, 10);
  for (const { commit, sdl } of earlier) {
    const breaking = await findBreakingChanges(sdl, current, today);
    console.log(`${clientSchema} since ${commit}: ${breaking.length} breaking changes.`);
    for (const message of breaking) report(`  ${message}`);
  }
};

if (existsSync(printer)) {
  for (const file of findDrift()) report(`${file} is not what the code prints: run "npm run schema:print".`);
} else {
  report(`${printer} is missing: run "npm run build".`);
}
await checkBreakingChanges();
