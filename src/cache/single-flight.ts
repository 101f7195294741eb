import { unlessAborted } from "../directory/unless-aborted.js";

interface Flight {
  readonly promise: Promise<unknown>;
  readonly controller: AbortController;
  waiting: number;
}

/** Joins equal pieces of work that are under way at once into one. */
export class SingleFlight {
  readonly #flights = new Map<string, Flight>();

  isUnderWay(key: string): boolean {
    return this.#flights.has(key);
  }

  /**
   * The result of the work under way, or of starting it. Whoever's signal aborts leaves with `left()`; the work itself
   * is aborted only when everybody has left.
   */
  async join<T>(
    key: string,
    signal: AbortSignal,
    left: () => Error,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const flight = this.#flights.get(key) ?? this.#depart(key, work);
    flight.waiting += 1;
    try {
      return await unlessAborted(flight.promise as Promise<T>, signal, left);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) this.#abandon(key, flight);
    }
  }

  #depart(key: string, work: (signal: AbortSignal) => Promise<unknown>): Flight {
    const controller = new AbortController();
    const promise = work(controller.signal);
    const flight: Flight = { promise, controller, waiting: 0 };
    const land = (): void => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    };
    promise.then(land, land);
    this.#flights.set(key, flight);
    return flight;
  }

  /** Nobody waits: landed already, or to be called off; who comes now starts anew. */
  #abandon(key: string, flight: Flight): void {
    if (this.#flights.get(key) !== flight) return;
    this.#flights.delete(key);
    flight.controller.abort();
  }
}
