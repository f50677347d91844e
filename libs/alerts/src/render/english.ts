import type { Language, ShownFactsOf } from './language.js';
import { capitalised, nameOf, percent, shownDuration, shownNumber, spoken } from './words.js';

export const english: Language = {
  titleOf: (facts) => {
    switch (facts.type) {
      case 'deviation':
      case 'limit':
      case 'flag':
      case 'no-data':
        return facts.ruleTitle;
      case 'prediction':
        return `${capitalised(spoken(facts.component))} is likely to fail`;
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
        return `${facts.assetName}: ${nameOf(facts)} is on.`;
      case 'no-data':
        return `${facts.assetName}: no data for ${shownMinutes(facts.silentMs / 60_000)}.`;
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
  const side = distance >= 0 ? 'above' : 'below';
  return (
    `${assetName}: ${nameOf(facts)} is ${shownValue(value, unit)}, ${shownValue(Math.abs(distance), unit)} ${side} ` +
    `the set value of ${shownValue(setValue, unit)}.`
  );
}

function limitText(facts: ShownFactsOf<'limit'>): string {
  const { assetName, value, unit, side, limit } = facts;
  const beyond = side === 'high' ? 'at or above' : 'at or below';
  const against = limit === null ? 'near its limit' : `${beyond} the limit of ${shownValue(limit, unit)}`;
  return `${assetName}: ${nameOf(facts)} is ${shownValue(value, unit)}, ${against}.`;
}

function predictionText(facts: ShownFactsOf<'prediction'>): string {
  const { assetName, component, probability, confidence } = facts;
  const sure = `probability ${percent(probability)}, confidence ${percent(confidence)}`;
  return `${assetName}: ${spoken(component)} is expected to fail${whenText(facts)} (${sure}).`;
}

function whenText({ minutesToFailure, minutesInterval }: ShownFactsOf<'prediction'>): string {
  if (minutesToFailure === null) return '';
  const about = `in about ${shownMinutes(Math.max(0, minutesToFailure))}`.replace('about less', 'less');
  if (minutesInterval === null) return ` ${about}`;
  const [low = 0, high = 0] = minutesInterval;
  return ` ${about}, between ${shownMinutes(Math.max(0, low))} and ${shownMinutes(Math.max(0, high))}`;
}

const shownValue = (value: number, unit: string): string =>
  unit === '' ? shownNumber(value) : `${shownNumber(value)} ${unit}`;

function shownMinutes(minutes: number): string {
  const duration = shownDuration(minutes);
  if (duration === null) return 'less than a minute';
  return `${duration.count} ${duration.unit}${duration.count === 1 ? '' : 's'}`;
}
