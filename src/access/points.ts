import { DirectoryError } from "../directory/errors.js";
import { PointBuckets } from "./point-buckets.js";
import type { Viewer } from "./viewer.js";

/** Points a minute, which come back evenly; `null` counts none. */
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
  readonly assertLeft: (viewer: Viewer) => void;
  /**
   * Takes the points of a request, all or none. Null where none are counted.
   * @throws PointsSpent when there are not enough
   * @throws DirectoryError LIMIT_EXCEEDED when there never will be
   */
  readonly take: (viewer: Viewer, points: number) => PointsLeft | null;
}

/** Like every other limit, but another time the same request may pass. HTTP 429. */
export class PointsSpent extends DirectoryError {
  constructor(retryAfterMs: number) {
    super("LIMIT_EXCEEDED", "Too many requests: the points are spent", {
      retryAfterMs: Math.ceil(retryAfterMs),
    });
    this.name = "PointsSpent";
  }

  override get isRetryable(): boolean {
    return true;
  }
}

const costOfPoint = 1_000;
const pointsOfMutation = 5;

/** What a request costs its caller: a point, and one more for each further 1,000 of its predicted cost; a mutation 5. */
export function toPoints(operation: string, cost: number): number {
  return Math.max(operation === "mutation" ? pointsOfMutation : 1, Math.ceil(cost / costOfPoint));
}

interface Counter {
  readonly buckets: PointBuckets;
  readonly keyOf: (viewer: Viewer) => string;
}

/** @param now monotonic milliseconds */
export function createPointsMeter({ perCaller, perTenant }: PointsConfig, now?: () => number): PointsMeter {
  const toCounter = (points: number | null, keyOf: Counter["keyOf"]): Counter[] =>
    points === null ? [] : [{ buckets: new PointBuckets(points, now), keyOf }];
  const counters = [
    ...toCounter(perCaller, ({ tenant, subject }) => JSON.stringify([tenant, subject])),
    ...toCounter(perTenant, ({ tenant }) => JSON.stringify([tenant])),
  ];
  const assertCanTake = (viewer: Viewer, points: number): void => {
    for (const { buckets, keyOf } of counters) {
      const waitMs = buckets.msUntil(keyOf(viewer), points);
      if (waitMs > 0) throw new PointsSpent(waitMs);
    }
  };
  return {
    assertLeft: (viewer) => {
      assertCanTake(viewer, 1);
    },
    take: (viewer, points) => {
      const most = Math.min(...counters.map(({ buckets }) => buckets.capacity));
      if (points > most) {
        throw new DirectoryError(
          "LIMIT_EXCEEDED",
          `The request takes ${points} points; there are never more than ${most}`,
        );
      }
      assertCanTake(viewer, points);
      const left = counters.map((counter) => takeFrom(counter, viewer, points));
      return left.sort((one, other) => one.remaining - other.remaining)[0] ?? null;
    },
  };
}

function takeFrom({ buckets, keyOf }: Counter, viewer: Viewer, points: number): PointsLeft {
  const key = keyOf(viewer);
  buckets.take(key, points);
  return {
    limit: buckets.capacity,
    remaining: Math.floor(buckets.left(key)),
    resetMs: buckets.msUntil(key, buckets.capacity),
  };
}
