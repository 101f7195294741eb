import { describe, expect, test } from "@jest/globals";
import { load, plainFile } from "./config-file.js";

const strong = { KEY_A: "a".repeat(32), KEY_B: "b".repeat(32), WEAK: "short" };
const others = plainFile.replace(/^auth:.*$/mu, "");

function withAccess(
  text: string,
  environment: Readonly<Record<string, string>> = {},
): ReturnType<typeof load> {
  return load(`${others}\n${text}`, { ...strong, ...environment });
}

function messageOf(text: string, environment: Readonly<Record<string, string>> = {}): string {
  try {
    withAccess(text, environment);
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return "no error";
}

const secrets = "auth: { mode: jwt, secrets: [{ env: KEY_A }, { env: KEY_B }] }";

describe("callers by token", () => {
  test("with the keys of an address, and every claim by another name", () => {
    const config = withAccess(`auth:
  mode: jwt
  jwksUrl: "https://id.example.com/keys"
  issuer: "https://id.example.com"
  audience: rollcall
  tenantClaim: "https://acme.example/tenant"
  scopeClaim: permissions
  privilegeClaim: top
  organizationsClaim: companies
  clockSkewSeconds: 5`);
    expect(config).toMatchObject({
      auth: {
        mode: "jwt",
        keys: { jwksUrl: "https://id.example.com/keys" },
        issuer: "https://id.example.com",
        audience: "rollcall",
        clockSkewSeconds: 5,
        claims: {
          tenant: "https://acme.example/tenant",
          scope: "permissions",
          maxPrivilege: "top",
          organizations: "companies",
        },
      },
      points: { perCaller: 3_000, perTenant: 12_000 },
      introspection: false,
      graphiql: false,
      warnings: [],
    });
  });

  test("with two secrets, listening anywhere, and metrics nowhere unless told", () => {
    const config = withAccess(secrets, { HOST: "0.0.0.0" });
    expect(config).toMatchObject({
      host: "0.0.0.0",
      auth: { keys: { secrets: [strong.KEY_A, strong.KEY_B] }, clockSkewSeconds: 30 },
      metrics: "nowhere",
    });
    expect(config.warnings).toEqual([
      "auth: without issuer and audience, tokens made for others are accepted",
      "server.metrics is not set, so metrics are not served",
    ]);
    const own = withAccess(`${secrets}\nserver: { metrics: { port: 9464 } }`, { HOST: "0.0.0.0" });
    expect(own.metrics).toEqual({ host: "127.0.0.1", port: 9464 });
  });

  test("with points as they are configured, or none", () => {
    const { points } = withAccess(`${secrets}\npoints: { perCaller: 60, perTenant: null }`);
    expect(points).toEqual({ perCaller: 60, perTenant: null });
  });

  test("whose keys come by plain http only from a host that is allowed", () => {
    const address = 'auth: { mode: jwt, jwksUrl: "http://127.0.0.1:9/keys" }';
    expect(withAccess(address).auth.mode).toBe("jwt");
    expect(messageOf(address.replace("127.0.0.1", "id.example.com"))).toMatch(/^auth\.jwksUrl: /u);
  });

  test.each([
    ["neither keys nor secrets", "auth: { mode: jwt }", "auth"],
    [
      "both keys and secrets",
      'auth: { mode: jwt, jwksUrl: "https://id.example.com", secrets: [{ env: KEY_A }] }',
      "auth",
    ],
    ["three secrets", `auth: { mode: jwt, secrets: [${"{ env: KEY_A },".repeat(3)}] }`, "auth.secrets"],
    ["a weak secret", "auth: { mode: jwt, secrets: [{ env: WEAK }] }", "auth.secrets[0]"],
    ["a secret in the file", `auth: { mode: jwt, secrets: ["${strong.KEY_A}"] }`, "auth.secrets[0]"],
    ["a skew above a minute", secrets.replace("]", "], clockSkewSeconds: 61"), "auth.clockSkewSeconds"],
    ["another protocol", 'auth: { mode: jwt, jwksUrl: "file:///keys" }', "auth.jwksUrl"],
    ["a scope that is none", "auth: { mode: none, scopes: [everything] }", "auth.scopes[0]"],
    ["negative points", `${secrets}\npoints: { perCaller: -1 }`, "points.perCaller"],
    ["metrics at no port", "server: { metrics: { port: 0 } }", "server.metrics.port"],
  ])("with %s stop the start", (_title, text, key) => {
    expect(messageOf(text).startsWith(`${key}: `)).toBe(true);
  });
});

describe("a router", () => {
  test("proves itself in any of three ways", () => {
    const { router } = withAccess(`router:
  signature: { keys: [{ id: a, secret: { env: KEY_A } }, { id: b, secret: { env: KEY_B } }] }
  proxy: { addresses: ["10.0.0.7"], header: x-client-cert, values: ["sha256:00"] }
  secret: { values: [{ env: KEY_A }] }`);
    expect(router).toEqual({
      isRequired: true,
      signature: {
        maxAgeSeconds: 60,
        keys: [
          { id: "a", secret: strong.KEY_A },
          { id: "b", secret: strong.KEY_B },
        ],
      },
      proxy: { addresses: ["10.0.0.7"], header: "x-client-cert", values: ["sha256:00"] },
      secret: { header: "router-authorization", values: [strong.KEY_A] },
    });
  });

  const key = "{ id: a, secret: { env: KEY_A } }";
  test.each([
    ["that proves nothing", "router: { required: true }", "router"],
    ["with a weak secret", "router: { secret: { values: [{ env: WEAK }] } }", "router.secret.values[0]"],
    ["with two keys of one id", `router: { signature: { keys: [${key}, ${key}] } }`, "router.signature.keys"],
    [
      "with signatures good for hours",
      `router: { signature: { keys: [${key}], maxAgeSeconds: 3600 } }`,
      "router.signature.maxAgeSeconds",
    ],
    [
      "behind a proxy that anybody could be",
      "router: { proxy: { addresses: [], header: x, values: [y] } }",
      "router.proxy.addresses",
    ],
    [
      "behind a proxy by name",
      "router: { proxy: { addresses: [proxy], header: x, values: [y] } }",
      "router.proxy.addresses[0]",
    ],
    [
      "whose header is the callers'",
      "router: { secret: { header: authorization, values: [{ env: KEY_A }] } }",
      "router.secret.header",
    ],
    ["with an unknown proof", "router: { password: x }", "router.password"],
  ])("%s stops the start", (_title, text, where) => {
    expect(messageOf(text).startsWith(`${where}: `)).toBe(true);
  });
});
