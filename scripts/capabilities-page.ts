import type { Capability, FilterExecution, Operation, Support } from "../src/directory/capabilities.js";
import type { ProviderModule } from "../src/directory/provider.js";
import { userFilterFields } from "../src/directory/user-filter.js";

/** The page about what can be asked of each provider, from the tables that the providers declare. */
export function toCapabilitiesPage(modules: readonly ProviderModule[]): string {
  const labels = modules.map(({ label }) => label);
  const operations = Object.keys(modules[0]?.capabilities ?? {}) as Operation[];
  return [
    "# What can be asked of a provider",
    "",
    "What each provider declares. The contract suite proves what is NATIVE or EMULATED; this page is printed from the",
    "same tables (`npm run capabilities:print`). An account can do less, where its credential's scopes or rank, its settings or",
    "its server do not allow more: `linkedAccounts { nodes { capabilities { operation support note } } }` tells.",
    "",
    "## Operations",
    "",
    "NATIVE: the provider does it itself. EMULATED: Rollcall makes it out of other calls. UNVERIFIED: believed possible,",
    "confirmed by no document or recording. –: refused before anything is sent.",
    "",
    ...toTable(["operation", ...labels], operations, (operation) =>
      modules.map(({ capabilities }) => orDash(capabilities[operation].support)),
    ),
    "## Filters of users",
    "",
    "UPSTREAM: the provider narrows. LOCAL: Rollcall reads more and narrows itself. –: refused.",
    "",
    ...toTable(["field", ...labels], userFilterFields, (field) =>
      modules.map(({ filters }) => orDash(filters[field])),
    ),
    "## Notes",
    "",
    ...modules.flatMap(toNotes),
  ].join("\n");
}

function orDash(word: Support | FilterExecution): string {
  return word === "UNSUPPORTED" ? "–" : word;
}

function toTable<T extends string>(
  heads: readonly string[],
  names: readonly T[],
  cellsOf: (name: T) => readonly string[],
): readonly string[] {
  const rows = names.map((name) => toRow([`\`${name}\``, ...cellsOf(name)]));
  return [toRow(heads), toRow(heads.map(() => "---")), ...rows, ""];
}

function toRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** What is said of several operations is said once. */
function toNotes({ label, capabilities }: ProviderModule): readonly string[] {
  const rows = Object.entries(capabilities) as [Operation, Capability][];
  const notes = new Map<string, Operation[]>();
  for (const [operation, { note }] of rows)
    if (note !== null) notes.set(note, [...(notes.get(note) ?? []), operation]);
  const lines = [...notes].map(
    ([note, operations]) => `- ${operations.map((operation) => `\`${operation}\``).join(", ")}: ${note}`,
  );
  const sources = [...new Set(rows.flatMap(([, { docsUrl }]) => docsUrl ?? []))];
  return [`### ${label}`, "", ...lines, "", `Source: ${sources.map((url) => `<${url}>`).join(", ")}`, ""];
}
