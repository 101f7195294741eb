import { CallBudget, type Read, type Reading, type UpstreamCall } from "../../src/directory/reading.js";

/** One request's reading, with what it recorded and how it goes away. */
export interface TestReading extends Reading {
  readonly calls: readonly UpstreamCall[];
  readonly leave: () => void;
}

export function testReading(): TestReading {
  const controller = new AbortController();
  const calls: UpstreamCall[] = [];
  return {
    signal: controller.signal,
    deadline: performance.now() + 10_000,
    budget: new CallBudget("chat", { account: { left: 100 }, request: { left: 100 } }),
    record: (call) => {
      calls.push(call);
    },
    asked: new Map<string, Promise<unknown>>(),
    calls,
    leave: () => {
      controller.abort();
    },
  };
}

/** A read of a text that counts how often it is sent. */
export interface TestRead extends Read<string> {
  readonly sent: () => number;
}

export function testRead(
  key: string,
  options: {
    readonly lifetimeMs?: number;
    readonly bytes?: number;
    readonly answer?: (reading: Reading, turn: number) => Promise<string>;
  } = {},
): TestRead {
  const { lifetimeMs = 1_000, bytes = 10, answer } = options;
  let sent = 0;
  return {
    key,
    path: `/${key}`,
    lifetimeMs,
    sent: () => sent,
    fetch: async (reading) => {
      sent += 1;
      const value = await (answer?.(reading, sent) ?? Promise.resolve(`${key} ${sent}`));
      return { value, bytes };
    },
  };
}

/** A promise that is settled from outside. */
export function gate(): {
  readonly promise: Promise<string>;
  readonly open: (value: string) => void;
  readonly break: (error: Error) => void;
} {
  let open: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<string>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { promise, open, break: fail };
}
