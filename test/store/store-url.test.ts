import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "@jest/globals";
import { openStore } from "../../src/store/open-store.js";

/** Everything that a log could print of an error. */
const printed = (thrown: unknown): string => {
  const { message, stack, cause, ...rest } = thrown as Error;
  return [message, stack, String(cause), JSON.stringify(rest)].join("\n");
};

describe("DATABASE_URL", () => {
  test.each([
    "",
    "file:",
    "rollcall.db",
    "mysql://rollcall:s3cret@db/rollcall",
    "POSTGRES//rollcall:s3cret@db",
    "https://s3cret@db",
    "postgres://rollcall:s3cret#1@db:x/rollcall",
    "postgresql://rollcall:s3cret/1@db/rollcall",
  ])("is refused when it is %j, by name and without its password", async (url) => {
    const thrown: unknown = await openStore(url).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: "ConfigError" });
    expect(printed(thrown)).toContain("DATABASE_URL");
    expect(printed(thrown)).not.toContain("s3cret");
  });

  test("of a server that is not there, or that hangs up, is a store that cannot be used", async () => {
    const server = createServer((socket) => socket.destroy()).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `postgres://rollcall:s3cret@127.0.0.1:${(server.address() as AddressInfo).port}/rollcall`;
    const unavailable = { code: "STORE_UNAVAILABLE" };
    await expect(openStore(url)).rejects.toMatchObject(unavailable);
    server.close();
    await once(server, "close");
    const thrown: unknown = await openStore(url).catch((error: unknown) => error);
    expect(thrown).toMatchObject(unavailable);
    expect(printed(thrown)).not.toContain("s3cret");
  });
});
