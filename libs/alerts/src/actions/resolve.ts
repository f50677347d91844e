import { ALERT_ACTIONS, type AlertCommand } from '@eagle/contracts/domain';
import { endedBy, type ActionRow } from './transition.js';

/** It is over: somebody has done something about it. */
export const resolve: ActionRow<AlertCommand<'resolve'>> = {
  ...ALERT_ACTIONS.resolve,
  from: ['unacknowledged', 'acknowledged'],
  to: (alert, { message }, actor) => endedBy(alert, message, actor),
};
