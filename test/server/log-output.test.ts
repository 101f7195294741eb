import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { constants, createReadStream, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "@jest/globals";
import { pino } from "pino";
import { openLogOutput } from "../../src/server/log-output.js";

const directory = mkdtempSync(join(tmpdir(), "rollcall-log-"));
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test("lines that find no room while nobody reads are dropped, and their number is told to who reads on", async () => {
  const pipe = join(directory, "pipe");
  execFileSync("mkfifo", [pipe]);
  // Open for reading, too, so that it opens while nobody reads.
  const fd = openSync(pipe, constants.O_RDWR);
  const output = openLogOutput(fd, 50_000);
  const logger = pino({ base: null, timestamp: false }, output.stream);
  output.tellDropped(logger);
  const written = 5_000;
  for (let index = 0; index < written; index += 1) {
    logger.info({ index, padding: "x".repeat(100) });
    // As many as requests come, not all in one turn.
    if (index % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const input = createReadStream(pipe);
  let read = 0;
  for await (const line of createInterface({ input })) {
    const { msg, lines } = JSON.parse(line) as { msg?: string; lines?: number };
    if (msg === undefined) {
      read += 1;
      continue;
    }
    expect(msg).toContain("dropped");
    expect(lines).toBe(written - read);
    break;
  }
  expect(read).toBeGreaterThan(300);
  expect(read).toBeLessThan(written);
  // The stream owns the descriptor, and closes it; that ends what is read, too.
  const closed = Promise.all([once(output.stream, "close"), once(input, "close")]);
  output.stream.destroy();
  input.destroy();
  await closed;
});
