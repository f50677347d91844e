import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosCase } from '../chaos-case.js';

interface Freeze {
  readonly victim: string;
  readonly seconds: number;
  /** Whether the status of every feed has to say so meanwhile. */
  readonly isTold?: true;
}

/** Longer than any lease; the longest one is longer than what a broker keeps a silent connection for. */
const SMALL: readonly Freeze[] = [{ victim: 'data-processor', seconds: 20, isTold: true }];
const FULL: readonly Freeze[] = [
  { victim: 'data-processor', seconds: 100, isTold: true },
  { victim: 'alerting', seconds: 30 },
  { victim: 'prediction', seconds: 30 },
  { victim: 'model-cache', seconds: 15 },
  { victim: 'training', seconds: 15 },
  { victim: 'gateway', seconds: 30 },
  { victim: 'nats', seconds: 15 },
  { victim: 'postgres', seconds: 15 },
  { victim: 'scada-postgres', seconds: 15 },
];

export const freezes: ChaosCase = {
  name: 'freezes',
  description: 'each process stands still for 15 to 100 seconds and goes on',
  async run({ target, size, tally, signal }) {
    for (const { victim, seconds, isTold } of size === 'small' ? SMALL : FULL) {
      await tally.disturbed(`${victim} frozen for ${seconds} s`, async () => {
        const { pid } = target.process(victim);
        const thawAtMs = performance.now() + seconds * 1_000;
        process.kill(pid, 'SIGSTOP');
        try {
          if (isTold === true) {
            const told = target.plants.map(({ organization }) =>
              organization.saidOfFeed('nothing is heard of it', ({ problem }) => problem === 'not-reported'),
            );
            await Promise.all(told);
          }
          await delay(Math.max(0, thawAtMs - performance.now()), undefined, { signal });
        } finally {
          process.kill(pid, 'SIGCONT');
        }
      });
    }
  },
};
