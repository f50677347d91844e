import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import { STREAM_ACCOUNTS } from './bus-accounts.js';

/** The account that holds everything on a server without accounts. */
const ONLY_ACCOUNT = '$G';

/**
 * Moves streams that were stored before each stream had an account into their accounts. The server
 * must not run; repeating the move changes nothing.
 * @param storeDir  As in the server's configuration.
 * @returns names of the streams that were moved.
 */
export function adoptStreams(storeDir: string): string[] {
  const accounts = path.join(storeDir, 'jetstream');
  const from = path.join(accounts, ONLY_ACCOUNT, 'streams');
  if (!existsSync(from)) return [];
  return readdirSync(from).filter((stream) => {
    const to = path.join(accounts, stream, 'streams');
    if (!STREAM_ACCOUNTS.includes(stream) || existsSync(path.join(to, stream))) return false;
    mkdirSync(to, { recursive: true });
    renameSync(path.join(from, stream), path.join(to, stream));
    return true;
  });
}
