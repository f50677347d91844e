import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { LocalServiceError } from './local-service-error.js';

const execute = promisify(execFile);
/**
 * Oldest server that knows every setting of our streams; it refuses an unknown one.
 */
export const NATS_SERVER_VERSION_MIN = '2.14.0';

/** Folder in which the set-up keeps the servers it fetched, as `nats-server-<version>`. */
export function natsServerCacheDir(): string {
  return path.join(homedir(), '.cache', 'eagle-notifier');
}

/**
 * Looks for a NATS server of at least 2.14: the environment variable NATS_SERVER_BIN, the PATH,
 * then the newest in the cache folder.
 * @throws LocalServiceError BINARY_MISSING.
 */
export async function findNatsServer(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const named = environment['NATS_SERVER_BIN'];
  if (named !== undefined && named !== '') return named;
  for (const candidate of [...onPath(environment['PATH'] ?? ''), ...(await cached())]) {
    if (await isNewEnough(candidate)) return candidate;
  }
  throw new LocalServiceError(
    'BINARY_MISSING',
    `No NATS server ${NATS_SERVER_VERSION_MIN} or newer was found: run "npm start" once, which fetches it, or set NATS_SERVER_BIN.`,
  );
}

function onPath(searchPath: string): string[] {
  return searchPath
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, 'nats-server'));
}

async function cached(): Promise<string[]> {
  const folder = natsServerCacheDir();
  const entries = await readdir(folder).catch(() => []);
  return entries
    .filter((entry) => /^nats-server-v?\d+\.\d+\.\d+$/.test(entry))
    .sort((a, b) => compareVersions(versionIn(b), versionIn(a)))
    .map((entry) => path.join(folder, entry));
}

async function isNewEnough(binary: string): Promise<boolean> {
  const found = await stat(binary).catch(() => null);
  if (found?.isFile() !== true) return false;
  const answer = await execute(binary, ['--version']).catch(() => null);
  return answer !== null && compareVersions(versionIn(answer.stdout), NATS_SERVER_VERSION_MIN) >= 0;
}

function versionIn(text: string): string {
  return /\d+\.\d+\.\d+/.exec(text)?.[0] ?? '0.0.0';
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
