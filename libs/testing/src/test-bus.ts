import type { StreamDeclaration } from '@eagle/contracts/bus';
import { connectBus, type BusOptions, type RequestBus } from '@eagle/messaging';
import { connect as connectNats } from '@nats-io/transport-node';
import { testServers } from './servers/chosen-servers.js';
import type { TestServer } from './servers/test-server.js';

/** A NATS server of its own, without users, with every stream and bucket of the contracts. */
export interface TestBus {
  readonly url: string;
  /** For tests that kill, freeze or restart the server. */
  readonly server: TestServer;
  /** A first connection, named `test`. */
  readonly bus: RequestBus;
  /** One more connection; `close` of this object closes it too. */
  connect(name: string, options?: Omit<BusOptions, 'url' | 'name'>): Promise<RequestBus>;
  /** Deletes a stream with all that is in it, and makes it again, empty. */
  beginAnew(stream: StreamDeclaration): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server for one test file (about 0.2 s); nothing is shared with other files. Its streams come back after a restart. */
export async function testBus(): Promise<TestBus> {
  const server = await testServers().startNats();
  const buses: RequestBus[] = [];
  const connect: TestBus['connect'] = async (name, options = {}) => {
    const bus = await connectBus({ ...options, url: server.url, name });
    buses.push(bus);
    return bus;
  };
  const bus = await connect('test');
  await bus.keepStreams();
  return {
    url: server.url,
    server,
    bus,
    connect,
    beginAnew: async (stream) => {
      const nats = await connectNats({ servers: server.url });
      await nats.request(`$JS.API.STREAM.DELETE.${stream.name}`);
      await nats.close();
      await bus.ensureStreams(stream);
    },
    close: async () => {
      await Promise.all(buses.map((open) => open.close()));
      await server.close();
    },
  };
}
