import type { ModelAction, ModelVersion } from '@eagle/contracts/domain';
import type { Change, Step, VersionRecord } from './version-record.js';

/** A version was made the live one; what the pointer says of it. */
export interface Flip {
  readonly version: ModelVersion;
  readonly action: ModelAction;
  readonly reason: string;
  readonly override: boolean;
}

/**
 * What the register has to take in so that it says what serves. The pointer is flipped first and recorded then, so a process killed between the
 * two leaves this much to do; everything that is to be written goes with the pointer. Null: it says so already, or knows no such version.
 */
export function changeToFollow(records: readonly VersionRecord[], flip: Flip): Change | null {
  const record = records.find(({ version }) => version === flip.version);
  if (record === undefined || record.state === 'champion') return null;
  const takenBack = flip.action === 'rolled-back';
  const steps = records
    .filter(({ state }) => state === 'champion')
    .map((former): Step => {
      return {
        version: former.version,
        from: 'champion',
        to: 'retired',
        action: 'retired',
        reason: takenBack ? flip.reason : `Version ${flip.version} took its place.`,
        override: false,
        leftService: takenBack ? 'rolled-back' : 'superseded',
      };
    });
  const { version, action, reason, override } = flip;
  steps.push({ version, from: record.state, to: 'champion', action, reason, override, leftService: null });
  const shadow = records.find(({ state }) => state === 'shadow')?.version ?? null;
  return { steps, champion: version, shadow: shadow === version ? null : shadow };
}
