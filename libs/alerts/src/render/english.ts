import type { CauseFacts, ComponentName, FactsOf } from '@eagle/contracts/domain';
import type { Language } from './language.js';

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

function deviationText(facts: FactsOf<'deviation'>): string {
  const { assetName, value, setValue, unit } = facts;
  const distance = value - setValue;
  const side = distance >= 0 ? 'above' : 'below';
  return (
    `${assetName}: ${nameOf(facts)} is ${shownValue(value, unit)}, ${shownValue(Math.abs(distance), unit)} ${side} ` +
    `the set value of ${shownValue(setValue, unit)}.`
  );
}

function limitText(facts: FactsOf<'limit'>): string {
  const { assetName, value, unit, side, limit } = facts;
  const beyond = side === 'high' ? 'at or above' : 'at or below';
  const against = limit === null ? 'near its limit' : `${beyond} the limit of ${shownValue(limit, unit)}`;
  return `${assetName}: ${nameOf(facts)} is ${shownValue(value, unit)}, ${against}.`;
}

function predictionText(facts: FactsOf<'prediction'>): string {
  const { assetName, component, probability, confidence } = facts;
  const sure = `probability ${percent(probability)}, confidence ${percent(confidence)}`;
  return `${assetName}: ${spoken(component)} is expected to fail${whenText(facts)} (${sure}).`;
}

function whenText({ minutesToFailure, minutesInterval }: FactsOf<'prediction'>): string {
  if (minutesToFailure === null) return '';
  const about = `in about ${shownMinutes(Math.max(0, minutesToFailure))}`.replace('about less', 'less');
  if (minutesInterval === null) return ` ${about}`;
  const [low, high] = minutesInterval.map((minutes) => shownMinutes(Math.max(0, minutes)));
  return ` ${about}, between ${low} and ${high}`;
}

/** The organization's name for a tag. */
const nameOf = ({ label, tag }: Extract<CauseFacts, { label: string }>): string =>
  label === '' ? tag : label;

/** `hardening-zone-1-heater` as people say it. */
const spoken = (name: ComponentName): string => name.replace(/[-_]+/g, ' ');

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A measured number with at most four significant digits, without trailing zeros. */
const shownNumber = (value: number): string => String(Number(value.toPrecision(4)));

const shownValue = (value: number, unit: string): string =>
  unit === '' ? shownNumber(value) : `${shownNumber(value)} ${unit}`;

/** A duration in the largest unit that needs no meaningless digits. */
function shownMinutes(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return counted(Math.round(minutes), 'minute');
  if (minutes < 48 * 60) return counted(Math.round(minutes / 60), 'hour');
  return counted(Math.round(minutes / 1_440), 'day');
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

const percent = (share: number): string => `${Math.round(share * 100)} %`;
