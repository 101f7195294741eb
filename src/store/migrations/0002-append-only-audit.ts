import { sql } from "kysely";
import type { Kysely, Migration } from "kysely";
import type { DatabaseKind } from "../tables.js";

/** `insert or replace` deletes without asking the trigger on deleting, so a taken place is refused as well. */
const sqlite = [
  sql`create trigger audit_log_no_update before update on audit_log
    begin select raise(abort, 'the audit log is append-only'); end`,
  sql`create trigger audit_log_no_delete before delete on audit_log
    begin select raise(abort, 'the audit log is append-only'); end`,
  sql`create trigger audit_log_no_replace before insert on audit_log
    when exists (select 1 from audit_log where tenant = new.tenant and seq = new.seq)
    begin select raise(abort, 'the audit log is append-only'); end`,
];

const postgres = [
  sql`create function refuse_audit_change() returns trigger language plpgsql as
    'begin raise exception ''the audit log is append-only''; end'`,
  sql`create trigger audit_log_no_update before update on audit_log
    for each row execute function refuse_audit_change()`,
  sql`create trigger audit_log_no_delete before delete on audit_log
    for each row execute function refuse_audit_change()`,
  sql`create trigger audit_log_no_truncate before truncate on audit_log
    for each statement execute function refuse_audit_change()`,
];

/** Against accidents: whoever owns the database can drop a trigger. What was done then is found by the chain. */
export const makeAuditAppendOnly = (kind: DatabaseKind): Migration => ({
  up: async (db: Kysely<unknown>) => {
    for (const statement of kind === "sqlite" ? sqlite : postgres) await statement.execute(db);
  },
});
