export const wall = {
  'wall.title': 'Wall',
  'wall.alerts': 'Unacknowledged {unacknowledged, number} of {active, number}',
  'wall.more': '{count, plural, one {# more} other {# more}}',
  'wall.empty': 'No active alerts',
  'wall.new': 'New',
  'wall.acknowledged': 'Acknowledged',
  'wall.cleared': 'Cleared',
  'wall.no-view': 'There is no such view. A wall shows alarms.',
  'wall.not-live': 'Not live since {since}.',
  'wall.not-live.meaning': 'This is what was known then.',
} as const;
