import { setTimeout as delay } from 'node:timers/promises';
import { FrameOutbox } from './frame-outbox.js';
import type { PipelineParts } from './pipeline-parts.js';

/** How long frames may wait for room before it is reported. */
const BEHIND_REPORTED_AFTER_MS = 1_000;

/** The outbox of one organization's frames, with its results in status and metrics. */
export function openOutbox(
  { plan, bus, frameRoom, metrics, status }: PipelineParts,
  onFailed: () => void,
): FrameOutbox {
  const { organizationId } = plan.config;
  return new FrameOutbox(bus, organizationId, frameRoom, {
    onBehind: (waitedMs) => {
      if (waitedMs > BEHIND_REPORTED_AFTER_MS)
        status.note(
          'predictions-behind',
          'Predictions are behind: features wait until they have caught up; alarm rules go on.',
        );
    },
    onDropped: (rows, cause) => {
      metrics.featureRowsDropped.inc({ organization: organizationId, cause }, rows);
      status.note(
        'predictions-dropped',
        'Predictions are too far behind, or no prediction service runs: some rows get no prediction; alarm rules go on.',
      );
    },
    onFailed,
    sleep: delay,
    now: () => performance.now(),
  });
}
