import { isSameText } from "./constant-time.js";
import { singleHeader, type RequestHead } from "./request-head.js";
import {
  createSignatureVerifier,
  isSigned,
  type SignatureKey,
  type VerifySignature,
} from "./router-signature.js";

/** How a router proves itself: any of these that is configured. */
export interface RouterConfig {
  /** Whether requests without proof are refused. Otherwise they have stricter limits. */
  readonly isRequired: boolean;
  readonly signature: { readonly keys: readonly SignatureKey[]; readonly maxAgeSeconds: number } | null;
  /** A header that a proxy sets which checked the router's certificate. */
  readonly proxy: {
    /** Who the proxy is: addresses that it connects from. */
    readonly addresses: readonly string[];
    readonly header: string;
    /** What it says of a router, such as a certificate's fingerprint; two while they are exchanged. */
    readonly values: readonly string[];
  } | null;
  /** A header with a secret that only the router knows; two while they are exchanged. */
  readonly secret: { readonly header: string; readonly values: readonly string[] } | null;
}

export const noRouter: RouterConfig = { isRequired: false, signature: null, proxy: null, secret: null };

export interface RouterProof {
  /** Whether the head alone proves it. */
  readonly byHead: (head: RequestHead) => boolean;
  /** Whether the body could still prove it. */
  readonly mayFollow: (head: RequestHead) => boolean;
  readonly byBody: VerifySignature;
}

export function createRouterProof(config: RouterConfig, clockSkewSeconds: number): RouterProof {
  const { signature } = config;
  const verify =
    signature === null ? () => false : createSignatureVerifier({ ...signature, clockSkewSeconds });
  return {
    byHead: (head) => isProvenByProxy(config.proxy, head) || isProvenBySecret(config.secret, head),
    mayFollow: (head) => signature !== null && isSigned(head),
    byBody: verify,
  };
}

/** The header counts only from the proxy's own address: anybody could send it. */
function isProvenByProxy(proxy: RouterConfig["proxy"], head: RequestHead): boolean {
  if (proxy?.addresses.includes(toPlainAddress(head.remoteAddress)) !== true) return false;
  return isOneOf(proxy.values, singleHeader(head, proxy.header));
}

/** An IPv4 peer of a socket that listens on IPv6, as people write it. */
function toPlainAddress(address: string): string {
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}

function isProvenBySecret(secret: RouterConfig["secret"], head: RequestHead): boolean {
  return secret !== null && isOneOf(secret.values, singleHeader(head, secret.header));
}

/** Compares with all of them, so that the time does not tell which one was near. */
function isOneOf(values: readonly string[], given: string | null): boolean {
  if (given === null) return false;
  return values.map((value) => isSameText(value, given)).includes(true);
}
