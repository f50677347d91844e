import * as z from 'zod';
import { alertNoteTextSchema, defineAlertAction, seenRevisionSchema } from './define-alert-action.js';

const fields = { message: alertNoteTextSchema.min(1), revision: seenRevisionSchema };

/** A person has done something about the problem, and writes what. */
export const resolve = defineAlertAction(fields, {
  name: 'resolve',
  path: 'resolve',
  access: 'members',
  summary: 'Ends the alert: something was done about it.',
  body: z.object(fields),
  change: 'resolved',
  audit: 'ALERT.RESOLVED',
  ends: 'for-a-window',
});
