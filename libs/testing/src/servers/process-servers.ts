import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startNats, startPostgres, type LocalServer } from '@eagle/local-services';
import { freezeProcess } from '../freeze-process.js';
import type { TestServer, TestServers } from './test-server.js';

/** Shared by all tests of a run; no data has to survive. */
const POSTGRES_SETTINGS = { max_connections: 200, autovacuum: 'off' } as const;

/** Servers as processes of this machine. */
export const processServers: TestServers = {
  startNats: () => inFolder((folder) => startNats({ dir: folder })),
  startPostgres: () =>
    inFolder((folder) =>
      startPostgres({
        dataDir: path.join(folder, 'data'),
        user: 'postgres',
        password: 'postgres',
        durable: false,
        settings: POSTGRES_SETTINGS,
        logFile: path.join(folder, 'postgres.log'),
      }),
    ),
};

async function inFolder(start: (folder: string) => Promise<LocalServer>): Promise<TestServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'eagle-test-server-'));
  return processServer(await start(folder), folder);
}

/** @param folder  Goes with the server's `close`. */
function processServer(server: LocalServer, folder: string): TestServer {
  const signal = async (name: NodeJS.Signals): Promise<void> => void process.kill(server.pid, name);
  return {
    url: server.url,
    port: server.port,
    kill: async () => {
      await signal('SIGKILL');
      await server.exited;
    },
    freeze: () => freezeProcess(server.pid),
    thaw: () => signal('SIGCONT'),
    stop: () => server.stop(),
    restart: () => server.restart(),
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
