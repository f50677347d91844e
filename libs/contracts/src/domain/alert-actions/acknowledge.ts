import * as z from 'zod';
import { alertNoteTextSchema, defineAlertAction, seenRevisionSchema } from './define-alert-action.js';

const fields = { note: alertNoteTextSchema.optional(), revision: seenRevisionSchema };

/** Somebody has seen it. */
export const acknowledge = defineAlertAction(fields, {
  name: 'acknowledge',
  path: 'acknowledge',
  access: 'members',
  summary: 'Says that somebody has seen the alert.',
  body: z.object(fields).prefault({}),
  change: 'acknowledged',
  audit: 'ALERT.ACKNOWLEDGED',
  ends: null,
});
