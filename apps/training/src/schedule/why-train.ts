import type { TrainingTrigger } from '@eagle/contracts/domain';
import type { RegisteredVersion } from '../ports.js';

/** The facts that decide whether an organization is trained now. */
export interface TrainingNeed {
  /** A training that was requested or is retried. */
  readonly requested: TrainingTrigger | null;
  readonly newest: Pick<RegisteredVersion, 'featureSetHash'> | null;
  /** Hash of the organization's present features. */
  readonly featureSetHash: string;
  /**
   * A person cancelled the automatic training; it waits for the schedule, a change, or a request.
   */
  readonly paused: boolean;
  readonly scheduleIsDue: boolean;
}

/** The trigger of a training now; null: none. */
export function whyTrain(need: TrainingNeed): TrainingTrigger | null {
  if (need.requested !== null) return need.requested;
  if (!need.paused) {
    if (need.newest === null) return 'first';
    if (need.newest.featureSetHash !== need.featureSetHash) return 'changed';
  }
  return need.scheduleIsDue ? 'schedule' : null;
}
