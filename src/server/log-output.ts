import { pino } from "pino";
import type { Logger } from "pino";

const standardOutput = 1;

/** Where the log goes, and how many of its lines did not get there. */
export interface LogOutput {
  readonly stream: ReturnType<typeof pino.destination>;
  /** Tells by the logger how many lines were dropped, when there is room again. */
  readonly tellDropped: (logger: Logger) => void;
}

/**
 * Standard output, written beside the event loop: a reader that is slow, or has stopped, does not hold up requests.
 * What waits is written when the process exits by itself.
 *
 * @param maxWaiting bytes that wait to be written; lines beyond them are dropped and counted
 */
export function openLogOutput(fd: number = standardOutput, maxWaiting = 16 * 1024 * 1024): LogOutput {
  const stream = pino.destination({
    dest: fd,
    sync: false,
    minLength: 4_096,
    periodicFlush: 250,
    maxLength: maxWaiting,
  });
  let dropped = 0;
  stream.on("drop", () => {
    dropped += 1;
  });
  return {
    stream,
    tellDropped: (logger) => {
      stream.on("drain", () => {
        if (dropped === 0) return;
        const lines = dropped;
        dropped = 0;
        logger.warn({ lines }, "lines of the log were dropped: its reader is too slow");
      });
    },
  };
}
