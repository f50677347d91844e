import { ALERT_ACTIONS, type AlertCommand } from '@eagle/contracts/domain';
import { seenBy, type ActionRow } from './transition.js';

/** The alert stays as it is; a person has seen it. */
export const acknowledge: ActionRow<AlertCommand<'acknowledge'>> = {
  ...ALERT_ACTIONS.acknowledge,
  from: ['unacknowledged'],
  to: (alert, _command, actor) => ({
    ...seenBy(alert, actor),
    state: { ...alert.state, acknowledged: true },
  }),
};
