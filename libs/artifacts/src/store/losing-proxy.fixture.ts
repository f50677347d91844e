import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LosingProxy {
  readonly endpoint: string;
  /** The next put reaches the server, and its answer does not come back. */
  loseNextAnswer(): void;
  readonly lost: number;
  close(): Promise<void>;
}

/** Stands before a server and can lose an answer, as networks do. */
export async function losingProxy(serverUrl: string): Promise<LosingProxy> {
  const { hostname, port } = new URL(serverUrl);
  let losing = false;
  let lost = 0;
  const proxy = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onwards = request({ hostname, port, method, path: url, headers }, (answer) => {
      if (method === 'PUT' && losing) {
        losing = false;
        lost += 1;
        answer.resume();
        answer.once('end', () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onwards.once('error', () => incoming.socket.destroy());
    incoming.pipe(onwards);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    endpoint: `http://127.0.0.1:${addressOf(proxy.address()).port}`,
    loseNextAnswer: () => void (losing = true),
    get lost() {
      return lost;
    },
    close: async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address;
}
