import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A proxy to a server that can silently swallow everything: connections stay open, new ones are
 * accepted, and no byte passes in either direction, as behind a firewall that lost its state.
 * Afterwards the waiting bytes pass.
 */
export class BlackHole {
  private readonly sockets = new Set<Socket>();
  private isOpen = false;

  private constructor(private readonly server: Server) {}

  static async to(port: number): Promise<BlackHole> {
    const server = createServer();
    const hole = new BlackHole(server);
    server.on('connection', (client) => hole.join(client, connect({ host: '127.0.0.1', port })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return hole;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on nothing passes. */
  open(): void {
    this.isOpen = true;
    for (const socket of this.sockets) socket.pause();
  }

  close(): void {
    this.isOpen = false;
    for (const socket of this.sockets) socket.resume();
  }

  end(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private join(client: Socket, server: Socket): void {
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(from);
      from.on('data', (bytes) => void to.write(bytes));
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
      from.on('error', () => undefined); // 'close' follows and ends the other side.
      if (this.isOpen) from.pause();
    }
  }
}
