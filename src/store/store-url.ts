import path from "node:path";
import pg from "pg";
import { ConfigError } from "../config/config-error.js";
import type { DatabaseKind } from "./tables.js";

/** Which database is meant, and where it is: an absolute path or `:memory:`, or the url as `pg` takes it. */
export interface StoreLocation {
  readonly kind: DatabaseKind;
  readonly at: string;
}

/**
 * Reads `DATABASE_URL`.
 * @throws ConfigError that names it and never repeats it: it may hold a password
 */
export function parseStoreUrl(url: string): StoreLocation {
  const file = /^file:(.+)$/s.exec(url)?.[1];
  if (file !== undefined) return { kind: "sqlite", at: file === ":memory:" ? file : path.resolve(file) };
  if (/^postgres(?:ql)?:\/\//.test(url)) {
    assertPostgresUrl(url);
    return { kind: "postgres", at: url };
  }
  throw new ConfigError("DATABASE_URL: is file:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE");
}

/** The errors of Node's own URL parser carry the whole url along, so none of them is kept as a cause. */
function assertPostgresUrl(url: string): void {
  try {
    new pg.Client({ connectionString: url });
  } catch {
    throw new ConfigError(
      "DATABASE_URL: cannot be read as an address of PostgreSQL; is its password percent-encoded?",
    );
  }
}
