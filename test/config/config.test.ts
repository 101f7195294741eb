import { describe, expect, test } from "@jest/globals";
import { openAccounts } from "../../src/accounts.js";
import type { Probes, Tombstones } from "../../src/store/store.js";
import { SharedReadCache } from "../../src/cache/read-cache.js";
import { loadConfig } from "../../src/config.js";
import { scopes } from "../../src/access/scopes.js";
import { ConfigError } from "../../src/config/config-error.js";
import { providers } from "../../src/datasources/registry.js";
import { Headcounts } from "../../src/writes/headcounts.js";
import { load, plainFile, secrets } from "./config-file.js";
import { account, accountWith, credentials, email, wrongFiles } from "./wrong-files.js";

const noProbes: Probes = { find: () => Promise.resolve(null), put: () => Promise.resolve() };
const noTombstones: Tombstones = {
  put: () => Promise.resolve(),
  find: () => Promise.resolve([]),
  list: () => Promise.resolve([]),
  remove: () => Promise.resolve(),
};

function errorOf(act: () => unknown): ConfigError {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error("It was accepted");
}

describe("a wrong configuration", () => {
  test.each(wrongFiles)("$title stops the start and names $key", ({ text, key, environment }) => {
    const { message } = errorOf(() => load(text, environment));
    expect(message.startsWith(`${key}: `)).toBe(true);
    expect(message.length).toBeGreaterThan(key.length + 5);
    for (const secret of Object.values(secrets)) expect(message).not.toContain(secret);
  });

  test("is told apart in many ways", () => {
    expect(wrongFiles.length).toBeGreaterThan(60);
  });

  test("of a file that is not there names ROLLCALL_CONFIG", () => {
    const { message } = errorOf(() => loadConfig(providers, { ROLLCALL_CONFIG: "/nowhere/rollcall.yaml" }));
    expect(message).toMatch(/^ROLLCALL_CONFIG: cannot be read/u);
  });

  test("says which providers there are", () => {
    const { message } = errorOf(() => load("accounts: [{ id: chat, provider: zendesk }]"));
    expect(message).toContain('"zendesk"');
    expect(message).toContain("tiledesk");
  });

  test.each([
    ["http without permission", "http://tiledesk.example.com"],
    ["a private address", "https://10.0.0.1"],
    ["the loopback address", "https://127.0.0.1"],
    ["a name and password in it", "https://canary-mail:canary-password@api.tiledesk.com/v3"],
    ["a query", "https://api.tiledesk.com/v3?key=canary-password"],
  ])("of a base URL with %s stops when the account is opened", (_title, baseUrl) => {
    const { accounts } = load(accountWith(`settings: { baseUrl: "${baseUrl}" }`));
    const { message } = errorOf(() =>
      openAccounts({
        accounts: accounts ?? [],
        cache: new SharedReadCache(),
        networkAllow: [],
        replicas: 1,
        observerOf: () => ({ unknownValue: () => undefined, skippedRow: () => undefined }),
        tombstones: noTombstones,
        probes: noProbes,
        headcounts: new Headcounts(noProbes),
      }),
    );
    expect(message).toMatch(/^accounts\[0\]\.settings: /u);
    for (const secret of Object.values(secrets)) expect(message).not.toContain(secret);
  });
});

describe("a right configuration", () => {
  test("is read with its secrets and its defaults", () => {
    const config = load(plainFile);
    expect(config).toMatchObject({
      host: "127.0.0.1",
      port: 4001,
      logLevel: "info",
      auth: { mode: "none", tenant: "default", scopes },
      router: { isRequired: false, signature: null, proxy: null, secret: null },
      points: { perCaller: null, perTenant: null },
      metrics: "beside",
      networkAllow: ["127.0.0.1"],
      corsOrigins: [],
      introspection: true,
      graphiql: true,
      replicas: 1,
      callLimits: { perAccount: 25, perRequest: 300 },
      warnings: [],
    });
    expect(config.accounts).toMatchObject([
      {
        tenant: "default",
        id: "chat",
        label: "Support chat",
        isReadOnly: false,
        module: { name: "tiledesk" },
        settings: { baseUrl: "https://api.tiledesk.com/v3", projectIds: ["64b000000000000000000001"] },
        credentials: { email: "canary-mail@example.com", password: "canary-password" },
        writeRules: { settleMs: 8_000, removalsPerHour: 20, maxShrinkPercent: 30 },
      },
    ]);
  });

  test("takes the account's id for its label, and the same id in two tenants", () => {
    const config = load(`accounts:${account}${account}\n    tenant: second\n    readOnly: true`);
    expect(config.accounts).toMatchObject([
      { id: "chat", label: "chat", tenant: "default", isReadOnly: false },
      { id: "chat", label: "chat", tenant: "second", isReadOnly: true },
    ]);
  });

  test("reads secrets from files beside it, less the line end that editors add", () => {
    const text = credentials(`{ ${email}, password: { file: password.txt } }`);
    for (const [content, expected] of [
      ["canary-password\n", "canary-password"],
      ["canary-password\r\n", "canary-password"],
      [" two\nlines \n", " two\nlines "],
    ]) {
      const config = load(text, {}, { "password.txt": content ?? "" });
      expect(config.accounts?.[0]?.credentials).toMatchObject({ password: expected });
    }
    expect(errorOf(() => load(text, {}, { "password.txt": "\n" })).message).toMatch(
      /^accounts\[0\]\.credentials\.password: /u,
    );
  });

  test("takes everything that can be set", () => {
    const text = `accounts:${account}
    writes: { settleSeconds: 20, removalsPerHour: 0, maxShrinkPercent: null }
auth: { mode: none, tenant: acme }
server: { corsOrigins: ["https://app.example.com"], introspection: false, graphiql: false }
replicas: 3
budget: { callsPerAccount: 5, callsPerRequest: 50 }`;
    const environment = { PORT: "0", HOST: "::1", LOG_LEVEL: "debug" };
    expect(load(text, environment)).toMatchObject({
      accounts: [{ writeRules: { settleMs: 20_000, removalsPerHour: 0, maxShrinkPercent: null } }],
      auth: { mode: "none", tenant: "acme", scopes },
      corsOrigins: ["https://app.example.com"],
      introspection: false,
      graphiql: false,
      replicas: 3,
      callLimits: { perAccount: 5, perRequest: 50 },
      port: 0,
      host: "::1",
      logLevel: "debug",
    });
  });

  test.each(["127.0.0.1", "127.1.2.3", "localhost", "::1"])("listens on %s", (host) => {
    expect(load(plainFile, { HOST: host }).host).toBe(host);
  });

  test("is none at all: the sandbox then stands in", () => {
    expect(loadConfig(providers, {})).toMatchObject({ accounts: null, port: 4001, host: "127.0.0.1" });
  });

  test("warns of what has no effect yet", () => {
    const { warnings } = loadConfig(providers, {
      REDIS_URL: "redis://canary-password",
    });
    expect(warnings).toHaveLength(1);
    expect(warnings.join(" ")).not.toContain("canary-password");
  });
});
