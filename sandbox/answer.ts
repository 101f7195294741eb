/** A response before any fault touches it. */
export interface Answer {
  readonly status: number;
  /** Bytes, so that a kept list is not encoded again for each caller. */
  readonly body: Buffer;
  readonly headers: Record<string, string>;
}

export const noBody = Buffer.alloc(0);
