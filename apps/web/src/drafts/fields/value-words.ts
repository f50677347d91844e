import { ruleSchema } from '@eagle/contracts/domain';
import { useMemo } from 'react';
import { ruleSentence } from '../../rule-words/index.js';
import { scheduleText } from '../../schedule-words/index.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { childrenOf, type Field } from '../schema/field.js';
import { isList, isObject, type Json } from '../values/json.js';
import { identityOf, type Place } from '../values/place.js';
import { type FieldTexts, useFieldTexts } from './field-texts.js';
import { quantityText } from './quantity-text.js';

/** The field whose text is a schedule. */
const SCHEDULE = 'settings.training.schedule';

/** Values and places of a draft in people's words. */
export interface ValueWords {
  /** `10 min`, `Yes`, `Never`; a value of an unknown field as it is. */
  readonly value: (value: Json | undefined, field: Field | undefined) => string;
  /** `Prediction › Horizon` */
  readonly place: (place: Place, whole: Field) => string;
}

export function useValueWords(): ValueWords {
  const texts = useTexts();
  const fieldTexts = useFieldTexts();
  return useMemo(
    () => ({
      value: (value, field) => valueWords(value, field, texts, fieldTexts),
      place: (place, whole) => placeWords(place, whole, fieldTexts),
    }),
    [texts, fieldTexts],
  );
}

/** Nobody reads a password, not even the person who typed it. */
const SECRETS: ReadonlySet<string> = new Set(['feed.password']);

function valueWords(
  value: Json | undefined,
  field: Field | undefined,
  texts: Texts,
  fieldTexts: FieldTexts,
): string {
  const { t } = texts;
  if (value === undefined || value === null)
    return field === undefined ? t('drafts.none') : fieldTexts.off(field);
  if (field !== undefined && SECRETS.has(field.path)) return t('drafts.secret');
  if (typeof value === 'boolean') return t(value ? 'drafts.yes' : 'drafts.no');
  if (typeof value === 'number') {
    return quantityText(value, field?.kind === 'number' ? field.unit : null, texts);
  }
  if (typeof value === 'string') {
    if (value === '') return t('drafts.empty');
    if (field?.path === SCHEDULE) return scheduleText(value, texts) ?? value;
    return field?.kind === 'choice' ? fieldTexts.choice(field.path, value) : value;
  }
  if (isList(value)) {
    const item = field?.kind === 'list' ? field.item : field;
    const entries = value.map((entry) => valueWords(entry, item, texts, fieldTexts));
    return entries.length === 0 ? t('drafts.none') : entries.join(', ');
  }
  return ruleText(value, field, texts) ?? objectWords(value, field, texts, fieldTexts);
}

/** A rule that came or went is one sentence; null: it is none, or one with mistakes. */
function ruleText(value: Json, field: Field | undefined, texts: Texts): string | null {
  if (field?.path !== 'rules') return null;
  const rule = ruleSchema.safeParse(value).data;
  if (rule === undefined) return null;
  const sentence = ruleSentence(rule, () => undefined, texts);
  return texts.t('rule-words.titled', { title: rule.title, sentence });
}

/** What is given of an object: `Tag flow, operator >, value 10`. */
function objectWords(object: Json, field: Field | undefined, texts: Texts, fieldTexts: FieldTexts): string {
  if (!isObject(object)) return '';
  const given = Object.entries(object).filter(([, value]) => value !== null && value !== '');
  const words = given.map(([name, value]) => {
    const child = childNamed(field, name);
    const label = child === undefined ? name : fieldTexts.label(child);
    return `${label} ${valueWords(value, child, texts, fieldTexts)}`;
  });
  return words.length === 0 ? (identityOf(object) ?? texts.t('drafts.none')) : words.join(' · ');
}

const childNamed = (field: Field | undefined, name: string): Field | undefined =>
  field === undefined ? undefined : childrenOf(field).find((child) => child.name === name);

/** The field of a place; entries of lists and records have the field of their list. */
export function fieldAtPlace(whole: Field, place: Place): Field | undefined {
  return place.reduce<Field | undefined>((upper, step) => {
    if (upper === undefined) return undefined;
    if ('entry' in step) return upper.kind === 'list' ? upper.item : upper;
    if (upper.kind === 'record') return upper.value;
    return childNamed(upper, step.name);
  }, whole);
}

function placeWords(place: Place, whole: Field, { label }: FieldTexts): string {
  let field: Field | undefined = whole;
  const words = place.map((step) => {
    const upper: Field | undefined = field;
    field = upper === undefined ? undefined : fieldAtPlace(upper, [step]);
    if ('entry' in step) return step.entry;
    return field === undefined || upper?.kind === 'record' ? step.name : label(field);
  });
  return words.join(' › ');
}
