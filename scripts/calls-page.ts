import { canonicalQueries, type CanonicalQuery } from "../test/resolvers/call-table.js";

/** The page about upstream calls, from the table that the tests pin. */
export function toCallsPage(): string {
  const rows = canonicalQueries.map(
    (row) => `| ${row.title} | \`${row.query.replaceAll(/\s+/gu, " ")}\` | ${toCost(row)} |`,
  );
  return [
    "# What a query costs upstream",
    "",
    "Calls to the provider for one Tiledesk account with one project, nothing cached, sign-ins apart. A test pins each",
    "row by the stand-in's own counter and by `extensions.upstream`; this page is printed from the same table",
    "(`npm run calls:print`). Asked again within the lifetime of what was read, they cost nothing, but for the health",
    "check, which is never cached. Each further project of the account costs its people, invitations and groups again.",
    "",
    "| question | query | calls |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function toCost({ cold }: CanonicalQuery): string {
  const calls = Object.entries(cold).map(([route, count]) =>
    count === 1 ? `\`${route}\`` : `${count} × \`${route}\``,
  );
  return calls.length === 0 ? "none" : calls.join(", ");
}
