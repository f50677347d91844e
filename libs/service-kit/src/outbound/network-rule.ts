import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Addresses of one block, on every port or on one. */
export interface NetworkRule {
  readonly block: readonly [Address, number];
  /** Null: every port. */
  readonly port: number | null;
}

/** `10.1.0.0/16`, `10.1.2.3`, `10.1.0.0/16:5432`, `fd00::/8`, `[fd00::/8]:5432`. */
const RULE = /^(?:\[(?<bracketed>[^\]]+)\]|(?<plain>[^[\]]+?))(?::(?<port>\d{1,5}))?$/;

/** @returns null where the text is no rule. */
export function networkRule(text: string): NetworkRule | null {
  // An IPv6 block holds colons itself: only in brackets can a port follow it.
  const isBareIpv6 = !text.startsWith('[') && isIP(text.split('/')[0] ?? '') === 6;
  const groups = isBareIpv6 ? { plain: text } : RULE.exec(text)?.groups;
  const block = blockOf(groups?.['bracketed'] ?? groups?.['plain'] ?? '');
  const port = groups?.['port'] === undefined ? null : Number(groups['port']);
  if (block === null || (port !== null && (port < 1 || port > 65_535))) return null;
  return { block, port };
}

function blockOf(text: string): NetworkRule['block'] | null {
  const [host = '', bits, ...rest] = text.split('/');
  const family = isIP(host);
  if (family === 0 || rest.length > 0 || host.includes('%')) return null;
  const bitsMax = family === 4 ? 32 : 128;
  const prefix = bits === undefined ? bitsMax : /^\d{1,3}$/.test(bits) ? Number(bits) : NaN;
  return prefix <= bitsMax ? [ipaddr.parse(host), prefix] : null;
}

export function matches(
  { block: [network, prefix], port }: NetworkRule,
  address: Address,
  at: number,
): boolean {
  if (port !== null && port !== at) return false;
  return network.kind() === address.kind() && address.match(network, prefix);
}
