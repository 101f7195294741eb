import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError } from "../config/config-error.js";
import { toDirectoryError, type DirectoryError } from "../directory/errors.js";
import { openStore } from "./open-store.js";
import type { AuditLog, Intents, Locks, Probes, Store, Tombstones } from "./store.js";
import { toUnavailable } from "./unavailable.js";

/** Told when the store stops being of use and when it is of use again, once each time. */
export interface StoreObserver {
  down(error: DirectoryError): void;
  up(): void;
}

export interface ReopeningStoreOptions {
  /** `DATABASE_URL`, see `openStore`. */
  readonly url: string;
  readonly observer: StoreObserver;
  /** Milliseconds between two attempts to open it; 1,000 by default. */
  readonly pauseMs?: number;
}

/**
 * A store whose database need not be there yet. Until it can be opened every function throws `DirectoryError`
 * STORE_UNAVAILABLE, and it is tried again, one attempt at a time; its tables are brought up to date as soon as it can
 * be. Once opened it is not opened again: PostgreSQL's pool connects anew by itself, and a SQLite file that went away
 * must not be replaced by an empty one, which would have forgotten what was sent.
 */
export class ReopeningStore implements Store {
  readonly #options: ReopeningStoreOptions;
  readonly #closing = new AbortController();
  #opening: Promise<void> = Promise.resolve();
  #store: Store | null = null;
  #isDown = false;

  /**
   * Resolves when the first attempt has ended, well or not.
   * @throws ConfigError when no further attempt could end otherwise
   */
  static async open(options: ReopeningStoreOptions): Promise<ReopeningStore> {
    const store = new ReopeningStore(options);
    const failure = await store.#tryToOpen();
    if (failure instanceof ConfigError) throw failure;
    store.#opening = store.#tryUntilOpen();
    return store;
  }

  private constructor(options: ReopeningStoreOptions) {
    this.#options = options;
  }

  readonly intents: Intents = {
    create: (...given) => this.#use(({ intents }) => intents.create(...given)),
    markSent: (...given) => this.#use(({ intents }) => intents.markSent(...given)),
    finish: (...given) => this.#use(({ intents }) => intents.finish(...given)),
    find: (...given) => this.#use(({ intents }) => intents.find(...given)),
    findClaim: (...given) => this.#use(({ intents }) => intents.findClaim(...given)),
    listOpen: () => this.#use(({ intents }) => intents.listOpen()),
    listUnresolved: (...given) => this.#use(({ intents }) => intents.listUnresolved(...given)),
    listPending: (...given) => this.#use(({ intents }) => intents.listPending(...given)),
    count: (...given) => this.#use(({ intents }) => intents.count(...given)),
    purgeClaims: (...given) => this.#use(({ intents }) => intents.purgeClaims(...given)),
  };

  readonly locks: Locks = {
    acquire: (...given) => this.#use(({ locks }) => locks.acquire(...given)),
    renew: (...given) => this.#use(({ locks }) => locks.renew(...given)),
    release: (...given) => this.#use(({ locks }) => locks.release(...given)),
  };

  readonly tombstones: Tombstones = {
    put: (...given) => this.#use(({ tombstones }) => tombstones.put(...given)),
    find: (...given) => this.#use(({ tombstones }) => tombstones.find(...given)),
    list: (...given) => this.#use(({ tombstones }) => tombstones.list(...given)),
    remove: (...given) => this.#use(({ tombstones }) => tombstones.remove(...given)),
  };

  readonly audit: AuditLog = {
    append: (...given) => this.#use(({ audit }) => audit.append(...given)),
    list: (...given) => this.#use(({ audit }) => audit.list(...given)),
    verify: (...given) => this.#use(({ audit }) => audit.verify(...given)),
    tenants: () => this.#use(({ audit }) => audit.tenants()),
  };

  readonly probes: Probes = {
    find: (...given) => this.#use(({ probes }) => probes.find(...given)),
    put: (...given) => this.#use(({ probes }) => probes.put(...given)),
  };

  /** Waits for an attempt that is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#opening;
    await this.#store?.close();
  }

  async #tryUntilOpen(): Promise<void> {
    const { pauseMs = 1_000 } = this.#options;
    const { signal } = this.#closing;
    const paused = (): Promise<boolean> => sleep(pauseMs, true, { signal, ref: false }).catch(() => false);
    while (this.#store === null && (await paused())) await this.#tryToOpen();
  }

  /** Answers why it cannot be opened, or `null`. */
  async #tryToOpen(): Promise<DirectoryError | ConfigError | null> {
    try {
      this.#store = await openStore(this.#options.url);
      this.#tell(null);
      return null;
    } catch (thrown) {
      if (thrown instanceof ConfigError) return thrown;
      const error = toDirectoryError(thrown);
      this.#tell(error);
      return error;
    }
  }

  async #use<T>(work: (store: Store) => Promise<T>): Promise<T> {
    if (this.#store === null) throw toUnavailable();
    try {
      const answer = await work(this.#store);
      this.#tell(null);
      return answer;
    } catch (thrown) {
      this.#tell(toDirectoryError(thrown));
      throw thrown;
    }
  }

  #tell(failure: DirectoryError | null): void {
    const isDown = failure !== null;
    if (this.#closing.signal.aborted || isDown === this.#isDown) return;
    this.#isDown = isDown;
    if (failure === null) this.#options.observer.up();
    else this.#options.observer.down(failure);
  }
}
