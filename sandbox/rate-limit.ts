/** At most so many in any second, whichever second one looks at: those refused do not count. */
export class RateLimit {
  #passed: number[] = [];
  readonly #clock: () => Date;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  passes(perSecond: number): boolean {
    const now = this.#clock().getTime();
    this.#passed = this.#passed.filter((at) => now - at < 1000);
    if (this.#passed.length >= perSecond) return false;
    this.#passed.push(now);
    return true;
  }
}
