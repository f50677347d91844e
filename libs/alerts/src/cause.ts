import { alertCauseSchema, severitySchema } from '@eagle/contracts/domain';
import { z } from 'zod';

/** One cause of an active alert: its facts, and the state needed to continue it. */
const causeFields = alertCauseSchema.extend({
  kind: z.string(),
  /** A standing flag: shown, not announced. */
  held: z.boolean(),
  /** What to do about it. */
  action: z.string(),
  /** The worst severity at which a person acknowledged or ended it; null before that. */
  seen: severitySchema.nullable().default(null),
});
export type Cause = z.infer<typeof causeFields>;

/** Memories of earlier versions hold sentences, and the numbers in them. */
const formerCauseSchema = causeFields
  .omit({ facts: true })
  .extend({
    title: z.string(),
    text: z.string(),
    measured: z.object({ value: z.number(), setValue: z.number().nullable() }).nullable().default(null),
  })
  .transform(({ title, text, measured, ...cause }): Cause => ({
    ...cause,
    facts: { type: 'told', title, text, measured },
  }));

export const causeSchema = z.union([causeFields, formerCauseSchema]);
