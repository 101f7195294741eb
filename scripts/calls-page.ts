import { canonicalQueries } from "../test/resolvers/call-table.js";
import { callTables } from "../test/resolvers/provider-call-tables.js";

interface Row {
  readonly title: string;
  readonly query: string;
  readonly cold: Readonly<Record<string, number>>;
}

/** The page about upstream calls, from the tables that the tests pin. */
export function toCallsPage(): string {
  return [
    "# What a query costs upstream",
    "",
    "Calls to the provider for one account, nothing cached, sign-ins apart. A test pins each row by the stand-in's own",
    "counter and by `extensions.upstream`; this page is printed from the same tables (`npm run calls:print`). Asked",
    "again within the lifetime of what was read, they cost nothing, but for a health check that is not cached.",
    "",
    "## Tiledesk",
    "",
    "One account with one project; each further project costs its people, invitations and groups again.",
    "",
    ...toTable(canonicalQueries),
    ...callTables.flatMap(({ title, rows }) => [`## ${title}`, "", ...toTable(rows)]),
  ].join("\n");
}

function toTable(rows: readonly Row[]): readonly string[] {
  const lines = rows.map(
    (row) => `| ${row.title} | \`${row.query.replaceAll(/\s+/gu, " ")}\` | ${toCost(row)} |`,
  );
  return ["| question | query | calls |", "| --- | --- | --- |", ...lines, ""];
}

function toCost({ cold }: Row): string {
  const calls = Object.entries(cold).map(([route, count]) =>
    count === 1 ? `\`${route}\`` : `${count} × \`${route}\``,
  );
  return calls.length === 0 ? "none" : calls.join(", ");
}
