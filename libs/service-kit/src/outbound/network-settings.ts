import { z } from 'zod';
import { AllowedNetworks, type Endpoint } from './allowed-networks.js';
import { networkRule, type NetworkRule } from './network-rule.js';

const parts = (list: string): string[] =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/**
 * Blocks of addresses, divided by commas, each with a port where only that one is meant:
 * `10.20.0.0/16,192.168.7.9:5432,[fd00::/8]:5432`. Empty: public addresses alone.
 */
export const networkListSchema = z
  .string()
  .default('')
  .transform((list, context): AllowedNetworks => {
    const rules: NetworkRule[] = [];
    for (const part of parts(list)) {
      const rule = networkRule(part);
      if (rule !== null) rules.push(rule);
      else context.addIssue(`"${part}" is no block of addresses such as 10.20.0.0/16 or 10.20.0.0/16:5432`);
    }
    return new AllowedNetworks(rules);
  });

/** Hosts with ports, divided by commas: `postgres:5432,10.0.0.7:4222`. */
export const endpointListSchema = z
  .string()
  .default('')
  .transform((list, context): readonly Endpoint[] =>
    parts(list).flatMap((part) => {
      const endpoint = endpointOf(`tcp://${part}`);
      if (endpoint === null) context.addIssue(`"${part}" is no host and port such as postgres:5432`);
      return endpoint ?? [];
    }),
  );

const DEFAULT_PORTS: Readonly<Record<string, string>> = {
  'nats:': '4222',
  'postgresql:': '5432',
  'postgres:': '5432',
};

/**
 * Where an address such as `nats://nats:4222` leads; null where it names no port and its kind has
 * none.
 */
export function endpointOf(url: string): Endpoint | null {
  if (!URL.canParse(url)) return null;
  const { protocol, hostname, port } = new URL(url);
  const number = Number(port || DEFAULT_PORTS[protocol]);
  if (hostname === '' || !(number >= 1 && number <= 65_535)) return null;
  return { host: hostname.replace(/^\[|\]$/g, ''), port: number };
}

/**
 * What a service that connects on behalf of organizations takes from its environment; spread it
 * into its own schema.
 */
export const outboundConfigShape = {
  FEED_NETWORKS_ALLOWED: networkListSchema.describe(
    'Networks that feeds may lead to, besides public addresses: blocks divided by commas, each with a port where only that ' +
      'one is meant, for example `10.20.0.0/16,192.168.7.9:5432`.',
  ),
  FEED_ENDPOINTS_DENIED: endpointListSchema.describe(
    'Servers of the platform that no feed leads to, whatever is allowed: hosts with ports, divided by commas, for example ' +
      '`postgres:5432`. Those that the service uses itself are denied without being named.',
  ),
};

/**
 * Where this service may connect to for an organization.
 * @param urls  Addresses of the platform's own servers that this service uses, each a list divided
 * by commas.
 */
export function outboundNetworks(
  config: {
    readonly FEED_NETWORKS_ALLOWED: AllowedNetworks;
    readonly FEED_ENDPOINTS_DENIED: readonly Endpoint[];
  },
  urls: readonly string[],
): AllowedNetworks {
  const own = urls.flatMap(parts).flatMap((url) => endpointOf(url) ?? []);
  return config.FEED_NETWORKS_ALLOWED.without([...config.FEED_ENDPOINTS_DENIED, ...own]);
}
