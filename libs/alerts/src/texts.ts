import type { ComponentName, Tag } from '@eagle/contracts/domain';
import type { PredictionRow } from './prediction-row.js';
import type { CompiledValueRule, RuleProgram } from './rule-program.js';

/** `hardening-zone-1-heater` as people say it. */
export const spoken = (name: string): string => name.replace(/[-_]+/g, ' ');

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A measured number with at most four significant digits, without trailing zeros. */
export const shownNumber = (value: number): string => String(Number(value.toPrecision(4)));

function shownValue(value: number, tag: Tag | undefined): string {
  const unit = tag?.unit ?? '';
  return unit === '' ? shownNumber(value) : `${shownNumber(value)} ${unit}`;
}

function labelOf(program: RuleProgram, name: string): string {
  const label = program.tags.get(name)?.label ?? '';
  return label === '' ? name : label;
}

/** A length of time in the largest unit that leaves no silly digits. */
export function shownMinutes(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return counted(Math.round(minutes), 'minute');
  if (minutes < 48 * 60) return counted(Math.round(minutes / 60), 'hour');
  return counted(Math.round(minutes / 1_440), 'day');
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** What a rule on values saw, in one sentence: where, value, and against what. */
export function ruleText(
  program: RuleProgram,
  assetName: string,
  compiled: CompiledValueRule,
  value: number,
  setValue: number,
): string {
  const { rule } = compiled;
  const tag = program.tags.get(rule.tag);
  const label = labelOf(program, rule.tag);
  if (rule.type === 'flag') return `${assetName}: ${label} is on.`;
  if (rule.type === 'limit') {
    const limits = rule.bands.map((band) => band.from);
    const crossed = limits.filter((limit) => (rule.side === 'high' ? value >= limit : value <= limit));
    const limit = rule.side === 'high' ? Math.max(...crossed) : Math.min(...crossed);
    const side = rule.side === 'high' ? 'at or above' : 'at or below';
    const against =
      crossed.length === 0 ? 'near its limit' : `${side} the limit of ${shownValue(limit, tag)}`;
    return `${assetName}: ${label} is ${shownValue(value, tag)}, ${against}.`;
  }
  const distance = value - setValue;
  const side = distance >= 0 ? 'above' : 'below';
  return (
    `${assetName}: ${label} is ${shownValue(value, tag)}, ${shownValue(Math.abs(distance), tag)} ${side} ` +
    `the set value of ${shownValue(setValue, tag)}.`
  );
}

/** That nothing comes from an asset. */
export function noDataText(assetName: string, silentMs: number): string {
  return `${assetName}: no data for ${shownMinutes(silentMs / 60_000)}.`;
}

/** What is predicted, in one sentence: where, what, how sure, when. */
export function predictionText(assetName: string, row: PredictionRow, component: ComponentName): string {
  const sure = `probability ${percent(row.probability)}, confidence ${percent(row.confidence)}`;
  return `${assetName}: ${spoken(component)} is expected to fail${whenText(row)} (${sure}).`;
}

function whenText({ minutesLow, minutesMedian, minutesHigh }: PredictionRow): string {
  if (!Number.isFinite(minutesMedian)) return '';
  const about = `in about ${shownMinutes(Math.max(0, minutesMedian))}`.replace('about less', 'less');
  if (!Number.isFinite(minutesLow) || !Number.isFinite(minutesHigh)) return ` ${about}`;
  return ` ${about}, between ${shownMinutes(Math.max(0, minutesLow))} and ${shownMinutes(Math.max(0, minutesHigh))}`;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Title of an alert that only a prediction stands behind. */
export const predictionTitle = (component: ComponentName): string =>
  `${capitalised(spoken(component))} is likely to fail`;
