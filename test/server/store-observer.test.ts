import { expect, test } from "@jest/globals";
import { Registry } from "prom-client";
import { createLogger } from "../../src/server/logger.js";
import { createStoreObserver } from "../../src/server/store-observer.js";
import { openStore } from "../../src/store/open-store.js";
import { toDirectoryError } from "../../src/directory/errors.js";

test("tells of a store that is down and back, without its address or password", async () => {
  const lines: string[] = [];
  const logger = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
  const registry = new Registry();
  const usable = async (): Promise<string | undefined> =>
    (await registry.metrics()).split("\n").find((line) => line.startsWith("rollcall_store_usable "));
  const observer = createStoreObserver(registry, logger);
  expect(await usable()).toBe("rollcall_store_usable 1");
  const thrown: unknown = await openStore("postgres://rollcall:s3cret@127.0.0.1:1/people").catch(
    (error: unknown) => error,
  );
  observer.down(toDirectoryError(thrown));
  expect(await usable()).toBe("rollcall_store_usable 0");
  observer.up();
  expect(await usable()).toBe("rollcall_store_usable 1");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { level: 40, err: { code: "STORE_UNAVAILABLE", causes: [expect.stringContaining("ECONNREFUSED")] } },
    { level: 30 },
  ]);
  for (const secret of ["s3cret", "people", "127.0.0.1"]) expect(lines.join("\n")).not.toContain(secret);
});
