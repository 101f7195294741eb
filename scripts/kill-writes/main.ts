// Kills a process that sends 1,000 invitations, and prints what came of it: `npx tsx scripts/kill-writes/main.ts`
// (after `npm run build`). Minutes, not seconds.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "prettier";
import { runKills, type KillRunOptions, type KillRunResult } from "./kill-writes.js";

const directory = await mkdtemp(join(tmpdir(), "rollcall-kills-"));
const common = { lateMs: 2_000, settleMs: 2_300, atOnce: 8, lifeMs: 3_000 };
const runs: readonly (readonly [title: string, options: Omit<KillRunOptions, "databaseUrl">])[] = [
  ["look-ups are consistent", { ...common, invitations: 1_000, kills: 150, lagMs: 0 }],
  ["look-ups lag by ten minutes", { ...common, invitations: 200, kills: 20, lagMs: 600_000 }],
];

const rows: string[] = [];
for (const [index, [title, options]] of runs.entries()) {
  const result = await runKills({ ...options, databaseUrl: `file:${join(directory, String(index))}.db` });
  process.stdout.write(`${title}: ${JSON.stringify(result)}\n`);
  rows.push(toRow(title, result));
}
await rm(directory, { recursive: true });

function toRow(title: string, result: KillRunResult): string {
  const { kills, invitations, calls, emails, doubled, lost, inReview, inReviewAndApplied, seconds } = result;
  const cells = [
    title,
    kills,
    invitations,
    calls,
    emails,
    doubled,
    lost,
    inReview,
    inReviewAndApplied,
    seconds,
  ];
  return `| ${cells.join(" | ")} |`;
}

const page = `# Killed while it invites

Printed by \`npx tsx scripts/kill-writes/main.ts\`. A process sends invitations, eight at once; the provider applies each up to 2 s after it came; SIGKILL comes at a random moment within 3 s after the process is ready; then the next process goes on with the same store. A process that was killed leaves its locks for 1 s, and what it sent is looked up until 2.3 s after the next one took it over.

|   | kills | invitations | calls | e-mails | doubled | lost | in review | of those applied | seconds |
| - | ----- | ----------- | ----- | ------- | ------- | ---- | --------- | ---------------- | ------- |
${rows.join("\n")}

"In review" is what nothing tells: the call was marked as sent, its process died, and the look-up does not show it. With consistent look-ups there is none. With look-ups that lag, an invitation that never reached the provider looks the same as one that it applied, and both are left for a person.
`;
await writeFile(
  new URL("../../docs/kill-writes.md", import.meta.url),
  await format(page, { parser: "markdown" }),
);
