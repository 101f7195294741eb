import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { toDirectoryError } from "../directory/errors.js";
import { isPresent } from "../directory/slots.js";
import { WriteRefused, type UserErrorCode } from "../directory/user-errors.js";
import type { ProviderWrites, WritePlan } from "../directory/writing.js";
import type { Store } from "../store/store.js";
import { carryOut, type Completed, type Passage } from "./carrying-out.js";
import { toClaim, type Claim } from "./claims.js";
import { withParts } from "./fidelity.js";
import { Headcounts } from "./headcounts.js";
import { createLiveReading } from "./live-reading.js";
import { Operations } from "./operations.js";
import { outcomeUnknown, Progress } from "./progress.js";
import { Planner } from "./planner.js";
import { assertTaken } from "./rails.js";
import { Recovery } from "./recovery.js";
import { busy, tooLate, toRefusal } from "./refusals.js";
import { Replays } from "./replays.js";
import { toActor, toRefusalEvent, toRequestEvent } from "./request-events.js";
import { Turns, type Turn } from "./turns.js";
import { toStoredPlan, type Work } from "./work.js";
import { unobserved, type WriteObserver } from "./write-observer.js";
import {
  nothingHappened,
  type Asker,
  type WriteOutcome,
  type WriteRequest,
  type WriteResult,
} from "./write-request.js";

export interface WriteEngineOptions {
  readonly store: Store;
  /** Where those who open the accounts note headcounts, too; one of its own by default. */
  readonly headcounts?: Headcounts;
  /** How long a lock outlives a process that died, in milliseconds; 15,000 by default. */
  readonly leaseMs?: number;
  readonly observer?: WriteObserver;
}

/** How long a process that is told to end waits for its writes. */
const stopMs = 5_000;

/** What one run of a mutation has in hand. */
interface Run {
  readonly request: WriteRequest;
  readonly writes: ProviderWrites;
  readonly target: string;
  readonly claim: Claim | null;
  readonly progress: Progress;
}

/**
 * Carries mutations out: each written down before its first byte leaves, in turn with others of the same target, sent
 * once, looked up where its outcome is not known, read back, and told as it is.
 */
export class WriteEngine {
  readonly #store: Store;
  readonly #headcounts: Headcounts;
  readonly #observer: WriteObserver;
  readonly #planner: Planner;
  readonly #turns: Turns;
  readonly #replays: Replays;
  readonly #recovery: Recovery;
  readonly #operations: Operations;
  /** Mutations under way, by tenant, the key they claim, and what they ask for. */
  readonly #claimed = new Map<string, Progress>();
  readonly #running = new Set<Promise<unknown>>();

  constructor(options: WriteEngineOptions) {
    const {
      store,
      headcounts = new Headcounts(store.probes),
      leaseMs = 15_000,
      observer = unobserved,
    } = options;
    this.#store = store;
    this.#headcounts = headcounts;
    this.#observer = observer;
    this.#planner = new Planner(store, headcounts);
    this.#turns = new Turns({ locks: store.locks, owner: randomUUID(), leaseMs });
    this.#replays = new Replays(store.intents);
    this.#recovery = new Recovery({ store, turns: this.#turns, observer });
    this.#operations = new Operations(store);
  }

  get operations(): Operations {
    return this.#operations;
  }

  get recovery(): Recovery {
    return this.#recovery;
  }

  /**
   * Answers by `answerBy`, and goes on without the request where the outcome takes longer.
   * @throws DirectoryError STORE_UNAVAILABLE, and what is no provider's doing
   */
  async execute(request: WriteRequest): Promise<WriteResult> {
    try {
      return await this.#execute(request);
    } catch (thrown) {
      const refused = toRefused(thrown, request);
      await this.#store.audit.append(toRequestEvent(request, refused.error.code));
      return { ...nothingHappened(null, [refused.error]), operation: null, plannedCalls: null };
    }
  }

  /** Writes down what was refused before it was a command. */
  noteRefusal(asker: Asker, action: string, outcome: UserErrorCode): Promise<void> {
    return this.#store.audit.append(toRefusalEvent(asker, action, outcome));
  }

  /** Waits a little for what is under way. What is not over by then is carried on by the next process. */
  async stop(): Promise<void> {
    const timer = new AbortController();
    const over = Promise.allSettled([this.#recovery.stop(), ...this.#running, this.#headcounts.settled()]);
    await Promise.race([over, sleep(stopMs, null, { signal: timer.signal }).catch(() => null)]);
    timer.abort();
  }

  async #execute(request: WriteRequest): Promise<WriteResult> {
    const { account, command } = request;
    assertTaken(account, command);
    const { writes } = account.provider;
    if (writes === undefined) throw new WriteRefused("FORBIDDEN", "The account cannot be written to");
    const target = writes.targetOf(command);
    if (request.dryRun) return this.#rehearse(request, writes);
    const claim = toClaim(request, target);
    const begin = (): Progress => this.#begin({ request, writes, target, claim, progress: new Progress() });
    const progress = claim === null ? begin() : this.#share(account.tenant, claim, begin);
    return progress.answer(request);
  }

  /**
   * Whoever asks the same with the same key meanwhile waits for the same run. Without an await before it: racers come
   * at once. Another input with the same key is told so by the store.
   */
  #share(tenant: string, claim: Claim, begin: () => Progress): Progress {
    const name = JSON.stringify([tenant, claim.key, claim.fingerprint]);
    const shared = this.#claimed.get(name);
    if (shared !== undefined) return shared;
    const progress = begin();
    this.#claimed.set(name, progress);
    const forget = (): void => void this.#claimed.delete(name);
    progress.done.then(forget, forget);
    return progress;
  }

