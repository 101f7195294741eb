import { LRUCache } from "lru-cache";
import { BudgetSpent, DirectoryError } from "../directory/errors.js";
import type { Read, ReadCache, Reading } from "../directory/reading.js";
import { SingleFlight } from "./single-flight.js";

/** Whose reads they are. Every key begins with it, so that no answer can reach another tenant or credential. */
export interface CacheOwner {
  readonly tenant: string;
  readonly account: string;
  /** Changes with the credential, so that a new one does not see what the old one saw. */
  readonly credentialVersion: string;
}

export interface SharedReadCacheOptions {
  /** Weight of all answers kept, in bytes on the wire; 60 MB by default. Parsed, they take three to six times as much. */
  readonly maxBytes?: number;
  /** Monotonic milliseconds; `performance.now` by default. */
  readonly now?: () => number;
}

/** The share of the cache that one tenant may fill; its own oldest answers make room for its new ones. */
const tenantShare = 0.2;
const purgeEveryMs = 1_000;

interface Entry {
  /** Boxed: `null` is an answer. */
  readonly value: unknown;
  readonly bytes: number;
  readonly tenant: string;
  readonly expiresAt: number;
}

/** Answers of providers, shared by the requests of this process. */
export class SharedReadCache {
  readonly #entries: LRUCache<string, Entry>;
  readonly #bytesOfTenant = new Map<string, number>();
  readonly #flights = new SingleFlight();
  /** How often what an owner had was forgotten; a part of all its keys. */
  readonly #generations = new Map<string, number>();
  readonly #maxBytes: number;
  readonly #now: () => number;
  #purgedAt = -Infinity;

  constructor({ maxBytes = 60_000_000, now = () => performance.now() }: SharedReadCacheOptions = {}) {
    this.#maxBytes = maxBytes;
    this.#now = now;
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: (entry) => entry.bytes,
      dispose: (entry) => {
        this.#weigh(entry.tenant, -entry.bytes);
      },
    });
  }

  /** The cache as one account's provider sees it. */
  for(owner: CacheOwner): ReadCache {
    const prefix = toPrefix(owner);
    const keyOf = (key: string): string => `${prefix}${this.#generations.get(prefix) ?? 0} ${key}`;
    return {
      load: <T>(reading: Reading, read: Read<T>) => {
        const key = keyOf(read.key);
        const asked = reading.asked.get(key) as Promise<T> | undefined;
        return asked ?? this.#load(reading, read, { ...owner, key });
      },
      has: (reading, key) => reading.asked.has(keyOf(key)) || this.#fresh(keyOf(key)) !== null,
    };
  }

  /**
   * Forgets all answers of an owner, those that are still on their way too: what is read from now on is read anew.
   * They take room until they expire.
   */
  forget(owner: CacheOwner): void {
    const prefix = toPrefix(owner);
    this.#generations.set(prefix, (this.#generations.get(prefix) ?? 0) + 1);
  }

  /** Bytes kept for a tenant. */
  bytesOf(tenant: string): number {
    return this.#bytesOfTenant.get(tenant) ?? 0;
  }

  #load<T>(reading: Reading, read: Read<T>, place: Place): Promise<T> {
    const answer = this.#answer(reading, read, place);
    // Whoever needs it meets the failure; a read that was begun ahead may have nobody to meet it.
    answer.catch(() => undefined);
    reading.asked.set(place.key, answer);
    return answer;
  }

  async #answer<T>(reading: Reading, read: Read<T>, place: Place): Promise<T> {
    if (reading.isLive === true) return this.#fetchAlone(reading, read, place);
    const kept = this.#fresh(place.key);
    if (kept !== null) {
      reading.record(toCall(read, place, "CACHE"));
      return kept.value as T;
    }
    const isFirst = !this.#flights.isUnderWay(place.key);
    if (!isFirst) reading.record(toCall(read, place, "SHARED"));
    try {
      return await this.#flights.join(place.key, reading.signal, toLeft(place.account), (signal) =>
        this.#fetch({ ...reading, signal }, read, place),
      );
    } catch (thrown) {
      if (!(thrown instanceof FirstGaveUp)) throw thrown;
      if (isFirst) throw thrown.cause;
      return this.#answer(reading, read, place);
    }
  }

  /** What nobody else waits for fails with what is wrong with it. */
  async #fetchAlone<T>(reading: Reading, read: Read<T>, place: Place): Promise<T> {
    try {
      return await this.#fetch(reading, read, place);
    } catch (thrown) {
      throw thrown instanceof FirstGaveUp ? thrown.cause : thrown;
    }
  }

  async #fetch<T>(reading: Reading, read: Read<T>, place: Place): Promise<T> {
    try {
      const { value, bytes } = await read.fetch(reading);
      this.#keep(place, { value, bytes, tenant: place.tenant, expiresAt: this.#now() + read.lifetimeMs });
      return value;
    } catch (thrown) {
      const isOwnFault = thrown instanceof BudgetSpent || performance.now() >= reading.deadline;
      throw isOwnFault
        ? new FirstGaveUp("The request that began the call gave up", { cause: thrown })
        : thrown;
    }
  }

  #fresh(key: string): Entry | null {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.expiresAt > this.#now() ? entry : null;
  }

  /** Something larger than a tenant's whole share is not kept. */
  #keep(place: Place, entry: Entry): void {
    const share = this.#maxBytes * tenantShare;
    const bytes = Math.max(1, entry.bytes);
    if (entry.expiresAt <= this.#now() || bytes > share) return;
    this.#purge();
    this.#entries.delete(place.key);
    this.#makeRoom(place.tenant, share - bytes);
    this.#entries.set(place.key, { ...entry, bytes });
    this.#weigh(place.tenant, bytes);
  }

  /** What has expired is not held until there is no room: a list read to its end leaves hundreds of answers behind. */
  #purge(): void {
    const now = this.#now();
    if (now < this.#purgedAt + purgeEveryMs) return;
    this.#purgedAt = now;
    for (const [key, { expiresAt }] of [...this.#entries.entries()]) {
      if (expiresAt <= now) this.#entries.delete(key);
    }
  }

  #makeRoom(tenant: string, bytes: number): void {
    if (this.bytesOf(tenant) <= bytes) return;
    for (const key of [...this.#entries.rkeys()]) {
      if (this.#entries.peek(key)?.tenant !== tenant) continue;
      this.#entries.delete(key);
      if (this.bytesOf(tenant) <= bytes) return;
    }
  }

  #weigh(tenant: string, bytes: number): void {
    const weight = this.bytesOf(tenant) + bytes;
    if (weight > 0) this.#bytesOfTenant.set(tenant, weight);
    else this.#bytesOfTenant.delete(tenant);
  }
}

/** The call failed for lack of the first request's calls or time; those who joined it have their own. */
class FirstGaveUp extends Error {}

interface Place extends CacheOwner {
  readonly key: string;
}

/** JSON ends where it ends, so no key of one owner can begin with the key of another. */
function toPrefix({ tenant, account, credentialVersion }: CacheOwner): string {
  return JSON.stringify([tenant, account, credentialVersion]);
}

function toCall(
  read: Read<unknown>,
  place: Place,
  source: "CACHE" | "SHARED",
): Parameters<Reading["record"]>[0] {
  return { account: place.account, method: "GET", path: read.path, status: null, ms: 0, source };
}

/** For a caller who left before the shared call ended: its own deadline passed or its client went away. */
function toLeft(account: string): () => DirectoryError {
  return () => new DirectoryError("UPSTREAM_TIMEOUT", "The provider did not answer in time", { account });
}
