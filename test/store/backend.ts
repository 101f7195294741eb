import type { Store } from "../../src/store/store.js";

/** One of the databases that the suite runs on. */
export interface Backend {
  /** The url of a database that nobody has opened yet. */
  newUrl(): Promise<string>;
  /** Runs statements past Rollcall, on a connection of their own. */
  runSql(url: string, statements: readonly string[]): Promise<void>;
  /** Does some work while statements of another connection are done and not yet committed. */
  during(url: string, statements: readonly string[], work: () => Promise<void>): Promise<void>;
  /** What has to be said before rows of the audit log can be changed. */
  readonly disarming: readonly string[];
}

/** What the tests of one part use: a store that they share, each with a tenant of its own. */
export interface Opened {
  readonly store: () => Store;
  readonly url: () => string;
}
