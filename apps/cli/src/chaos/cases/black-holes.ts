import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosCase } from '../chaos-case.js';

const SECONDS = { small: 15, full: 100 };

export const blackHoles: ChaosCase = {
  name: 'black-holes',
  description:
    'the network to one plant swallows every byte while its connections stay open; the other plants are not affected',
  async run({ target, size, counters, signal }) {
    const [first, ...others] = target.plants;
    if (first === undefined) return;
    await counters.disturbed(`network to one plant swallows all for ${SECONDS[size]} s`, async () => {
      const endAtMs = performance.now() + SECONDS[size] * 1_000;
      target.blackHole.open();
      try {
        await first.organization.saidOfFeed('it cannot be read', ({ state }) => state !== 'ok');
        await target.everyoneHears('of the other plants during it', others);
        await delay(Math.max(0, endAtMs - performance.now()), undefined, { signal });
      } finally {
        target.blackHole.close();
      }
    });
  },
};
