import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { AllowedNetworks, Endpoint } from './allowed-networks.js';
import { notReachable } from './not-reachable.js';

/** All addresses of a host's name, in the order to try them; rejects where there is none. */
export type HostLookup = (host: string) => Promise<readonly string[]>;

/** More are not tried: a name may have any number. */
const ADDRESSES_MAX = 4;
const NAME_CHARACTERS_MAX = 253;
const RESOLVER = { timeout: 1_500, tries: 2 };
/**
 * The system's own look-up holds one of the process' four helper threads until it ends: others need
 * them as well.
 */
const SYSTEM_LOOKUPS_AT_ONCE = 2;

/**
 * Resolves a host once and leaves out every address that may not be connected to. The caller
 * connects to exactly these addresses: a later change of the name has no effect.
 * @throws AppError `OUTBOUND.NOT_REACHABLE` where nothing is left.
 */
export async function findAddresses(
  { host, port }: Endpoint,
  networks: AllowedNetworks,
  lookUp: HostLookup = lookUpHost,
): Promise<readonly string[]> {
  const [found, own] = await Promise.all([addressesOf(host, lookUp), ownAddresses(networks, port, lookUp)]);
  const allowed = found.filter((address) => networks.admits(address, port, own));
  if (allowed.length === 0)
    throw notReachable(new Error(`no address of ${host} is allowed: ${found.join(', ')}`));
  return allowed.slice(0, ADDRESSES_MAX);
}

async function addressesOf(host: string, lookUp: HostLookup): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  if (host.length > NAME_CHARACTERS_MAX || /[^\w.-]/u.test(host))
    throw notReachable(new Error('no host name'));
  try {
    return await lookUp(host);
  } catch (error) {
    throw notReachable(error);
  }
}

/**
 * The platform's own endpoints on the port asked for. An endpoint with an unknown name has no
 * address, and cannot be reached either.
 */
async function ownAddresses(
  networks: AllowedNetworks,
  port: number,
  lookUp: HostLookup,
): Promise<Endpoint[]> {
  const onPort = networks.ownEndpoints.filter((endpoint) => endpoint.port === port);
  const found = await Promise.all(
    onPort.map(({ host }) => addressesOf(host, lookUp).catch((): readonly string[] => [])),
  );
  return found.flat().map((host) => ({ host, port }));
}

/**
 * Asks the name servers first, with its own deadline and without the system's helper threads: a
 * plant with a silent name server delays no other. Names that they do not know may be the machine's
 * own (its hosts file, its search domains).
 */
async function lookUpHost(host: string): Promise<readonly string[]> {
  if (host.includes('.')) {
    const resolver = new Resolver(RESOLVER);
    const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = [ipv4, ipv6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length > 0) return found;
    // A server that does not answer is not asked in the other way, which would wait for it in a
    // helper thread.
    for (const answer of [ipv4, ipv6]) {
      if (answer.status === 'rejected' && isTimeout(answer.reason)) throw answer.reason;
    }
  }
  return systemLookUp(host);
}

const isTimeout = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && error.code === 'ETIMEOUT';

let running = 0;
const waiting: (() => void)[] = [];
const inFlight = new Map<string, Promise<readonly string[]>>();

/** Concurrent requests for one name share one look-up, so that at most one waits per name. */
function systemLookUp(host: string): Promise<readonly string[]> {
  let found = inFlight.get(host);
  if (found === undefined) {
    found = inTurn(async () =>
      (await lookup(host, { all: true, order: 'ipv4first' })).map(({ address }) => address),
    );
    inFlight.set(host, found);
    // A failure is for those who asked.
    void found.catch(() => undefined).then(() => inFlight.delete(host));
  }
  return found;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= SYSTEM_LOOKUPS_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
