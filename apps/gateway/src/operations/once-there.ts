import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@eagle/service-kit';

/** How long a stream or bucket that is read here may take to appear. */
const THERE_MS_MAX = 60_000;
const TRY_AGAIN_MS = 250;

/** Waits for a stream or bucket that another process makes. @throws the error of the last try. */
export async function onceThere<T>(logger: Logger, what: string, open: () => Promise<T>): Promise<T> {
  const end = performance.now() + THERE_MS_MAX;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (performance.now() > end) throw error;
      logger.info({ error, what }, 'Not there yet');
    }
    await delay(TRY_AGAIN_MS);
  }
}
