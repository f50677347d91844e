export const priority = {
  'priority.critical': 'Critical',
  'priority.high': 'High',
  'priority.medium': 'Medium',
  'priority.low': 'Low',
  'priority.number':
    '{count, number} {priority, select, critical {critical} high {high} medium {medium} other {low}}',
  'priority.state.unacknowledged': 'unacknowledged',
  'priority.state.acknowledged': 'acknowledged',
  'priority.state.cleared': 'cleared',
  'priority.state.held': 'held back',
  'priority.predicted': 'predicted',
  'priority.joined': 'predicted, then seen',
} as const;
