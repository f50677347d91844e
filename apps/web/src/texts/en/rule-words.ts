export const ruleWords = {
  'rule-words.sentence': '{condition}{states, select, - {} other {, while {states}}}; {clears}.',
  'rule-words.titled': '{title}: {sentence}',
  'rule-words.critical': 'critical',
  'rule-words.high': 'high',
  'rule-words.medium': 'medium',
  'rule-words.low': 'low',
  'rule-words.band': '{limit} ({severity})',
  'rule-words.limit.high': '{tag} is at or above {limits}{delay, select, - {} other { for {delay}}}',
  'rule-words.limit.low': '{tag} is at or below {limits}{delay, select, - {} other { for {delay}}}',
  'rule-words.deviation.both':
    '{tag} is off {setValue} by {limits} or more{delay, select, - {} other { for {delay}}}',
  'rule-words.deviation.above':
    '{tag} is above {setValue} by {limits} or more{delay, select, - {} other { for {delay}}}',
  'rule-words.deviation.below':
    '{tag} is below {setValue} by {limits} or more{delay, select, - {} other { for {delay}}}',
  'rule-words.flag': '{tag} is on{delay, select, - {} other { for {delay}}} ({severity})',
  'rule-words.no-data':
    'The asset sends nothing for {silence}{delay, select, - {} other { and {delay} more}} ({severity})',
  'rule-words.clears.at-once': 'clears at once',
  'rule-words.clears':
    'clears{margin, select, - {} other { {margin} short of the limit}}{delay, select, - {} other { after {delay}}}',
} as const;
