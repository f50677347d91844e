import { setTimeout as delay } from 'node:timers/promises';
import type { OwnedProcess } from './owned-process.js';
import { StartProgress } from './start-progress.js';

const ASK_EVERY_MS = 20;

/**
 * Waits until a started server answers.
 * @returns `ended` if its process ended first; `stuck` if it makes no progress any more.
 */
export async function untilUp(
  server: OwnedProcess,
  isUp: () => Promise<boolean>,
): Promise<'ready' | 'ended' | 'stuck'> {
  const progress = new StartProgress();
  for (;;) {
    if (!server.running) return 'ended';
    if (await isUp()) return server.running ? 'ready' : 'ended';
    if (!progress.goesOn(server)) return 'stuck';
    await delay(ASK_EVERY_MS);
  }
}
