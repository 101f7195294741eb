import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { toCarefulPool } from "./careful-pool.js";
import { createStorableText } from "./storable-text.js";
import type { StoreDatabase, Tables } from "./tables.js";

/** Connections of one process, at most. */
const poolSize = 10;

/** Milliseconds to wait for a connection, from the pool or to the server. */
const connectTimeoutMs = 5_000;

/** Milliseconds after which the server gives a statement up, and a transaction whose process went silent. */
const statementTimeoutMs = 10_000;

/** Milliseconds after which the client gives up a server that does not answer at all. */
const queryTimeoutMs = 15_000;

/** `pg` gives 8-byte integers as text. All of ours are times, counts and sequence numbers, far below 2^53. */
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, Number);

/** By statements and not as startup parameters, which connection poolers in front of PostgreSQL refuse. */
const settings = [
  `set statement_timeout = ${statementTimeoutMs}`,
  `set idle_in_transaction_session_timeout = ${statementTimeoutMs}`,
  // The statements are written for it, whatever the server's default is.
  "set session characteristics as transaction isolation level read committed",
].join("; ");

/** A pool of connections to PostgreSQL. Nothing is connected before the first statement. */
export function openPostgres(url: string): StoreDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    types,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
    // Kysely's own hook would not give back a connection that breaks meanwhile, and the pool would run dry.
    verify: (client, done) => {
      client.query(settings).then(() => {
        done();
      }, done);
    },
  });
  // A connection that breaks is replaced by the pool. Without a listener it would end the process: the pool's while it
  // is idle, its own while it is used, when the statement fails as well.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const dialect = new PostgresDialect({ pool: toCarefulPool(pool) });
  return { db: new Kysely<Tables>({ dialect, plugins: [createStorableText()] }), kind: "postgres" };
}
