import ipaddr from "ipaddr.js";

/** All of IPv6 that IANA has given out for public use; leaves out IPv4-compatible addresses, among others. */
const globalUnicast = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address is public and unicast. Addresses that carry another one (IPv4-mapped, NAT64, 6to4, Teredo) are
 * not, whatever they carry: no provider publishes them.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast);
}
