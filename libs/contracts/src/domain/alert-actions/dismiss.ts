import * as z from 'zod';
import { alertNoteTextSchema, defineAlertAction, seenRevisionSchema } from './define-alert-action.js';

const fields = { message: alertNoteTextSchema.optional(), revision: seenRevisionSchema };

/** The alert needs no work. */
export const dismiss = defineAlertAction(fields, {
  name: 'dismiss',
  path: 'dismiss',
  access: 'members',
  summary: 'Ends the alert: it needs no work.',
  body: z.object(fields).prefault({}),
  change: 'dismissed',
  audit: 'ALERT.DISMISSED',
  ends: 'until-gone',
});
