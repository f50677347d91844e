import * as z from 'zod';
import { alertNoteTextSchema, defineAlertAction } from './define-alert-action.js';

const fields = { note: alertNoteTextSchema.min(1) };

/** Somebody writes something beside it. */
export const note = defineAlertAction(fields, {
  name: 'note',
  path: 'notes',
  access: 'members',
  summary: 'Writes something beside the alert.',
  body: z.object(fields),
  change: null,
  audit: 'ALERT.NOTED',
  ends: null,
});
