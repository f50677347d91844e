import type { Sentences, Texts } from '../../texts/index.js';
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
  /** One sentence of the platform, or the reason that an admin wrote; empty where there is none. */
  readonly why: string;
}

/** What serves by the status, and why by the verdict and the life of that version. */
export function servingAnswer(
  serving: Serving | null,
  models: readonly ModelSummary[],
  sentences: Sentences,
): ServingAnswer {
  if (serving === null) return { kind: 'none', version: null, since: null, why: '' };
  const { state, version, override = false } = serving;
  if (state !== 'live' || version === null) {
    return { kind: state === 'live' ? 'none' : state, version, since: null, why: sentences.serving(serving) };
  }
  const model = models.find((each) => each.version === version);
  const isOverridden = override || (model?.overridden ?? false);
  return {
    kind: isOverridden ? 'live-overridden' : 'live',
    version,
    since: model?.state === 'champion' ? Date.parse(model.stateAt) : null,
    why: model === undefined ? '' : whyItServes(model, isOverridden, sentences),
  };
}

/** The reason that an admin gave against the gate; else the verdict. */
function whyItServes(model: ModelSummary, isOverridden: boolean, sentences: Sentences): string {
  return isOverridden || model.verdict === null ? model.stateReason : verdictSentence(model, sentences);
}

/** What the gate says of a version; empty where it was not judged. */
export const verdictSentence = (
  { verdict, metrics }: Pick<ModelSummary, 'verdict' | 'metrics'>,
  sentences: Sentences,
): string => (verdict === null ? '' : sentences.verdict({ verdict, event: metrics.event, judgement: null }));
