import { ApiProblem } from '../../api/index.js';
import { isSame, type Json } from '../values/json.js';
import type { RevisedValue } from './draft-state.js';

const CHANGED_MEANWHILE = 'CONFIG.CHANGED_MEANWHILE';

/** A change of a part that was saved a moment ago. */
export interface SavedChange {
  /** The part before. */
  readonly former: Json;
  /** The part as the platform has it since; its revision is the one that the change made. */
  readonly saved: RevisedValue;
  /** The part as it was sent: it may hold a password, which the platform gives to nobody. */
  readonly typed: Json;
}

export interface TakingBack {
  /** Replaces the part, if the platform is at the revision. @throws ApiProblem */
  readonly replace: (value: Json, revision: number) => Promise<void>;
  /** What the platform has now. @throws ApiProblem */
  readonly readNewer: () => Promise<RevisedValue>;
}

/**
 * Writes the former value of a part again, as a new revision.
 * @returns `over`: somebody else changed the part since, and theirs stays.
 * @throws ApiProblem where the platform refuses it, or does not answer.
 */
export async function takeBack(
  { former, saved }: Pick<SavedChange, 'former' | 'saved'>,
  { replace, readNewer }: TakingBack,
): Promise<'done' | 'over'> {
  try {
    await replace(former, saved.revision);
    return 'done';
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== CHANGED_MEANWHILE) throw error;
  }
  // The revision counts every part: a change of another one is nothing to keep from.
  const newer = await readNewer();
  if (!isSame(newer.value, saved.value)) return 'over';
  await replace(former, newer.revision);
  return 'done';
}
