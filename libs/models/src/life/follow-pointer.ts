import type { ModelAction, ModelVersion } from '@eagle/contracts/domain';
import type { Change, Step, VersionRecord } from './version-record.js';

/** The content of the pointer after a version became the live one. */
export interface Flip {
  readonly version: ModelVersion;
  readonly action: ModelAction;
  readonly reason: string;
  readonly override: boolean;
}

/**
 * The change that makes the register agree with the pointer. The pointer is flipped first and
 * recorded afterwards, so a process that is killed in between leaves this step to do; the pointer
 * carries everything that must be written. Null: the register agrees already, or does not know the
 * version.
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
