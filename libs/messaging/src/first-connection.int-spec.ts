import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { AppErrorCode } from '@eagle/contracts/domain';
import { connectBus } from './bus.js';
import { eventually } from './bus.fixture.js';

/** It accepts connections and sends nothing, as the kernel does for a frozen server. */
class FrozenServer {
  readonly open = new Set<Socket>();
  taken = 0;
  private readonly server: Server = createServer((socket) => {
    this.taken += 1;
    this.open.add(socket);
    socket.on('error', () => undefined).on('close', () => this.open.delete(socket));
    socket.resume();
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const address = this.server.address();
    if (!isAddress(address)) throw new Error('the server has no address');
    return `nats://127.0.0.1:${address.port}`;
  }

  close(): void {
    for (const socket of this.open) socket.destroy();
    this.server.close();
  }
}

const isAddress = (address: string | AddressInfo | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

test('attempts to connect to a frozen message server leave no sockets open', async () => {
  const frozen = new FrozenServer();
  const url = await frozen.listen();
  try {
    const connecting = connectBus({ url, name: 'gateway-0', service: 'gateway', connectTimeoutMs: 4_000 });
    const code: AppErrorCode = 'BUS.UNREACHABLE';
    await expect(connecting).rejects.toMatchObject({ code });
    expect(frozen.taken).toBeGreaterThan(1);
    await eventually(() => frozen.open.size === 0);
  } finally {
    frozen.close();
  }
});
