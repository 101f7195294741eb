import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { DirectoryError } from "../directory/errors.js";
import type { Viewer } from "./viewer.js";

/** Points a minute; `null` counts none. */
export interface PointsConfig {
  readonly perCaller: number | null;
  readonly perTenant: number | null;
}

/** What a caller has left. */
export interface PointsLeft {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until all are back. */
  readonly resetMs: number;
}

/** Counts what callers and tenants ask for. One process's own count: replicas count for themselves. */
export interface PointsMeter {
  /** Before any work: @throws PointsSpent when nothing is left */
  readonly assertLeft: (viewer: Viewer) => Promise<void>;
  /** Takes the points of a request. @throws PointsSpent when there are not enough */
  readonly take: (viewer: Viewer, points: number) => Promise<PointsLeft | null>;
}

/** Like every other limit, but another time the same request may pass. HTTP 429. */
class PointsSpent extends DirectoryError {
  constructor(retryAfterMs: number) {
    super("LIMIT_EXCEEDED", "Too many requests: the points of this minute are spent", { retryAfterMs });
    this.name = "PointsSpent";
  }

  override get isRetryable(): boolean {
    return true;
  }
}

const minute = 60;
const costOfPoint = 1_000;
const pointsOfMutation = 5;

/** What a request costs its caller: a point, and one more for each further 1,000 of its predicted cost; a mutation 5. */
export function toPoints(operation: string, cost: number): number {
  return Math.max(operation === "mutation" ? pointsOfMutation : 1, Math.ceil(cost / costOfPoint));
}

interface Counter {
  readonly limiter: RateLimiterMemory;
  readonly keyOf: (viewer: Viewer) => string;
}

export function createPointsMeter({ perCaller, perTenant }: PointsConfig): PointsMeter {
  const counters = [
    ...toCounter(perCaller, ({ tenant, subject }) => JSON.stringify([tenant, subject])),
    ...toCounter(perTenant, ({ tenant }) => JSON.stringify([tenant])),
  ];
  return {
    assertLeft: async (viewer) => {
      for (const { limiter, keyOf } of counters) {
        const state = await limiter.get(keyOf(viewer));
        if (state !== null && state.remainingPoints <= 0) throw new PointsSpent(state.msBeforeNext);
      }
    },
    take: async (viewer, points) => {
      let least: PointsLeft | null = null;
      for (const counter of counters) {
        const left = await takeFrom(counter, viewer, points);
        if (least === null || left.remaining < least.remaining) least = left;
      }
      return least;
    },
  };
}

function toCounter(points: number | null, keyOf: Counter["keyOf"]): Counter[] {
  return points === null ? [] : [{ limiter: new RateLimiterMemory({ points, duration: minute }), keyOf }];
}

async function takeFrom({ limiter, keyOf }: Counter, viewer: Viewer, points: number): Promise<PointsLeft> {
  try {
    const { remainingPoints, msBeforeNext } = await limiter.consume(keyOf(viewer), points);
    return { limit: limiter.points, remaining: remainingPoints, resetMs: msBeforeNext };
  } catch (thrown) {
    if (thrown instanceof RateLimiterRes) throw new PointsSpent(thrown.msBeforeNext);
    throw thrown;
  }
}
