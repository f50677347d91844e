import { readManifests } from '@eagle/local-services/manifests';
import { waitFor } from '../../journeys/running-eagle.fixture.js';
import { killable } from '../../start/killable.js';
import { isReady } from '../../start/health.js';
import { projectRoot } from '../../start/platform.js';
import type { ChaosCase } from '../chaos-case.js';

const BACK_MS_MAX = 30_000;

/**
 * A separate journey in every test run kills each process; it takes the place of the small size.
 */
export const kills: ChaosCase = {
  name: 'kills',
  description: 'kill -9 of each service, of the broker and of both databases',
  async run({ target, size, counters }) {
    if (size !== 'full') return;
    for (const victim of killable(await readManifests(projectRoot))) {
      await counters.disturbed(`${victim} killed`, async () => {
        const { pid } = target.process(victim);
        process.kill(pid, 'SIGKILL');
        await waitFor(`${victim} is back`, BACK_MS_MAX, async () => {
          const now = target.process(victim);
          return now.pid > 0 && now.pid !== pid && (now.healthUrl === null || (await isReady(now.healthUrl)));
        });
      });
    }
  },
};
