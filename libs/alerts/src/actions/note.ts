import { ALERT_ACTIONS, type AlertCommand } from '@eagle/contracts/domain';
import type { ActionRow } from './transition.js';

/** The alert stays as it is; alerting stores the note. */
export const note: ActionRow<AlertCommand<'note'>> = {
  ...ALERT_ACTIONS.note,
  from: ['unacknowledged', 'acknowledged', 'ended'],
  to: () => ({}),
};
