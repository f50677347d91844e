import * as z from 'zod';
import { de } from '../../texts/de/index.js';
import { en } from '../../texts/en/index.js';
import { textsOf } from '../../texts/texts-of.js';
import { NARROW_SPACE } from '../../time/index.js';
import { fieldOf, PARTS, SCHEMAS } from '../parts.js';
import { describeSchema } from './describe-schema.js';
import { issueText } from './issue-text.js';
import { mistakeAt, mistakesBelow, mistakesOf, placeMistakes } from './mistakes.js';

const english = textsOf('en', en);
const settings = fieldOf('settings');
const wrongIn = (value: unknown, texts = english) =>
  mistakesOf(SCHEMAS.settings.safeParse(value).error?.issues ?? [], (issue) =>
    issueText(issue, settings, texts).replaceAll(NARROW_SPACE, ' '),
  );

describe('mistakes', () => {
  test('are said in the unit of the field, in the language of the person', () => {
    const value = { scanPeriodMs: 0, prediction: { horizonMs: 'soon' }, training: { tuneSeconds: 7_200 } };
    expect(wrongIn(value)).toEqual([
      { pointer: '/scanPeriodMs', detail: 'It must be at least 1 ms.' },
      { pointer: '/prediction/horizonMs', detail: 'A number is needed.' },
      { pointer: '/training/tuneSeconds', detail: 'It must be at most 1 h.' },
    ]);
    expect(wrongIn(value, textsOf('de', de))[0]?.detail).toBe('Es muss mindestens 1 ms sein.');
  });

  test('of texts and lists count what is missing', () => {
    const schema = z.object({
      name: z.string().min(1),
      tags: z.array(z.string()).min(1),
      long: z.string().max(3),
    });
    const issues = schema.safeParse({ name: '', tags: [], long: 'four' }).error?.issues ?? [];
    expect(mistakesOf(issues, (issue) => issueText(issue, describeSchema(schema, 'part'), english))).toEqual([
      { pointer: '/name', detail: 'This is needed.' },
      { pointer: '/tags', detail: 'At least 1 entry is needed.' },
      { pointer: '/long', detail: 'At most 3 characters fit.' },
    ]);
  });

  test('of the gateway are placed in the part, or named as those of other parts', () => {
    const at = (pointer: string) => ({ pointer, detail: 'wrong' });
    expect(placeMistakes([at('/tags/3/range'), at('/rules/0/tag')], 'tags', PARTS)).toEqual({
      here: [at('/3/range')],
      elsewhere: [at('/rules/0/tag')],
    });
    // Settings are the body itself, and part of the whole configuration.
    expect(
      placeMistakes([at('/training/schedule'), at('/settings/predictInStates/0')], 'settings', PARTS),
    ).toEqual({
      here: [at('/training/schedule'), at('/predictInStates/0')],
      elsewhere: [],
    });
  });

  test('stand at their field, and count for everything above it', () => {
    const found = [
      { pointer: '/a/0/b', detail: 'one' },
      { pointer: '/a/0/b', detail: 'two' },
    ];
    expect(mistakeAt(found, '/a/0/b')).toBe('one; two');
    expect(mistakeAt(found, '/a')).toBeUndefined();
    expect(mistakesBelow(found, '/a')).toHaveLength(2);
  });
});
