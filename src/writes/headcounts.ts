import { z } from "zod";
import type { JsonObject } from "../directory/directory-object.js";
import type { ProbeName, Probes } from "../store/store.js";

/** Whose people. */
type AccountName = Pick<ProbeName, "tenant" | "account">;

/** How many Users an account had at a time. */
interface Headcount {
  readonly users: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The greatest of each hour, by the hour's number since 1970. */
type Hours = Map<number, Headcount>;

interface AccountHeadcounts {
  readonly hours: Hours;
  /** Resolves when what was noted is in the store, or could not be put there. */
  written: Promise<void>;
}

const hourMs = 3_600_000;
/** What is smaller for so long is small now. */
const rememberedMs = 24 * hourMs;

const storedHours = z.object({ hours: z.array(z.object({ users: z.number(), at: z.number() })) });

/**
 * How many Users accounts had within a day, as this process and others on the same store have seen them. One number an
 * hour is kept, the greatest, so that reading writes only when it has grown or the hour is new.
 */
export class Headcounts {
  readonly #probes: Probes;
  readonly #now: () => number;
  readonly #accounts = new Map<string, AccountHeadcounts>();

  /** @param now milliseconds since 1970; `Date.now` by default */
  constructor(probes: Probes, now: () => number = Date.now) {
    this.#probes = probes;
    this.#now = now;
  }

  /** Neither waits nor fails: a store that is down is told the next time that there is something to tell. */
  note(of: AccountName, users: number): void {
    const counts = this.#countsOf(of);
    const at = this.#now();
    const hour = hourOf(at);
    if (users <= usersIn(counts.hours, hour)) return;
    counts.hours.set(hour, { users, at });
    counts.written = counts.written.then(() => this.#exchange(of, counts)).catch(() => undefined);
  }

  /**
   * The greatest number of the last 24 hours, with the time when it was seen; `null` when none was.
   * @throws DirectoryError STORE_UNAVAILABLE
   */
  async findGreatest(of: AccountName): Promise<Headcount | null> {
    const counts = this.#countsOf(of);
    await counts.written;
    await this.#exchange(of, counts);
    return [...counts.hours.values()].reduce<Headcount | null>(
      (greatest, one) => (greatest === null || one.users > greatest.users ? one : greatest),
      null,
    );
  }

  /** Resolves when nothing is on its way to the store. */
  async settled(): Promise<void> {
    await Promise.all([...this.#accounts.values()].map(({ written }) => written));
  }

  /** Learns what others have put into the store, and puts there what they do not know. */
  async #exchange(of: AccountName, { hours }: AccountHeadcounts): Promise<void> {
    const name = { ...of, name: "headcount" };
    const now = this.#now();
    const stored = toHours((await this.#probes.find(name))?.value);
    const isNews = [...hours].some(([hour, { users }]) => users > usersIn(stored, hour));
    for (const [hour, count] of stored) if (count.users > usersIn(hours, hour)) hours.set(hour, count);
    for (const [hour, { at }] of hours) if (now - at >= rememberedMs) hours.delete(hour);
    if (isNews) await this.#probes.put(name, toStored(hours), new Date(now));
  }

  #countsOf(of: AccountName): AccountHeadcounts {
    const key = JSON.stringify([of.tenant, of.account]);
    const known = this.#accounts.get(key);
    if (known !== undefined) return known;
    const counts = { hours: new Map(), written: Promise.resolve() };
    this.#accounts.set(key, counts);
    return counts;
  }
}

function hourOf(at: number): number {
  return Math.floor(at / hourMs);
}

function usersIn(hours: Hours, hour: number): number {
  return hours.get(hour)?.users ?? -1;
}

/** What another version wrote in another form is as good as nothing. */
function toHours(value: JsonObject | undefined): Hours {
  const { hours } = storedHours.safeParse(value).data ?? { hours: [] };
  return new Map(hours.map((count) => [hourOf(count.at), count]));
}

function toStored(hours: Hours): JsonObject {
  return { hours: [...hours.values()].map(({ users, at }) => ({ users, at })) };
}
