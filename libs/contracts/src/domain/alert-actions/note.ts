import * as z from 'zod';
import { alertNoteTextSchema, defineAlertAction } from './define-alert-action.js';

const fields = { note: alertNoteTextSchema.min(1) };

/** A person adds a note. */
export const note = defineAlertAction(fields, {
  name: 'note',
  path: 'notes',
  access: 'members',
  summary: 'Adds a note to the alert.',
  body: z.object(fields),
  change: null,
  audit: 'ALERT.NOTED',
  ends: null,
});
