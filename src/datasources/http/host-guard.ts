import { lookup as systemLookup } from "node:dns";
import type { LookupAddress, LookupAllOptions, LookupOptions } from "node:dns";
import { isIP, isIPv6 } from "node:net";
import { buildConnector } from "undici";
import { isPublicAddress } from "./public-address.js";

/** Decides to which hosts calls may go: when configuration is read and again whenever a connection is dialled. */
export interface HostGuard {
  /**
   * Checks what a URL tells without asking DNS: scheme, port, credentials, literal addresses.
   * @throws Error whose message names the rule and the host; for whoever starts Rollcall, not for clients
   */
  assertUrl(url: URL): void;
  /** Dials for an undici pool, within `connectMs` milliseconds. Refuses with `HostRefused`, before any socket is opened. */
  connector(connectMs: number): buildConnector.connector;
}

interface HostGuardOptions {
  /** `network.allow`: exact host names or IP literals for which private addresses, http and other ports are fine. */
  readonly allow: readonly string[];
  /** Resolves a name to all its addresses; the system's by default. */
  readonly resolve?: Resolve;
}

/** The one form of `dns.lookup` that is used: all addresses. */
type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** No connection was dialled, because the guard forbids its host or an address that the host resolves to. */
export class HostRefused extends Error {
  override readonly name = "HostRefused";
}

/**
 * Without being named in `allow`, a host is called over https, on port 443 and at public addresses only.
 * @throws Error when an entry of `allow` is no host
 */
export function createHostGuard(options: HostGuardOptions): HostGuard {
  const allowed = new Set(options.allow.map(toHost));
  const resolve = options.resolve ?? systemLookup;
  return {
    assertUrl: (url) => {
      const reason = reasonAgainst(url, allowed);
      if (reason !== null) throw new Error(`${url.protocol}//${url.host} cannot be called: ${reason}`);
    },
    connector: (connectMs) => toConnector(allowed, resolve, connectMs),
  };
}

type Where = Pick<URL, "protocol" | "hostname" | "port">;

function reasonAgainst(url: URL, allowed: ReadonlySet<string>): string | null {
  if (url.username !== "" || url.password !== "") return "credentials do not belong in a URL";
  if (url.protocol !== "https:" && url.protocol !== "http:") return "the scheme must be https";
  if (url.hostname.endsWith(".")) return "the host ends with a dot";
  return reasonToRefuse(url, allowed);
}

function reasonToRefuse(where: Where, allowed: ReadonlySet<string>): string | null {
  const host = withoutBrackets(where.hostname);
  if (allowed.has(host)) return null;
  if (where.protocol !== "https:") return "the scheme must be https, or the host named in network.allow";
  if (where.port !== "" && where.port !== "443")
    return "the port must be 443, or the host named in network.allow";
  if (isNotPublic(host)) return "its address is not public, and it is not named in network.allow";
  return null;
}

function isNotPublic(host: string): boolean {
  if (isIP(host) !== 0) return !isPublicAddress(host);
  return host === "localhost" || host.endsWith(".localhost");
}

function toConnector(
  allowed: ReadonlySet<string>,
  resolve: Resolve,
  connectMs: number,
): buildConnector.connector {
  // rejectUnauthorized is said, because NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the default off.
  const tls = { timeout: connectMs, rejectUnauthorized: true, minVersion: "TLSv1.2" } as const;
  const open = buildConnector({ ...tls, lookup: toLookup(resolve, () => true) });
  const guarded = buildConnector({ ...tls, lookup: toLookup(resolve, isPublicAddress) });
  return (options, callback) => {
    // Node dials a literal address without a lookup, so that literals are checked here.
    const reason = reasonToRefuse(options, allowed);
    if (reason !== null) callback(new HostRefused(reason), null);
    else (allowed.has(options.hostname) ? open : guarded)(options, callback);
  };
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * A lookup for `net.connect`, which dials exactly the addresses that it is given: checked is dialled, a name that
 * changes between two lookups gains nothing. One bad address refuses all, an honest name has none.
 */
function toLookup(resolve: Resolve, isFine: (address: string) => boolean) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const [first] = addresses;
      if (first === undefined) {
        callback(new HostRefused("the name has no address"), []);
      } else if (!addresses.every(({ address }) => isFine(address))) {
        callback(new HostRefused("the name resolves to an address that is not public"), []);
      } else if (options.all === true) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}

/** A host as `URL.hostname` spells it, without brackets: lower case, punycode, numbers in their usual form. */
function toHost(entry: string): string {
  const host = withoutBrackets(entry);
  const url = `https://${isIPv6(host) ? `[${host}]` : host}`;
  if (/[\s/?#@\\*]|\.$/.test(host) || (host.includes(":") && !isIPv6(host)) || !URL.canParse(url)) {
    throw new Error(`network.allow: "${entry}" is neither a host name nor an IP address`);
  }
  return withoutBrackets(new URL(url).hostname);
}

function withoutBrackets(host: string): string {
  return host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
}
