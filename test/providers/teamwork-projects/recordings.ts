import { existsSync, readFileSync } from "node:fs";

const folder = new URL("../../../../shared/contracts/recorded/teamwork/", `file://${import.meta.filename}`);

/** Whether what a real Teamwork site answered lies beside the project. */
export const areRecordingsThere = existsSync(folder);

/** The body of one answer of a real site: `me`, `people-list`. */
export function recordedBody(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`projects-v1-${name}.json`, folder), "utf8"));
}
