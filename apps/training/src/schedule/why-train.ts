import type { TrainingTrigger } from '@eagle/contracts/domain';
import type { RegisteredVersion } from '../ports.js';

/** What decides whether an organization is trained now. */
export interface TrainingNeed {
  /** A training that was asked for or is tried again. */
  readonly requested: TrainingTrigger | null;
  readonly newest: Pick<RegisteredVersion, 'featureSetHash'> | null;
  /** Hash of the features that the organization has now. */
  readonly featureSetHash: string;
  /** Somebody cancelled the training that began by itself; it waits for the schedule, a change, or to be asked for. */
  readonly paused: boolean;
  readonly scheduleIsDue: boolean;
}

/** What begins a training now; null: nothing does. */
export function whyTrain(need: TrainingNeed): TrainingTrigger | null {
  if (need.requested !== null) return need.requested;
  if (!need.paused) {
    if (need.newest === null) return 'first';
    if (need.newest.featureSetHash !== need.featureSetHash) return 'changed';
  }
  return need.scheduleIsDue ? 'schedule' : null;
}
