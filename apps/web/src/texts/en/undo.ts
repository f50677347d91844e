/** What was done, and the way back. */
export const undo = {
  'undo.by-key': 'Undo (Z)',
  'undo.key': 'Undo',
  'undo.done': 'Undone.',
  'undo.too-late': 'It has been sent already.',
  'undo.other-page': 'That was on another page: nothing was undone.',
  'undo.filter': 'The filter is changed.',
  'undo.preference.theme': 'The theme is changed.',
  'undo.preference.density': 'The height of rows is changed.',
  'undo.preference.language': 'The language is changed.',
  'undo.preference.sound': 'The sound of alerts is changed.',
  'undo.preference.single-keys': 'Single keys are changed.',
  'undo.saved-over':
    'Somebody else changed it meanwhile: nothing was undone. The history holds the former one.',
  'undo.failed': 'It could not be undone: {reason}',
} as const;
