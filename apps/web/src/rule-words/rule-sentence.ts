import type { Reply, Severity } from '../api/index.js';
import { valueText } from '../charts/index.js';
import type { Texts } from '../texts/index.js';
import { delayText } from '../time/index.js';

export type Rule = Reply<'/api/v1/organizations/{organizationId}/rules', 'get'>['rules'][number];
type RuleOf<Type extends Rule['type']> = Extract<Rule, { readonly type: Type }>;
type BandedRule = RuleOf<'limit' | 'deviation'>;

/** What people call the tags of an organization. */
export interface TagWords {
  readonly label: string;
  readonly unit: string;
}
export type TagWordsOf = (tag: string) => TagWords | undefined;

type Words = Pick<Texts, 't' | 'language'>;

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
/** The value of a message's choice that leaves its clause out; no state can be called so. */
const NONE = '-';

/**
 * A rule as one plain sentence: what it sees, for how long, in which states, how severe it is, and
 * when its alert clears. `Quench oil is at or above 80 °C (high) or 90 °C (critical) for 30 s, while
 * running; clears 2 °C short of the limit.`
 */
export function ruleSentence(rule: Rule, wordsOf: TagWordsOf, { t, language }: Texts): string {
  const condition = conditionText(rule, wordsOf, { t, language });
  const states = rule.states.length === 0 ? NONE : listText(rule.states, 'disjunction', language);
  const [margin, delay] = [marginText(rule, wordsOf, language), durationText(rule.offDelayMs, language)];
  const clears =
    margin === NONE && delay === NONE
      ? t('rule-words.clears.at-once')
      : t('rule-words.clears', { margin, delay });
  return t('rule-words.sentence', { condition, states, clears });
}

/** From the worst to the mildest, each once. */
export function severitiesOf(rule: Rule): Severity[] {
  const named = 'bands' in rule ? rule.bands.map(({ severity }) => severity) : [rule.severity];
  return SEVERITIES.filter((severity) => named.includes(severity));
}

export const worstSeverityOf = (rule: Rule): Severity => severitiesOf(rule)[0] ?? 'low';

/** The tags that a rule reads, the judged one first. */
export function tagsOf(rule: Rule): string[] {
  if (rule.type === 'no-data') return [];
  return rule.type === 'deviation' ? [rule.tag, rule.setValueTag] : [rule.tag];
}

function conditionText(rule: Rule, wordsOf: TagWordsOf, { t, language }: Words): string {
  const delay = durationText(rule.onDelayMs, language);
  if (rule.type === 'no-data') {
    const silence = delayText(rule.afterMs, language);
    return t('rule-words.no-data', { silence, delay, severity: t(`rule-words.${rule.severity}`) });
  }
  const tag = nameOf(rule.tag, wordsOf);
  if (rule.type === 'flag') {
    return t('rule-words.flag', { tag, delay, severity: t(`rule-words.${rule.severity}`) });
  }
  const limits = limitsText(rule, wordsOf(rule.tag)?.unit ?? '', { t, language });
  if (rule.type === 'limit') return t(`rule-words.limit.${rule.side}`, { tag, limits, delay });
  const setValue = nameOf(rule.setValueTag, wordsOf);
  return t(`rule-words.deviation.${rule.direction}`, { tag, setValue, limits, delay });
}

/** `80 °C (high) or 90 °C (critical)`, the mildest first, as a value meets them. */
function limitsText(rule: BandedRule, unit: string, { t, language }: Words): string {
  const isFalling = rule.type === 'limit' && rule.side === 'low';
  const bands = rule.bands.toSorted((a, b) => (isFalling ? b.from - a.from : a.from - b.from));
  const texts = bands.map(({ severity, from }) =>
    t('rule-words.band', {
      limit: valueText(from, unit, language),
      severity: t(`rule-words.${severity}`),
    }),
  );
  return listText(texts, 'disjunction', language);
}

function marginText(rule: Rule, wordsOf: TagWordsOf, language: Texts['language']): string {
  if (!('deadband' in rule) || rule.deadband === 0) return NONE;
  return valueText(rule.deadband, wordsOf(rule.tag)?.unit ?? '', language);
}

const durationText = (ms: number, language: Texts['language']): string =>
  ms === 0 ? NONE : delayText(ms, language);

/** The label of a tag; a tag that has none, or is not there, by its name. */
function nameOf(tag: string, wordsOf: TagWordsOf): string {
  const label = wordsOf(tag)?.label ?? '';
  return label === '' ? tag : label;
}

const listText = (items: readonly string[], type: 'disjunction', language: Texts['language']): string =>
  new Intl.ListFormat(language, { type }).format(items);
