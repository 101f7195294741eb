import type { WriteOperation } from "../directory/capabilities.js";
import { WriteRefused } from "../directory/user-errors.js";
import type { Intent, Intents, KeyClaim } from "../store/store.js";
import type { Claim } from "./claims.js";
import { outcomeUnknown } from "./progress.js";
import { parseStoredOutcome } from "./work.js";
import type { OperationState, WriteResult } from "./write-request.js";

/** What earlier mutations came to, by the keys they claimed. */
export class Replays {
  readonly #intents: Intents;

  constructor(intents: Intents) {
    this.#intents = intents;
  }

  /**
   * What the key came to, or `null` when it is free.
   * @throws WriteRefused when it stands for another input
   */
  async find(tenant: string, claim: Claim | null): Promise<WriteResult | null> {
    if (claim === null) return null;
    const known = await this.#intents.findClaim(tenant, claim.key, new Date());
    return known === null ? null : this.answer(claim, known);
  }

  /** @throws WriteRefused when the key stands for another input */
  async answer(claim: Claim, known: KeyClaim): Promise<WriteResult> {
    const intent = await this.#intents.find(known.tenant, known.intentId);
    const operation = intent === null ? null : toOperationState(intent);
    if (known.fingerprint !== claim.fingerprint) throw this.mismatch(claim, operation);
    const outcome = parseStoredOutcome(intent?.outcome ?? null) ?? outcomeUnknown();
    return { ...outcome, operation, plannedCalls: null };
  }

  /** An invitation in another form, or a key that was used for something else. */
  mismatch(claim: Claim, operation: OperationState | null): WriteRefused {
    if (!claim.isImplicit) {
      return new WriteRefused("IDEMPOTENCY_MISMATCH", "The idempotency key was used with another input", {
        field: ["idempotencyKey"],
      });
    }
    const by = operation === null ? "" : ` by operation ${operation.id}`;
    return new WriteRefused(
      "INVITE_ALREADY_SENT",
      `The address was invited in another form${by} a moment ago; \`force\` invites again`,
      { field: ["input", "email"] },
    );
  }
}

function toOperationState(intent: Intent): OperationState {
  const { id, state, idempotencyKey } = intent;
  return { id, operation: intent.operation as WriteOperation, state, idempotencyKey };
}
