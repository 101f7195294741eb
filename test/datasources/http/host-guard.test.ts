import { describe, expect, it } from "@jest/globals";
import type { LookupAddress } from "node:dns";
import { isIPv6 } from "node:net";
import { createHostGuard } from "../../../src/datasources/http/host-guard.js";

import { isPublicAddress } from "../../../src/datasources/http/public-address.js";
import { json } from "./fixture-server.js";
import { failureOf, listUsers, openAccount } from "./test-account.js";
import { testReading } from "./test-reading.js";

type Resolve = NonNullable<Parameters<typeof createHostGuard>[0]["resolve"]>;

const guard = createHostGuard({ allow: [] });

describe("an address", () => {
  it.each([
    "93.184.215.14",
    "8.8.8.8",
    "100.63.255.255",
    "172.32.0.1",
    "2606:2800:21f:cb07::1",
    "2a00:1450::1",
  ])("is public: %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ["loopback", "127.0.0.1"],
    ["loopback, the rest of it", "127.8.8.8"],
    ["unspecified", "0.0.0.0"],
    ["this network", "0.1.2.3"],
    ["private", "10.0.0.1"],
    ["private", "172.16.0.1"],
    ["private", "192.168.1.1"],
    ["link-local, cloud metadata", "169.254.169.254"],
    ["carrier-grade NAT", "100.64.0.1"],
    ["benchmarking", "198.18.0.1"],
    ["documentation", "192.0.2.1"],
    ["multicast", "224.0.0.1"],
    ["reserved", "240.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["loopback v6", "::1"],
    ["unspecified v6", "::"],
    ["mapped", "::ffff:127.0.0.1"],
    ["mapped, public inside", "::ffff:8.8.8.8"],
    ["mapped in hex", "::ffff:7f00:1"],
    ["translated", "::ffff:0:7f00:1"],
    ["IPv4-compatible", "::127.0.0.1"],
    ["NAT64", "64:ff9b::7f00:1"],
    ["NAT64, public inside", "64:ff9b::808:808"],
    ["local NAT64", "64:ff9b:1::1"],
    ["6to4", "2002:7f00:1::"],
    ["Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    ["unique local", "fd00::1"],
    ["link-local v6", "fe80::1"],
    ["link-local with a zone", "fe80::1%eth0"],
    ["site-local", "fec0::1"],
    ["multicast v6", "ff02::1"],
    ["documentation v6", "2001:db8::1"],
    ["discard", "100::1"],
    ["no address", "localhost"],
    ["nothing", ""],
  ])("is not public: %s %s", (_name, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe("a URL", () => {
  it.each([
    "https://api.tiledesk.com/v3",
    "https://api.tiledesk.com:443/v3",
    "https://8.8.8.8/",
    "https://xn--bcher-kva.example/",
    "https://[2606:2800:21f:cb07::1]/",
  ])("may be called: %s", (url) => {
    expect(() => {
      guard.assertUrl(new URL(url));
    }).not.toThrow();
  });

  it.each([
    ["http://api.tiledesk.com", "scheme"],
    ["ftp://api.tiledesk.com", "scheme"],
    ["file:///etc/passwd", "scheme"],
    ["javascript:alert(1)", "scheme"],
    ["https://api.tiledesk.com:8443", "port"],
    ["https://api.tiledesk.com:80", "port"],
    ["https://user@api.tiledesk.com", "credentials"],
    ["https://:password@api.tiledesk.com", "credentials"],
    ["https://api.tiledesk.com@127.0.0.1", "credentials"],
    ["https://api.tiledesk.com.", "dot"],
    ["https://localhost", "not public"],
    ["https://LOCALHOST", "not public"],
    ["https://a.localhost", "not public"],
    ["https://127.0.0.1", "not public"],
    ["https://127.0.0.1.", "not public"],
    ["https://127.1", "not public"],
    ["https://2130706433", "not public"],
    ["https://0x7f000001", "not public"],
    ["https://0x7f.0.0.1", "not public"],
    ["https://0177.0.0.1", "not public"],
    ["https://017700000001", "not public"],
    ["https://0", "not public"],
    ["https://%31%32%37.0.0.1", "not public"],
    ["https://127。0。0。1", "not public"],
    ["https://①②⑦.⓪.⓪.①", "not public"],
    ["https://169.254.169.254/latest/meta-data", "not public"],
    ["https://[::1]", "not public"],
    ["https://[::]", "not public"],
    ["https://[::ffff:127.0.0.1]", "not public"],
    ["https://[::ffff:7f00:1]", "not public"],
    ["https://[64:ff9b::127.0.0.1]", "not public"],
    ["https://[2002:7f00:1::]", "not public"],
    ["https://[fd00::1]", "not public"],
  ])("may not be called: %s (%s)", (url, reason) => {
    expect(() => {
      guard.assertUrl(new URL(url));
    }).toThrow(reason);
  });

  it("does not get its password into the message", () => {
    expect(() => {
      guard.assertUrl(new URL("https://ada:hunter2@api.tiledesk.com/secret"));
    }).toThrow(/^https:\/\/api\.tiledesk\.com cannot be called: credentials do not belong in a URL$/);
  });
});

describe("network.allow", () => {
  it.each([
    ["127.0.0.1", "http://127.0.0.1:4010/v3"],
    ["127.0.0.1", "https://127.0.0.1"],
    ["127.0.0.1", "http://2130706433:4010"],
    ["LocalHost", "http://localhost:4010"],
    ["::1", "http://[::1]:4010"],
    ["[::1]", "http://[::1]:4010"],
    ["[0:0:0:0:0:0:0:1]", "http://[::1]:4010"],
    ["Bücher.example", "http://xn--bcher-kva.example"],
    ["desk.internal", "http://DESK.internal:8080"],
  ])("of %s opens %s", (host, url) => {
    expect(() => {
      createHostGuard({ allow: [host] }).assertUrl(new URL(url));
    }).not.toThrow();
  });

  it.each([
    ["127.0.0.1", "http://127.0.0.2"],
    ["127.0.0.1", "http://localhost"],
    ["127.0.0.1", "http://[::ffff:127.0.0.1]"],
    ["desk.internal", "http://a.desk.internal"],
    ["desk.internal", "http://desk.internal.evil.example"],
    ["desk.internal", "http://user:password@desk.internal"],
    ["desk.internal", "ftp://desk.internal"],
  ])("of %s does not open %s", (host, url) => {
    expect(() => {
      createHostGuard({ allow: [host] }).assertUrl(new URL(url));
    }).toThrow("cannot be called");
  });

  it.each([
    "",
    " ",
    "http://a",
    "a:80",
    "a/b",
    "10.0.0.0/8",
    "*",
    "*.example.com",
    "a@b",
    "a.",
    "[::1",
    "256.1.1.1",
    "a b",
  ])("refuses the entry %p", (entry) => {
    expect(() => createHostGuard({ allow: ["ok.example", entry] })).toThrow("network.allow");
  });
});

/** Answers every look-up with the next of these; counts them. */
function resolveTo(...answers: readonly (readonly string[])[]): Resolve & { asked: () => number } {
  let asked = 0;
  const resolve: Resolve = (_hostname, _options, callback) => {
    const addresses = answers[asked % answers.length] ?? [];
    asked += 1;
    const entries: LookupAddress[] = addresses.map((address) => ({
      address,
      family: isIPv6(address) ? 6 : 4,
    }));
    setImmediate(() => {
      callback(null, entries);
    });
  };
  return Object.assign(resolve, { asked: () => asked });
}

describe("dialling", () => {
  const baseUrl = new URL("https://provider.example/v3");
  const refused = { code: "UPSTREAM_UNAVAILABLE", message: "The provider's host may not be called" };

  it.each([
    ["loopback", ["127.0.0.1"]],
    ["one private address among public ones", ["93.184.215.14", "10.0.0.1"]],
    ["a mapped address", ["::ffff:127.0.0.1"]],
    ["NAT64", ["64:ff9b::7f00:1"]],
    ["nothing", []],
  ])("is refused when the name resolves to %s, and not tried again", async (_name, addresses) => {
    const resolve = resolveTo(addresses);
    const account = await openAccount({ baseUrl, guard: createHostGuard({ allow: [], resolve }) });
    expect(await failureOf(account.request.send(testReading(), listUsers))).toMatchObject(refused);
    expect(resolve.asked()).toBe(1);
    await account.close();
  });

  it("connects to loopback never, however often the name changes", async () => {
    const account = await openAccount();
    const resolve = resolveTo(["93.184.215.14", "127.0.0.1"], ["127.0.0.1"]);
    const url = new URL("https://provider.example");
    const rebinding = await openAccount({ baseUrl: url, guard: createHostGuard({ allow: [], resolve }) });
    for (let round = 0; round < 50; round += 1) {
      expect(await failureOf(rebinding.request.send(testReading(), listUsers))).toMatchObject(refused);
    }
    expect(resolve.asked()).toBe(50);
    expect(account.server.connections).toBe(0);
    await Promise.all([account.close(), rebinding.close()]);
  });

  it("reaches the very address that was checked, by one look-up", async () => {
    const resolve = resolveTo(["127.0.0.1"], ["10.0.0.1"]);
    const account = await openAccount();
    const url = new URL(`http://desk.internal:${account.server.port}/v3`);
    const named = await openAccount({
      baseUrl: url,
      guard: createHostGuard({ allow: ["desk.internal"], resolve }),
    });
    account.server.next(json([1]));
    expect((await named.request.send(testReading(), listUsers)).body).toEqual([1]);
    expect(resolve.asked()).toBe(1);
    expect(account.server.hits[0]?.headers.host).toBe(`desk.internal:${account.server.port}`);
    await Promise.all([account.close(), named.close()]);
  });

  it.each([
    ["a literal", { protocol: "https:", hostname: "127.0.0.1", port: "" }],
    ["a literal of IPv6", { protocol: "https:", hostname: "::1", port: "" }],
    ["plain http", { protocol: "http:", hostname: "api.example.com", port: "" }],
    ["another port", { protocol: "https:", hostname: "api.example.com", port: "8443" }],
  ])("refuses %s by itself, whatever was configured", (_name, where) => {
    const resolve = resolveTo(["93.184.215.14"]);
    const refusals: unknown[] = [];
    createHostGuard({ allow: [], resolve }).connector(1_000)(where, (...[error]: [Error | null, unknown]) => {
      refusals.push(error);
    });
    expect(refusals).toMatchObject([{ name: "HostRefused" }]);
    expect(resolve.asked()).toBe(0);
  });
});
