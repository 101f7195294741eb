import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { SelectQueryNode, SqliteAdapter, SqliteDialect, SqliteDriver } from "kysely";
import type { CompiledQuery, DatabaseConnection, DialectAdapter, Driver, QueryResult } from "kysely";
import type Database from "libsql";

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

/** An open database of `libsql`, and a look at its file. */
export interface WatchedDatabase {
  readonly database: Database.Database;
  /** Throws when what is open is not the file of that name any more: nothing written to it would last. */
  readonly assertInPlace: () => void;
}

/**
 * Takes the right to write at once: a transaction that first reads cannot wait for it later, it would fail. By `exec`,
 * because a prepared statement that met another writer stays "in progress" in libsql 0.5.29, and then no transaction
 * of its connection can be committed. So this is the only statement that ever waits for a writer.
 */
const beginImmediately = (database: Database.Database): Promise<void> =>
  whileBusy(() => {
    database.exec("begin immediate");
  });

/** Asked whether it is in a transaction, a closed database of libsql 0.5.29 aborts the whole process. */
function assertUsable({ database, assertInPlace }: WatchedDatabase): void {
  if (!database.open) throw new Error("The store was closed");
  assertInPlace();
}

class PatientConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection;
  readonly #watched: WatchedDatabase;

  constructor(inner: DatabaseConnection, watched: WatchedDatabase) {
    this.#inner = inner;
    this.#watched = watched;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { database } = this.#watched;
    assertUsable(this.#watched);
    const needsTransaction = !database.inTransaction && !SelectQueryNode.is(query.query);
    return needsTransaction ? this.#executeAlone<R>(query) : this.#inner.executeQuery<R>(query);
  }

  /** In a transaction of its own. */
  async #executeAlone<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { database } = this.#watched;
    await beginImmediately(database);
    try {
      const result = await this.#inner.executeQuery<R>(query);
      database.exec("commit");
      return result;
    } catch (thrown) {
      // SQLite has ended it by itself after some failures, such as a full disk.
      if (database.open && database.inTransaction) database.exec("rollback");
      throw thrown;
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#inner.streamQuery<R>(query, chunkSize);
  }
}

class PatientDriver extends SqliteDriver {
  readonly #watched: WatchedDatabase;

  constructor(watched: WatchedDatabase) {
    super(watched);
    this.#watched = watched;
  }

  /** Every call of SQLite is done at once: without a pause, a long row of them would keep the event loop to itself. */
  override async acquireConnection(): Promise<DatabaseConnection> {
    await nextTurn();
    return new PatientConnection(await super.acquireConnection(), this.#watched);
  }

  override async beginTransaction(): Promise<void> {
    assertUsable(this.#watched);
    await beginImmediately(this.#watched.database);
  }

  /**
   * Lets the transaction that is under way end; those that wait behind it find the database closed. Nothing is left in
   * the journal, if nobody else has the file open: libsql keeps it, but the file alone is then a whole copy.
   */
  override async destroy(): Promise<void> {
    await super.acquireConnection();
    try {
      const { database } = this.#watched;
      if (database.open) database.exec("pragma wal_checkpoint(truncate)");
    } finally {
      await super.destroy();
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
  readonly #watched: WatchedDatabase;

  constructor(watched: WatchedDatabase) {
    super(watched);
    this.#watched = watched;
  }

  override createDriver(): Driver {
    return new PatientDriver(this.#watched);
  }

  override createAdapter(): DialectAdapter {
    return new PatientAdapter();
  }
}
