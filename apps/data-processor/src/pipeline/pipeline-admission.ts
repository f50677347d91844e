import { setTimeout as delay } from 'node:timers/promises';
import { Admission, admitted } from './admission.js';
import type { PipelineParts } from './pipeline-parts.js';

/** The admission of one organization's rows, with its waits in the status. */
export function openAdmission(
  { plan, status, monotonicNow }: PipelineParts,
  running: () => boolean,
): Admission {
  const quota = plan.config.settings.quotaRowsPerSecond;
  return new Admission(quota, {
    running,
    onWait: () =>
      status.note(
        'over-quota',
        `More comes than the ${admitted(quota)}: the rest waits and is read later.`,
        'quota-exceeded',
      ),
    sleep: delay,
    now: monotonicNow,
  });
}
