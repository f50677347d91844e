import { isAlive } from '@eagle/local-services';
import { waitFor } from '../../journeys/running-eagle.fixture.js';
import type { ChaosCase } from '../chaos-case.js';

const GONE_MS_MAX = 30_000;
const START_MS_MAX = 120_000;

/** A separate journey in every test run does so; it takes the place of the small size. */
export const launcher: ChaosCase = {
  name: 'launcher',
  description: 'kill -9 of the launcher, then a start; no process of the first launcher may survive',
  async run({ target, size, counters }) {
    if (size === 'small') return;
    await counters.disturbed('launcher killed and started again', async () => {
      const { processes } = target.run;
      await target.eagle.kill();
      const left = (): string[] => processes.flatMap(({ name, pid }) => (isAlive(pid) ? [name] : []));
      await waitFor(
        () => `gone with the launcher: ${left().join(', ')}`,
        GONE_MS_MAX,
        () => left().length === 0,
      );
      target.eagle.start();
      await target.eagle.ready(START_MS_MAX);
    });
  },
};
