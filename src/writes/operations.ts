import type { WriteOperation } from "../directory/capabilities.js";
import { encodeGlobalId } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import { WriteRefused, type UserError } from "../directory/user-errors.js";
import { subjectTypeOf } from "../directory/writing.js";
import type { Intent, IntentPage, IntentState, Store } from "../store/store.js";
import { toCompletion, type Ending } from "./completion.js";
import { nothingRestored } from "./endings.js";
import { parseStoredOutcome, parseStoredPlan } from "./work.js";
import type { Asker } from "./write-request.js";

/** A mutation as it was written down. */
export interface OperationRecord {
  readonly id: string;
  readonly operation: WriteOperation;
  readonly state: IntentState;
  readonly idempotencyKey: string | null;
  /** The account's configured id; it may not be configured any more. */
  readonly accountKey: string;
  /** Global id of what it was or is done to, where that is known. */
  readonly target: string | null;
  readonly actor: string | null;
  readonly userErrors: readonly UserError[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a person found out about an operation that nothing else could tell. */
export interface Verdict {
  readonly id: string;
  readonly outcome: "APPLIED" | "NOT_APPLIED";
  readonly note: string;
}

/** What became of mutations, and what is still to be found out. */
export class Operations {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws DirectoryError STORE_UNAVAILABLE; so for all */
  async find(tenant: string, id: string): Promise<OperationRecord | null> {
    const intent = await this.#store.intents.find(tenant, id);
    return intent === null ? null : toRecord(intent);
  }

  /** In states NEW, SENT and NEEDS_REVIEW, newest first. */
  async pending(tenant: string, page: IntentPage): Promise<readonly OperationRecord[]> {
    return (await this.#store.intents.listPending(tenant, page)).map(toRecord);
  }

  /**
   * Ends an operation in review by what a person found out.
   * @throws WriteRefused where there is nothing to resolve
   */
  async resolve(
    asker: Asker,
    account: LinkedAccount,
    { id, outcome, note }: Verdict,
  ): Promise<OperationRecord> {
    const intent = await this.#store.intents.find(asker.tenant, id);
    if (intent === null) throw new WriteRefused("NOT_FOUND", "There is no such operation", { field: ["id"] });
    if (intent.state !== "NEEDS_REVIEW") {
      throw new WriteRefused(
        "INVALID",
        `The operation is ${intent.state}, and only one in review can be resolved`,
        {
          field: ["id"],
        },
      );
    }
    const ending: Ending = { state: outcome, subject: null, error: null, warnings: [], ...nothingRestored };
    const { finish } = toCompletion(toPassage(asker, account, intent), ending);
    const event = { ...finish.event, detail: { ...finish.event.detail, resolution: outcome, note } };
    await this.#store.intents.finish(id, { ...finish, event, freesKey: outcome === "NOT_APPLIED" });
    account.forget();
    return (await this.find(asker.tenant, id)) ?? toRecord(intent);
  }
}

function toPassage(asker: Asker, account: LinkedAccount, intent: Intent): Parameters<typeof toCompletion>[0] {
  const stored = parseStoredPlan(intent.plan);
  if (stored === null)
    throw new WriteRefused("INVALID", "Another version of Rollcall wrote the operation down");
  return { intentId: intent.id, actor: asker.subject ?? "", work: { account, ...stored } };
}

function toRecord(intent: Intent): OperationRecord {
  const { id, state, idempotencyKey, account: accountKey, tenant, actor, createdAt, updatedAt } = intent;
  const outcome = parseStoredOutcome(intent.outcome);
  const subject = outcome?.subject ?? parseStoredPlan(intent.plan)?.plan.subject ?? null;
  return {
    id,
    state,
    idempotencyKey,
    accountKey,
    operation: intent.operation as WriteOperation,
    target:
      subject === null
        ? null
        : encodeGlobalId({
            tenant,
            account: accountKey,
            type: subjectTypeOf(intent.operation as WriteOperation),
            ref: subject,
          }),
    actor: actor === "" ? null : actor,
    userErrors: outcome?.userErrors ?? [],
    createdAt,
    updatedAt,
  };
}
