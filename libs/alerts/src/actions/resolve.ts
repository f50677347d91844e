import { ALERT_ACTIONS, type AlertCommand } from '@eagle/contracts/domain';
import { endedBy, type ActionRow } from './transition.js';

/** The episode is over: a person has done something about the problem. */
export const resolve: ActionRow<AlertCommand<'resolve'>> = {
  ...ALERT_ACTIONS.resolve,
  from: ['unacknowledged', 'acknowledged'],
  to: (alert, { message }, actor) => endedBy(alert, message, actor),
};
