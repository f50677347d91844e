import { de } from './de/index.js';
import { en } from './en/index.js';

/** Words that German writes as English does: names, units, and words that it took over. */
const SAME_IN_GERMAN = new Set(
  [
    'Eagle Notifier A Z min h d s ms B kB KiB MiB GiB',
    'Admins Champion Code Export Feed Gateway Host Import Live Name Person Port Scans Status System Tag Tags Test Text Training Trainings Version',
  ]
    .join(' ')
    .split(' '),
);
/** Words of sentences that German does not have. */
const ENGLISH = /\b(the|and|of|is|are|with|not|this|that|which|from|when|what|has)\b/i;

const keys = Object.keys(en).filter((key): key is keyof typeof en => key in en);

/** What a reader sees: without the values of a message. */
const wordsOf = (text: string): string[] => text.replace(/\{[^{}]*\}/g, '').match(/\p{L}+/gu) ?? [];

describe('German', () => {
  test('is really German: no text was left in English', () => {
    const left = keys.filter(
      (key) => de[key] === en[key] && wordsOf(en[key]).some((word) => !SAME_IN_GERMAN.has(word)),
    );
    expect(left).toEqual([]);
  });

  test('has no sentence with words that only English has', () => {
    const left = keys.filter((key) => ENGLISH.test(wordsOf(de[key]).join(' ')));
    expect(left).toEqual([]);
  });
});
