import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from './free-port.js';
import { onSomePort, superviseServer, type LocalServer } from './local-server.js';
import { LocalServiceError } from './local-service-error.js';
import { natsServerCacheDir } from './nats-binary.js';
import { OwnedProcess } from './owned-process.js';
import { untilUp } from './until-up.js';

/**
 * The object store that the set-up of the tests builds: a gateway from the S3 protocol to a folder,
 * with conditional puts and signatures.
 */
export const S3_SERVER_VERSION = '1.8.0';
const STOP_MS_MAX = 5_000;
const HOST = '127.0.0.1';

export interface S3Options {
  /** Folder of the server's objects (`buckets/<bucket>`) and log. */
  readonly dir: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** @throws LocalServiceError BINARY_MISSING. */
export async function findS3Server(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const named = environment['S3_SERVER_BIN'];
  const binary =
    named === undefined || named === ''
      ? path.join(natsServerCacheDir(), `versitygw-${S3_SERVER_VERSION}`)
      : named;
  const found = await stat(binary).catch(() => null);
  if (found?.isFile() === true) return binary;
  throw new LocalServiceError(
    'BINARY_MISSING',
    `No S3-compatible server was found: "npm test" builds versitygw ${S3_SERVER_VERSION} where Go is installed; S3_SERVER_BIN names another.`,
  );
}

/**
 * Starts an S3-compatible server on 127.0.0.1 with one empty bucket.
 * @returns the server; `url` is its endpoint.
 * @throws LocalServiceError BINARY_MISSING, or START_FAILED with the end of the server's log.
 */
export async function startS3(options: S3Options): Promise<LocalServer> {
  const binary = await findS3Server();
  for (const folder of [`buckets/${options.bucket}`, 'metadata']) {
    await mkdir(path.join(options.dir, folder), { recursive: true });
  }
  return onSomePort(undefined, freePort, (port) =>
    superviseServer({ url: `http://${HOST}:${port}`, port }, () => launch(binary, port, options)),
  );
}

async function launch(binary: string, port: number, options: S3Options): Promise<OwnedProcess> {
  const { dir, accessKeyId, secretAccessKey } = options;
  const server = await OwnedProcess.start({
    command: binary,
    args: [
      ...['--port', `${HOST}:${port}`, '--quiet', '--health', '/health'],
      // Beside the objects, so that it runs on file systems without extended attributes too.
      ...['posix', '--sidecar', path.join(dir, 'metadata'), path.join(dir, 'buckets')],
    ],
    environment: { ROOT_ACCESS_KEY: accessKeyId, ROOT_SECRET_KEY: secretAccessKey },
    logFile: path.join(dir, 's3.log'),
    stopSignal: 'SIGTERM',
    stopMsMax: STOP_MS_MAX,
  });
  const answers = (): Promise<boolean> =>
    fetch(`http://${HOST}:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  const state = await untilUp(server, answers);
  if (state === 'ready') return server;
  const tail = server.logTail();
  await server.stop();
  throw new LocalServiceError(
    state === 'stuck' ? 'START_TIMEOUT' : 'START_FAILED',
    `The S3 server in ${dir} did not come up on port ${port}: ${tail}`,
  );
}
