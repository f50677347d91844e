import { setTimeout as delay } from 'node:timers/promises';
import type { SmallDisk } from '@eagle/local-services';
import { waitFor } from '../../journeys/running-eagle.fixture.js';
import type { ChaosCase } from '../chaos-case.js';
import type { ChaosCounters } from '../chaos-counters.js';
import type { ChaosTarget } from '../chaos-target.js';

const REPORTED_MS_MAX = 10_000;
const STAYS_FULL_MS = { small: 5_000, full: 40_000 };

export const fullDisk: ChaosCase = {
  name: 'full-disk',
  description:
    'the disk of the broker is full; this is reported at once, and everything recovers by itself when there is space',
  async run({ target, size, counters, signal }) {
    const disk = target.brokerDisk;
    if (disk === null) return;
    await counters.disturbed('broker’s disk full', async () => {
      await disk.fill();
      try {
        const reported = target.plants.map(({ organization }) =>
          organization.saidOfFeed(
            'the message store is full',
            ({ problem, state }) => problem === 'message-store' && state === 'down',
          ),
        );
        await Promise.all(reported);
        await waitFor('the metric shows it', REPORTED_MS_MAX, async () => (await storeMetric(target)) === 0);
        await delay(STAYS_FULL_MS[size], undefined, { signal });
      } finally {
        await disk.free();
      }
      await waitFor(
        'the metric shows that messages are stored again',
        REPORTED_MS_MAX * 3,
        async () => (await storeMetric(target)) === 1,
      );
    });
    if (size === 'full' && target.homeDisk !== null) await everythingFull(target.homeDisk, counters, signal);
  },
};

/** Databases and logs: writes that fail wait, and nothing that was committed is lost. */
async function everythingFull(disk: SmallDisk, counters: ChaosCounters, signal: AbortSignal): Promise<void> {
  await counters.disturbed('disk of databases and logs full', async () => {
    await disk.fill();
    await delay(STAYS_FULL_MS.full, undefined, { signal }).finally(() => disk.free());
  });
}

async function storeMetric(target: ChaosTarget): Promise<number | null> {
  const { metricsUrl } = target.process('gateway');
  const page = metricsUrl === null ? '' : await (await fetch(metricsUrl)).text();
  const [, value] = /^eagle_message_store_ok\{.*\} (\d)$/m.exec(page) ?? [];
  return value === undefined ? null : Number(value);
}
