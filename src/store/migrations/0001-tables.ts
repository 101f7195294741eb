import { sql } from "kysely";
import type { Kysely, Migration, RawBuilder } from "kysely";
import type { DatabaseKind } from "../tables.js";

type Columns = Readonly<Record<string, RawBuilder<unknown>>>;

/** PostgreSQL is told to compare texts byte by byte, as SQLite does: a language's order differs between servers. */
const columnTypes = (kind: DatabaseKind) => {
  const text = kind === "postgres" ? sql`text collate "C"` : sql`text`;
  return { text: sql`${text} not null`, textOrNull: text, int: sql`bigint not null`, intOrNull: sql`bigint` };
};

async function createTable(
  db: Kysely<unknown>,
  name: string,
  key: readonly string[],
  columns: Columns,
): Promise<void> {
  const definitions = Object.entries(columns).map(([column, type]) => sql`${sql.id(column)} ${type}`);
  const primaryKey = sql`primary key (${sql.join(key.map((column) => sql.id(column)))})`;
  await sql`create table ${sql.id(name)} (${sql.join([...definitions, primaryKey])})`.execute(db);
}

async function createWriteTables(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const { text, textOrNull, int, intOrNull } = columnTypes(kind);
  const place = { tenant: text, account: text };
  await createTable(db, "intents", ["id"], {
    ...{ id: text, ...place, operation: text, target: text, state: text, sent_calls: int },
    ...{ plan: textOrNull, outcome: textOrNull, actor: text, idempotency_key: textOrNull },
    ...{ created_at: int, sent_at: intOrNull, updated_at: int },
  });
  await createTable(db, "key_claims", ["tenant", "key"], {
    ...{ tenant: text, key: text, fingerprint: text, intent_id: text, expires_at: int },
  });
  await createTable(db, "locks", ["tenant", "account", "target"], {
    ...{ ...place, target: text, owner: textOrNull, fence: int, expires_at: int },
  });
}

async function createRecordTables(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const { text, textOrNull, int } = columnTypes(kind);
  const place = { tenant: text, account: text };
  await createTable(db, "tombstones", ["tenant", "account", "ref"], {
    ...{ ...place, ref: text, deleted_at: int, kept: text },
  });
  await createTable(db, "probes", ["tenant", "account", "name"], {
    ...{ ...place, name: text, value: text, learned_at: int },
  });
  await createTable(db, "audit_log", ["tenant", "seq"], {
    ...{ tenant: text, seq: int, at: int, actor: text, action: text },
    ...{ account: textOrNull, target: textOrNull, outcome: text, detail: text },
    ...{ previous_hash: text, hash: text },
  });
  await createTable(db, "audit_heads", ["tenant"], { tenant: text, seq: int, hash: text });
}

/** Of the intents that are not final there are few, whatever has gathered beside them. */
const indexes = [
  sql`create index intents_open on intents (created_at, id) where state in ('NEW', 'SENT')`,
  sql`create index intents_unresolved on intents (tenant, account, target, created_at, id)
    where state in ('NEW', 'SENT', 'NEEDS_REVIEW')`,
  sql`create index intents_pending on intents (tenant, created_at, id) where state in ('NEW', 'SENT', 'NEEDS_REVIEW')`,
  sql`create index intents_counted on intents (tenant, account, operation, created_at)`,
  sql`create index key_claims_of_intent on key_claims (intent_id)`,
  sql`create index key_claims_expired on key_claims (expires_at)`,
];

export const createTables = (kind: DatabaseKind): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await createWriteTables(db, kind);
    await createRecordTables(db, kind);
    for (const index of indexes) await index.execute(db);
  },
});
