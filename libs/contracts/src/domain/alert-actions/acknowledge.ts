import * as z from 'zod';
import { alertNoteTextSchema, defineAlertAction, seenRevisionSchema } from './define-alert-action.js';

const fields = { note: alertNoteTextSchema.optional(), revision: seenRevisionSchema };

/** A person has seen the alert. */
export const acknowledge = defineAlertAction(fields, {
  name: 'acknowledge',
  path: 'acknowledge',
  access: 'members',
  summary: 'Records that a person has seen the alert.',
  body: z.object(fields).prefault({}),
  change: 'acknowledged',
  audit: 'ALERT.ACKNOWLEDGED',
  ends: null,
});
