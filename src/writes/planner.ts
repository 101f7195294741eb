import { refKey } from "../directory/ids.js";
import type { LinkedAccount } from "../directory/linked-account.js";
import type { KeptOf, ProviderWrites, WritePlan } from "../directory/writing.js";
import type { Store } from "../store/store.js";
import type { Headcounts } from "./headcounts.js";
import { createLiveReading } from "./live-reading.js";
import { assertBrake, assertNotShrunk, assertStakes } from "./rails.js";
import { emulatesSoftDelete } from "./tombstoned-provider.js";
import type { WriteRequest } from "./write-request.js";

/** Has a provider plan what is asked for, and holds the plan against the rails. */
export class Planner {
  readonly #store: Pick<Store, "intents" | "tombstones">;
  readonly #headcounts: Headcounts;

  constructor(store: Pick<Store, "intents" | "tombstones">, headcounts: Headcounts) {
    this.#store = store;
    this.#headcounts = headcounts;
  }

  /** @throws WriteRefused, and DirectoryError when provider or store cannot be asked */
  async plan(request: WriteRequest, writes: ProviderWrites): Promise<WritePlan> {
    const { account, command, answerBy, record } = request;
    const reading = createLiveReading(account, answerBy, record);
    const plan = await writes.plan(reading, command, this.#keptOf(account));
    assertStakes(request, plan.stakes);
    const { intents } = this.#store;
    await assertBrake(intents, request);
    // Who is gone already is not removed, and nobody need be counted for it.
    if (plan.calls.length > 0) {
      // What the plan has read need not be read again; the calls that it spent are its own.
      const counting = { ...createLiveReading(account, answerBy, record), asked: reading.asked };
      await assertNotShrunk({ intents, headcounts: this.#headcounts }, request, counting);
    }
    return plan;
  }

  #keptOf({ tenant, accountKey: account, module }: LinkedAccount): KeptOf {
    return async (user) => {
      if (!emulatesSoftDelete(module)) return null;
      const [tombstone] = await this.#store.tombstones.find({ tenant, account }, [refKey(user)]);
      return tombstone?.kept ?? null;
    };
  }
}
