import type { WriteOperation } from "../directory/capabilities.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { UpstreamCall } from "../directory/reading.js";
import type { Intent, Store } from "../store/store.js";
import { carryOut } from "./carrying-out.js";
import { toEvent } from "./completion.js";
import { busy, inReview } from "./refusals.js";
import type { Turn, Turns } from "./turns.js";
import { parseStoredPlan, toStoredOutcome, type Work } from "./work.js";
import type { WriteObserver } from "./write-observer.js";
import { nothingHappened } from "./write-request.js";

const sweepMs = 2_000;
const purgeEveryMs = 3_600_000;

export interface RecoveryOptions {
  readonly store: Store;
  readonly turns: Turns;
  readonly observer: WriteObserver;
}

/**
 * Ends what earlier processes began. An intent without a living holder was left by one that is gone: if nothing was
 * sent, nothing will be; if something was, it is looked up once the provider can no longer apply it.
 */
export class Recovery {
  readonly #store: Store;
  readonly #turns: Turns;
  readonly #observer: WriteObserver;
  readonly #underWay = new Set<string>();
  readonly #sweeps = new Set<Promise<void>>();
  #purgedAt = -Infinity;
  #timer: NodeJS.Timeout | null = null;

  constructor({ store, turns, observer }: RecoveryOptions) {
    this.#store = store;
    this.#turns = turns;
    this.#observer = observer;
  }

  /** Looks now, and again every few seconds. Accounts that are not configured any more keep their intents. */
  start(accounts: readonly LinkedAccount[], onFailure: (error: unknown) => void): void {
    const sweep = (): void => {
      const swept = this.sweep(accounts)
        .catch(onFailure)
        .finally(() => this.#sweeps.delete(swept));
      this.#sweeps.add(swept);
    };
    this.#timer = setInterval(sweep, sweepMs);
    this.#timer.unref();
    sweep();
  }

  /** Begins nothing more. Resolves when what it began has ended. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.allSettled(this.#sweeps);
  }

  /** Begins to end whatever is open and nobody's. Resolves when all that it began has ended. */
  async sweep(accounts: readonly LinkedAccount[]): Promise<void> {
    await this.#purge();
    const open = await this.#store.intents.listOpen();
    await Promise.all(
      open.map(async (intent) => {
        const account = accounts.find(
          ({ tenant, accountKey }) => tenant === intent.tenant && accountKey === intent.account,
        );
        if (account !== undefined && !this.#underWay.has(intent.id)) await this.#takeOver(account, intent);
      }),
    );
  }

  /**
   * Refuses something new while it is not known what a process that is gone did to the same target, which the next sweep
   * finds out; and the same again while a person has yet to look whether it was done.
   * @throws WriteRefused
   */
  async assertClear({ locks }: Turn, operation: WriteOperation): Promise<void> {
    const unresolved = await Promise.all(locks.map((lock) => this.#store.intents.listUnresolved(lock)));
    for (const intent of unresolved.flat()) {
      if (intent.state !== "NEEDS_REVIEW") throw busy();
      if (intent.operation === operation) throw inReview(intent.id);
    }
  }

  /** Keys that have expired are of no use to anybody. */
  async #purge(): Promise<void> {
    const now = Date.now();
    if (now < this.#purgedAt + purgeEveryMs) return;
    await this.#store.intents.purgeClaims(new Date(now));
    this.#purgedAt = now;
  }

  async #takeOver(account: LinkedAccount, found: Intent): Promise<void> {
    const { id, tenant, account: key, target } = found;
    this.#underWay.add(id);
    try {
      // Who holds the lock is alive and at it.
      const name = { tenant, account: key, target };
      const turn = await this.#turns.take(name, performance.now(), alsoTargets(toWork(account, found)));
      if (turn === null) return;
      try {
        const intent = await this.#store.intents.find(tenant, id);
        if (intent !== null) await this.#end(account, intent, turn);
      } finally {
        await turn.end();
      }
    } finally {
      this.#underWay.delete(id);
    }
  }

  async #end(account: LinkedAccount, intent: Intent, turn: Turn): Promise<void> {
    if (intent.state !== "NEW" && intent.state !== "SENT") return;
    const work = toWork(account, intent);
    if (intent.state === "NEW") return this.#leave(account, intent, "NOT_APPLIED");
    if (work === null) return this.#leave(account, intent, "NEEDS_REVIEW");
    const observer = this.#observer;
    const record = (call: UpstreamCall): void => {
      observer.called(account, call);
    };
    const passage = { intentId: intent.id, actor: intent.actor, work, turn, record, observer };
    await carryOut(this.#store, passage, { at: intent.sentCalls - 1, isSent: true });
  }

  async #leave(
    account: LinkedAccount,
    { id, actor, operation }: Intent,
    state: "NOT_APPLIED" | "NEEDS_REVIEW",
  ): Promise<void> {
    const at = new Date();
    const detail = { operation: id, state };
    const event = toEvent(account, {
      at,
      actor,
      action: operation,
      subject: null,
      subjectType: "User",
      outcome: state,
      detail,
    });
    const outcome = toStoredOutcome(nothingHappened(null, []));
    const finish = { state, outcome, at, freesKey: state === "NOT_APPLIED", event };
    const isFirst = await this.#store.intents.finish(id, finish);
    if (isFirst) this.#observer.settled(account, { id, operation: operation as WriteOperation, state });
  }
}

function alsoTargets(work: Work | null): readonly string[] {
  return work?.writes.alsoTargets?.(work.command) ?? [];
}

/** `null` where it cannot be carried on: nothing to write with, or a plan in another version's form. */
function toWork(account: LinkedAccount, { plan }: Intent): Work | null {
  const { writes } = account.provider;
  const stored = parseStoredPlan(plan);
  return writes === undefined || stored === null ? null : { account, writes, ...stored };
}
