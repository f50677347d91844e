import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '@eagle/service-kit';

/** How long a stream or bucket that is read here may take until it is there. */
const THERE_MS_MAX = 60_000;
const TRY_AGAIN_MS = 250;

/** Streams and buckets are made by another process. @throws what the last try threw. */
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