  #begin(run: Run): Progress {
    const { progress } = run;
    const running = progress.run(() => this.#run(run)).finally(() => this.#running.delete(running));
    this.#running.add(running);
    return progress;
  }

  async #run(asked: Run): Promise<WriteResult> {
    const { request, target } = asked;
    const { tenant, accountKey: account } = request.account;
    const known = await this.#replays.find(tenant, asked.claim);
    if (known !== null && !(await isUndone(request, asked.claim, known))) return known;
    const run = known === null ? asked : { ...asked, claim: null };
    const also = asked.writes.alsoTargets?.(request.command) ?? [];
    const turn = await this.#turns.take({ tenant, account, target }, request.answerBy, also);
    if (turn === null) throw busy();
    try {
      await this.#recovery.assertClear(turn, request.command.operation);
      // Another process may have carried the same key out while this one waited.
      return (await this.#replays.find(tenant, run.claim)) ?? (await this.#write(run, turn));
    } finally {
      await turn.end();
    }
  }

  async #write(run: Run, turn: Turn): Promise<WriteResult> {
    const { request, writes, progress } = run;
    const { account, command, record, answerBy } = request;
    const plan = await this.#planner.plan(request, writes);
    if (plan.calls.length === 0) return this.#leaveAsItIs(request, plan);
    if (performance.now() >= answerBy) throw tooLate();
    const work: Work = { account, writes, command, plan };
    const intentId = randomUUID();
    const earlier = await this.#remember(run, work, intentId);
    if (earlier !== null) return earlier;
    const operation = {
      id: intentId,
      operation: command.operation,
      idempotencyKey: request.idempotencyKey,
    };
    progress.began({ ...operation, state: "SENT" });
    const passage = { intentId, actor: toActor(request), work, turn, record, observer: this.#observer };
    const { state, outcome } = await this.#carryOut(passage);
    return { ...outcome, operation: { ...operation, state }, plannedCalls: null };
  }

  /** A store that fails meanwhile leaves the intent open, and nobody knows what became of it until it is back. */
  async #carryOut(passage: Passage): Promise<Completed | { state: "SENT"; outcome: WriteOutcome }> {
    try {
      return await carryOut(this.#store, passage, { at: 0, isSent: false });
    } catch (thrown) {
      const { code } = toDirectoryError(thrown);
      if (code !== "STORE_UNAVAILABLE") throw thrown;
      return { state: "SENT", outcome: outcomeUnknown() };
    }
  }

  /** Writes the intent down. Answers what the same key came to when another process was faster. */
  async #remember({ request, target, claim }: Run, work: Work, id: string): Promise<WriteResult | null> {
    const { tenant, accountKey: account } = request.account;
    const createdAt = new Date();
    const intent = {
      ...{ id, tenant, account, target, createdAt },
      operation: work.command.operation,
      plan: toStoredPlan(work),
      actor: toActor(request),
      idempotencyKey: request.idempotencyKey,
    };
    const expiresAt = new Date(createdAt.getTime() + (claim?.lifetimeMs ?? 0));
    const taken = await this.#store.intents.create(
      intent,
      claim && { tenant, key: claim.key, fingerprint: claim.fingerprint, intentId: id, expiresAt },
    );
    return taken === null || claim === null ? null : this.#replays.answer(claim, taken);
  }

  async #rehearse(request: WriteRequest, writes: ProviderWrites): Promise<WriteResult> {
    const plan = await this.#planner.plan(request, writes);
    await this.#store.audit.append(toRequestEvent(request, "DRY_RUN", plan));
    const { subject, warnings, effects, removal, fidelity, calls, replacedRole = null } = plan;
    return {
      subject,
      userErrors: [],
      warnings,
      effects,
      removal,
      fidelity: withParts(
        fidelity,
        calls.flatMap(({ restores }) => restores?.part ?? []),
        [],
      ),
      replacedRole,
      operation: null,
      plannedCalls: calls,
    };
  }

  async #leaveAsItIs(request: WriteRequest, { subject, warnings }: WritePlan): Promise<WriteResult> {
    await this.#store.audit.append(toRequestEvent(request, "NOTHING_TO_DO"));
    const nothing = { code: "NOTHING_TO_DO", message: "It was so already; nothing was sent" };
    const outcome = { ...nothingHappened(subject, []), warnings: [...warnings, nothing] };
    return { ...outcome, operation: null, plannedCalls: null };
  }
}

/** An invitation that was withdrawn since, or whose User is gone, is not the same as one that is sent now. */
async function isUndone(request: WriteRequest, claim: Claim | null, known: WriteResult): Promise<boolean> {
  if (claim?.isImplicit !== true || known.operation?.state !== "APPLIED" || known.subject === null)
    return false;
  const { account, answerBy, record } = request;
  const reading = createLiveReading(account, answerBy, record);
  const [found = null] = await account.provider.usersByIds(reading, [known.subject]);
  if (!isPresent(found)) return found === null;
  return found.state !== "ACTIVE" && found.state !== "INVITED";
}

/** What was refused before anything was sent is data; what is no provider's doing is thrown on. */
function toRefused(thrown: unknown, { account }: WriteRequest): WriteRefused {
  if (thrown instanceof WriteRefused) return thrown;
  const error = toDirectoryError(thrown, account.accountKey);
  const refused = toRefusal(error);
  if (refused === null) throw error;
  return refused;
}
