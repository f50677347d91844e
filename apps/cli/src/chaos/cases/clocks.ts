import { setTimeout as delay } from 'node:timers/promises';
import type { CrossingPlant } from '../../journeys/crossing-plant.fixture.js';
import { waitFor } from '../../journeys/running-eagle.fixture.js';
import type { ChaosCase } from '../chaos-case.js';

const GOES_ON_MS_MAX = 30_000;
/** More rows than were in flight when the clock was set. */
const ROWS_MIN = 20;
const HOUR_MS = 3_600_000;
const WRONG_FOR_MS = { small: 5_000, full: 30_000 };
/** Steps of the clock while it runs; they are undone at the end. */
const SMALL = [-HOUR_MS];
const FULL = [HOUR_MS, -HOUR_MS, 26 * HOUR_MS, -90_000];

export const clocks: ChaosCase = {
  name: 'clocks',
  description: 'the clock of data-processor’s host is set forward and back while it runs',
  async run({ target, size, counters, signal }) {
    for (const offsetMs of size === 'small' ? SMALL : FULL) {
      await counters.disturbed(`clock of data-processor set by ${offsetMs / 1_000} s and back`, async () => {
        target.setClock(offsetMs);
        try {
          await Promise.all(target.plants.map((plant) => heardOrRefused(plant)));
          await delay(WRONG_FOR_MS[size], undefined, { signal });
        } finally {
          target.setClock(0);
        }
      });
    }
  },
};

/**
 * With a clock far behind, every row seems to be from the future: it is refused and counted.
 * Otherwise rows come through as usual.
 */
async function heardOrRefused(plant: CrossingPlant): Promise<void> {
  const [heard, refused] = [plant.heardAtMs.size, await plant.organization.refused()];
  await waitFor(
    'rows come through, or are refused with a reason, while the clock is wrong',
    GOES_ON_MS_MAX,
    async () => plant.heardAtMs.size > heard + ROWS_MIN || (await plant.organization.refused()) > refused,
  );
}
