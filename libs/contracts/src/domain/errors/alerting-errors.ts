import type { ErrorDeclarations } from './error-declaration.js';

/** Alerts and the decisions on them. */
export const ALERTING_ERRORS = {
  'ALERT.NOT_FOUND': {
    kind: 'not-found',
    meaning: 'There is no such alert.',
    action: 'Read the list of alerts again.',
  },
  'ALERT.WRONG_TENANT': {
    kind: 'bug',
    meaning: 'The reply to an action holds the alert of another organization.',
    action: 'Report it with the logs of gateway and alerting.',
  },
  'ALERTING.ALERT_CHANGED': {
    kind: 'conflict',
    meaning: 'The alert became worse, or has a new cause, since it was seen.',
    action: 'Show it again and decide again.',
  },
  'ALERTING.ALERT_ENDED': {
    kind: 'conflict',
    meaning: 'The alert is already resolved or dismissed.',
    action: 'Nothing is left to do.',
  },
  'ALERTING.BUG': {
    kind: 'bug',
    meaning: 'An action on an alert tried to raise another alert.',
    action: 'Report it with the log of alerting.',
  },
  'ALERTING.FENCED': {
    kind: 'conflict',
    meaning: 'Another replica of alerting has taken over the organization.',
    action: 'Ask again; the leader answers.',
  },
  'ALERTING.FRAME_INCONSISTENT': {
    kind: 'invalid',
    meaning: 'A prediction frame names an asset or component that it does not list.',
    action: 'Check that prediction and alerting are of the same version.',
  },
  'ALERTING.ORGANIZATION_NOT_FOUND': {
    kind: 'not-found',
    meaning: 'Alerting knows no such organization.',
    action: 'Check its id.',
  },
  'ALERTING.REFUSED': {
    kind: 'invalid',
    meaning: 'The database can never store this text.',
    action: 'Write it without special characters; the alert is as before.',
  },
  'ALERTING.STOPPED': {
    kind: 'unavailable',
    meaning: 'Alerting is stopping.',
    action: 'Ask again in a moment.',
  },
} as const satisfies ErrorDeclarations;
