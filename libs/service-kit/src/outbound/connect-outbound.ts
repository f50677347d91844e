import net from 'node:net';
import type { AllowedNetworks, Endpoint } from './allowed-networks.js';
import { findAddresses, type HostLookup } from './find-addresses.js';
import { notReachable } from './not-reachable.js';

export interface ConnectOutboundOptions {
  readonly networks: AllowedNetworks;
  /** Over all addresses and with the look-up of the name. */
  readonly timeoutMs: number;
  /** Gives up at once. */
  readonly signal?: AbortSignal;
  readonly lookUp?: HostLookup;
}

/**
 * A connection to an address from outside. Every connection to an address of an organization goes
 * through here: the name is resolved once, the address is judged, and only this address is used.
 * @throws AppError `OUTBOUND.NOT_REACHABLE`, whatever the reason, which is in `cause`.
 */
export async function connectOutbound(
  endpoint: Endpoint,
  options: ConnectOutboundOptions,
): Promise<net.Socket> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  const untilMs = performance.now() + options.timeoutMs;
  const addresses = await unlessAborted(findAddresses(endpoint, options.networks, options.lookUp), signal);
  let failure: unknown = null;
  for (const [tried, address] of addresses.entries()) {
    // The last address may take all the time that is left, the ones before it their share.
    const shareMs = Math.max(1, (untilMs - performance.now()) / (addresses.length - tried));
    try {
      const share = AbortSignal.timeout(Math.ceil(shareMs));
      return await connectTo(address, endpoint.port, AbortSignal.any([signal, share]));
    } catch (error) {
      failure = error;
      if (signal.aborted) break;
    }
  }
  throw notReachable(failure);
}

async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(notReachable(signal.reason));
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** @param address  IPv4 or IPv6: nothing is looked up here. */
function connectTo(address: string, port: number, signal: AbortSignal): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: address, port, autoSelectFamily: false });
    const abort = (): void => {
      socket.destroy();
      reject(new Error('no answer'));
    };
    const settle = (): void => {
      signal.removeEventListener('abort', abort);
      socket.removeListener('error', fail);
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', fail);
    socket.once('connect', () => {
      settle();
      resolve(socket);
    });
  });
}
