import type { Language, ShownFactsOf } from './language.js';
import { capitalised, nameOf, percent, shownDuration, shownNumber, spoken } from './words.js';

export const german: Language = {
  titleOf: (facts) => {
    switch (facts.type) {
      case 'deviation':
      case 'limit':
      case 'flag':
      case 'no-data':
        return facts.ruleTitle;
      case 'prediction':
        return `${capitalised(spoken(facts.component))} fällt wahrscheinlich aus`;
      case 'told':
        return facts.title;
    }
  },
  textOf: (facts) => {
    switch (facts.type) {
      case 'deviation':
        return deviationText(facts);
      case 'limit':
        return limitText(facts);
      case 'flag':
        return `${facts.assetName}: ${nameOf(facts)} steht an.`;
      case 'no-data':
        return `${facts.assetName}: keine Daten seit ${dative(facts.silentMs / 60_000)}.`;
      case 'prediction':
        return predictionText(facts);
      case 'told':
        return facts.text;
    }
  },
};

function deviationText(facts: ShownFactsOf<'deviation'>): string {
  const { assetName, value, setValue, unit } = facts;
  const distance = value - setValue;
  const side = distance >= 0 ? 'über' : 'unter';
  return (
    `${assetName}: ${nameOf(facts)} liegt bei ${shownValue(value, unit)}, ${shownValue(Math.abs(distance), unit)} ${side} ` +
    `dem Sollwert von ${shownValue(setValue, unit)}.`
  );
}

function limitText(facts: ShownFactsOf<'limit'>): string {
  const { assetName, value, unit, side, limit } = facts;
  const beyond = side === 'high' ? 'auf oder über' : 'auf oder unter';
  const against =
    limit === null ? 'nahe am Grenzwert' : `${beyond} dem Grenzwert von ${shownValue(limit, unit)}`;
  return `${assetName}: ${nameOf(facts)} liegt bei ${shownValue(value, unit)}, ${against}.`;
}

function predictionText(facts: ShownFactsOf<'prediction'>): string {
  const { assetName, component, probability, confidence } = facts;
  const sure = `Wahrscheinlichkeit ${percent(probability)}, Konfidenz ${percent(confidence)}`;
  return `${assetName}: ${spoken(component)} fällt voraussichtlich aus${whenText(facts)} (${sure}).`;
}

function whenText({ minutesToFailure, minutesInterval }: ShownFactsOf<'prediction'>): string {
  if (minutesToFailure === null) return '';
  const minutes = Math.max(0, minutesToFailure);
  const about = `, in ${minutes < 1 ? '' : 'etwa '}${dative(minutes)}`;
  if (minutesInterval === null) return about;
  const [low = 0, high = 0] = minutesInterval;
  return `${about}, zwischen ${dative(Math.max(0, low))} und ${dative(Math.max(0, high))}`;
}

/** Numbers have a comma before their decimals. */
const shownValue = (value: number, unit: string): string => {
  const number = shownNumber(value).replace('.', ',');
  return unit === '' ? number : `${number} ${unit}`;
};

const NOUNS = {
  minute: ['Minute', 'Minuten'],
  hour: ['Stunde', 'Stunden'],
  day: ['Tag', 'Tagen'],
} as const;

/** A duration as `seit`, `in` and `zwischen` take it: in the dative. */
function dative(minutes: number): string {
  const duration = shownDuration(minutes);
  if (duration === null) return 'weniger als einer Minute';
  const [one, several] = NOUNS[duration.unit];
  return `${duration.count} ${duration.count === 1 ? one : several}`;
}
