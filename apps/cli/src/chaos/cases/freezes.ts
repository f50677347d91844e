import { setTimeout as delay } from 'node:timers/promises';
import type { ChaosCase } from '../chaos-case.js';

interface Freeze {
  readonly victim: string;
  readonly seconds: number;
  /** Whether the status of every feed must report it during the freeze. */
  readonly isReported?: true;
  /** Whether alerts of rules must come as usual during the freeze. */
  readonly rulesGoOn?: true;
}

/**
 * Longer than any lease; the longest exceeds the time after which the broker drops a silent
 * connection. While prediction is frozen, an organization's share of the stream of features is full
 * after 13 s.
 */
const SMALL: readonly Freeze[] = [
  { victim: 'data-processor', seconds: 20, isReported: true },
  { victim: 'prediction', seconds: 25, rulesGoOn: true },
];
const FULL: readonly Freeze[] = [
  { victim: 'data-processor', seconds: 100, isReported: true },
  { victim: 'alerting', seconds: 30 },
  { victim: 'prediction', seconds: 30, rulesGoOn: true },
  { victim: 'model-cache', seconds: 15, rulesGoOn: true },
  { victim: 'training', seconds: 15, rulesGoOn: true },
  { victim: 'gateway', seconds: 30 },
  { victim: 'nats', seconds: 15 },
  { victim: 'postgres', seconds: 15 },
  { victim: 'scada-postgres', seconds: 15 },
];

export const freezes: ChaosCase = {
  name: 'freezes',
  description: 'each process is frozen for 15 to 100 seconds and continues',
  async run({ target, size, counters, signal }) {
    for (const { victim, seconds, isReported, rulesGoOn } of size === 'small' ? SMALL : FULL) {
      const disturbance = `${victim} frozen for ${seconds} s`;
      await counters.disturbed(disturbance, async () => {
        const { pid } = target.process(victim);
        const frozenAtMs = Date.now();
        const thawAtMs = performance.now() + seconds * 1_000;
        process.kill(pid, 'SIGSTOP');
        try {
          if (isReported === true) {
            const reported = target.plants.map(({ organization }) =>
              organization.saidOfFeed(
                'the feed shows no status',
                ({ problem }) => problem === 'not-reported',
              ),
            );
            await Promise.all(reported);
          }
          await delay(Math.max(0, thawAtMs - performance.now()), undefined, { signal });
          if (rulesGoOn === true) counters.alertsCame(disturbance, target.alertsLateMs(frozenAtMs));
        } finally {
          process.kill(pid, 'SIGCONT');
        }
      });
    }
  },
};
