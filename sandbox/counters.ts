/** What a test asserts on: how often the provider was called, and what that changed. */
export interface CounterReading {
  /** Without sign-ins. */
  readonly calls: number;
  /** For example `{ "GET /:pid/project_users": 1 }`; sums up to `calls`. */
  readonly callsByRoute: Readonly<Record<string, number>>;
  readonly signIns: number;
  readonly emails: number;
  /** Calls that changed a document. */
  readonly writes: number;
}

export class CallCounters {
  #callsByRoute = new Map<string, number>();
  #signIns = 0;
  #emails = 0;
  #writes = 0;
  readonly #signInRoute: string | undefined;

  /** The route that is a sign-in, for example `POST /auth/signin`. */
  constructor(signInRoute?: string) {
    this.#signInRoute = signInRoute;
  }

  count(method: string, route: string): void {
    const key = `${method} ${route}`;
    if (key === this.#signInRoute) this.#signIns += 1;
    else this.#callsByRoute.set(key, (this.#callsByRoute.get(key) ?? 0) + 1);
  }

  add(done: { writes: number; emails: number }): void {
    this.#writes += done.writes;
    this.#emails += done.emails;
  }

  reset(): void {
    this.#callsByRoute = new Map();
    this.#signIns = 0;
    this.#emails = 0;
    this.#writes = 0;
  }

  read(): CounterReading {
    const callsByRoute = Object.fromEntries([...this.#callsByRoute].sort());
    const calls = [...this.#callsByRoute.values()].reduce((sum, count) => sum + count, 0);
    return { calls, callsByRoute, signIns: this.#signIns, emails: this.#emails, writes: this.#writes };
  }
}
