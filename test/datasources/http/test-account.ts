import { DirectoryError } from "../../../src/directory/errors.js";
import type { Call } from "../../../src/datasources/http/call.js";
import { createHostGuard } from "../../../src/datasources/http/host-guard.js";
import { createProviderRequest } from "../../../src/datasources/http/request.js";
import type { ProviderRequest, ProviderRequestOptions } from "../../../src/datasources/http/request.js";
import { FixtureServer } from "./fixture-server.js";
import { testTiming } from "./test-reading.js";
import type { TestTiming } from "./test-reading.js";

/** A linked account whose provider is a fixture server. */
export interface TestAccount {
  readonly server: FixtureServer;
  readonly request: ProviderRequest;
  readonly timing: TestTiming;
  close(): Promise<void>;
}

export const localGuard = createHostGuard({ allow: ["127.0.0.1"] });

export async function openAccount(options: Partial<ProviderRequestOptions> = {}): Promise<TestAccount> {
  const server = await FixtureServer.start();
  const timing = testTiming();
  const fixed = { account: "chat", baseUrl: server.url, auth: null, guard: localGuard, timing };
  const request = createProviderRequest({ ...fixed, ...options });
  return {
    server,
    request,
    timing,
    close: async () => {
      await request.close();
      await server.stop();
    },
  };
}

export const listUsers: Call = { method: "GET", path: "users", template: "users", kind: "read" };
export const getUser: Call = { method: "GET", path: "users/u1", template: "users/{id}", kind: "read" };
export const inviteUser: Call = {
  method: "POST",
  path: "invite",
  template: "invite",
  kind: "write",
  body: { email: "ada@example.com" },
};

/** The error of a call that must fail, and must fail as a `DirectoryError` of the account. */
export async function failureOf(answer: Promise<unknown>): Promise<DirectoryError> {
  const thrown = await answer.then(
    () => new Error("It did not fail"),
    (reason: unknown) => reason,
  );
  if (thrown instanceof DirectoryError && thrown.account === "chat") return thrown;
  throw new Error("Not an error of the account", { cause: thrown });
}
