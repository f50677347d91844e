import * as z from 'zod';
import { alertNoteTextSchema, defineAlertAction, seenRevisionSchema } from './define-alert-action.js';

const fields = { message: alertNoteTextSchema.optional(), revision: seenRevisionSchema };

/** Nothing is to be done about it. */
export const dismiss = defineAlertAction(fields, {
  name: 'dismiss',
  path: 'dismiss',
  access: 'members',
  summary: 'Ends the alert: nothing is to be done about it.',
  body: z.object(fields).prefault({}),
  change: 'dismissed',
  audit: 'ALERT.DISMISSED',
  ends: 'until-gone',
});
