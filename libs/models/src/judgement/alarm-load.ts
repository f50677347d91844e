import type { Judgement } from '@eagle/contracts/domain';
import { short } from './gate-words.js';

/**
 * Alarms an operator can take a day, of all sources: EEMUA 191 (3rd edition) and ISA-18.2 call
 * about 150 acceptable and 300 the most that can be managed.
 */
export const ALARMS_ACCEPTABLE = 150;
export const ALARMS_MANAGEABLE = 300;

export interface AlarmLoad {
  /** More than is acceptable even without any other source of alarms. */
  readonly isTooMuch: boolean;
  /** Alarms an operator and an asset get a day, compared with the figures of the field. */
  readonly sentence: string;
}

/** The load that the model's alarms, true and false, put on the people who get them. */
export function loadOf({
  alarmsPerOperatorPerDay,
  model,
}: Pick<Judgement, 'alarmsPerOperatorPerDay' | 'model'>): AlarmLoad {
  const { assetDays } = model.event;
  const perAsset = assetDays > 0 ? model.alarms / assetDays : 0;
  const isTooMuch = alarmsPerOperatorPerDay > ALARMS_ACCEPTABLE;
  const said = `That is about ${figureOf(alarmsPerOperatorPerDay)} alarms a day for each operator, ${figureOf(perAsset)} for each asset`;
  return { isTooMuch, sentence: `${said}: ${judgementOf(alarmsPerOperatorPerDay)}.` };
}

function judgementOf(alarms: number): string {
  const field = `of EEMUA 191 and ISA-18.2 (about ${ALARMS_ACCEPTABLE} acceptable, ${ALARMS_MANAGEABLE} the most, from all sources together)`;
  if (alarms > ALARMS_MANAGEABLE) return `more than anybody can manage by the figures ${field}`;
  if (alarms > ALARMS_ACCEPTABLE) return `more than is acceptable by the figures ${field}`;
  return `within the figures ${field}`;
}

const figureOf = (value: number): string => (value >= 100 ? String(Math.round(value)) : short(value));
