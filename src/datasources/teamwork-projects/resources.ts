import type { z } from "zod";
import { parseObject, parseRows, type ParsedRows } from "../http/edge.js";
import type { Resource } from "../teamwork-site/client.js";
import { memberOf, rowsIn } from "../teamwork-site/envelope.js";
import { toPersonWords } from "./dialects.js";
import { slowLifetimeMs } from "./listings.js";
import { toPerson, type Person } from "./people.js";
import { accountRow, personRow, projectRoleRow } from "./rows.js";
import { toProjectRole, type HeldRole } from "./wire.js";

const peopleLifetimeMs = 15_000;

/** All who were deleted in the last 30 days, for administrators of the owner company; it has no pages. */
export const deletedPeople: Resource<ParsedRows<Person>> = {
  call: { path: "people/deleted.json", template: "people/deleted.json", maxBytes: 64_000_000 },
  lifetimeMs: peopleLifetimeMs,
  parse: ({ body }, seen) => {
    const edge = seen.edge("people");
    const list = rowsIn(edge, "people", body);
    const { rows, skipped } = parseRows(
      edge,
      personRow,
      Array.isArray(list) ? list.map(toPersonWords) : list,
    );
    return { rows: rows.map((row) => toPerson(seen, { ...row, deleted: true })), skipped };
  },
};

/** The one whose credential it is. `includeAuth` would tell the API key and is never sent. */
export const me: Resource<Person> = {
  call: { path: "me.json", template: "me.json" },
  lifetimeMs: peopleLifetimeMs,
  parse: ({ body }, seen) =>
    toPerson(seen, parseObject(seen.edge("person"), personRow, toPersonWords(memberOf(body, "person")))),
};

/** What the installation is: its plan and its owner. */
export const accountFacts: Resource<z.infer<typeof accountRow>> = {
  call: { path: "account.json", template: "account.json" },
  lifetimeMs: slowLifetimeMs,
  parse: ({ body }, seen) => parseObject(seen.edge("account"), accountRow, memberOf(body, "account")),
};

/** Roles of one project and who holds them; `null` for a project that is not there. */
export function rolesOfProject(id: string): Resource<ParsedRows<HeldRole> | null> {
  return {
    call: { path: `projects/${id}/roles.json`, template: "projects/{id}/roles.json", answers: [404] },
    lifetimeMs: slowLifetimeMs,
    parse: ({ status, body }, seen) => {
      if (status === 404) return null;
      const edge = seen.edge("roles");
      const { rows, skipped } = parseRows(edge, projectRoleRow, rowsIn(edge, "roles", body));
      return { rows: rows.map((row) => toProjectRole(seen, row)), skipped };
    },
  };
}

/** A role of whichever project; `null` where there is none. */
export function projectRole(id: string): Resource<HeldRole | null> {
  return {
    call: { path: `roles/${id}.json`, template: "roles/{id}.json", answers: [404] },
    lifetimeMs: slowLifetimeMs,
    parse: ({ status, body }, seen) => {
      if (status === 404) return null;
      return toProjectRole(seen, parseObject(seen.edge("role"), projectRoleRow, memberOf(body, "role")));
    },
  };
}
