import { createServer } from 'node:net';
import { freePort } from '@eagle/local-services';
import { z } from 'zod';
import type { PortReservations } from './port-reservations.js';
import type { StateFolder } from './state-folder.js';

const portsSchema = z.record(z.string(), z.number().int());

/** Preferred ports, tried on the first start; a taken port is replaced by a free one. */
const PREFERRED: Readonly<Record<string, number>> = {
  'gateway-0': 3000,
  nats: 4222,
  postgres: 5433,
  'scada-postgres': 5434,
};

/**
 * Ports of an installation, reserved. They are stored, so that a second start uses the same
 * addresses; a port that was taken since is replaced.
 */
export async function assignPorts(
  state: StateFolder,
  names: readonly string[],
  reservations: PortReservations,
): Promise<Record<string, number>> {
  const kept = portsSchema.parse(state.readJson('ports.json') ?? {});
  const chosen: Record<string, number> = {};
  for (const name of names) {
    const requested = kept[name] ?? PREFERRED[name];
    let port = requested !== undefined && (await isFree(requested)) ? requested : await freePort();
    while (Object.values(chosen).includes(port) || !reservations.take(port)) port = await freePort();
    chosen[name] = port;
  }
  state.writeJson('ports.json', { ...kept, ...chosen });
  return chosen;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
