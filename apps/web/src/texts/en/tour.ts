export const tour = {
  'tour.step': '{step, number} of {steps, number}',
  'tour.next': 'Next',
  'tour.back': 'Back',
  'tour.done': 'Done',
  'tour.leave': 'Leave the tour',
  'tour.counts.title': 'What is active',
  'tour.counts':
    'Four priorities, each with its shape, letter and colour: how many wait for you, of all that are active. They are on every page.',
  'tour.list.title': 'What to look at',
  'tour.list':
    'Unacknowledged alerts come first, then by priority. J and K walk through them, Enter opens one. No row moves under your pointer.',
  'tour.prediction.title': 'What is about to fail',
  'tour.prediction':
    'A dashed violet ring is a prediction. Open it: when, how sure, what to do now, and why.',
  'tour.acknowledge.title': 'Say that you look after it',
  'tour.acknowledge':
    'The most urgent one stands here. A acknowledges the open alert, R resolves it with a sentence.',
  'tour.freshness.title': 'How old it is',
  'tour.freshness': 'The age of the newest data. Without a connection a black bar says since when.',
  'tour.commands.title': 'Anywhere by two keys',
  'tour.commands': 'Ctrl K goes to every page. A question mark shows the keys of the list.',
} as const;
