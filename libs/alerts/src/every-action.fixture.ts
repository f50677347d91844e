import { alertActionSchema, ALL_ALERT_ACTIONS, type AlertAction } from '@eagle/contracts/domain';

/** One of each action, with a text where it takes one. */
export const EVERY_ACTION: readonly AlertAction[] = ALL_ALERT_ACTIONS.map(({ name }) =>
  alertActionSchema.parse({ action: name, note: 'done', message: 'done' }),
);
