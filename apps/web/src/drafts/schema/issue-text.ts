import { useCallback } from 'react';
import type * as z from 'zod';
import { quantityText } from '../fields/quantity-text.js';
import { type Texts, useTexts } from '../../texts/index.js';
import { type Field, fieldAtSteps } from './field.js';

/** What a schema says about a value, in the person's language; a sentence of the contracts stays. */
export function useIssueText(whole: Field): (issue: z.core.$ZodIssue) => string {
  const texts = useTexts();
  return useCallback((issue) => issueText(issue, whole, texts), [texts, whole]);
}

export function issueText(issue: z.core.$ZodIssue, whole: Field, texts: Texts): string {
  const { t, sentences } = texts;
  switch (issue.code) {
    case 'invalid_type':
      return t(
        issue.expected === 'number' || issue.expected === 'int'
          ? 'drafts.mistake.number'
          : 'drafts.mistake.needed',
      );
    case 'too_small':
      return tooSmall(issue, whole, texts);
    case 'too_big':
      return tooBig(issue, whole, texts);
    case 'invalid_value':
      return t('drafts.mistake.choice');
    default:
      return sentences.mistake({ detail: issue.message, code: 'schema' }, null);
  }
}

function tooSmall(issue: z.core.$ZodIssueTooSmall, whole: Field, texts: Texts): string {
  const { t } = texts;
  const count = Number(issue.minimum);
  if (issue.origin === 'string') {
    return count <= 1 ? t('drafts.mistake.needed') : t('drafts.mistake.short', { least: count });
  }
  if (issue.origin === 'array') return t('drafts.mistake.few', { least: count });
  const least = limitText(count, issue, whole, texts);
  return t(issue.inclusive === false ? 'drafts.mistake.above' : 'drafts.mistake.least', { least });
}

function tooBig(issue: z.core.$ZodIssueTooBig, whole: Field, texts: Texts): string {
  const { t } = texts;
  const count = Number(issue.maximum);
  if (issue.origin === 'string') return t('drafts.mistake.long', { most: count });
  if (issue.origin === 'array') return t('drafts.mistake.many', { most: count });
  return t('drafts.mistake.most', { most: limitText(count, issue, whole, texts) });
}

/** A limit in the unit in which the field shows its value. */
function limitText(limit: number, { path }: z.core.$ZodIssue, whole: Field, texts: Texts): string {
  const field = fieldAtSteps(whole, path);
  return quantityText(limit, field?.kind === 'number' ? field.unit : null, texts);
}
