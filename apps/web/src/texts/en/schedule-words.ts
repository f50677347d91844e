export const scheduleWords = {
  'schedule-words.daily': 'Every day at {times}',
  'schedule-words.weekly': 'Every {days} at {times}',
  'schedule-words.range': '{from} to {to} at {times}',
  'schedule-words.month-day': '{day}',
  'schedule-words.monthly':
    '{count, plural, one {On day {days}} other {On days {days}}} of every month at {times}',
} as const;
