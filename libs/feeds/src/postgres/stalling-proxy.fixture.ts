import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';

interface Place {
  readonly host: string;
  readonly port: number;
}

export interface StallingProxy {
  readonly place: Place;
  hold(on: boolean): void;
  /** Pieces that were swallowed. */
  held(): number;
  close(): void;
}

/** Passes bytes on to the database until told to hold them. */
export async function stallingProxy({ host, port }: Place): Promise<StallingProxy> {
  const sockets = new Set<net.Socket>();
  let holds = false;
  let held = 0;
  const server = net.createServer((client) => {
    const upstream = net.connect(port, host);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (holds) held++;
        else to.write(chunk);
      });
      from.on('error', () => undefined);
      from.on('close', () => to.destroy());
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(typeof address === 'object' && address !== null);
  return {
    place: { host: '127.0.0.1', port: address.port },
    hold: (on: boolean) => void (holds = on),
    held: () => held,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
