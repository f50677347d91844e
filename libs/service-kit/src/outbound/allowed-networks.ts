import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import ipaddr from 'ipaddr.js';
import { matches, type Address, type NetworkRule } from './network-rule.js';

/** A host, by name or address, and a port. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * The part of IPv6 that is given out to be routed; everything else that is no known special range
 * is not in use.
 */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3');
/** A public address on which one cloud gives its machines their secrets. */
const METADATA = ipaddr.parseCIDR('168.63.129.16/32');

/**
 * The addresses that the platform may connect to for an organization: public ones, and blocks that
 * the operator allows. The platform's own endpoints are always excluded.
 */
export class AllowedNetworks {
  constructor(
    private readonly rules: readonly NetworkRule[] = [],
    /** Endpoints of the platform itself. */
    readonly ownEndpoints: readonly Endpoint[] = [],
    /** Addresses of this machine: an endpoint on one of them can be reached through each. */
    private readonly ownAddresses: () => readonly string[] = addressesOfThisMachine,
  ) {}

  /** The same rules, and these endpoints of the platform as well. */
  without(endpoints: readonly Endpoint[]): AllowedNetworks {
    return new AllowedNetworks(this.rules, [...this.ownEndpoints, ...endpoints], this.ownAddresses);
  }

  /**
   * Whether an address may be connected to.
   * @param address  IPv4 or IPv6, as a resolver gives it; anything else is refused.
   * @param own  Resolved addresses of `ownEndpoints`, each with its port.
   */
  admits(address: string, port: number, own: readonly Endpoint[] = []): boolean {
    if (isIP(address) === 0) return false;
    const canonical = unwrapped(ipaddr.parse(address));
    if (this.isOwn(canonical, port, own)) return false;
    return isPublic(canonical) || this.rules.some((rule) => matches(rule, canonical, port));
  }

  private isOwn(address: Address, port: number, own: readonly Endpoint[]): boolean {
    return own.some((endpoint) => {
      if (endpoint.port !== port) return false;
      const other = unwrapped(ipaddr.parse(endpoint.host));
      return isSame(address, other) || (this.isHere(address) && this.isHere(other));
    });
  }

  private isHere(address: Address): boolean {
    if (address.range() === 'loopback' || address.range() === 'unspecified') return true;
    return this.ownAddresses().some((text) => isSame(address, unwrapped(ipaddr.parse(text))));
  }
}

/** An IPv4 address written as IPv6 is judged as IPv4. */
function unwrapped(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

function isPublic(address: Address): boolean {
  if (address instanceof ipaddr.IPv4) return address.range() === 'unicast' && !address.match(METADATA);
  const translated = translatedIpv4(address);
  if (translated !== null) return isPublic(translated);
  return address.range() === 'unicast' && address.match(GLOBAL_UNICAST);
}

const NAT64 = ipaddr.parseCIDR('64:ff9b::/96');

/**
 * The IPv4 address that a network's NAT64 gateway would connect to; null where the address is not a
 * NAT64 address.
 */
function translatedIpv4(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  return address.match(NAT64) ? new ipaddr.IPv4(address.toByteArray().slice(12)) : null;
}

const isSame = (one: Address, other: Address): boolean =>
  one.toNormalizedString() === other.toNormalizedString();

function addressesOfThisMachine(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) => (list ?? []).map(({ address }) => address));
}
