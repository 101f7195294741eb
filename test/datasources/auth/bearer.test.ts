import { describe, expect, it } from "@jest/globals";
import { createBearerAuth } from "../../../src/datasources/auth/bearer.js";
import { testReading } from "../http/test-reading.js";
import { failureOf, listUsers, openAccount } from "../http/test-account.js";
import { json, text } from "../http/fixture-server.js";

describe("a static credential", () => {
  it.each([
    ["Bearer", "Bearer s3cret"],
    ["none", "s3cret"],
  ] as const)("goes out with the scheme %s as %s", async (scheme, header) => {
    const account = await openAccount({ auth: createBearerAuth("s3cret", scheme) });
    account.server.next(json({}));
    await account.request.send(testReading(), listUsers);
    expect(account.server.hits[0]?.headers.authorization).toBe(header);
    await account.close();
  });

  it("is not tried again when it was refused, for a 401 is final", async () => {
    const account = await openAccount({ auth: createBearerAuth("s3cret", "Bearer") });
    account.server.next(text("no", 401));
    const error = await failureOf(account.request.send(testReading(), listUsers));
    expect(error.code).toBe("UPSTREAM_UNAUTHORIZED");
    expect(account.server.hits).toHaveLength(1);
    await account.close();
  });
});
