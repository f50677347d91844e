import * as z from 'zod';
import { rejectionReasonSchema } from './feed-status.js';
import { platformText } from './text.js';

/** A cell's text in quarantine is cut to this many characters. */
export const QUARANTINED_CELL_CHARACTERS_MAX = 200;

/** A source row that could not be used, stored so that people can see what is wrong with it. */
export const unusableRowSchema = z.object({
  reason: rejectionReasonSchema,
  /** What exactly was wrong, for people. */
  detail: platformText,
  /** The raw text of the mapped cells by column; null where the source has null. */
  cells: z.record(platformText, platformText.nullable()),
});
