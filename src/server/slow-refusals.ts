import { setTimeout as delay } from "node:timers/promises";

/**
 * Makes those wait for their refusal who ask for more than they may. Callers that ask again at once, the commonest
 * noise there is, come only as often as they are answered; what they may not have then costs others little.
 */
export class SlowRefusals {
  readonly #holdMs: number;
  readonly #maxHeld: number;
  #held = 0;

  /**
   * @param holdMs milliseconds until a refusal is told, half as long to half as long again: those that came together
   *   shall not be told, and come again, together
   * @param maxHeld further ones are told at once: whoever has so many connections is not slowed by waiting
   */
  constructor(holdMs: number, maxHeld = 1_000) {
    this.#holdMs = holdMs;
    this.#maxHeld = maxHeld;
  }

  /** Resolves when a refusal may be told. */
  async hold(): Promise<void> {
    if (this.#held >= this.#maxHeld) return;
    this.#held += 1;
    try {
      await delay(this.#holdMs * (0.5 + Math.random()));
    } finally {
      this.#held -= 1;
    }
  }
}
