import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { LocalServiceError } from './local-service-error.js';

const ATTEMPTS_MAX = 200;
// Below the ranges from which Linux (32768+) and macOS (49152+) take ports for outgoing
// connections: a server that is down for a moment must find its port free again.
const PORT_LOWEST = 15_000;
const PORT_BELOW = 32_000;

/**
 * A TCP port of this machine that nothing listens on.
 * @param preferred  Given back where it is free.
 * @throws LocalServiceError PORT_EXHAUSTED when none is found.
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const port = randomInt(PORT_LOWEST, PORT_BELOW);
    if (await isFree(port)) return port;
  }
  throw new LocalServiceError('PORT_EXHAUSTED', 'No free TCP port was found on this machine.');
}

async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
