import { mkdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Where tools that every clone on this machine can share are kept. `EAGLE_CACHE` moves it. */
export function cacheFolder() {
  const folder =
    process.env.EAGLE_CACHE ??
    path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'eagle-notifier');
  mkdirSync(folder, { recursive: true });
  return folder;
}
