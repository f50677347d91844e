import { randomBytes } from 'node:crypto';
import { freePort, natsGreets } from '@eagle/local-services';
import pg from 'pg';
// Its types alone: the package is there for tests only, and is loaded when a container is asked for.
import type { StartedTestContainer } from 'testcontainers';
import { eventually } from '../eventually.js';
import type { TestServer, TestServers } from './test-server.js';

/** By it a run finds its own containers, and no others, where a test left one behind. */
export const RUN_LABEL = 'eagle.test-run';
const HOST = '127.0.0.1';
const NATS_PORT = 4222;
const POSTGRES_PORT = 5432;
/** Shared by all tests of a run; no data has to survive. */
const POSTGRES_SETTINGS = {
  max_connections: 200,
  autovacuum: 'off',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
} as const;
const READY = { deadlineMs: 60_000, everyMs: 50 };
const START_TRIES = 3;

export interface ContainerServersOptions {
  readonly natsImage: string;
  readonly postgresImage: string;
  /** The run that these containers belong to. */
  readonly run: string;
}

interface ServerImage {
  readonly image: string;
  readonly port: number;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly serves: (port: number) => Promise<boolean>;
  readonly urlOf: (port: number) => string;
}

/** Servers as containers, by Testcontainers, on the engine that answers. */
export function containerServers({ natsImage, postgresImage, run }: ContainerServersOptions): TestServers {
  const password = randomBytes(12).toString('hex');
  const postgresUrl = (port: number): string => `postgresql://postgres:${password}@${HOST}:${port}/postgres`;
  return {
    startNats: () =>
      start(run, {
        image: natsImage,
        port: NATS_PORT,
        command: ['--jetstream', '--store_dir', '/tmp/jetstream'],
        environment: {},
        serves: natsGreets,
        urlOf: (port) => `nats://${HOST}:${port}`,
      }),
    startPostgres: () =>
      start(run, {
        image: postgresImage,
        port: POSTGRES_PORT,
        command: [
          'postgres',
          ...Object.entries(POSTGRES_SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${String(value)}`]),
        ],
        environment: { POSTGRES_USER: 'postgres', POSTGRES_PASSWORD: password },
        serves: (port) => takesClients(postgresUrl(port)),
        urlOf: postgresUrl,
      }),
  };
}

/** On a port that is chosen here: one that the engine chooses is another after each restart. */
async function start(run: string, image: ServerImage): Promise<TestServer> {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    try {
      const container = await launch(run, image, port);
      const server = await controlled(container, image, port);
      await eventually(() => image.serves(port), READY);
      return server;
    } catch (error) {
      // Between finding a port and binding it another process may have taken it.
      if (tries === START_TRIES || !/port is already allocated|address already in use/.test(String(error)))
        throw error;
    }
  }
}

async function launch(run: string, image: ServerImage, port: number): Promise<StartedTestContainer> {
  const { GenericContainer, Wait } = await import('testcontainers');
  return new GenericContainer(image.image)
    .withCommand([...image.command])
    .withEnvironment({ ...image.environment })
    .withLabels({ [RUN_LABEL]: run })
    .withExposedPorts({ container: image.port, host: port })
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
}

async function controlled(
  container: StartedTestContainer,
  image: ServerImage,
  port: number,
): Promise<TestServer> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  const runtime = await getContainerRuntimeClient();
  const handle = runtime.container.getById(container.getId());
  return {
    url: image.urlOf(port),
    port,
    kill: async () => {
      await handle.kill({ signal: 'SIGKILL' });
      await handle.wait();
    },
    freeze: async () => void (await handle.pause()),
    thaw: async () => void (await handle.unpause()),
    stop: async () => void (await handle.stop()),
    restart: async () => {
      await handle.start();
      await eventually(() => image.serves(port), READY);
    },
    // Also one that was killed or stands still.
    close: async () => void (await handle.remove({ force: true, v: true })),
  };
}

async function takesClients(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return true;
  } catch {
    return false; // Not up yet: asked again until the deadline.
  } finally {
    await client.end().catch(() => undefined); // There is no connection to end.
  }
}
