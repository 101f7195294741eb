import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import pg from "pg";

/**
 * A pool, less connections on which something failed that the server did not say itself: one that does not answer is
 * still busy with what it was asked, and may be for a quarter of an hour when its server vanished.
 */
export function toCarefulPool(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => new CarefulClient(await pool.connect()),
    end: () => pool.end(),
  };
}

class CarefulClient implements PostgresPoolClient {
  readonly #client: pg.PoolClient;
  #failure: Error | undefined;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    asked: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof asked !== "string") throw new Error("The store reads no streams");
    return this.#run(asked, parameters);
  }

  /** With what failed, the pool closes the connection instead of lending it again. */
  release(): void {
    this.#client.release(this.#failure);
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      return (await this.#client.query(sql, [...parameters])) as unknown as PostgresQueryResult<R>;
    } catch (thrown) {
      if (!(thrown instanceof pg.DatabaseError)) this.#failure = thrown as Error;
      throw thrown;
    }
  }
}
