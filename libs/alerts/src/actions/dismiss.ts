import { ALERT_ACTIONS, type AlertCommand } from '@eagle/contracts/domain';
import { endedBy, type ActionRow } from './transition.js';

/** The episode is over: the alert needs no work. */
export const dismiss: ActionRow<AlertCommand<'dismiss'>> = {
  ...ALERT_ACTIONS.dismiss,
  from: ['unacknowledged', 'acknowledged'],
  to: (alert, { message }, actor) => endedBy(alert, message, actor),
};
