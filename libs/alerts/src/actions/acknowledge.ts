import { ALERT_ACTIONS, type AlertCommand } from '@eagle/contracts/domain';
import { seenBy, type ActionRow } from './transition.js';

/** It stays where it is; somebody has seen it. */
export const acknowledge: ActionRow<AlertCommand<'acknowledge'>> = {
  ...ALERT_ACTIONS.acknowledge,
  from: ['unacknowledged'],
  to: (alert, _command, actor) => ({
    ...seenBy(alert, actor),
    state: { ...alert.state, acknowledged: true },
  }),
};
