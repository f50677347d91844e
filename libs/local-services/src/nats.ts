import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { freePort } from './free-port.js';
import { onSomePort, superviseServer, type LocalServer } from './local-server.js';
import { LocalServiceError } from './local-service-error.js';
import { findNatsServer } from './nats-binary.js';
import { endLeftover } from './leftover.js';
import { OwnedProcess } from './owned-process.js';
import { untilUp } from './until-up.js';

const STOP_MS_MAX = 10_000;
const HOST = '127.0.0.1';

export interface NatsOptions {
  /**
   * Folder of the server's configuration, log and (as `jetstream`) streams; made where it is
   * missing.
   */
  readonly dir: string;
  /** A free one where it is not given. */
  readonly port?: number;
  /** `nats-server` program; default `findNatsServer()`. */
  readonly binary?: string;
  /**
   * Whole configuration, written to `<dir>/nats.conf`. The port given here wins over the one in it.
   * Default: JetStream in `dir`, no users.
   */
  readonly configText?: string | ((port: number) => string);
  /** Further arguments of the command line. */
  readonly args?: readonly string[];
  /** Further variables of its environment, for example `GOMAXPROCS`. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where the server writes; default `<dir>/nats.log`. Bounded to 8 MiB. */
  readonly logFile?: string;
}

/**
 * Starts a NATS server with JetStream on 127.0.0.1 and waits until it accepts clients, streams
 * included.
 * @returns the server; `url` is `nats://127.0.0.1:port`.
 * @throws LocalServiceError BINARY_MISSING, or START_FAILED with the end of the server's log.
 */
export async function startNats(options: NatsOptions): Promise<LocalServer> {
  const dir = path.resolve(options.dir);
  const binary = options.binary ?? (await findNatsServer());
  await mkdir(dir, { recursive: true });
  return onSomePort(options.port, freePort, (port) =>
    superviseServer({ url: `nats://${HOST}:${port}`, port }, () => launch(dir, port, binary, options)),
  );
}

async function launch(
  dir: string,
  port: number,
  binary: string,
  options: NatsOptions,
): Promise<OwnedProcess> {
  const configFile = path.join(dir, 'nats.conf');
  const pidFile = path.join(dir, 'nats.pid');
  await clearLeftover(pidFile, configFile);
  await writeFile(configFile, configOf(options, dir, port), { mode: 0o600 });
  const server = await OwnedProcess.start({
    command: binary,
    args: ['-c', configFile, '-a', HOST, '-p', String(port), '-P', pidFile, ...(options.args ?? [])],
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    logFile: options.logFile ?? path.join(dir, 'nats.log'),
    stopSignal: 'SIGTERM',
    stopMsMax: STOP_MS_MAX,
  });
  const state = await untilUp(server, () => natsGreets(port));
  if (state === 'ready') return server;
  const tail = server.logTail();
  await server.stop();
  throw new LocalServiceError(
    state === 'stuck' ? 'START_TIMEOUT' : 'START_FAILED',
    `The NATS server in ${dir} did not come up on port ${port}: ${tail}`,
  );
}

/**
 * Two servers on the same streams would damage them: a server that outlived its parent is ended
 * first.
 */
async function clearLeftover(pidFile: string, configFile: string): Promise<void> {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (Number.isInteger(pid) && pid > 1) await endLeftover(pid, 'nats', configFile, 'SIGTERM', STOP_MS_MAX);
}

function configOf(options: NatsOptions, dir: string, port: number): string {
  if (typeof options.configText === 'function') return options.configText(port);
  return (
    options.configText ??
    `jetstream { store_dir: ${JSON.stringify(path.join(dir, 'jetstream'))} }\nmax_payload: 8MB\n`
  );
}

/**
 * Whether a NATS server on this machine accepts clients: it opens its port after it has read its
 * streams, and sends the first message.
 */
export function natsGreets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: HOST });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => settle(false));
    socket.once('data', (data) => settle(data.toString('latin1').startsWith('INFO ')));
    socket.once('error', () => settle(false));
    socket.once('close', () => settle(false));
  });
}
