import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { AppError } from '@eagle/contracts/domain';
import { lanAddress, lanAddresses } from './lan-address.js';
import { ALL_NETWORKS } from './service-plan.js';

/** How a phone on the same network reaches the control room. */
export interface PhoneAccess {
  /** The address that a person types. */
  readonly host: string;
  /** The address on which the gateway listens. */
  readonly listenHost: string;
}

/**
 * @param lan  false: no phone; true: every network of this machine, and the address is found; an
 *   address of this machine: the gateway listens there alone.
 * @throws AppError `START.NO_LAN` (unavailable).
 */
export async function phoneAccessOf(lan: boolean | string): Promise<PhoneAccess | null> {
  if (lan === false) return null;
  if (lan === true) return { host: lanAddress(), listenHost: ALL_NETWORKS };
  if (await isOfThisMachine(lan)) return { host: lan, listenHost: lan };
  const known = lanAddresses(networkInterfaces());
  const these = known.length === 0 ? 'It has none in a private network.' : `It has ${known.join(', ')}.`;
  throw new AppError('START.NO_LAN', `${lan} is no address of this machine. ${these}`);
}

/** The system knows: interfaces are not listed with every address that they take. */
async function isOfThisMachine(address: string): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(0, address), 'listening');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRNOTAVAIL') return false;
    throw error;
  } finally {
    server.close();
  }
}
