import { setTimeout as sleep } from "node:timers/promises";
import { CompiledQuery, SqliteAdapter, SqliteDialect, SqliteDriver } from "kysely";
import type { DatabaseConnection, DialectAdapter, Driver, QueryResult, SqliteDatabase } from "kysely";

/** Milliseconds for which a statement is tried while another process writes. */
const patienceMs = 10_000;

/** Milliseconds between two tries, at most. By chance, so that two that wait do not keep in step. */
const maxPauseMs = 8;

/** Errors of the native module belong to no class that could be asked for. */
const isBusy = (thrown: unknown): boolean =>
  typeof thrown === "object" &&
  thrown !== null &&
  "code" in thrown &&
  typeof thrown.code === "string" &&
  thrown.code.startsWith("SQLITE_BUSY");

/**
 * Tries again while another process (or another store of this one) is writing. SQLite's own `busy_timeout` would wait
 * inside the call, and with it the whole event loop.
 */
export async function whileBusy<T>(attempt: () => T | Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      return await attempt();
    } catch (thrown) {
      if (!isBusy(thrown) || Date.now() > deadline) throw thrown;
    }
    await sleep(Math.random() * maxPauseMs);
  }
}

/** What the dialect needs beside the open database. */
interface Watch {
  /** Throws when what is open is not the file of that name any more: nothing written to it would last. */
  readonly assertInPlace: () => void;
}

class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;
  readonly #watch: Watch;

  constructor(inner: DatabaseConnection, watch: Watch) {
    this.#inner = inner;
    this.#watch = watch;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    this.#watch.assertInPlace();
    return whileBusy(() => this.#inner.executeQuery<R>(query));
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#inner.streamQuery<R>(query, chunkSize);
  }
}

class PatientDriver extends SqliteDriver {
  readonly #watch: Watch;

  constructor(database: SqliteDatabase, watch: Watch) {
    super({ database });
    this.#watch = watch;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new PatientConnection(await super.acquireConnection(), this.#watch);
  }

  /** Takes the right to write at once: a transaction that first reads cannot wait for it later, it would fail. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** Lets the transaction that is under way end. Those that wait behind it find the database closed. */
  override async destroy(): Promise<void> {
    await super.acquireConnection();
    try {
      await super.destroy();
    } finally {
      await this.releaseConnection();
    }
  }
}

class PatientAdapter extends SqliteAdapter {
  /** SQLite can, and two processes that open a new file at once rely on it: the second finds all migrations done. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** SQLite with one connection, shared in turn inside the process and patiently with other processes. */
export class PatientSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;
  readonly #watch: Watch;

  constructor(database: SqliteDatabase, watch: Watch) {
    super({ database });
    this.#database = database;
    this.#watch = watch;
  }

  override createDriver(): Driver {
    return new PatientDriver(this.#database, this.#watch);
  }

  override createAdapter(): DialectAdapter {
    return new PatientAdapter();
  }
}
