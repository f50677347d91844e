import os from 'node:os';
import path from 'node:path';
import type { ServiceManifest } from '@eagle/contracts/domain';
import { startNats, startPostgres, type LocalServer } from '@eagle/local-services';
import { adoptStreams, busUsers, hashPasswords, natsServerConfig, type Bus } from '@eagle/messaging';
import { prepareDatabase, type UrlOf } from '@eagle/persistence';
import { keepStreams } from '../prepare/message-streams.js';
import type { ProcessRegister } from './process-register.js';
import { NATS_COLLECTOR_TUNING } from './process-tuning.js';
import type { Secrets } from './secrets.js';
import type { StateFolder } from './state-folder.js';
import { roomOf } from './disk-room.js';
import { StoreWatch } from './store-watch.js';
import { SupervisedServer } from './supervised-server.js';
import type { ProcessEvent } from './supervision.js';

/**
 * The servers that the services use: two PostgreSQL (the platform's, the plants' SCADA) and NATS.
 */
export interface Servers {
  readonly natsUrl: string;
  readonly storeWatch: StoreWatch;
  /** Address of the platform's database, with the role of each service. */
  readonly databaseUrlOf: UrlOf;
  readonly scadaAdminUrl: string;
  readonly processes: readonly SupervisedServer[];
  /** Keeps the streams until it is closed. */
  readonly streamSupervisor: Bus;
}

export async function startServers(
  options: {
    readonly state: StateFolder;
    readonly secrets: Secrets;
    /** Manifests of the services: each gets its account, and its role where it has tables. */
    readonly manifests: readonly ServiceManifest[];
    readonly register: ProcessRegister;
    readonly onEvent: (event: ProcessEvent) => void;
  },
  ports: Readonly<Record<string, number>>,
): Promise<Servers> {
  const { state, secrets, manifests, register, onEvent } = options;
  const logs = state.folder('logs');
  const passwordHashes = await hashPasswords(busUsers(manifests), (user) => secrets.natsPasswords[user]);
  adoptStreams(state.folder('nats', 'jetstream'));
  const [postgres, scada, nats] = await allOrNone([
    startPostgres({
      dataDir: state.path('postgres'),
      ...port(ports, 'postgres'),
      user: 'eagle_admin',
      password: secrets.postgresPassword,
      logFile: path.join(logs, 'postgres.log'),
    }),
    startPostgres({
      dataDir: state.path('scada-postgres'),
      ...port(ports, 'scada-postgres'),
      user: 'scada_admin',
      password: secrets.scadaPassword,
      // The plants' history is made by the simulator and can be made again: speed matters more than
      // a power cut.
      durable: false,
      // Every organization's feed holds two connections, one of them for notifications of new rows.
      // It serves small reads, so it needs little shared memory.
      settings: { max_connections: 300, shared_buffers: '32MB' },
      logFile: path.join(logs, 'scada-postgres.log'),
    }),
    startNats({
      dir: state.folder('nats'),
      ...port(ports, 'nats'),
      configText: (natsPort) =>
        natsServerConfig({
          port: natsPort,
          storeDir: state.folder('nats', 'jetstream'),
          passwordHashes,
        }),
      environment: { GOMAXPROCS: String(natsCores()), ...NATS_COLLECTOR_TUNING },
      logFile: path.join(logs, 'nats.log'),
    }),
  ]);
  const broker = new SupervisedServer('nats', nats, register, onEvent);
  const processes = [
    new SupervisedServer('postgres', postgres, register, onEvent),
    new SupervisedServer('scada-postgres', scada, register, onEvent),
    broker,
  ];
  const supervisorLog = path.join(logs, 'stream-supervisor.log');
  const streamSupervisor = await keepStreams(nats.url, secrets.natsPasswords.cli, supervisorLog);
  const { urlOf } = await prepareDatabase({
    adminUrl: postgres.url,
    database: 'eagle',
    manifests,
    passwordOf: (user) => secrets.databasePasswords[user],
  });
  const storeWatch = new StoreWatch({
    health: () => streamSupervisor.health(),
    room: () => roomOf(state.folder('nats', 'jetstream')),
    restart: () => broker.restart(),
    say: (text) => onEvent({ name: 'nats', replica: 0, kind: 'warning', text }),
    nowMs: () => performance.now(),
  });
  void storeWatch.run();
  return {
    storeWatch,
    natsUrl: nats.url,
    databaseUrlOf: urlOf,
    scadaAdminUrl: scada.url,
    processes,
    streamSupervisor,
  };
}

/** All servers, or none: where one does not start, the others are stopped again. */
async function allOrNone(
  starting: readonly [Promise<LocalServer>, Promise<LocalServer>, Promise<LocalServer>],
): Promise<[LocalServer, LocalServer, LocalServer]> {
  try {
    return await Promise.all(starting);
  } catch (error) {
    for (const result of await Promise.allSettled(starting)) {
      if (result.status === 'fulfilled') await result.value.stop();
    }
    throw error;
  }
}

/**
 * Half of the machine's cores. On two cores the server's threads otherwise wake each other for
 * every message and take a third more CPU from the services beside it.
 */
const natsCores = (): number => Math.max(1, Math.floor(os.availableParallelism() / 2));

function port(ports: Readonly<Record<string, number>>, name: string): { port: number } {
  const chosen = ports[name];
  if (chosen === undefined) throw new Error(`no port was assigned to ${name}`);
  return { port: chosen };
}
