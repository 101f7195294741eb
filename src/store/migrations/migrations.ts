import type { Migration } from "kysely";
import type { DatabaseKind } from "../tables.js";
import { createTables } from "./0001-tables.js";
import { makeAuditAppendOnly } from "./0002-append-only-audit.js";

/** All migrations in their order. One that was released is never changed: another is added. */
export const migrations = {
  "0001-tables": createTables,
  "0002-append-only-audit": makeAuditAppendOnly,
} as const satisfies Readonly<Record<string, (kind: DatabaseKind) => Migration>>;
