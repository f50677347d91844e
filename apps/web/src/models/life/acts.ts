import type { ModelSummary } from '../model-types.js';

/** What an admin can do with a version. */
export type VersionAct = 'deploy' | 'shadow' | 'retire' | 'roll-back';

export interface PossibleAct {
  readonly act: VersionAct;
  /** The gate refused the version, or it failed in service: it needs a reason that stays visible. */
  readonly isOverride: boolean;
}

/** What can be done with a version, the likeliest first. The platform decides in the end. */
export function actsOf({ state, verdict }: Pick<ModelSummary, 'state' | 'verdict'>): PossibleAct[] {
  const isOverride = state === 'refused' || state === 'quarantined' || verdict?.promote === false;
  const deploy: PossibleAct = { act: 'deploy', isOverride };
  const shadow: PossibleAct = { act: 'shadow', isOverride };
  switch (state) {
    case 'champion':
      return [{ act: 'roll-back', isOverride: false }];
    case 'shadow':
      return [deploy, { act: 'retire', isOverride: false }];
    case 'registered':
    case 'retired':
    case 'refused':
    case 'quarantined':
      return [deploy, shadow];
  }
}
