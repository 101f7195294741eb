import { LRUCache } from "lru-cache";

interface Bucket {
  readonly left: number;
  /** When so much was left. */
  readonly at: number;
}

const minuteMs = 60_000;
/** Beyond them, the bucket that was asked for least lately is forgotten, and full when it is asked for again. */
const maxBuckets = 100_000;

/** One bucket of points for each key. It is full at first and refills evenly, an empty one within a minute. */
export class PointBuckets {
  /** Points of a full bucket. */
  readonly capacity: number;
  readonly #msPerPoint: number;
  readonly #now: () => number;
  readonly #buckets = new LRUCache<string, Bucket>({ max: maxBuckets });

  /** @param now monotonic milliseconds */
  constructor(capacity: number, now: () => number = () => performance.now()) {
    this.capacity = capacity;
    this.#msPerPoint = minuteMs / capacity;
    this.#now = now;
  }

  /** Points that are left, and parts of one. */
  left(key: string): number {
    const bucket = this.#buckets.get(key);
    if (bucket === undefined) return this.capacity;
    return Math.min(this.capacity, bucket.left + (this.#now() - bucket.at) / this.#msPerPoint);
  }

  /** Milliseconds until so many points are there. */
  msUntil(key: string, points: number): number {
    return Math.max(0, (points - this.left(key)) * this.#msPerPoint);
  }

  /** Takes points that are left. */
  take(key: string, points: number): void {
    this.#buckets.set(key, { left: this.left(key) - points, at: this.#now() });
  }
}
