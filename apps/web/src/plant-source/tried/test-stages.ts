import type { FeedTest } from '../api-types.js';

export const STAGES = ['reached', 'signed-in', 'read-only', 'clock'] as const;
export type Stage = (typeof STAGES)[number];

/** How a stage of a test went. `remark`: it works, and something is worth a look. */
export interface StageResult {
  readonly stage: Stage;
  readonly state: 'ok' | 'failed' | 'remark' | 'unknown' | 'not-tried';
}

/** Clocks of two machines that keep time differ by less. */
const CLOCK_MS_MAX = 5_000;

/** Where a test got to: the first stage that failed, and none behind it. */
export function stagesOf({ ok, problem, facts }: FeedTest): StageResult[] {
  if (!ok) {
    const failed: Stage = isOfAccount(problem) ? 'signed-in' : 'reached';
    return STAGES.map((stage, at) => {
      const distance = at - STAGES.indexOf(failed);
      return { stage, state: distance < 0 ? 'ok' : distance === 0 ? 'failed' : 'not-tried' };
    });
  }
  if (facts === null) {
    return STAGES.map((stage) => ({
      stage,
      state: stage === 'reached' || stage === 'signed-in' ? 'ok' : 'unknown',
    }));
  }
  return [
    { stage: 'reached', state: 'ok' },
    { stage: 'signed-in', state: 'ok' },
    { stage: 'read-only', state: facts.mayWrite ? 'remark' : 'ok' },
    { stage: 'clock', state: Math.abs(facts.clockAheadMs) > CLOCK_MS_MAX ? 'remark' : 'ok' },
  ];
}

/** The server was reached, and did not let the account in. */
function isOfAccount(problem: FeedTest['problem']): boolean {
  return ['wrong-credentials', 'insecure-connection', 'permission-denied', 'table-missing'].includes(problem);
}
