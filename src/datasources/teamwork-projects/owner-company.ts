import { z } from "zod";
import { parseRows } from "../http/edge.js";
import type { Sighting } from "../teamwork-site/client.js";
import { includedIn } from "../teamwork-site/envelope.js";
import { flag, idText } from "../teamwork-site/values.js";
import { toCompanyWords } from "./dialects.js";
import type { PersonRow } from "./rows.js";

const includedCompany = z.object({ id: idText, isOwner: flag });

/** v3 says of a person's company, and not of the person, whether it is the account's own. */
export function withOwnership(seen: Sighting, body: unknown): (row: PersonRow) => PersonRow {
  const edge = seen.edge("included company");
  const { rows } = parseRows(edge, includedCompany, includedIn(body, "companies").map(toCompanyWords));
  const isOwner = new Map(rows.map((company) => [company.id, company.isOwner]));
  return (row) => {
    if (row.inOwnerCompany !== null || row.companyId === null) return row;
    return { ...row, inOwnerCompany: isOwner.get(row.companyId) ?? null };
  };
}
