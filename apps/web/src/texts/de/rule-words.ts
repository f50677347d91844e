import type { TranslationOf } from '../catalogue.js';
import type { ruleWords as English } from '../en/rule-words.js';

export const ruleWords: TranslationOf<typeof English> = {
  'rule-words.sentence': '{condition}{states, select, - {} other {, solange {states}}}; {clears}.',
  'rule-words.titled': '{title}: {sentence}',
  'rule-words.critical': 'kritisch',
  'rule-words.high': 'hoch',
  'rule-words.medium': 'mittel',
  'rule-words.low': 'niedrig',
  'rule-words.band': '{limit} ({severity})',
  'rule-words.limit.high': '{tag} liegt{delay, select, - {} other { {delay} lang}} bei oder über {limits}',
  'rule-words.limit.low': '{tag} liegt{delay, select, - {} other { {delay} lang}} bei oder unter {limits}',
  'rule-words.deviation.both':
    '{tag} weicht{delay, select, - {} other { {delay} lang}} um {limits} oder mehr von {setValue} ab',
  'rule-words.deviation.above':
    '{tag} liegt{delay, select, - {} other { {delay} lang}} um {limits} oder mehr über {setValue}',
  'rule-words.deviation.below':
    '{tag} liegt{delay, select, - {} other { {delay} lang}} um {limits} oder mehr unter {setValue}',
  'rule-words.flag': '{tag} steht{delay, select, - {} other { {delay} lang}} an ({severity})',
  'rule-words.no-data':
    'Die Anlage sendet {silence}{delay, select, - {} other { und weitere {delay}}} lang nichts ({severity})',
  'rule-words.clears.at-once': 'endet sofort',
  'rule-words.clears':
    'endet{delay, select, - {} other { nach {delay}}}{margin, select, - {} other { {margin} vor dem Grenzwert}}',
};
