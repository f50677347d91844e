import type { Texts } from '../../texts/index.js';
import { ageText, type PlantTime } from '../../time/index.js';
import type { ModelSummary, Serving } from '../model-types.js';

/** What happened to a version last: `Serving since 9 Nov 14:20`. */
export function lifeText(
  { state, stateAt }: Pick<ModelSummary, 'state' | 'stateAt'>,
  plantTime: PlantTime,
  now: number,
  t: Texts['t'],
): string {
  const at = Date.parse(stateAt);
  if (state === 'shadow') return t('models.life.shadow', { age: ageText(now - at) });
  return t(`models.life.${state}`, { at: plantTime.short(at, now) });
}

/** Which version serves, and why: two parts of one answer. */
export interface ServingAnswer {
  readonly kind: 'live' | 'live-overridden' | 'warming' | 'failed' | 'rules-only' | 'none';
  /** Null where none serves. */
  readonly version: string | null;
  /** Since when it serves, milliseconds since 1970; null where the list does not hold it. */
  readonly since: number | null;
  /** In the engine's own words; empty where it gives none. */
  readonly why: string;
}

/** What serves by the status, and why by the verdict and the life of that version. */
export function servingAnswer(serving: Serving | null, models: readonly ModelSummary[]): ServingAnswer {
  if (serving === null) return { kind: 'none', version: null, since: null, why: '' };
  const { state, version, reason, override = false } = serving;
  if (state !== 'live' || version === null) {
    return { kind: state === 'live' ? 'none' : state, version, since: null, why: reason };
  }
  const model = models.find((each) => each.version === version);
  const isOverridden = override || (model?.overridden ?? false);
  return {
    kind: isOverridden ? 'live-overridden' : 'live',
    version,
    since: model?.state === 'champion' ? Date.parse(model.stateAt) : null,
    why: (isOverridden ? model?.stateReason : model?.verdict?.reason) ?? model?.stateReason ?? '',
  };
}
