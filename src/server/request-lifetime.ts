import { setMaxListeners } from "node:events";
import { performance } from "node:perf_hooks";
import type { ServerResponse } from "node:http";
import { DirectoryError } from "../directory/errors.js";

/** How long a request's work is worth doing. */
export interface RequestLifetime {
  readonly signal: AbortSignal;
  /** `performance.now()` milliseconds. */
  readonly deadline: number;
  /** Must be called when the answer is ready: frees the timer. */
  readonly end: () => void;
}

/** Aborts its signal when the client hangs up before it was answered, or after `deadlineMs`. */
export function startLifetime(response: ServerResponse, deadlineMs: number): RequestLifetime {
  const controller = new AbortController();
  // A request waits for many reads side by side; Node takes more than 10 listeners on its signal for a leak.
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(() => {
    controller.abort(new DirectoryError("UPSTREAM_TIMEOUT", "The request's time is up"));
  }, deadlineMs);
  const hangUp = (): void => {
    clearTimeout(timer);
    if (response.writableFinished) return;
    controller.abort(new DirectoryError("UPSTREAM_TIMEOUT", "The client went away"));
  };
  response.once("close", hangUp);
  return {
    signal: controller.signal,
    deadline: performance.now() + deadlineMs,
    end: () => {
      clearTimeout(timer);
      response.off("close", hangUp);
    },
  };
}
